"""Service definitions: their schema, field kinds, versions."""

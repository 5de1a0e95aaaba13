"""Bengali's."""

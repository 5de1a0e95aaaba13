"""The pure engine of a talk: values in, values out; no database, no clock, no network."""

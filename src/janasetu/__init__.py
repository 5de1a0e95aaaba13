"""Janasetu: one bridge between a local body and its people, over every line they use."""

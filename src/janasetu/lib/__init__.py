"""Plain values and plain functions everybody stands on: clock, Bengali text, phones, ids. No Django."""

"""Migrations of this package, in order."""

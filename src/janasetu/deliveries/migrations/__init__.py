"""Migrations of the doorstep."""

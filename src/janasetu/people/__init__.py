"""Persons and the contacts by which they are reached."""

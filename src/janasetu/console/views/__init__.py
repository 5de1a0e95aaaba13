"""Views of the console: find, act, show."""

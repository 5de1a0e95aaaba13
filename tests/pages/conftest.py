"""The browser that every page is looked at in."""

from janasetu.console.tests.quiet import browser, complaints

__all__ = ["browser", "complaints"]

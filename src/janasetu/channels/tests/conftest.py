"""A town at noon, for every test that asks for one."""

from janasetu.cases.tests.town import town

__all__ = ["town"]

"""Read what people type into a form: numbers, amounts, days, times, yes and no, in figures and in words.

Each function reads a whole answer, not a place in a longer text, and says None (or why, for a day) rather
than guess. Nothing longer than 300 characters is looked at.
"""

from janasetu.lib.reading.answers import yes_no
from janasetu.lib.reading.dates import Unread
from janasetu.lib.reading.days import Toward, day
from janasetu.lib.reading.hours import PartOfDay, part_of_day, time_of_day
from janasetu.lib.reading.numbers import amount, how_many, whole_number

__all__ = [
    "PartOfDay",
    "Toward",
    "Unread",
    "amount",
    "day",
    "how_many",
    "part_of_day",
    "time_of_day",
    "whole_number",
    "yes_no",
]

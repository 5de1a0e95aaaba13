"""Write and compare text, numbers, dates and times as people in Kolkata do, in Bengali, English or Hindi.

The one door to `spelling`, `numerals`, `dates` and `times`. Money is in `amounts`; what people typed is read
in `reading`; search keys are made in `fold`, sort keys in `sorting`.
"""

from janasetu.lib.dates import date, financial_year, financial_year_name, ordinal_day, working_days
from janasetu.lib.numerals import ascii_digits, digits, number
from janasetu.lib.spelling import match_key, normalise
from janasetu.lib.times import age, day_part, genitive, lasting_moment, moment, time_of_day
from janasetu.lib.words import Lang

__all__ = [
    "Lang",
    "age",
    "ascii_digits",
    "date",
    "day_part",
    "digits",
    "financial_year",
    "financial_year_name",
    "genitive",
    "lasting_moment",
    "match_key",
    "moment",
    "normalise",
    "number",
    "ordinal_day",
    "time_of_day",
    "working_days",
]

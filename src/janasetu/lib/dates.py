"""Write days, counts of days and financial years as a Kolkata office does, in Bengali, English or Hindi.

And say which day lies so many months away.
"""

import datetime as dt
from calendar import monthrange

from janasetu.lib import clock
from janasetu.lib.numerals import number, numerals
from janasetu.lib.words import FINANCIAL_YEAR, MONTHS, ORDINAL_ENDINGS, WORKING_DAYS, Lang

_APRIL = 4  # India's financial year begins on its first day: General Clauses Act 1897, section 3 (21)


def date(day: dt.date, lang: Lang) -> str:
    """«৫ জুন ২০২৬», "5 June 2026", "5 जून 2026".

    A datetime is taken to Kolkata first; ClockError, a ValueError, if it has no time zone.
    """
    there = _in_kolkata(day)
    return f"{day_and_month(there, lang)} {numerals(there.year, lang)}"


def day_and_month(day: dt.date, lang: Lang) -> str:
    """«৫ জুন», "5 June", "5 जून"."""
    return f"{numerals(day.day, lang)} {MONTHS[lang][day.month - 1]}"


def ordinal_day(day: int, lang: Lang) -> str:
    """The day of a month as letters of an office have it: «১লা», «৪ঠা», «১৫ই», «২১শে»; "21st"; hi as a number.

    Hindi says no ordinal in a date. ValueError outside 1..31.
    """
    if not 1 <= day <= 31:
        raise ValueError(f"No month has a day {day}.")
    endings = ORDINAL_ENDINGS[lang]
    return f"{numerals(day, lang)}{next(ending for first, ending in reversed(endings) if day >= first)}"


def working_days(n: int, lang: Lang) -> str:
    """«১৫ কাজের দিন», "15 working days", "15 कार्य दिवस"."""
    one, many = WORKING_DAYS[lang]
    return f"{number(n, lang)} {one if n == 1 else many}"


def financial_year(day: dt.date) -> int:
    """The calendar year in which the day's financial year began: 2026 for 1 April 2026 to 31 March 2027.

    A datetime is taken to Kolkata first; ClockError, a ValueError, if it has no time zone.
    """
    there = _in_kolkata(day)
    return there.year if there.month >= _APRIL else there.year - 1


def financial_year_name(year: int, lang: Lang) -> str:
    """The financial year that began in `year`: «২০২৬–২৭ অর্থবর্ষ», "financial year 2026–27"; «১৯৯৯–২০০০ ...».

    ValueError when the year has not four digits.
    """
    if not 1000 <= year <= 9998:
        raise ValueError(f"A financial year is named by a year of four digits, not {year}.")
    following = year + 1
    end = following if following % 100 == 0 else f"{following % 100:02}"
    return FINANCIAL_YEAR[lang].format(years=numerals(f"{year}–{end}", lang))


def months_later(day: dt.date, count: int) -> dt.date:
    """The same day of the month so many months later, earlier where negative; else the last of that month.

    31 January and a month is 28 February, or 29. ValueError outside the years 1 to 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise ValueError(f"There is no year {year} in the calendar.")
    last = monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))


def _in_kolkata(day: dt.date) -> dt.date:
    return clock.local(day).date() if isinstance(day, dt.datetime) else day

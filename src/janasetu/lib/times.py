"""Say days, hours, moments and durations as people in Kolkata do, in Bengali, English or Hindi."""

import datetime as dt
import re

from janasetu.lib import clock
from janasetu.lib.dates import date, day_and_month
from janasetu.lib.numerals import digits, number
from janasetu.lib.words import (
    DAY_PARTS,
    DURATIONS,
    HOUR_ENDINGS,
    NEAR_DAYS,
    UNDER_A_MINUTE,
    WEEKDAYS,
    Lang,
)

_DAWN = 4  # the hour when the night of the evening before is over
_VOWEL_SIGNS = frozenset("\u09be\u09bf\u09c0\u09c1\u09c2\u09c3\u09c7\u09c8\u09cb\u09cc")
_VOWELS = frozenset("\u0987\u0989\u098f\u0993")
_CONSONANTS = re.compile("[\u0995-\u09b9\u09bc\u09ce]")


def day_part(when: dt.datetime | dt.time, lang: Lang) -> str:
    """The part of the day: ভোর from 4, সকাল 6, দুপুর 12, বিকেল 16, সন্ধ্যা 18, রাত 20 o'clock.

    en: morning 4, afternoon 12, evening 17, night 21. hi: सुबह 4, दोपहर 12, शाम 16, रात 20. A bare `time`
    is Kolkata's.
    """
    hour = _clock_face(when).hour
    return next(part for start, part in reversed(DAY_PARTS[lang]) if hour >= start)


def time_of_day(when: dt.datetime | dt.time, lang: Lang) -> str:
    """«বিকেল ৪টে», «সকাল ১০টা ৫ মিনিট», «দুপুর দেড়টা», «রাত সাড়ে ৯টা»; "4 pm", "12 noon"; "शाम 4:30 बजे".

    To the minute, the rest cut off. Half hours are said as people say them.
    """
    face = _clock_face(when)
    if lang == "en":
        return _english_time(face)
    hour = face.hour % 12 or 12
    if lang == "hi":
        minutes = f":{face.minute:02}" if face.minute else ""
        return f"{day_part(face, lang)} {hour}{minutes} बजे"
    return f"{day_part(face, lang)} {_bengali_hour(hour, face.minute)}"


def moment(when: dt.datetime, lang: Lang, now: dt.datetime) -> str:
    """A day and a time as said at `now`: «আজ বিকেল ৪টে», «মঙ্গলবার ২৪ নভেম্বর, বিকেল ৪টে».

    The year is said where it differs. In Bengali and Hindi «আজ রাত ২টো» would be the coming night to one and
    the last to another, so past midnight the calendar's day is said in full until four: «বুধবার ২৫ নভেম্বর,
    রাত ২টো». Midnight itself ends its day, as people count: «আজ রাত ১২টা». Asked between midnight and four,
    only «আজ» is said, never «গতকাল» or «আগামীকাল». English keeps to the calendar ("2 am").
    """
    there, here = clock.local(when), clock.local(now)
    return f"{_told_day(there, here, lang)} {time_of_day(there, lang)}"


def lasting_moment(when: dt.datetime, lang: Lang, now: dt.datetime, *, weekday: bool = True) -> str:
    """A day and a time for what is kept and read again: «সোমবার ২৩ নভেম্বর, বিকেল ৪টে», never «আগামীকাল».

    Otherwise as `moment`: the year where it differs, midnight at the end of its day. `weekday`: whether it is
    said, where there is room.
    """
    there, here = clock.local(when), clock.local(now)
    day = _counted_day(there, lang)
    told = _full_day(day, lang, with_year=day.year != here.year)
    return f"{told if weekday else told.partition(' ')[2]} {time_of_day(there, lang)}"


def age(delta: dt.timedelta, lang: Lang) -> str:
    """A duration in its two largest neighbouring units: «২ দিন ৩ ঘণ্টা», «৫ মিনিট», «১ মিনিটের কম».

    Cut off, never rounded up. Days are the largest unit, for a limit in law is counted in days; weeks and
    months, whose lengths differ, are not said. The sign is dropped: "late by" and "left" are the sentence's
    words.
    """
    left = abs(delta) // dt.timedelta(minutes=1)
    said = []
    for minutes, one, many in DURATIONS[lang]:
        count, left = divmod(left, minutes)
        if count:
            said.append(f"{number(count, lang)} {one if count == 1 else many}")
        if said and (not count or len(said) == 2):
            break
    return " ".join(said) or UNDER_A_MINUTE[lang]


def genitive(said: str) -> str:
    """The Bengali genitive of a time, date or duration as written here: «৪টের», «৫ জুনের», «২০২৬-এর».

    For «...র মধ্যে» and its like.
    """
    return f"{said}{_genitive_ending(said)}"


def _clock_face(when: dt.datetime | dt.time) -> dt.time:
    return clock.local(when).time() if isinstance(when, dt.datetime) else when


def _english_time(face: dt.time) -> str:
    if face.hour == 12 and face.minute == 0:
        return "12 noon"
    minutes = f":{face.minute:02}" if face.minute else ""
    return f"{face.hour % 12 or 12}{minutes} {'am' if face.hour < 12 else 'pm'}"


def _bengali_hour(hour: int, minute: int) -> str:
    if minute == 30 and hour <= 2:
        return "দেড়টা" if hour == 1 else "আড়াইটে"
    struck = f"{digits(hour)}{HOUR_ENDINGS.get(hour, 'টা')}"
    if minute == 30:
        return f"সাড়ে {struck}"
    return f"{struck} {digits(minute)} মিনিট" if minute else struck


def _told_day(there: dt.datetime, here: dt.datetime, lang: Lang) -> str:
    """The day in words, up to and with the comma that parts it from the time."""
    day = _counted_day(there, lang)
    away = (day - here.date()).days
    near = NEAR_DAYS[lang].get(away)
    if near is None or (lang != "en" and _is_doubtful(there, here, away)):
        return _full_day(day, lang, with_year=day.year != here.year)
    if lang == "hi" and away:
        return f"{near}, {day_and_month(day, lang)},"
    return f"{near}," if lang == "en" else near


def _counted_day(there: dt.datetime, lang: Lang) -> dt.date:
    """The day that a moment belongs to; midnight ends a day, except in English."""
    is_midnight = (there.hour, there.minute) == (0, 0)
    return there.date() - dt.timedelta(days=1) if is_midnight and lang != "en" else there.date()


def _is_doubtful(there: dt.datetime, here: dt.datetime, away: int) -> bool:
    """Whether a word such as «আজ» may be heard as either of two nights."""
    if here.hour < _DAWN:
        return away != 0 or there.hour < _DAWN
    return there.hour < _DAWN and (there.hour, there.minute) != (0, 0)


def _full_day(day: dt.date, lang: Lang, *, with_year: bool) -> str:
    written = date(day, lang) if with_year else day_and_month(day, lang)
    return f"{WEEKDAYS[lang][day.weekday()]} {written},"


def _genitive_ending(word: str) -> str:
    last = word[-1:]
    if word.split()[-1:] == ["মে"]:  # May: «৫ মে-র», for মের looks like another word
        return "-র"
    if last in _VOWEL_SIGNS:
        return "র"
    if last in _VOWELS:
        return "য়ের"
    return "ের" if _CONSONANTS.match(last) else "-এর"

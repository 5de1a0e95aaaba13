"""Write and compare text, numbers, dates and times as people in Kolkata do, in Bengali, English or Hindi."""

import datetime as dt
import re
import unicodedata
from decimal import Decimal

from janasetu.lib import clock
from janasetu.lib.text import limit_marks
from janasetu.lib.words import (
    DAY_PARTS,
    DURATIONS,
    HOUR_ENDINGS,
    MONTHS,
    NEAR_DAYS,
    UNDER_A_MINUTE,
    WEEKDAYS,
    Lang,
)

__all__ = [
    "Lang",
    "age",
    "ascii_digits",
    "date",
    "day_part",
    "digits",
    "genitive",
    "match_key",
    "moment",
    "normalise",
    "number",
    "time_of_day",
]

# --- Text ---

_JOINERS = "\u200c\u200d"
# Zero-width space, word joiner, byte-order mark, soft hyphen: they come with copied text and mean nothing.
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\xad]")
_KHANDA_TA = ("\u09a4\u09cd\u200d", "\u09ce")  # how keyboards before Unicode 4.1 wrote ৎ; NFC leaves it
_STRAY_JOINERS = re.compile(rf"(?:\A|(?<=\s))[{_JOINERS}]+|[{_JOINERS}]+(?=\s|\Z)")
_DOUBLED_JOINER = re.compile(rf"([{_JOINERS}])\1+")
# অ + া looks like আ and is never meant apart; the same in Devanagari. NFC leaves them.
_LONG_A = (("\u0985\u09be", "\u0986"), ("\u0905\u093e", "\u0906"))

_LATIN_TO_BENGALI = str.maketrans({chr(48 + n): chr(0x9E6 + n) for n in range(10)})
_OTHER_DIGIT = re.compile(r"(?![0-9])\d")

_DROPPED = re.compile(
    f"[{_JOINERS}\u200e\u200f\u20e3\ufe00-\ufe0f\U0001f3fb-\U0001f3ff'’‘\u02bc`\xb4]"  # 1️⃣ is 1, don’t is dont
    r"|(?<!\d)\.|\.(?!\d)"  # বি.ডি.ও. is বিডিও, but ৫.৫ is not ৫৫
)
_GAP = re.compile(
    r"[\s!\"#%&()*,\-./:;<=>?@\[\\\]^_{|}~$"
    "\xa1-\xa9\xab-\xb1\xb6-\xb8\xbb\xbf\xd7\xf7\u0964\u0965\u0970\u09f2\u09f3\u09fa\u09fd"
    "\u2010-\u2027\u2030-\u205e\u20a0-\u20c0\u2190-\u2bff\u3000-\u303f\ufe10-\ufe6f\uff01-\uff0f"
    "\U0001f000-\U0001faff]+"
)


def normalise(text: str) -> str:
    """The one form in which text is stored and compared: NFC, ৎ as one letter, no meaningless mark.

    Joiners that shape a word stay (র‍্যালি, উদ্‌যাপন); those at either end or beside a space go, as do
    zero-width spaces. At most eight marks stay on one letter. Idempotent. Source: the Unicode Standard,
    section 12.2 (Bengali: khanda ta, joiners).
    """
    if text.isascii():
        return text
    composed = unicodedata.normalize("NFC", limit_marks(_INVISIBLE.sub("", text)))
    text = limit_marks(composed)  # again: NFC makes a letter and a mark of ড়
    for typed, meant in _LONG_A:
        text = text.replace(typed, meant)
    if "\u200d" in text or "\u200c" in text:
        text = _DOUBLED_JOINER.sub(r"\1", text.replace(*_KHANDA_TA))
        text = _STRAY_JOINERS.sub("", text)
    return text


def match_key(text: str) -> str:
    """The key by which a typed word meets an option's title: case, spaces, signs and digits made alike.

    Danda, hyphens, brackets and emoji part words as a space does; dots and apostrophes inside a word
    vanish; joiners vanish. A text of nothing but such signs («👍», «?») is its own key. Spelling is left
    as it is.
    """
    folded = ascii_digits(normalise(text)).casefold()
    plain = normalise(_DROPPED.sub("", folded))  # again: what stood apart may now meet
    return _GAP.sub(" ", plain).strip() or " ".join(plain.split())


# --- Numbers ---


def digits(value: int | str) -> str:
    """The value with Bengali digits, all else as it is; no grouping. For years, days and ward numbers.

    Identifiers, telephone numbers, one-time codes and amounts in links keep Latin digits: do not pass
    them here.
    """
    return ascii_digits(str(value)).translate(_LATIN_TO_BENGALI)


def ascii_digits(text: str) -> str:
    """The text with the decimal digits of every script (Bengali, Devanagari, full-width...) as 0-9."""
    return text if text.isascii() else _OTHER_DIGIT.sub(_as_ascii, text)


def number(n: int | float | Decimal, lang: Lang) -> str:
    """A count or measure with lakh grouping: ১২,৩৪,৫৬৭.৫ and, for en and hi, 12,34,567.5.

    Hindi takes Latin digits: they are the Union's official form (Constitution, article 343), and those of
    Hindi newspapers and forms in West Bengal. ValueError for NaN and the infinities.
    """
    exact = Decimal(repr(n)) if isinstance(n, float) else Decimal(n)
    if not exact.is_finite():
        raise ValueError(f"Not a number that can be written: {n}.")
    whole, point, fraction = f"{exact.copy_abs():f}".partition(".")
    grouped = f"{'-' if exact < 0 else ''}{_in_lakhs(whole)}{point}{fraction}"
    return _numerals(grouped, lang)


# --- Dates and times, always Kolkata's ---


def date(day: dt.date, lang: Lang) -> str:
    """«৫ জুন ২০২৬», "5 June 2026", "5 जून 2026".

    A datetime is taken to Kolkata first; ClockError, a ValueError, if it has no time zone.
    """
    there = clock.local(day).date() if isinstance(day, dt.datetime) else day
    return f"{_day_and_month(there, lang)} {_numerals(there.year, lang)}"


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
    """A day and a time as said at `now`: «আজ বিকেল ৪টে», «২৪ নভেম্বর, মঙ্গলবার, বিকেল ৪টে».

    The year is said where it differs. In Bengali and Hindi the hours from midnight to four belong to the
    evening before («আজ রাত ২টো» is the coming night), so they are said that way with the calendar's date
    in brackets: «আজ রাত ২টো (২৫ নভেম্বর)»; midnight itself, «আজ রাত ১২টা», needs none by day. Asked in
    those hours, only «আজ» is said, never «গতকাল» or «আগামীকাল». English keeps to the calendar ("2 am").
    """
    there, here = clock.local(when), clock.local(now)
    by_night = lang != "en" and there.hour < _DAWN
    day = there.date() - dt.timedelta(days=1) if by_night else there.date()
    told = _told_day(day, there, here, lang)
    said = f"{told} {time_of_day(there, lang)}"
    plain_midnight = (there.hour, there.minute) == (0, 0) and here.hour >= _DAWN
    if by_night and not plain_midnight:
        calendar = date(there.date(), lang) if there.year != day.year else _day_and_month(there.date(), lang)
        return f"{said} ({calendar})"
    return said


def age(delta: dt.timedelta, lang: Lang) -> str:
    """A duration in its two largest neighbouring units: «২ দিন ৩ ঘণ্টা», «৫ মিনিট», «১ মিনিটের কম».

    Cut off, never rounded up. Days are the largest unit, as the law counts. The sign is dropped: "late
    by" and "left" are the sentence's words.
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

    For «...র মধ্যে» and its like. A bracket at the end keeps its place: «আজ রাত ২টোর (২৫ নভেম্বর)».
    """
    word, bracket, rest = said.partition(" (")
    return f"{word}{_genitive_ending(word)}{bracket}{rest}"


# --- Parts ---

_DAWN = 4  # the hour when the night of the evening before is over
_VOWEL_SIGNS = frozenset("\u09be\u09bf\u09c0\u09c1\u09c2\u09c3\u09c7\u09c8\u09cb\u09cc")
_VOWELS = frozenset("\u0987\u0989\u098f\u0993")
_CONSONANTS = re.compile("[\u0995-\u09b9\u09bc\u09ce]")


def _as_ascii(digit: re.Match[str]) -> str:
    return str(unicodedata.decimal(digit[0]))


def _numerals(value: int | str, lang: Lang) -> str:
    return digits(value) if lang == "bn" else str(value)


def _in_lakhs(whole: str) -> str:
    """The last three digits, then twos: 1234567 is 12,34,567."""
    head, tail = whole[:-3], whole[-3:]
    pairs = [head[max(end - 2, 0) : end] for end in range(len(head), 0, -2)]
    return ",".join([*reversed(pairs), tail])


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


def _day_and_month(day: dt.date, lang: Lang) -> str:
    return f"{_numerals(day.day, lang)} {MONTHS[lang][day.month - 1]}"


def _told_day(day: dt.date, there: dt.datetime, here: dt.datetime, lang: Lang) -> str:
    """The day in words, up to and with the comma that parts it from the time."""
    away = (day - here.date()).days
    if lang != "en" and here.hour < _DAWN:
        away = 0 if there.date() == here.date() else 2
    near = NEAR_DAYS[lang].get(away)
    if near is None:
        return _full_day(day, lang, with_year=day.year != here.year)
    if lang == "hi" and away:
        return f"{near}, {_day_and_month(day, lang)},"
    return f"{near}," if lang == "en" else near


def _full_day(day: dt.date, lang: Lang, *, with_year: bool) -> str:
    written = date(day, lang) if with_year else _day_and_month(day, lang)
    weekday = WEEKDAYS[lang][day.weekday()]
    return f"{weekday} {written}," if lang == "en" else f"{written}, {weekday},"


def _genitive_ending(word: str) -> str:
    last = word[-1:]
    if word.split()[-1:] == ["মে"]:  # May: «৫ মে-র», for মের looks like another word
        return "-র"
    if last in _VOWEL_SIGNS:
        return "র"
    if last in _VOWELS:
        return "য়ের"
    return "ের" if _CONSONANTS.match(last) else "-এর"

"""Read an hour, said with its part of the day or written as a clock shows it, and a part of the day."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from janasetu.lib.reading.number_table import HALVES, SHIFTS, VALUES
from janasetu.lib.reading.typed import figures_and_words, plain, words

PartOfDay = Literal["morning", "noon", "afternoon", "evening"]

_SHORT = re.compile(r"(?<![a-z])([ap])\.?\s?m(?![a-z])\.?")  # a.m., p m
_SPAN = re.compile(r"\d\s*[-–/,]\s*\d")  # 10-11, which is no time

# The words of a part of the day, and the hours that people mean by it; of the two that an hour of twelve can
# be, one lies in it.
_PARTS_SAID: Sequence[tuple[PartOfDay | None, Iterable[int], str]] = (
    ("morning", range(2, 7), "ভোর ভোরে ভোরের ভোরবেলা bhor bhore"),
    ("morning", range(3, 12), "সকাল সকালে সকালের সকালবেলা সকালবেলায় sokal sokale shokal shokale sakal sakale"),
    ("morning", range(3, 12), "सुबह सवेरे subah"),
    ("morning", range(12), "morning"),
    ("noon", range(11, 17), "দুপুর দুপুরে দুপুরের দুপুরবেলা dupur dupure दोपहर dopahar"),
    ("noon", range(12, 13), "noon"),
    ("afternoon", range(13, 20), "বিকেল বিকেলে বিকেলের বিকেলবেলা বিকাল বিকালে bikel bikele bikal bikale"),
    ("afternoon", range(12, 18), "afternoon"),
    ("evening", range(15, 22), "সন্ধ্যা সন্ধ্যায় সন্ধ্যার সন্ধ্যে সন্ধ্যেয় সন্ধে সন্ধেয় সন্ধ্যাবেলা"),
    ("evening", range(15, 22), "sondhya sondhyay sandhya शाम shaam"),
    ("evening", range(16, 22), "evening"),
    ("evening", (*range(19, 24), *range(5)), "রাত রাতে রাতের রাত্রি রাত্রে rat raat rate raate रात"),
    ("evening", (*range(18, 24), *range(6)), "night"),
    (None, range(12), "am"),
    (None, range(12, 24), "pm"),
    (None, (0,), "midnight"),
)  # fmt: skip
PARTS: Mapping[str, tuple[PartOfDay | None, frozenset[int]]] = {
    word: (part, frozenset(hours)) for part, hours, said in _PARTS_SAID for word in words(said)
}
_BY_THEMSELVES = {"noon": dt.time(12), "midnight": dt.time(0)}
_MUTE = words(
    "টা টে টো টি টায় টেয় টোয় টার টের টোর ta te to tay tar বাজে বেজে baje beje মিনিট মিনিটে minute minutes min "
    "নাগাদ দিকে সময় nagad dike somoy hrs hours hour o clock oclock around about by in the बजे बजकर मिनट"
)
_ENDINGS = ("টায়", "টেয়", "টোয়", "টার", "টের", "টোর", "টা", "টে", "টো", "টি", "ta", "te", "to")
_DAY_BEGINS = 7  # o'clock


def time_of_day(text: str) -> dt.time | None:
    """The time that the answer is: «সকাল ১০টা», «বিকেল সাড়ে চারটে», «দেড়টা», "4 pm", "10:30", ১৬:৩০; else None.

    An hour without a part of the day lies between 7 in the morning and 7 in the evening («৪টে» is 16:00),
    unless a nought stands before it (04:30). None for a span of time, and where part and hour contradict
    each other («বিকেল ১০টা»).
    """
    typed = _SHORT.sub(r"\1m", plain(text))
    said = [] if _SPAN.search(typed) else figures_and_words(typed)
    parts = [word for word in said if word in PARTS]
    rest = _without_mute([word for word in said if word not in PARTS])
    if not rest:
        return _BY_THEMSELVES.get(parts[0]) if len(parts) == 1 else None
    face = _clock_face(rest)
    if face is None:
        return None
    hour, minutes = face
    there = _on_24_hours(hour, [PARTS[word][1] for word in parts], padded=rest[0].startswith("0"))
    if there is None:
        return None
    hours, minute = divmod(there * 60 + minutes, 60)
    return dt.time(hours % 24, minute)


def part_of_day(text: str) -> PartOfDay | None:
    """The part of the day that the words name, among others or alone; None for none, and for two of them.

    ভোর is morning; সন্ধ্যা, রাত and "night" are evening. An hour names no part here.
    """
    parts = {PARTS[word][0] for word in figures_and_words(plain(text)) if word in PARTS} - {None}
    return parts.pop() if len(parts) == 1 else None


def _without_mute(said: Sequence[str]) -> list[str]:
    """The words that tell the hour; beside figures "at" is English, and not আট."""
    mute = _MUTE | {"at"} if any(word.isdecimal() for word in said) else _MUTE
    return [word for word in said if word not in mute]


def _clock_face(said: Sequence[str]) -> tuple[int, int] | None:
    """The hour and the minutes to add to it: (4, 30) of «সাড়ে চারটে», (4, -15) of «পৌনে চারটে»."""
    if said[0] in SHIFTS and len(said) == 2:
        hour = _figure(said[1], most=23)
        return None if hour is None else (hour, int(SHIFTS[said[0]] * 60))
    if (half := HALVES.get(_stem(said[0]))) is not None and len(said) == 1:
        return int(half), 30
    hour = _figure(said[0], most=23)
    minute = _figure(said[1], most=59) if len(said) == 2 else 0
    return None if hour is None or minute is None or len(said) > 2 else (hour, minute)


def _figure(word: str, *, most: int) -> int | None:
    number = int(word) if word.isdecimal() and len(word) <= 2 else VALUES.get(_stem(word))
    return number if number is not None and number <= most else None


def _stem(word: str) -> str:
    """The number in চারটে and দশটায়."""
    if word in VALUES:
        return word
    return next((word.removesuffix(end) for end in _ENDINGS if word.endswith(end)), word)


def _on_24_hours(hour: int, parts: Sequence[frozenset[int]], *, padded: bool) -> int | None:
    meant = {hour, (hour + 12) % 24} if 1 <= hour <= 12 else {hour}
    if parts:
        meant = meant.intersection(*parts)
    elif not padded:
        meant = {hour if not 1 <= hour < _DAY_BEGINS else hour + 12}
    else:
        meant = {hour}
    return meant.pop() if len(meant) == 1 else None

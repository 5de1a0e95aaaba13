"""Read a day, written in figures or named by its month, its weekday or its distance from today."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from janasetu.lib.reading.dates import EARLIEST, LATEST, Unread, in_month, nearest, written
from janasetu.lib.reading.day_table import (
    CERTAIN_DAYS,
    DATED,
    DISTANCES,
    EITHER_DAYS,
    ERA,
    FIRST_DAYS,
    MONTH_ENDINGS,
    MONTHS,
    MUTE,
    OF_A_MONTH,
    PHRASES,
    SPANS,
    TOWARDS,
    WEEKDAYS,
)
from janasetu.lib.reading.number_table import VALUES
from janasetu.lib.reading.typed import figures_and_words, plain

Toward = Literal["past", "future"]

_CLOCK = re.compile(r"\d\s*:\s*\d")
_TWO_FIGURES = re.compile(r"\d\s*[/.\-–]\s*\d")


def day(text: str, *, today: dt.date, toward: Toward | None = None) -> dt.date | Unread:
    """The day that the answer names, or why it names none.

    Figures have the day first, as in India (15/08/2026, 15.8.26), or the year first with four digits
    (2026-08-15), or are eight in a row (15082026). Months are named in any spelling of the three languages,
    with ordinals and weekdays beside them: «১৫ই আগস্ট ২০২৬», "Aug 15, 2026", «শনিবার, ১৫ আগস্ট». Words:
    আজ, গতকাল, আগামী সোমবার, "3 days ago", «দু সপ্তাহ পরে», «আগামী মাসের ৫ তারিখ».

    `toward` says on which side of today the day must lie where the words leave it open (কাল, a weekday); today
    itself is on both. Without a year it is the nearest day of that name on that side. A year of two digits is
    this one or one of the 99 before it where `toward` is the past, else one of the 79 before or 20 after.
    """
    told = _told(text)
    if told is None:
        return Unread.NOT_A_DATE
    reader = _READERS.get(told.shape)
    if reader is None:
        return Unread.BENGALI_ERA if "A" in told.shape else Unread.NOT_A_DATE
    found = reader(told, today, told.way or _SIDES[toward])
    if isinstance(found, dt.date) and found.weekday() != told.meanings.get("W", found.weekday()):
        return Unread.NO_SUCH_DAY
    return found


_SIDES: Mapping[str | None, int] = {None: 0, "past": -1, "future": 1}


# --- What the words say ---


@dataclass(frozen=True, slots=True)
class _Told:
    """The words of an answer: each one's kind is a letter of `shape`, in the alphabet's order."""

    shape: str
    numbers: Sequence[str]
    meanings: Mapping[str, int]  # by kind

    @property
    def way(self) -> int:
        return self.meanings.get("T", self.meanings.get("B", 0))


# A: Bengali era. B: before, after. C: today, yesterday. D: the word তারিখ. E: কাল, পরশু. M: month. N: number.
# O: «of the month». S: span of days. T: last, next. W: weekday.
_KINDS: Sequence[tuple[str, Mapping[str, int]]] = (
    ("C", CERTAIN_DAYS),
    ("E", EITHER_DAYS),
    ("W", WEEKDAYS),
    ("T", TOWARDS),
    ("B", DISTANCES),
    ("S", SPANS),
    ("A", dict.fromkeys(ERA, 0)),
    ("O", dict.fromkeys(OF_A_MONTH, 0)),
    ("D", dict.fromkeys(DATED, 0)),
)


def _told(text: str) -> _Told | None:
    said = plain(text)
    for phrase, word in PHRASES:
        said = said.replace(phrase, word)
    if _CLOCK.search(said):
        return None
    words = figures_and_words(said)
    kinds = [kind for place, word in enumerate(words) for kind in _kinds(word, words[place + 1 : place + 2])]
    if not kinds or ("?", 0) in kinds:
        return None
    letters = [kind for kind, _ in kinds]
    shape = _shape(letters, slashed=_TWO_FIGURES.search(said) is not None)
    numbers = [meaning for _, meaning in kinds if isinstance(meaning, str)]
    return _Told(shape, numbers, {kind: meaning for kind, meaning in kinds if isinstance(meaning, int)})


def _shape(letters: Iterable[str], *, slashed: bool) -> str:
    """The kinds in the alphabet's order, without what may go with a date: its weekday, the word তারিখ."""
    shape = "".join(sorted(letters))
    if shape.strip("TW"):
        shape = shape.replace("W", "", 1)
    if "M" in shape or shape.count("N") > 1:
        shape = shape.replace("D", "", 1)
    return f"{shape}/" if shape in {"NN", "NNT"} and slashed else shape


def _kinds(word: str, following: Sequence[str]) -> list[tuple[str, int | str]]:
    """What one word says; nothing where it is mute, and "?" where it is no word of a date."""
    if word.isdecimal():
        return [("N", word)]
    counted = [after for after in following if after in SPANS or after in DATED or _month(after)]
    if word in VALUES and counted:  # "sat din" is seven days; "sat" alone is Saturday
        return [("N", str(VALUES[word]))]
    if word in MUTE:
        return []
    for kind, meanings in _KINDS:
        if word in meanings:
            return [(kind, meanings[word])]
    return _month_or_number(word)


def _month_or_number(word: str) -> list[tuple[str, int | str]]:
    if month := _month(word):
        return [("M", month)]
    number = FIRST_DAYS.get(word) or _ordinal(word)
    if number:
        return [("N", str(number))]
    many = VALUES.get(word.removesuffix("দিন"))  # তিনদিন
    return [("N", str(many)), ("S", 1)] if many is not None else [("?", 0)]


def _month(word: str) -> int:
    """The month, 1 to 12, with or without an ending; 0 where it is none."""
    if word in MONTHS:
        return MONTHS[word]
    stems = (word.removesuffix(ending).removesuffix("য়") for ending in MONTH_ENDINGS if word.endswith(ending))
    return next((MONTHS[stem] for stem in stems if stem in MONTHS), 0)


def _ordinal(word: str) -> int:
    """The day that is said as «পনেরোই», «একুশে»; 0 where it is none."""
    stem = word.removesuffix("ই") if word.endswith("ই") else word.removesuffix("ে")
    number = VALUES.get(stem, 0) if stem != word else 0
    return number if number <= 31 else 0


# --- Readers, one for each shape of an answer; `way` is -1, 0 or 1 ---


def _certain(told: _Told, today: dt.date, way: int) -> dt.date | Unread:
    return today + dt.timedelta(days=told.meanings["C"])


def _either(told: _Told, today: dt.date, way: int) -> dt.date | Unread:
    return today + dt.timedelta(days=told.meanings["E"] * way) if way else Unread.WHICH_WAY


def _weekday(told: _Told, today: dt.date, way: int) -> dt.date | Unread:
    """The first such day after today, or the last before it: of today people say আজ."""
    if not way:
        return Unread.WHICH_WAY
    apart = (told.meanings["W"] - today.weekday()) * way
    return today + dt.timedelta(days=way * ((apart - 1) % 7 + 1))


def _distant(told: _Told, today: dt.date, way: int) -> dt.date | Unread:
    try:
        return today + dt.timedelta(days=way * int(told.numbers[0]) * told.meanings["S"])
    except OverflowError:
        return Unread.NO_SUCH_DAY


def _day_of_month(told: _Told, today: dt.date, way: int) -> dt.date | Unread:
    """«১৫ তারিখ»: the nearest month on that side that has the day; one in two has a 31st."""
    number = told.numbers[0]
    if len(number) > 2 or not 1 <= int(number) <= 31:
        return Unread.NO_SUCH_DAY
    if not way:
        return Unread.WHICH_WAY
    days = (in_month(number, today, way * months) for months in range(3))
    return next(day for day in days if isinstance(day, dt.date) and (day - today).days * way >= 0)


def _day_of_named_month(told: _Told, today: dt.date, way: int) -> dt.date | Unread:
    """«আগামী মাসের ৫ তারিখ»; without আগামী or গত it is this month's."""
    return in_month(told.numbers[0], today, told.way)


def _with_month(told: _Told, today: dt.date, way: int) -> dt.date | Unread:
    return nearest(told.numbers[0], str(told.meanings["M"]), today, way)


def _with_month_and_year(told: _Told, today: dt.date, way: int) -> dt.date | Unread:
    first, second = told.numbers
    day, year = (second, first) if len(first) == 4 else (first, second)
    return written(day, str(told.meanings["M"]), year, today, way)


def _in_two_figures(told: _Told, today: dt.date, way: int) -> dt.date | Unread:
    day, month = told.numbers
    return nearest(day, month, today, way)


def _in_three_figures(told: _Told, today: dt.date, way: int) -> dt.date | Unread:
    day, month, year = reversed(told.numbers) if len(told.numbers[0]) == 4 else told.numbers
    return written(day, month, year, today, way)


def _in_a_row(told: _Told, today: dt.date, way: int) -> dt.date | Unread:
    """15082026, and 20260815 where its last four digits are no year."""
    row = told.numbers[0]
    if len(row) != 8:
        return Unread.NOT_A_DATE
    if EARLIEST <= int(row[4:]) <= LATEST:
        return written(row[:2], row[2:4], row[4:], today, way)
    return written(row[6:], row[4:6], row[:4], today, way)


_READERS: Mapping[str, Callable[[_Told, dt.date, int], dt.date | Unread]] = {
    "C": _certain,
    **dict.fromkeys(("E", "ET"), _either),
    **dict.fromkeys(("W", "TW"), _weekday),
    "BNS": _distant,
    **dict.fromkeys(("DN", "DNT"), _day_of_month),
    **dict.fromkeys(("NO", "DNO", "NOT", "DNOT"), _day_of_named_month),
    **dict.fromkeys(("MN", "MNT"), _with_month),
    "MNN": _with_month_and_year,
    **dict.fromkeys(("NN/", "NNT/"), _in_two_figures),
    "NNN": _in_three_figures,
    "N": _in_a_row,
}

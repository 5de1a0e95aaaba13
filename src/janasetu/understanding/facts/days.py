"""Find the day that a message names, and how many days, houses or people it speaks of."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from janasetu.lib.reading.day_table import (
    CERTAIN_DAYS,
    DATED,
    DISTANCES,
    EITHER_DAYS,
    MONTHS,
    OF_A_MONTH,
    ORDINALS,
    SPANS,
    TOWARDS,
    WEEKDAYS,
)
from janasetu.lib.reading.days import Toward, day
from janasetu.lib.reading.measures import MEASURES
from janasetu.lib.reading.number_table import VALUES
from janasetu.lib.reading.running import Token, number_behind
from janasetu.lib.reading.typed import words

_FULL = re.compile(r"(?<![\d/.-])(?:\d{1,2}([/.-])\d{1,2}\1(?:\d{4}|\d{2})|\d{4}-\d{1,2}-\d{1,2})(?![\d/-])")
_TWO = re.compile(r"(?<![\d/.-])\d{1,2}/\d{1,2}(?![\d/-])")

_SINCE = words("থেকে থাইকা থাকি হতে হইতে ধরে theke thekei thaika thaki hote dhore se since from from")
_LYING_AHEAD = words(
    """
    চাই লাগবে লাগব হবে করতে জন্য জন্যে অনুষ্ঠান বিয়ে বিয়ের বুকিং বুক ভাড়া করব আসব আসবে আসবেন আগামি
    পরের chai lagbe hobe korte jonno jonne onusthan onushthan biye biyer booking book vara bhara korbo
    asbo asbe asben agami porer chahiye want need required for on tomorrow next available will would
    জন্মদিন অন্নপ্রাশন annaprashan wedding marriage shadi
    """
)
_DATING = words("tarikh tarik তারিখ তারিখে তারিখের date dated on since from থেকে theke se তা dt")
_EVERY = words("প্রতি প্রত্যেক proti protyek every har হর हर roj each")
_ADDRESS = words(
    """
    lane road street len লেন রোড স্ট্রিট গলি goli gali house বাড়ি bari holding হোল্ডিং no নং number
    নম্বর flat ফ্ল্যাট plot sarani সরণি
    """
)
_SHORT_WEEKDAYS = words(
    """
    sat sun mon som wed tue thu fri রবি সোম মঙ্গল বুধ শুক্র শনি বৃহস্পতি বৃহঃ budh सोम मंगल बुध बृहस्पति
    """
)
_OTHER_MONTHS = words("me mei mai mar may মে jan me मई")  # words of their own: only in "5 may", «মে মাসের»
_SURE_OF_FIGURES = words("মে may jan")
_WITH_A_DAY = DATED | SPANS.keys() | TOWARDS.keys() | DISTANCES.keys() | OF_A_MONTH | ORDINALS
_LONGEST = 6  # words of a day


def day_in(
    plain: str, said: Sequence[Token], *, today: dt.date, taken: Sequence[tuple[int, int]]
) -> dt.date | None:
    """The first day that a text made `readable` names; in the past where the words leave it open."""
    return next((found for found in _days(plain, said, today, taken) if found), None)


def _days(
    plain: str, said: Sequence[Token], today: dt.date, taken: Sequence[tuple[int, int]]
) -> Iterator[dt.date | None]:
    for figures in _FULL.finditer(plain):
        if _is_free(figures.start(), taken):
            yield _read(figures[0], today, "past" if _is_ahead(said) is None else _is_ahead(said))
    if "/" in plain:
        yield from _in_two_figures(plain, said, today, taken)
    for at, token in enumerate(said):
        if _begins_a_day(said, at) and _is_free(token.start, taken):
            yield _around(plain, said, at, today)


def _is_free(start: int, taken: Sequence[tuple[int, int]]) -> bool:
    return not any(first <= start < end for first, end in taken)


def _in_two_figures(
    plain: str, said: Sequence[Token], today: dt.date, taken: Sequence[tuple[int, int]]
) -> Iterator[dt.date | None]:
    """«12/11 থেকে», «১২/১১ তারিখ»; not a house in a lane."""
    for figures in _TWO.finditer(plain):
        before = next((token.key for token in reversed(said) if token.end <= figures.start()), "")
        behind = next((token.key for token in said if token.start >= figures.end()), "")
        if (
            _is_free(figures.start(), taken)
            and (before in _DATING or behind in _DATING)
            and behind not in _ADDRESS
            and before not in _ADDRESS
        ):
            yield _read(figures[0], today, "past" if behind in _SINCE else _toward(said))


def _begins_a_day(said: Sequence[Token], at: int) -> bool:
    key = said[at].key
    if key in CERTAIN_DAYS or key in EITHER_DAYS or key in DATED:
        return True
    if key in WEEKDAYS:
        return key not in _SHORT_WEEKDAYS and not (at and said[at - 1].key in _EVERY)
    if key in DISTANCES:
        return at > 0 and said[at - 1].key in SPANS
    return _is_month(said, at)


@lru_cache(maxsize=4096)
def _names_a_month(key: str) -> bool:
    """With or without an ending: «আগস্টের»."""
    begun = (month for month in MONTHS if len(month) > _SHORT_MONTH and key.startswith(month))
    return key in MONTHS or any(len(key) - len(month) <= _LONGEST_ENDING for month in begun)


_SHORT_MONTH, _LONGEST_ENDING = 5, 3  # letters


def _is_month(said: Sequence[Token], at: int) -> bool:
    key = said[at].key
    if not _names_a_month(key):
        return False
    beside = [said[place] for place in (at - 1, at + 1) if 0 <= place < len(said)]
    if not any(token.is_figure or token.key in ORDINALS for token in beside):
        return False
    return key not in _OTHER_MONTHS or (key in _SURE_OF_FIGURES and bool(at) and said[at - 1].is_figure)


def _around(plain: str, said: Sequence[Token], at: int, today: dt.date) -> dt.date | None:
    """The day told by this word and those beside it that belong to it."""
    first, last = at, at + 1
    while first and at - first < _LONGEST and not _ends(said[first]) and _belongs(said[first - 1]):
        first -= 1
    while last < len(said) and last - at < 3 and not _ends(said[last]) and _belongs(said[last]):
        last += 1
    toward: Toward = (
        "past" if last < len(said) and said[last].key in _SINCE and not _ends(said[last]) else _toward(said)
    )
    for end in range(last, at, -1):
        for begin in range(first, at + 1):
            found = _read(plain[said[begin].start : said[end - 1].end], today, toward)
            if found:
                return found
    return None


def _belongs(token: Token) -> bool:
    key = token.key
    return token.is_figure or key in _WITH_A_DAY or key in VALUES or key in MONTHS


def _ends(token: Token) -> bool:
    return any(sign in ",;!?।॥\n" for sign in token.gap)


def _toward(said: Sequence[Token]) -> Toward:
    return _is_ahead(said) or "past"


def _is_ahead(said: Sequence[Token]) -> Toward | None:
    ahead = any(token.key in _LYING_AHEAD for token in said)
    since = any(token.key in _SINCE for token in said)
    return "future" if ahead and not since else None


def _read(typed: str, today: dt.date, toward: Toward | None) -> dt.date | None:
    found = day(typed, today=today, toward=toward)
    return found if isinstance(found, dt.date) else None


# --- How many ---

_COUNTERS = words("টা টি টে টো খানা খানি গুলো গুলি ta ti te to khana khan te pcs piece")
_PEOPLE = words("জন জনা জনের jon jona joner people persons log লোক lok loker मानुष लोग जन")
_THINGS = words(
    """
    বাড়ি পরিবার ফ্যামিলি ঘর ফ্ল্যাট দোকান আলো লাইট বাতি পোল পোস্ট খুঁটি ল্যাম্পপোস্ট কুকুর গরু ছাগল
    শুয়োর বাঁদর গাছ গাড়ি ট্যাঙ্কার কল নলকূপ কপি ছেলে মেয়ে বাচ্চা রোগী গর্ত বস্তা ঢাকনা ম্যানহোল bari
    baari poribar paribar family families house houses flat flats ghor dokan shop shops alo light lights
    lamp lamps lamppost pole poles post posts kukur dog dogs goru cow cows gach tree trees gari tanker
    kol copy copies bachcha baccha bacha children child rogi patient patients gorto hole holes manhole
    household households bike bikes car cars घर परिवार दुकान कुत्ते पेड़ बल्ब लाइट bulb bulbs
    """
)
_LASTING = frozenset(
    word
    for word, measure in MEASURES.items()
    if measure in {"day", "week", "month", "year", "night", "hour", "minute"}
) - words("age aged old boyos boyosh বয়স বয়সের आयु उम्र साल")
_GENITIVE = ("ের", "র", "er", "ar")
_AGO = DISTANCES.keys() | words("আগের ager old")
_INDEFINITE = words("এক ek one একটা একদিন do দু")  # «এক দিন» is once upon a day


def count_in(said: Sequence[Token], *, taken: Sequence[tuple[int, int]]) -> int | None:
    """How many days, houses or people are spoken of, where a number stands plainly beside them."""
    for at, token in enumerate(said):
        if not (token.is_figure or token.key in VALUES) or not _is_free(token.start, taken):
            continue
        found = number_behind(said, at)
        if found and 0 < found[0] < 100_000 and _is_counted(said, at, found[1]):
            return _first_of_range(said, at) or found[0]
    return None


def _first_of_range(said: Sequence[Token], at: int) -> int:
    """Of "10-12 ta kukur" the ten."""
    in_range = at > 0 and said[at].gap in {"-", "–"} and said[at - 1].is_figure
    return int(said[at - 1].key) if in_range and len(said[at - 1].key) < 6 else 0


def _is_counted(said: Sequence[Token], first: int, end: int) -> bool:
    last = end
    while last < len(said) and said[last].key in _COUNTERS and not said[last].gap:
        last += 1
    if (
        last >= len(said)
        or said[last].gap not in {"", "-"}
        or (first and said[first].gap in {"/", ".", ":", "₹"})
    ):
        return False
    key = said[last].key
    if key in _PEOPLE or key in _THINGS:
        return said[first].key not in _INDEFINITE
    if key not in _LASTING or key.endswith(_GENITIVE):
        return False
    beyond = said[last + 1] if last + 1 < len(said) and not said[last + 1].gap else None
    return said[first].key not in _INDEFINITE and (beyond is None or beyond.key not in _AGO)

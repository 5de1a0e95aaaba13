"""Find the ward number that words state, as people of three languages write and say it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from janasetu.lib.reading.numbers import whole_number
from janasetu.lib.reading.running import Token, number_ahead, number_behind, readable, tokens
from janasetu.lib.reading.typed import respelt, words
from janasetu.lib.ward_words import (
    AFTER_FIGURES,
    BETWEEN_TWO,
    COUNTED,
    HOSPITALS,
    INFLECTED,
    LINKS,
    NO,
    NUMBER,
    NUMBERED,
    ORDINALS,
    OTHER_WORDS,
    OWNERS,
    SICK,
    UNSAID,
    WARD,
    WORD,
    WORDS_TOO,
)

LARGEST = 999


@dataclass(frozen=True, slots=True)
class Stated:
    """A ward number in Latin digits, and where it and the word ward stand in the text made `readable`."""

    number: str
    start: int
    end: int


def ward_in(said: str) -> str | None:
    """The ward number that the words state, in Latin digits; None when they state none.

    «৫ নং ওয়ার্ড», "ward no. 82", "W-12", «পাঁচ নম্বর ওয়ার্ড», "fifth ward"; of several the first, unless it
    is denied: «৫ নং ওয়ার্ড নয়, ৬ নং ওয়ার্ড». A number of a house, a lane, a route or days is none.
    """
    stated = find(readable(said))
    return stated.number if stated else None


def ward_meant(answer: str) -> str | None:
    """The ward of an answer to the question for it, where that is nothing else: «৫», «৫ নং», «পাঁচ নম্বরে»."""
    said = [
        token.key for token in tokens(readable(answer)) if token.key not in NUMBER and not _is_ward(token.key)
    ]
    number = whole_number(" ".join(said))
    return str(number) if number and 0 < number <= LARGEST else None


def find(readable_text: str) -> Stated | None:
    """The ward that a text made `readable` states, with its place."""
    return find_among(tokens(readable_text))


def find_among(said: Sequence[Token]) -> Stated | None:
    """The ward that these words state, with its place."""
    found = [stated for at in range(len(said)) if (stated := _stated_at(said, at))]
    kept = [stated for stated, last in found if not _is_denied(said, last)]
    return next(iter(kept or [stated for stated, _ in found]), None)


_W = "w"
_JOINING = frozenset("-–—/&+")
_ORDINAL_ENDS = words("th st nd rd ম")
_LOCATIVES = words("e er r te এ এর")
_HERE = words("ta টা er")
_ONE_MORE = words("ta টা")

_Found = tuple[int, int, int]  # the number, the places of the first and of the last word that state it


def _stated_at(said: Sequence[Token], at: int) -> tuple[Stated, int] | None:
    """What is stated around the word ward that stands here, and the place of the last word of it."""
    word = said[at].key
    joined = _joined(word)
    if not joined and not _is_ward(word):
        return None
    before = None if word == _W else _number_before(said, at, called=joined == "ahead")
    found = before or _number_after(said, at, called=joined == "behind")
    if found is None and word != _W:
        found = _bare_number_before(said, at)
    if found is None:
        return None
    number, first, last = found
    if not 0 < number <= LARGEST or _is_in_a_hospital(said, min(first, at)):
        return None
    return Stated(str(number), said[first].start, said[last].end), last


def _is_in_a_hospital(said: Sequence[Token], first: int) -> bool:
    """«হাসপাতালের ৩ নম্বর ওয়ার্ড», "female ward 2"."""
    before = [token.key for token in said[max(first - 2, 0) : first]]
    return bool(before) and (before[-1] in SICK or (before[-1] in _LOCATIVES and before[0] in HOSPITALS))


def _is_ward(word: str) -> bool:
    return word == _W or (word not in OTHER_WORDS and WARD.fullmatch(word) is not None)


@lru_cache(maxsize=4096)
def _joined(word: str) -> str:
    """Where the word for number is written together with the one for ward: «নংওয়ার্ড», "wardno"."""
    for number in ("number", "no", "নং", "নম্বর"):
        key = respelt(number)
        if word.endswith(key) and len(word) > len(key) and _is_ward(word.removesuffix(key)):
            return "behind"
        if word.startswith(key) and len(word) > len(key) + 1 and _is_ward(word.removeprefix(key)):
            return "ahead"
    return ""


def _number_before(said: Sequence[Token], at: int, *, called: bool) -> _Found | None:
    """«৫ নং ওয়ার্ড», "5th ward", «পঞ্চম ওয়ার্ড»."""
    if _parted(said[at]) or at == 0:
        return None
    end = at
    while end and said[end - 1].key in LINKS - _ONE_MORE and not _parted(said[end]):
        end -= 1
    if not called and (ranked := _ranked(said, end, at)):
        return ranked
    if not called and end and said[end - 1].key in NUMBER and not _parted(said[end]):
        called, end = True, end - 1
    if not called or end == 0 or _parted(said[end], also="."):
        return None
    found = number_ahead(said, end, by_sound=True)
    if found is None and end > 1 and said[end - 1].key in AFTER_FIGURES:
        found = number_ahead(said, end - 1)
    return (*_first_of_range(said, *found), at) if found else None


def _ranked(said: Sequence[Token], end: int, at: int) -> _Found | None:
    """ "fifth ward", "5th ward"."""
    if end and (ordinal := ORDINALS.get(said[end - 1].key)):
        return ordinal, end - 1, at
    if end == at and end > 1 and _is_ordinal_figure(said, end):
        return int(said[end - 2].key), end - 2, at
    return None


def _is_ordinal_figure(said: Sequence[Token], end: int) -> bool:
    figure, suffix = said[end - 2 : end]
    return figure.is_figure and not suffix.gap and suffix.key in _ORDINAL_ENDS and len(figure.key) < 4


def _first_of_range(said: Sequence[Token], number: int, start: int) -> tuple[int, int]:
    """Of «৫ ও ৬ নং ওয়ার্ড», "5-6 no ward" the first."""
    if said[start].gap in _JOINING and start and said[start - 1].is_figure:
        return int(said[start - 1].key), start - 1
    if start > 1 and said[start - 1].key in BETWEEN_TWO and not said[start].gap:
        numbered = start > 2 and said[start - 2].key in NUMBER  # «৩ নং ও ৪ নং ওয়ার্ড»
        found = number_ahead(said, start - 1 - numbered)
        if found and 0 < found[0] <= LARGEST and not _is_owned(said, found[1]):
            return found
    return number, start


def _number_after(said: Sequence[Token], at: int, *, called: bool) -> _Found | None:
    """ "ward no. 82", «ওয়ার্ড ৫», "ward: five"; never «ওয়ার্ডে ৫ দিন»."""
    start = at + 1
    while start < len(said) and (said[start].key in NUMBER or said[start].key in LINKS):
        called = called or said[start].key in NUMBER
        start += 1
    between = said[at + 1 : start + 1]
    if start >= len(said) or any(map(_parted, between)):
        return None
    called = called or any("#" in token.gap for token in between)
    if said[start].is_figure:
        return (int(said[start].key), at, start) if _is_wards(said, at, start, called=called) else None
    if start > at + 1 and not called:
        return None
    found = _words_after(said, at, start, called=called)
    return (found[0], at, found[1]) if found else None


def _is_wards(said: Sequence[Token], at: int, start: int, *, called: bool) -> bool:
    """Whether the figures behind the word are its number, and not of days, lanes or pumps in it."""
    figure, following = said[start], said[start + 1] if start + 1 < len(said) else None
    if len(figure.key) > 3 or _is_part_of_more(figure, following):
        return False
    if following is None or _parted(following):
        return True
    if following.key in COUNTED:
        return called and following.key in _HERE
    if called:
        return True
    beyond = said[start + 2].key if start + 2 < len(said) and not _parted(said[start + 2]) else ""
    return not _is_inflected(said, at) and not (following.key in NUMBER and beyond in NUMBERED)


def _words_after(said: Sequence[Token], at: int, start: int, *, called: bool) -> tuple[int, int] | None:
    """«ওয়ার্ড বারো», "ward five": the number in words and the place of its last one."""
    found = number_behind(said, start, by_sound=called)
    if found is None:
        return None
    number, end = found
    following = said[end] if end < len(said) else None
    ends = following is None or _parted(following) or following.key in NUMBER
    if following is not None and not ends and following.key in COUNTED:
        return None
    first = said[start].key
    if first in UNSAID and (not ends or (not called and first not in _ONES)):
        return None
    if not called and (_is_inflected(said, at) or said[at].key == _W or said[at].key in WORD):
        return None
    named = following is not None and following.key in NUMBER
    if not called and not named and first in _AMBIGUOUS:
        return None
    return number, end - 1


_ONES = words("এক one ek एक")
_AMBIGUOUS = WORDS_TOO - _ONES


def _bare_number_before(said: Sequence[Token], at: int) -> _Found | None:
    """«৬ ওয়ার্ড», "82 ward": figures right before the word."""
    if at == 0 or said[at].key in WORD or said[at].key.endswith(("wards", "গুলো", "গুলি", "ों")):
        return None
    figure = said[at - 1]
    if (
        not figure.is_figure
        or len(figure.key) > 3
        or said[at].gap not in {"", "-"}
        or _is_owned(said, at - 1)
    ):
        return None
    return (*_first_of_range(said, int(figure.key), at - 1), at)


def _is_owned(said: Sequence[Token], at: int) -> bool:
    """Whether the figure is the number of a house, a lane...: «বাড়ি নং ১৪ ওয়ার্ড»."""
    before = [token.key for token in said[max(at - 2, 0) : at]]
    numbered = len(before) > 1 and before[-1] in NUMBER
    return numbered or any(key in OWNERS for key in before)


def _is_inflected(said: Sequence[Token], at: int) -> bool:
    """«ওয়ার্ডে», «ওয়ার্ডের», "ward e": what follows is in the ward, and not its number."""
    if INFLECTED.fullmatch(said[at].key):
        return True
    return at + 1 < len(said) and said[at + 1].key in _LOCATIVES


def _is_part_of_more(figure: Token, following: Token | None) -> bool:
    """5.30, 5:30 and 10,000 are no wards."""
    if following is None or not following.is_figure:
        return False
    joined = following.start == figure.end + 1
    return joined and (following.gap in {".", ":"} or (following.gap == "," and len(following.key) == 3))


def _parted(token: Token, also: str = "") -> bool:
    """Whether a sign before it ends what was said: a comma, a danda; not a hyphen, nor a dot after no."""
    return any(sign in ",;!?।॥\n" or sign in also for sign in token.gap) and token.gap != "."


def _is_denied(said: Sequence[Token], last: int) -> bool:
    return last + 1 < len(said) and said[last + 1].key in NO and not said[last + 1].gap

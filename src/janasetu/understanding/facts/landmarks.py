"""Find the words that tell a place: «পাম্প হাউসের সামনে», "near Shitala mandir", "college more er kache"."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from janasetu.lib.fold import skeleton_of
from janasetu.lib.reading.number_table import VALUES
from janasetu.lib.reading.running import Token
from janasetu.lib.reading.typed import words
from janasetu.understanding.facts.common_words import COMMON
from janasetu.understanding.facts.place_words import (
    ADJECTIVES,
    AFTER,
    ARTICLES,
    BARE_ENDS,
    BEFORE,
    BEFORE_PHRASES,
    CASES,
    COMPOUND,
    LINKS,
    NOWHERE,
    OWN,
    OWNING,
    PUBLIC,
    ROADS,
    STRONG,
    is_joined,
    is_locative,
    stem,
)

_MOST_NAMES = 3  # words of a name before what stands there
_MOST_KINDS = 3  # of places in a row: «কলেজ পাড়ার মোড়ে»
_MOST_BEHIND = 5  # words behind «near»
_NUMBER = words("নং নম্বর নাম্বার no number nombor nong নম্বরের नंबर")
_VERB = re.compile(
    ".*(?:ছে|ছি|ছেন|ছিল|ছিলাম|লাম|বেন|য়নি|টা|িয়ে|ইয়া|েনি|েছি|তেছে|তাছে|করে|হয়|নো|ওয়ার|নোর|বার|"
    "chhe|che|chhi|chi|chen|chilo|chilam|lam|ben|yni|hoy|kore|echi|iye|ing|tion|oar|anor|bar|var)"
)
_TOGETHER = frozenset(("", "-", "'", "’", "/"))

Span = tuple[int, int]  # the first token, and the one after the last


def landmark_in(plain: str, said: Sequence[Token], *, taken: Sequence[tuple[int, int]]) -> str:
    """The words that tell a place in a text made `readable`, as they stand there; empty where none do.

    `taken`: where wards and references stand. Which place of the body they name, its map knows
    (`bodies.landmarks`).
    """
    free = [all(token.end <= start or token.start >= end for start, end in taken) for token in said]
    spans = _merged(said, sorted(_spans(plain, said, free)))
    if not spans:
        return ""
    first, last = spans[0]
    return plain[said[first].start : said[last - 1].end]


def _merged(said: Sequence[Token], spans: Sequence[Span]) -> list[Span]:
    """Spans that overlap or follow each other as one: «স্টেশন রোড, পাম্প হাউসের সামনে»."""
    merged: list[Span] = []
    for first, last in spans:
        if (
            merged
            and first <= merged[-1][1]
            and (first < merged[-1][1] or said[first].gap in _TOGETHER | {","})
        ):
            merged[-1] = merged[-1][0], max(last, merged[-1][1])
        else:
            merged.append((first, last))
    return merged


def _spans(plain: str, said: Sequence[Token], free: Sequence[bool]) -> Iterator[Span]:
    for at, token in enumerate(said):
        if not free[at] or token.is_figure:
            continue
        if behind := _behind_where(said, at):
            if span := _told_behind(said, behind, at, free):
                yield span
        elif (stem(token.key) and not _is_a_lamp(said, at)) or is_joined(token.key):
            if span := _told_by_a_kind(said, at, free):
                yield span
        elif token.key in STRONG and (span := _told_by_a_name(said, at, free)):
            yield span


_BEGINS_WHERE = BEFORE | {phrase[0] for phrase in BEFORE_PHRASES}


def _behind_where(said: Sequence[Token], at: int) -> int:
    """The place behind «near», "in front of"; nought where no such word stands here."""
    if said[at].key not in _BEGINS_WHERE:
        return 0
    for phrase in BEFORE_PHRASES:
        if tuple(token.key for token in said[at : at + len(phrase)]) == phrase:
            return at + len(phrase)
    return at + 1 if said[at].key in BEFORE else 0


def _told_behind(said: Sequence[Token], start: int, at: int, free: Sequence[bool]) -> Span | None:
    """«near the pump house», "opposite Shitala mandir"."""
    last, names = start, 0
    while last < min(len(said), start + _MOST_BEHIND) and free[last] and _is_together(said[last]):
        key = said[last].key
        is_kind = bool(stem(key)) or is_joined(key)
        if (is_kind and key in NOWHERE and not names) or not (
            is_kind or _goes_with_a_name(key, begun=names > 0)
        ):
            break
        names += is_kind or _is_name(key)
        last += 1
        if is_kind and not _goes_on(said, last):
            break
    while last > start and said[last - 1].key in ARTICLES | LINKS and not stem(said[last - 1].key):
        last -= 1
    return (at, last) if names and last > start else None


def _goes_with_a_name(key: str, *, begun: bool) -> bool:
    return _is_name(key) or key in ARTICLES or key in ADJECTIVES or (begun and key in LINKS)


def _goes_on(said: Sequence[Token], at: int) -> bool:
    """Whether another kind follows: «kali mandir lane», "Netaji Nagar bus stop"."""
    if at + 1 < len(said) and said[at].key in COMPOUND and stem(said[at + 1].key):
        return True
    return at < len(said) and bool(stem(said[at].key)) and not _is_a_lamp(said, at)


def _told_by_a_kind(said: Sequence[Token], at: int, free: Sequence[bool]) -> Span | None:
    """«কলেজ মোড়ে», "notun bazar er pashe", «চণ্ডীতলায়»: what stands there, its name, and where beside it."""
    key = said[at].key
    kind = stem(key)
    first = _back(said, at, free, numbered=kind in ROADS)
    last = at + 1
    while last < min(len(said), at + _MOST_KINDS) and free[last] and _stands_too(said, last):
        kind, last = stem(said[last].key) or kind, last + 1
    beside = _with_where(said, last)
    names = [token.key for token in said[first : last - 1]]
    if not _is_told(said, (first, last), kind, names, beside):
        return None
    return first, beside if beside > last else _with_ending(said, last)


def _stands_too(said: Sequence[Token], at: int) -> bool:
    key = said[at].key
    return _is_together(said[at]) and (is_joined(key) or (bool(stem(key)) and not _is_a_lamp(said, at)))


def _is_told(said: Sequence[Token], span: Span, kind: str, names: Sequence[str], beside: int) -> bool:
    """Whether these words tell a place: a kind of which there are few, or one with its name."""
    first, last = span
    word = said[last - 1].key
    named = is_joined(word) or any(_is_telling(name) or name[0].isdigit() for name in names)
    known = named or any(name in ADJECTIVES for name in names)
    if word in _SHORT_ROADS and said[last - 1].start == said[last - 2].end:
        return False  # 3rd
    if kind in _CROSSINGS:
        return named and word not in _DYING and _is_a_crossing(said, last, beside)
    if beside > last:
        return kind in PUBLIC or named or bool(COMPOUND.intersection(names))
    if kind in OWN:
        return named
    is_few = kind in PUBLIC or is_joined(word) or bool(COMPOUND.intersection(names))
    return is_few and known and _is_at(said, first, last)


def _is_at(said: Sequence[Token], first: int, last: int) -> bool:
    """Whether the words say that it is there, or stand by themselves: «খেলার মাঠে», "at the ferry ghat"."""
    if is_locative(said[last - 1].key) or (first and said[first - 1].key in _AT):
        return True
    if first > 1 and said[first - 1].key in ARTICLES and said[first - 2].key in _AT:
        return True
    if last < len(said) and said[last].key in CASES and _is_together(said[last]):
        return True
    begins, ends = first == 0 or bool(said[first].gap), last == len(said) or bool(said[last].gap)
    return begins and ends


_AT = words("at in on inside by")
_SHORT_ROADS = words("rd st ln")
_DYING = words("morte mori morta mory mort mors")
_CROSSINGS = words("mor more mod মোড় মোর")


def _is_a_lamp(said: Sequence[Token], at: int) -> bool:
    """The street of a street light."""
    return at + 1 < len(said) and said[at].key == "street" and said[at + 1].key in _LAMPS


_LAMPS = words("light lights lite lamp lamps lait laight")


def _is_a_crossing(said: Sequence[Token], last: int, beside: int) -> bool:
    """ "more" is dead too, and "mor" is mine: a crossing has an ending or a place behind, or nothing."""
    following = said[last].key if last < len(said) else ""
    return (
        following in LINKS
        or beside > last
        or following == ""
        or bool(said[last].gap)
        or said[last - 1].key not in _CROSSINGS
    )


def _told_by_a_name(said: Sequence[Token], at: int, free: Sequence[bool]) -> Span | None:
    """«গড়িয়াহাটের কাছে», "shitalapur er samne": a word that nobody uses of anything else."""
    owner = at - 1
    if owner < 0 or not _is_together(said[at]) or not free[owner]:
        return None
    owning = said[owner].key in OWNING
    if owning:
        owner -= 1
    if (
        owner < 0
        or not free[owner]
        or said[owner].is_figure
        or stem(said[owner].key)
        or is_joined(said[owner].key)
    ):
        return None
    key = said[owner].key
    in_genitive = owning or key.endswith(("র", "er", "ar", "ir", "or", "ur"))
    if not in_genitive or key in NOWHERE or not _is_telling(key) or len(key) < 4:
        return None
    return _back(said, owner, free, numbered=False), at + 1


def _back(said: Sequence[Token], at: int, free: Sequence[bool], *, numbered: bool) -> int:
    """Where the name before this word begins."""
    first, names = at, 0
    while first and names < _MOST_NAMES and _is_together(said[first]) and free[first - 1]:
        key = said[first - 1].key
        if numbered and first == at and (number := _number_back(said, first)) < first:
            return number
        if (
            key in OWNING
            and first > 1
            and _is_together(said[first - 1])
            and (_is_name(said[first - 2].key) or stem(said[first - 2].key))
        ):
            first -= 1
            continue
        if key in AFTER or not (_is_name(key) or key in ADJECTIVES or _is_kind(key)):
            break
        first, names = first - 1, names + 1
    return _house_before(said, first) if numbered and first < at else first


def _house_before(said: Sequence[Token], at: int) -> int:
    """Where «14/2», «7B» begins before «College Street»."""
    lettered = at > 1 and said[at - 1].key in _LETTERED and said[at - 1].start == said[at - 2].end
    last = at - lettered
    if last > 1 and said[last - 1].is_figure and said[last - 1].gap == "/" and said[last - 2].is_figure:
        return last - 2
    return last - 1 if lettered and said[last - 1].is_figure else at


_LETTERED = frozenset("abcd")


def _is_kind(key: str) -> bool:
    return (bool(stem(key)) and key not in NOWHERE) or is_joined(key)


def _number_back(said: Sequence[Token], at: int) -> int:
    """«৩ নং লেন», "14/2 College Street": where the number before a road begins."""
    first = at
    if said[first - 1].key in _NUMBER:
        first -= 1
    if first and (
        (said[first - 1].is_figure and len(said[first - 1].key) < 4)
        or (first < at and said[first - 1].key in VALUES)
    ):
        return first - 1
    return at


def _with_where(said: Sequence[Token], last: int) -> int:
    """The end with «er kache», «সামনে» behind it, where that stands."""
    behind = last
    while (
        behind < len(said) and behind - last < 2 and said[behind].key in OWNING and _is_together(said[behind])
    ):
        behind += 1
    if behind < len(said) and said[behind].key in AFTER and _is_together(said[behind]):
        behind += 1
        if behind < len(said) and said[behind - 1].key in _HALF and said[behind].key in _DIRECTION:
            behind += 1
        return behind
    return last


_HALF = words("উল্টো ulto pichon পিছন")
_DIRECTION = words("দিকে দিকের dike diker side সাইডে")


def _with_ending(said: Sequence[Token], last: int) -> int:
    return last + 1 if last < len(said) and said[last].key in CASES and _is_together(said[last]) else last


def _is_together(token: Token) -> bool:
    """Whether the word goes with the one before it. Beyond a comma begins another thing."""
    return token.gap in _TOGETHER


_NO_NAMES = (VALUES, LINKS, NOWHERE, AFTER, BEFORE, _NUMBER)


@lru_cache(maxsize=4096)
def _is_name(key: str) -> bool:
    """A word that may be a name: neither common, nor a verb, nor beside it."""
    if len(key) < 2 or key[0].isdigit() or stem(key) in OWN or any(key in others for others in _NO_NAMES):
        return False
    bare = next((key[: -len(end)] for end in BARE_ENDS if key.endswith(end) and len(key) - len(end) > 2), key)
    return skeleton_of(key) not in COMMON and skeleton_of(bare) not in COMMON and _VERB.fullmatch(key) is None


def _is_telling(key: str) -> bool:
    """A name, or what stands there as a part of one: «হাসপাতাল মোড়»."""
    if key in ADJECTIVES or key in LINKS or key in NOWHERE:
        return False
    return _is_name(key) or (stem(key) in PUBLIC and bool(stem(key)))

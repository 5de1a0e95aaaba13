"""Find how many days, houses or people a message speaks of."""

from collections.abc import Sequence

from janasetu.lib.reading.day_table import DISTANCES
from janasetu.lib.reading.measures import MEASURES
from janasetu.lib.reading.number_table import VALUES
from janasetu.lib.reading.running import Token, number_behind
from janasetu.lib.reading.typed import words

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
_MOST = 100_000
_PARTS = frozenset("/.:+₹")  # before what is a part of another number
_GENITIVE = ("ের", "র", "er", "ar")
_AGO = DISTANCES.keys() | words("আগের ager old")
_ENGLISH_TOO = words("at do so to")  # eight, two ... in Bengali; not in "at night"
_ENGLISH = words("day days week weeks month months year years night nights hour hours minute minutes")
_INDEFINITE = words("এক ek one एक")  # «এক দিন» is once upon a day


def count_in(said: Sequence[Token], *, taken: Sequence[tuple[int, int]]) -> int | None:
    """How many days, houses or people are spoken of, where a number stands plainly beside them."""
    for at, token in enumerate(said):
        is_number = token.is_figure or token.key in VALUES
        if not is_number or any(start <= token.start < end for start, end in taken):
            continue
        found = number_behind(said, at)
        if found and 0 < found[0] < _MOST and _is_counted(said, at, found[1]):
            return _first_of_range(said, at) or found[0]
    return None


def _first_of_range(said: Sequence[Token], at: int) -> int:
    """Of "10-12 ta kukur" the ten."""
    in_range = at > 0 and said[at].gap in {"-", "–"} and said[at - 1].is_figure
    return int(said[at - 1].key) if in_range and len(said[at - 1].key) < 6 else 0


def _is_counted(said: Sequence[Token], first: int, end: int) -> bool:
    """Whether days, people or things that are counted stand behind the number."""
    last = end
    while last < len(said) and said[last].key in _COUNTERS and not said[last].gap:
        last += 1
    if last >= len(said) or said[last].gap not in {"", "-"} or said[first].key in _INDEFINITE:
        return False
    if first and said[first].gap in _PARTS:
        return False
    key = said[last].key
    return key in _PEOPLE or key in _THINGS or (key in _LASTING and _is_a_while(said, first, last))


def _is_a_while(said: Sequence[Token], first: int, last: int) -> bool:
    """«৩ দিন ধরে», and neither «৬০ বছরের», nor «৩ দিন আগে», nor "at night"."""
    key = said[last].key
    beyond = said[last + 1].key if last + 1 < len(said) and not said[last + 1].gap else ""
    in_english = key in _ENGLISH and said[first].key in _ENGLISH_TOO
    return not key.endswith(_GENITIVE) and beyond not in _AGO and not in_english

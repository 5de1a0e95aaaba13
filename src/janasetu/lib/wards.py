"""Find the ward number that words state, as people of three languages write and say it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from janasetu.lib.reading.measures import MEASURES
from janasetu.lib.reading.number_table import COUNTERS
from janasetu.lib.reading.numbers import whole_number
from janasetu.lib.reading.running import Token, number_ahead, number_behind, readable, tokens
from janasetu.lib.reading.typed import respelt, words

LARGEST = 999


@dataclass(frozen=True, slots=True)
class Stated:
    """A ward number in Latin digits, and where it is stated in the text made `readable`, the word ward included."""

    number: str
    start: int
    end: int


def ward_in(said: str) -> str | None:
    """The ward number that the words state, in Latin digits; None when they state none.

    «৫ নং ওয়ার্ড», "ward no. 82", "W-12", «পাঁচ নম্বর ওয়ার্ড», "fifth ward"; of several the first, unless it is denied:
    «৫ নং ওয়ার্ড নয়, ৬ নং». A number of a house, a lane, a route or days beside the word is none.
    """
    stated = find(readable(said))
    return stated.number if stated else None


def ward_meant(words: str) -> str | None:
    """The ward of an answer to the question for it, where that is nothing else: «৫», «৫ নং», «পাঁচ নম্বরে»."""
    said = [
        token.key for token in tokens(readable(words)) if token.key not in _NUMBER and not _is_ward(token.key)
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
    return (kept or [stated for stated, _ in found] or [None])[0]


# --- The words ---

# As keys: ণ is ন, ঁ is gone. With what may be joined to the word; «ওয়ার্ডেন», «অর্ডার» and "warden" are others.
_BENGALI = "(?:[ওঅ]য়?া(?:র্?)?[ডট]|[ওঅ]য়?র্ড|ওআর?্?ড|[ওঅ]য়াৰ্ড)"
_BENGALI_ENDS = "(?:ে|ের|েও|েই|েরই|টা|টার|টায়|টাতে|টি|টির|টিতে|কে|ও|এ|এর|ত|তে|গুলো|গুলি|বাসি|বাসির|বাসিরা)?"
_LATIN = "(?:w|ow|oy|u|o)(?:aa?|o|oya|oa)?r?r?d|wrad|oard|oward|oyard|owyard|owrd|uard"
_WARD = re.compile(
    f"(?:{_BENGALI}){_BENGALI_ENDS}|(?:{_LATIN})(?:s|e|er|te|r|ta|tar|ei|i|o|ot|t)?|(?:वा|वॉ|वो)र?्?ड(?:ों)?"
)
_OTHER_WORDS = words(
    "old ode odd wed owed odder uder oder oyat ওদ word's wade wader odo udo ward's wood woods order words ওয়াট ওয়াটে ওয়াটের odte odr odi"
)
_LOOSE = words("wad wd ord od owd wade wads oad oaad")  # a ward only right beside its number
_WORD = words("word words")  # a ward where its number stands behind in figures, or is called a number
_W = "w"
_INFLECTED = re.compile(".*(?:ডে|ডের|ডেও|ডেই|ডেরই|টায়|টাতে|টির|টিতে|টার|de|der|dte)")
_NUMBER = words(
    "নং নঙ নম্বর নম্বার নাম্বার নাম্বর নমবর নন্বর নম্বরে নম্বরের নম্বরটা নাম্বারের নম্বরি নংএর নো "
    "no nos number numbar numbr numb num nmbr nmber nbr nomber nombor nombar nambar nambor numer nong nongo nng nr noo "
    "नंबर नम्बर नं नम्बर नम्बर सं सन्ख्या संख्या क्रमांक"
)
_LINKS = words("er e r is ta holo hole hocche holo hobe এর হল হলো হলে হচ্ছে হবে টা টি का है ka hai hoilo হইল")
_ORDINALS = {
    word: value
    for value, said in enumerate(
        (
            "first প্রথম পয়লা pratham prothom पहला पहले pehla",
            "second দ্বিতীয় দিতীয় ditiyo dwitiyo दूसरा दूसरे",
            "third তৃতীয় tritiyo तीसरा तीसरे",
            "fourth চতুর্থ choturtho चौथा चौथे",
            "fifth পঞ্চম ponchom पाँचवाँ पांचवें पाँचवें",
            "sixth ষষ্ঠ छठा छठे",
            "seventh সপ্তম soptom सातवें सातवां",
            "eighth অষ্টম आठवें",
            "ninth নবম नौवें",
            "tenth দশম दसवें",
            "eleventh একাদশ",
            "twelfth দ্বাদশ",
            "thirteenth ত্রয়োদশ",
            "fourteenth চতুর্দশ",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ),
        start=1,
    )
    for word in words(said)
}
_AFTER_FIGURES = words("th st nd rd ম য় র্থ ষ্ঠ ই শে এ ta টা a b c e er এর র")  # 5th, ৫ম, 12A
_BETWEEN_TWO = words("and o ar r ও আর এবং বা অথবা থেকে to theke se aur or और या से ba")
_JOINING = frozenset("-–—/&+")
_COUNTED = (
    COUNTERS - words("no nos")
    | MEASURES.keys()
    | words(
        "টায় টেয় তে টার টাও টাই tay tar baje bajhe bajar baja am pm টাকা taka rs rupees % percent foot ft meter mitar ফুট মিটার বার bar "
        "baar bochorer dine diner mas maser jaygay jaigay jayga লোক ঘর পরিবার ghor bari family families houses lok জনের বাজে বাজার সাল houses din "
        "दिन बजे लोग घर times poles lamps lights kg lakh hajar koti thousand hundred"
    )
)
_NUMBERED = words(  # what has numbers of its own: «ওয়ার্ডের ৩ নম্বর পাম্প»
    "পাম্প পাম্পের পাম্পে পাম্পটা রুট রুটের রুটে বাস গেট গেটের গেটে পোল পোলের পোস্ট পোস্টের বুথ বুথে বুথের প্লট ব্লক ব্লকে বাড়ি বাড়ির বাড়িতে কল "
    "pump pumper pumpe route rut gate pole poler post booth block bari barir barite plot house holding হোল্ডিং platform প্ল্যাটফর্ম bus "
)
_OWNERS = _NUMBERED | words(  # whose number stands before the word ward: «বাড়ি নং ১৪ ওয়ার্ড ৫»
    "হোল্ডিং বাড়ির ফ্ল্যাট flat plot route lane লেন গলি goli gali room রুম phone mobile ফোন মোবাইল"
)
_NO = words("না নয় নয় noy nay na nahi nehi nahin not नहीं")
_UNSAID = words(
    "নয় এক one ek एक o"
)  # words of a sentence as often as numbers; alone at its end they are numbers
_WORDS_TOO = words(  # in Latin letters, what is a word of its own too
    "at do dos das so chay choy chhe choi chhoi chhay char noy noi nau bish bis der to te ti ta sau ek baro bara solo at aat "
    "ten tin sat shat shath no one du du dui sare poune pone k der dosh der aat ache"
)


# --- Where they stand ---


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
    if not 0 < number <= LARGEST:
        return None
    return Stated(str(number), said[first].start, said[last].end), last


def _is_ward(word: str) -> bool:
    return word == _W or (word not in _OTHER_WORDS and _WARD.fullmatch(word) is not None)


def _joined(word: str) -> str:
    """Where the word for number is written together with the one for ward: «নংওয়ার্ড», "wardno"."""
    for number in ("number", "no", "নং", "নম্বর"):
        key = respelt(number)
        if word.endswith(key) and len(word) > len(key) and _is_ward(word.removesuffix(key)):
            return "behind"
        if word.startswith(key) and len(word) > len(key) + 1 and _is_ward(word.removeprefix(key)):
            return "ahead"
    return ""


def _number_before(said: Sequence[Token], at: int, *, called: bool) -> tuple[int, int, int] | None:
    """«৫ নং ওয়ার্ড», "5th ward", «পঞ্চম ওয়ার্ড»: the number, its first word, and the last word."""
    if _parted(said[at]) or at == 0:
        return None
    end = at
    while (
        end
        and said[end - 1].key in _LINKS
        and not _parted(said[end])
        and said[end - 1].key not in {"ta", "টা"}
    ):
        end -= 1
    if not called:
        if end and (ordinal := _ORDINALS.get(said[end - 1].key)):
            return ordinal, end - 1, at
        if end and said[end - 1].key in _NUMBER and not _parted(said[end]):
            called, end = True, end - 1
        elif end == at and end > 1 and _is_ordinal_figure(said, end):
            return int(said[end - 2].key), end - 2, at
    if not called or end == 0 or _parted(said[end], also="."):
        return None
    found = number_ahead(said, end, by_sound=True)
    if found is None and end > 1 and said[end - 1].key in _AFTER_FIGURES:
        found = number_ahead(said, end - 1)
    return (*_first_of_range(said, *found), at) if found else None


def _is_ordinal_figure(said: Sequence[Token], end: int) -> bool:
    figure, suffix = said[end - 2 : end]
    return (
        figure.is_figure and not suffix.gap and suffix.key in words("th st nd rd ম") and len(figure.key) < 4
    )


def _first_of_range(said: Sequence[Token], number: int, start: int) -> tuple[int, int]:
    """Of «৫ ও ৬ নং ওয়ার্ড», "5-6 no ward" the first."""
    if said[start].gap in _JOINING and start and said[start - 1].is_figure:
        return int(said[start - 1].key), start - 1
    if start > 1 and said[start - 1].key in _BETWEEN_TWO and not said[start].gap:
        found = number_ahead(said, start - 1)
        if found and 0 < found[0] <= LARGEST and not _is_owned(said, found[1]):
            return found
    return number, start


def _number_after(said: Sequence[Token], at: int, *, called: bool) -> tuple[int, int, int] | None:
    """ "ward no. 82", «ওয়ার্ড ৫», "ward: five"; never «ওয়ার্ডে ৫ দিন»."""
    start = at + 1
    is_called = called
    while start < len(said) and (said[start].key in _NUMBER or said[start].key in _LINKS):
        is_called = is_called or said[start].key in _NUMBER
        start += 1
    if start >= len(said) or any(_parted(one) for one in said[at + 1 : start + 1]):
        return None
    is_called = is_called or any("#" in one.gap for one in said[at + 1 : start + 1])
    if start > at + 1 and not is_called and not said[start].is_figure:
        return None
    found = _figure_after(said, at, start, called=is_called) if said[start].is_figure else None
    if found is None and not said[start].is_figure:
        found = _words_after(said, at, start, called=is_called)
    return (found[0], at, found[1]) if found else None


def _figure_after(said: Sequence[Token], at: int, start: int, *, called: bool) -> tuple[int, int] | None:
    figure = said[start]
    following = said[start + 1] if start + 1 < len(said) else None
    if len(figure.key) > 3 or _is_part_of_more(figure, following):
        return None
    if not called and said[at].key == _W and len(figure.key) > 3:
        return None
    if following is not None and not _parted(following):
        if following.key in _COUNTED and not (called and following.key in words("ta টা er")):
            return None
        beyond = said[start + 2].key if start + 2 < len(said) and not _parted(said[start + 2]) else ""
        named = following.key in _NUMBER
        if not called and named and (_is_inflected(said, at) or beyond in _NUMBERED):
            return None
        if not called and not named and _is_inflected(said, at):
            return None
    return int(figure.key), start


def _words_after(said: Sequence[Token], at: int, start: int, *, called: bool) -> tuple[int, int] | None:
    found = number_behind(said, start, by_sound=called)
    if found is None:
        return None
    number, end = found
    following = said[end] if end < len(said) else None
    ends = following is None or _parted(following) or following.key in _NUMBER
    first = said[start].key
    if first in _UNSAID and (not ends or (not called and first in words("নয় o"))):
        return None
    if following is not None and not ends and following.key in _COUNTED:
        return None
    if not called and (
        _is_inflected(said, at)
        or said[at].key in (_W, *_WORD)
        or (first in _WORDS_TOO and not first == "one")
    ):
        return None
    return number, end - 1


def _bare_number_before(said: Sequence[Token], at: int) -> tuple[int, int, int] | None:
    """«৬ ওয়ার্ড», "82 ward": figures right before the word."""
    if at == 0 or said[at].key in _WORD or said[at].key.endswith(("wards", "গুলো", "গুলি", "ों")):
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
    before = [one.key for one in said[max(at - 2, 0) : at]]
    return any(key in _OWNERS for key in before) or (
        before[-1:] != [] and before[-1] in _NUMBER and len(before) > 1
    )


def _is_inflected(said: Sequence[Token], at: int) -> bool:
    """«ওয়ার্ডে», «ওয়ার্ডের», "ward e": what follows is in the ward, and not its number."""
    if _INFLECTED.fullmatch(said[at].key):
        return True
    return at + 1 < len(said) and said[at + 1].key in words("e er r te এ এর")


def _is_part_of_more(figure: Token, following: Token | None) -> bool:
    """5.30, 5:30 and 10,000 are no wards."""
    if following is None or not following.is_figure:
        return False
    joined = following.start == figure.end + 1
    return joined and (following.gap in {".", ":"} or (following.gap == "," and len(following.key) == 3))


def _parted(token: Token, also: str = "") -> bool:
    """Whether a sign stands before it that ends what was said: a comma, a danda; not a hyphen, nor a dot after no."""
    return any(sign in ",;!?।॥\n" or sign in also for sign in token.gap) and token.gap != "."


def _is_denied(said: Sequence[Token], last: int) -> bool:
    return last + 1 < len(said) and said[last + 1].key in _NO and not said[last + 1].gap

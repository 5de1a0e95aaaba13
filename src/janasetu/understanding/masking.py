"""Leave out of a message what tells who wrote it: numbers, addresses of mail and house, known names. Pure.

What is left is for somebody to read and for a model to learn from, so too much goes rather than too little:
every number of three digits and more, but those of wards and counts. A name that nobody gave us stays;
whoever reviews the words looks for it.
"""

import re
from collections.abc import Iterable, Iterator

from janasetu.lib import phones
from janasetu.lib.fold import fold, fold_words
from janasetu.lib.numerals import ascii_digits

MASK = "•••"

_Span = tuple[int, int]
_LETTER = "[A-Za-z\u0900-\u0963\u0970-\u09e5\u09f0-\u09ff\u200c\u200d]"
_WORD = re.compile(f"{_LETTER}+")
_NO = r"(?:নম্বর|নাম্বার|নং|नंबर|नम्बर|number|num|nombor|nombar|nong|no)\.?"
_BETWEEN = r"[\s.:,#–-]{0,3}"
_WARD = "(?:ওয়ার্ড|ward|वार्ड)"
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@,;]+|https?://\S+", re.IGNORECASE)
_WITH_SLASH = re.compile(rf"(?:{_LETTER}|\d|-)*/(?:{_LETTER}|\d|[/-])*")
_ROUND_THE_CLOCK = "24/7"
_WITH_HYPHEN = re.compile(rf"{_LETTER}+\s?[-–]\s?\d{{3,}}{_LETTER}?")
_ROW = re.compile(r"\+?\d(?:[\s().-]{0,2}\d){5,}")
_LONG = re.compile(r"(?<!\d)\d{3,}")
_YEAR = re.compile(r"19[3-9]\d|20[0-3]\d")
# The short numbers of help, and the hundred days' work: everybody's.
_OF_ALL = frozenset({"100", "101", "102", "103", "104", "108", "112", "181", "1098"})
_COUNTED = re.compile(
    r"\s?(?:টি|টা|জন|খানা|th|ta|ti)?\s?(?:টাকা|taka|tk|rs|rupee|রুপি|रुपय|দিন|din|day|दिन|ঘণ্টা|ঘন্টা|hour|ghonta"
    r"|বছর|year|bochor|ফুট|feet|foot|ft|মিটার|meter|metre|sq|বর্গ|লোক|lok|people|person|jon|জন|পরিবার|famil"
    rf"|বাচ্চা|bachh?a|room|plate|{_WARD})|\s?{_NO}\s?{_WARD}",
    re.IGNORECASE,
)
_AFTER_WARD = re.compile(rf"{_WARD}{_LETTER}*{_BETWEEN}(?:{_NO})?{_BETWEEN}$", re.IGNORECASE)
_HOUSE = (
    r"(?:বাড়ির?|বাসার?|হোল্ডিং|ফ্ল্যাট|প্লট|প্রেমিসেস|দাগ|খতিয়ান|मकान"
    r"|house|holding|flat|plot|premises?|bari|barir|basha|dag)"
)
_CITED = (
    r"(?:অভিযোগের?|আবেদনের?|টোকেন|রেফারেন্স|ডায়েরি|রসিদ|রশিদ|কার্ড|অ্যাকাউন্ট|কনজিউমার|কানেকশন|शिकायत|आवेदन"
    r"|complain\w*|case|ref\w*|token|docket|dairy|diary|application|receipt|card|account|consumer"
    r"|obhijog|abhijog|abedon|id)"
)
# The number stands in the last group.
_CITATION = re.compile(rf"(?:{_HOUSE}|{_CITED}){_BETWEEN}{_NO}{_BETWEEN}(\d+{_LETTER}?)", re.IGNORECASE)
_BEFORE_HOUSE = re.compile(rf"(?<!\d)(\d+{_LETTER}?)\s?{_NO}\s?{_HOUSE}", re.IGNORECASE)
_BEHIND_HOUSE = re.compile(rf"{_HOUSE}[\s.:#–-]{{0,2}}(\d+)(?!\d)", re.IGNORECASE)
_STREET = re.compile(
    rf"(?<!\d)(\d+(?:[A-Za-z](?!{_LETTER}))?)(?:\s?{_NO})?[\s,]+(?:{_LETTER}+\s+){{0,2}}"
    r"(?:লেন|রোড|স্ট্রিট|সরণি|lane|road|street|sarani)",
    re.IGNORECASE,
)
# What stands before a name and is nobody's; how Bengali words end, folded.
_TITLES = frozenset(fold_words("শ্রী শ্রীমতী মোঃ শেখ মহম্মদ md sri smt shri mr mrs miss dr"))
_ENDINGS = frozenset(("", "a", "r", "er", "k", "ke", "ra", "der", "i", "t", "te", "d", "da", "di"))
_LEAST_NAME = 3  # letters of its skeleton


def masked(text: str, *, names: Iterable[str] = (), numbers: Iterable[str] = ()) -> str:
    """The message with `MASK` in the place of what tells who wrote it. `names`, `numbers`: of the people that
    are known, in whatever script and spelling.
    """
    hidden = phones.hidden(text, numbers, with_tail=False).replace("••••••", MASK)
    spans = [*_numbers(ascii_digits(hidden)), *_names(hidden, names)]
    return _without(hidden, spans)


def tells_who(text: str) -> bool:
    """Whether something stands here that would be left out, names aside."""
    return masked(text) != text


def _numbers(plain: str) -> Iterator[_Span]:
    """Where mail addresses and numbers of people, houses and cases stand; digits are Latin."""
    for pattern in (_MAIL, _WITH_HYPHEN, _ROW, _CITATION, _BEFORE_HOUSE):
        yield from (_number_in(found) for found in pattern.finditer(plain))
    for pattern in (_WITH_SLASH, _BEHIND_HOUSE, _STREET):
        yield from (_number_in(found) for found in pattern.finditer(plain) if _may_be_a_house(found, plain))
    for found in _LONG.finditer(plain):
        if not _is_everybodys(found, plain):
            yield found.span()


def _number_in(found: re.Match[str]) -> _Span:
    return found.span(found.lastindex or 0)


def _may_be_a_house(found: re.Match[str], plain: str) -> bool:
    """Whether it is a number and counts nothing: not «৪/৫ দিন», not «৭৫ নং ওয়ার্ডের মেন রোড»."""
    start, end = _number_in(found)
    has_digits = any(sign.isdigit() for sign in plain[start:end])
    return has_digits and plain[start:end] != _ROUND_THE_CLOCK and not _COUNTED.match(plain, end)


def _is_everybodys(found: re.Match[str], plain: str) -> bool:
    """Whether a number of three digits and more counts something, or is a year, a ward's, or known to all."""
    if found[0] in _OF_ALL or _YEAR.fullmatch(found[0]) or _COUNTED.match(plain, found.end()):
        return True
    return len(found[0]) == 3 and bool(_AFTER_WARD.search(plain[max(0, found.start() - 40) : found.start()]))


def _names(text: str, names: Iterable[str]) -> Iterator[_Span]:
    """Where words of these names stand, with whatever ending."""
    known = {key for name in names for part in fold_words(name) for key in _forms(part)}
    for found in _WORD.finditer(text) if known else ():
        if fold(found[0]) in known:
            yield found.span()


def _forms(part: str) -> Iterator[str]:
    """The skeletons of a word of a name as it stands in sentences; none of what tells nobody apart."""
    if len(part) < _LEAST_NAME or part in _TITLES or part.isdigit():
        return
    root = part.removesuffix("a")
    yield from (root + ending for ending in _ENDINGS)
    if part.endswith("i"):
        yield f"{part[:-1]}er"  # রায়ের


def _without(text: str, spans: Iterable[_Span]) -> str:
    """The text with a mask for each stretch of it, those that touch as one."""
    left, at = [], 0
    for start, end in sorted(spans):
        if start >= at:
            left.append(text[at:start])
            left.append(MASK)
        at = max(at, end)
    return re.sub(rf"{MASK}(?:\s*{MASK})+", MASK, "".join(left) + text[at:])

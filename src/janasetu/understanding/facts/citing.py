"""Find the number by which a citizen cites a case, a paper or a letter: ours, or any other office's."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from janasetu.lib import references
from janasetu.lib.reading.running import Token
from janasetu.lib.reading.typed import words
from janasetu.understanding.facts.citing_words import (
    ABBREVIATIONS,
    ACCOUNTS,
    AMOUNTS,
    ASKING,
    BESIDE,
    CASES,
    COUNTED,
    CUES,
    LETTERS,
    MONTHS,
    NO_CODES,
    NUMBER,
    OF_A_YEAR,
    OWNERS,
    PAPERS,
    STATUS,
)

_GAP = r"[ \-\u2010-\u2015]{1,3}"
_PRINTED = re.compile(rf"(?<![\d/.-])\d{{2}}{_GAP}\d{{4}}{_GAP}\d{{4,10}}{_GAP}\d(?![\d/])")
_LONG_ROW = re.compile(r"(?<![\d/.+-])\d{2,13}(?:[ -]\d{1,10}){0,4}(?![\d/])")
_BETWEEN = "[\\s\u200b\u2060\\-\u2010-\u2015]*"
_JOINTS = frozenset("-/.–—_\\")
_TELEPHONE = re.compile(r"(?:0|91)?[6-9]\d{9}|1800\d{6,7}|1860\d{7}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_FINANCIAL_YEAR = re.compile(r"(?:20)?\d\d[-/–](?:20)?\d\d")
_DATE = re.compile(
    r"\d{1,2}[-/.](?:\d{1,2}|[a-z]+)[-/.](?:\d{2}|\d{4})|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}", re.IGNORECASE
)
_DAY = re.compile(r"\d{1,2}[-/.]\d{1,2}")
_PIN = re.compile(r"7\d{5}")
_ENDINGS = words("er e ta r te ti tar")
_OLDEST = 12  # years; a number of ours that is older is none
_MOST_BETWEEN = 4  # words between what is cited and its number


@dataclass(frozen=True, slots=True)
class Cited:
    """A reference as typed, with Latin digits, and where it stands."""

    number: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Code:
    """Figures and Latin letters written together: places of its first token and of the one after the last."""

    text: str
    first: int
    last: int

    @property
    def digits(self) -> int:
        return sum(map(str.isdigit, self.text))


def cited(
    plain: str, said: Sequence[Token], *, year: int, taken: Sequence[tuple[int, int]] = ()
) -> Cited | None:
    """The reference cited in a text made `readable`; of several the first. `taken`: where wards stand."""
    if not any(token.is_figure for token in said):
        return _spelt_out(said)
    if ours := _ours(plain, said, year) or _nothing_else(said, year):
        return ours
    codes = list(_codes(plain, said, taken))
    ways = (_cited_by_a_word, _spelt, _known_by_its_shape, _called_a_number)  # the surest first
    found = (found for way in ways for code in codes if (found := way(plain, said, code)))
    return next(found, None) or _spelt_out(said)


# --- Ours ---


def _ours(plain: str, said: Sequence[Token], year: int) -> Cited | None:
    for printed in _PRINTED.finditer(plain):
        if _is_of_time(printed[0][:2], year) and not _is_of_an_account(said, printed.start()):
            return Cited(printed[0], *printed.span())
    for stored in references.find(plain):
        typed = re.search(_BETWEEN.join(stored), plain)
        if typed and _is_of_time(stored[:2], year) and not _is_of_an_account(said, typed.start()):
            return Cited(typed[0], *typed.span())
    return _mistyped(plain, said, year) if _speaks_of_cases(said) else None


def _mistyped(plain: str, said: Sequence[Token], year: int) -> Cited | None:
    """A row of as many digits as ours have, where a case is spoken of."""
    rows = (row for row in _LONG_ROW.finditer(plain) if 11 <= sum(map(str.isdigit, row[0])) <= 13)
    for row in rows:
        free = not _is_of_an_account(said, row.start())
        if free and _is_of_time(row[0][:2], year) and not _TELEPHONE.fullmatch(re.sub(r"\D", "", row[0])):
            return Cited(row[0], *row.span())
    return None


def _speaks_of_cases(said: Sequence[Token]) -> bool:
    return any(token.key in STATUS or token.key in CUES or token.key in CASES for token in said)


def _is_of_an_account(said: Sequence[Token], start: int) -> bool:
    at = _token_at(said, start)
    return any(token.key in ACCOUNTS for token in said[max(at - 3, 0) : at])


def _is_of_time(two_digits: str, year: int) -> bool:
    return 0 <= year % 100 - int(two_digits) <= _OLDEST


def _nothing_else(said: Sequence[Token], year: int) -> Cited | None:
    """A row of digits of the length of ours and no other word, though a digit may be wrong."""
    if len(said) != 1 or not 11 <= len(said[0].key) <= 13 or _TELEPHONE.fullmatch(said[0].key):
        return None
    token = said[0]
    return Cited(token.key, token.start, token.end) if _is_of_time(token.key[:2], year) else None


def _token_at(said: Sequence[Token], start: int) -> int:
    return next((place for place, token in enumerate(said) if token.start >= start), len(said))


# --- What is written together ---


def _codes(plain: str, said: Sequence[Token], taken: Sequence[tuple[int, int]]) -> Iterator[_Code]:
    at = 0
    while at < len(said):
        end = at + 1
        while end < len(said) and _is_joined(said, end) and said[end].key not in NUMBER:
            end += 1
        last = end
        while last > at + 1 and said[last - 1].key in _ENDINGS and not said[last - 1].is_figure:
            last -= 1
        begun = at
        while begun < last - 1 and _is_word(said[begun]) and said[begun].key not in ABBREVIATIONS:
            begun += 1
        text = plain[said[begun].start : said[last - 1].end]
        free = all(said[last - 1].end <= start or said[begun].start >= stop for start, stop in taken)
        if free and any(map(str.isdigit, text)):
            yield _Code(text, begun, last)
        at = end


def _is_joined(said: Sequence[Token], at: int) -> bool:
    here, before = said[at], said[at - 1]
    if not (here.key.isascii() and before.key.isascii()):
        return False
    if before.key in NUMBER or (_is_word(before) and before.key not in ABBREVIATIONS):
        return False
    return here.start == before.end or (here.gap in _JOINTS and here.start == before.end + 1)


def _is_word(token: Token) -> bool:
    return token.key in CUES or token.key in NUMBER or token.key in BESIDE


def _is_acceptable(said: Sequence[Token], code: _Code, *, called: bool) -> bool:
    """Not a telephone, a date, a year, money, days."""
    text = code.text
    bare = re.sub(r"[-/.\s]", "", text)
    if not called and _DAY.fullmatch(text):
        return False
    if _TELEPHONE.fullmatch(bare) or _DATE.fullmatch(text) or _is_financial_year(text):
        return False
    if said[code.first].gap[-1:] in {"₹", "৳", "+", "%"} or (
        code.first and said[code.first - 1].key in AMOUNTS
    ):
        return False
    following = said[code.last] if code.last < len(said) else None
    if following is not None and not _ends(following) and _makes_it_another(said, code.last, called=called):
        return False
    is_year = _YEAR.fullmatch(text) and (not called or (following is not None and following.key in OF_A_YEAR))
    return not is_year


def _makes_it_another(said: Sequence[Token], at: int, *, called: bool) -> bool:
    """Whether the word behind the number says what it is: days, rupees, «২৩৪ নম্বর রুট»."""
    key = said[at].key
    if key in COUNTED or said[at].gap[:1] == "%" or (key in OWNERS and not called):
        return True
    return key in NUMBER and at + 1 < len(said) and said[at + 1].key in OWNERS


def _is_financial_year(text: str) -> bool:
    if not _FINANCIAL_YEAR.fullmatch(text):
        return False
    first, second = re.split("[-/–]", text)
    return int(first) % 100 + 1 == int(second) % 100


def _ends(token: Token) -> bool:
    return any(sign in ",;!?।॥\n." for sign in token.gap)


# --- By a word before it ---


def _cited_by_a_word(plain: str, said: Sequence[Token], code: _Code) -> Cited | None:
    """«অভিযোগ নং ৩৩২১», "ref: KMC-2231", "docket no ta 2609 0045", "app no BC 2217"."""
    first = _with_letters_before(said, code.first)
    place, called = first - 1, False
    while (
        place >= 0
        and first - place <= _MOST_BETWEEN + 1
        and not (said[place + 1].gap and said[place + 1].gap[0] in "!?।॥;")
    ):
        key = said[place].key
        if key in OWNERS:
            return None
        if key in CUES and (called or key not in PAPERS):
            return _accepted(plain, said, code, first, called=called)
        if key in NUMBER or "#" in said[place + 1].gap:
            called = True
        elif key not in BESIDE:
            return None
        place -= 1
    return None


def _accepted(plain: str, said: Sequence[Token], code: _Code, first: int, *, called: bool) -> Cited | None:
    fewest = 2 if called or ":" in said[first].gap or "#" in said[first].gap else 3
    last = _with_figures_behind(said, code.last)
    figures = plain[said[code.first].start : said[last - 1].end]
    if code.text.isdigit() and sum(map(str.isdigit, figures)) < fewest:
        return None
    if not _is_acceptable(said, _Code(code.text, code.first, last), called=called):
        return None
    letters = _latin_letters(said, first, code.first)
    return Cited(letters + _OBLIQUE.sub("/", figures), said[first].start, said[last - 1].end)


_OBLIQUE = re.compile(" (?:by|বাই|slash|স্ল্যাশ|oblique) ")
_BY = words("by বাই slash স্ল্যাশ oblique")


def _with_figures_behind(said: Sequence[Token], last: int) -> int:
    """The end with figures that go on behind a space, or a word for the stroke: «২৬০৯ ০০৪৫», «১২ বাই ২৬»."""
    while True:
        step = 2 if last < len(said) and said[last].key in _BY else 1
        end = last + step
        if end > len(said) or not said[end - 1].is_figure or any(token.gap for token in said[last:end]):
            return last
        beyond = said[end].key if end < len(said) else ""
        if len(said[end - 1].key) > 6 or beyond in COUNTED or beyond in NUMBER:
            return last
        last = end


def _with_letters_before(said: Sequence[Token], first: int) -> int:
    """Where short codes of letters begin before the figures: "BC 2217", «সি ৮৮», «বি এস টি ০০৭৩»."""
    place = first
    while place and not said[place].gap and _is_letters(said[place - 1]):
        place -= 1
    return place


def _is_letters(token: Token) -> bool:
    key = token.key
    if key in NUMBER or (key in CUES and key not in _CODES) or key in BESIDE or key in COUNTED:
        return False
    return _letters_of(key) != "" or (
        key.isascii() and key.isalpha() and len(key) <= 3 and key not in NO_CODES
    )


_CODES = frozenset(("cmp",))  # written before the number as a part of it: "CMP 118"


def _latin_letters(said: Sequence[Token], first: int, last: int) -> str:
    if first == last:
        return ""
    return "".join(_letters_of(token.key) or token.key.upper() for token in said[first:last]) + " "


# --- By its letters ---


def _letters_of(word: str) -> str:
    """The Latin letters whose Bengali or Hindi names the word is, one or several joined: «বি», «বিএসটি»."""
    if word.isascii() or len(word) > 24:
        return ""
    if word in LETTERS:
        return LETTERS[word]
    for cut in range(min(len(word) - 1, 6), 0, -1):
        if word[:cut] in LETTERS and (rest := _letters_of(word[cut:])):
            return LETTERS[word[:cut]] + rest
    return ""


def _spelt(plain: str, said: Sequence[Token], code: _Code) -> Cited | None:
    """«বি এস টি ০০৭৩»: names of letters, two at least, before figures."""
    first = code.first
    while first and said[first].gap in {"", ".", "-", "/"} and _is_a_letter(said[first - 1].key):
        first -= 1
    letters = "".join(_letters_of(token.key) or token.key.upper() for token in said[first : code.first])
    if len(letters) < 2 or letters.lower() in NO_CODES or code.digits < 3:
        return None
    if not _is_acceptable(said, code, called=True):
        return None
    between = plain[said[code.first - 1].end : said[code.first].start] if first < code.first else ""
    return Cited(f"{letters}{between}{code.text}", said[first].start, said[code.last - 1].end)


def _is_a_letter(key: str) -> bool:
    return bool(_letters_of(key)) or (len(key) == 1 and key.isascii() and key.isalpha())


_SAID_DIGITS = """
শূন্য জিরো zero shunno sunno जीरो शून्य
এক ওয়ান one ek एक
দুই টু two dui दो
তিন থ্রি three tin तीन
চার ফোর four char चार
পাঁচ ফাইভ five panch paanch पांच
ছয় সিক্স six choy छह
সাত সেভেন seven sat सात
আট এইট eight at आठ
নয় নাইন nine noy नौ
"""
_DIGIT_WORDS = {
    word: str(digit) for digit, said in enumerate(_SAID_DIGITS.strip().splitlines()) for word in words(said)
}


def _spelt_out(said: Sequence[Token]) -> Cited | None:
    """«বি এস টি শূন্য শূন্য সাত তিন»: letters and figures in words, where no figure stands."""
    run: list[int] = []
    for place in [*range(len(said)), len(said)]:
        if place < len(said) and said[place].key in _DIGIT_WORDS and (not run or not said[place].gap):
            run.append(place)
            continue
        if len(run) > 2 and (found := _said_in_words(said, run)):
            return found
        run = []
    return None


def _said_in_words(said: Sequence[Token], run: Sequence[int]) -> Cited | None:
    digits = "".join(_DIGIT_WORDS[said[place].key] for place in run)
    first = run[0]
    while first and not said[first].gap and _letters_of(said[first - 1].key):
        first -= 1
    letters = "".join(_letters_of(token.key) for token in said[first : run[0]])
    before = [token.key for token in said[max(first - 3, 0) : first]]
    numbered = any(key in NUMBER for key in before[-1:]) and _speaks_of_cases(said)
    is_cited = numbered or any(key in CUES for key in before)
    if not is_cited and len(letters) < 2:
        return None
    return Cited(f"{letters} {digits}".strip(), said[first].start, said[run[-1]].end)


def _known_by_its_shape(plain: str, said: Sequence[Token], code: _Code) -> Cited | None:
    """CMP/2026/118, KMC-2231, BST0073; not NH-34, 12/1B, 10-nov-2026, FY 2025-26."""
    parts = re.findall("[A-Za-z]+", code.text)
    letters = max(map(len, parts), default=0)
    if letters == 0:
        return _in_capitals(plain, said, code)
    is_code = (
        letters > 1
        and code.digits > 2
        and (re.search("[-/]", code.text) or (code.digits > 3 and code.text[0].isalpha()))
    )
    if (
        not is_code
        or _is_other(parts)
        or _is_owned_before(said, code.first)
        or not _is_acceptable(said, code, called=True)
    ):
        return None
    return Cited(code.text, said[code.first].start, said[code.last - 1].end)


def _in_capitals(plain: str, said: Sequence[Token], code: _Code) -> Cited | None:
    """ "BST 0073": letters and a number that begins with nought; any number where a case is spoken of."""
    before = said[code.first - 1] if code.first and not said[code.first].gap else None
    if (
        before is None
        or not before.key.isascii()
        or not 2 <= len(before.key) <= 5
        or not before.key.isalpha()
    ):
        return None
    if before.key in NO_CODES or before.key in OWNERS or code.digits < 3:
        return None
    typed = plain[before.start : before.end]
    is_code = (code.text[0] == "0" and code.digits > 3) or (typed.isupper() and _speaks_of_cases(said))
    if not is_code or not _is_acceptable(said, code, called=False):
        return None
    return Cited(f"{before.key.upper()} {code.text}", before.start, said[code.last - 1].end)


def _is_other(parts: Sequence[str]) -> bool:
    return any(part.lower() in NO_CODES or part.lower() in MONTHS for part in parts)


def _is_owned_before(said: Sequence[Token], place: int) -> bool:
    """Whether the number of a house, a tax-payer, a meter ... is told here."""
    before = [token.key for token in said[max(place - 3, 0) : place]]
    return any(key in OWNERS for key in before) and not any(key in CUES for key in before)


# --- By being called a number, or asked about ---


def _called_a_number(plain: str, said: Sequence[Token], code: _Code) -> Cited | None:
    """«নম্বর ৪৪৭১ এর অবস্থা», "4471 er ki holo"; where nothing else of the message has the number."""
    if (
        not code.text.isdigit()
        or not 3 <= len(code.text) <= 14
        or not _is_acceptable(said, code, called=True)
    ):
        return None
    if _PIN.fullmatch(code.text) or _is_owned_before(said, code.first) or _YEAR.fullmatch(code.text):
        return None
    before = said[code.first - 1] if code.first else None
    called = before is not None and before.key in NUMBER
    beyond = said[code.first - 2] if called and code.first > 1 and not _ends(said[code.first - 1]) else None
    starts = called and (beyond is None or beyond.key in ASKING)
    speaks_of_cases = _speaks_of_cases(said)
    asked = any(token.key in STATUS or token.key in CASES for token in said[code.last : code.last + 5])
    named = code.last < len(said) and said[code.last].key in NUMBER and speaks_of_cases
    if (called and (starts or speaks_of_cases)) or (asked and len(code.text) > 3) or named:
        return Cited(code.text, said[code.first].start, said[code.last - 1].end)
    return None

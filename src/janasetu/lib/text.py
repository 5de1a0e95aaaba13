"""Make text from anywhere safe to store, measure it as providers do, and cut it where a reader would."""

import math
import re
import unicodedata
from collections.abc import Iterator, Mapping
from enum import IntEnum
from functools import lru_cache
from typing import Any, TypeAlias, overload

JSON: TypeAlias = "bool | int | float | str | list[JSON] | dict[str, JSON] | None"

DEEPEST = 100  # levels kept of a nested value; json.dumps and PostgreSQL's parser both end somewhere beyond
WIDEST = 13_000  # bits of an integer: about 3,900 digits, below the 4,300 that Python agrees to write out
MARKS = 8  # combining marks kept on one base; Bengali and Vedic Sanskrit need at most four
ELLIPSIS = "…"

_PLANES = "".join(
    f"{chr(plane | 0xFFFE)}{chr(plane | 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)
)
_CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 without tab and newline, DEL, C1
_NO_CHARACTERS = f"\ufdd0-\ufdef\ufffe\uffff{_PLANES}"
_UNSTORABLE = re.compile(f"[{_CONTROLS}\ud800-\udfff{_NO_CHARACTERS}]")
_LINE_END = re.compile("\r\n?|\x85")
_CONTROL = re.compile(f"[{_CONTROLS}]")
_NO_CHARACTER = re.compile(f"[{_NO_CHARACTERS}]")
_SURROGATE = re.compile("[\ud800-\udfff]")
# Marks that nobody sees: they turn the direction of what follows, or hide between letters to make two alike
# words differ. The joiners \u200c and \u200d are none of them, for they shape Bengali.
_UNSEEN = re.compile("[\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
_LONG_RUN = re.compile(
    rf"[^\w\s\x00-\x7f]{{{MARKS + 1},}}"
)  # no mark is in \w, \s or ASCII, so no mark is missed


@overload
def clean(value: str) -> str: ...
@overload
def clean(value: dict[str, Any]) -> dict[str, JSON]: ...
@overload
def clean(value: list[Any] | tuple[Any, ...]) -> list[JSON]: ...
@overload
def clean(value: object) -> JSON: ...
def clean(value: object) -> object:
    """The same value, fit for PostgreSQL's text and jsonb and for UTF-8.

    In every text and key: line ends become newlines, other control characters go, halves of a surrogate
    pair are joined or become U+FFFD, as do non-characters. Numbers JSON cannot hold (NaN, infinities,
    integers beyond about 3,900 digits) become None, and so does what lies deeper than 100 levels. Of keys
    that become equal the last wins. TypeError for a value that JSON does not know, such as bytes.
    """
    return _cleaned(value, DEEPEST)


def units(text: str) -> int:
    """The length a provider may count: the larger of the text's UTF-16 units as typed and in NFC.

    Nobody documents which form is counted, and NFC lengthens Bengali: য়, ড় and ঢ় become two code points.
    """
    if text.isascii():
        return len(text)
    return max(_utf16(text), _utf16(_nfc(text)))


def graphemes(text: str) -> Iterator[str]:
    """The characters as a reader sees them: extended grapheme clusters (UAX #29, Unicode 15.1).

    Holds for Indian scripts with their conjuncts, emoji sequences, flags and keycaps. Beyond the annex,
    the অ্যা of অ্যাপ is one, as Bengal reads it; Hangul typed letter by letter and the Arabic number
    signs, which the annex also joins, stay apart.
    """
    if text.isascii() and "\r" not in text:
        yield from text
        return
    begin = 0
    base, awaited = _Kind.CONTROL, None
    for here, char in enumerate(text):
        kind = _kind(char)
        if kind >= _Kind.EXTEND and base not in _LONERS:
            awaited = _AWAITED.get((base, kind), awaited)
            continue
        joined = kind is awaited
        if here and not joined:
            yield text[begin:here]
            begin = here
        base, awaited = kind, None if joined else _PARTNER.get(kind)
    yield text[begin:]


def shorten(text: str, limit: int) -> str:
    """The text, cut with an ellipsis where it has more than `limit` units; never inside a grapheme.

    The result has at most `limit` units (as `units` counts). ValueError when the limit is below 1.
    """
    if limit < 1:
        raise ValueError(f"A text cannot be cut to {limit} units.")
    if units(text) <= limit:
        return text
    kept, typed, composed = 0, 0, 0
    parts, grapheme = graphemes(text), ""
    while max(typed, composed) <= limit - len(ELLIPSIS):  # the text is longer, so the parts do not run out
        kept += len(grapheme)
        grapheme = next(parts)
        typed += _utf16(grapheme)
        composed += _utf16(_nfc(grapheme))
    return text[:kept].rstrip() + ELLIPSIS


def tame(text: str) -> str:
    """The text with at most eight marks on one letter, and none that turns its direction or is not seen.

    Joiners stay where people typed them: র‍্যালি is another word without.
    """
    return limit_marks(_UNSEEN.sub("", text))


def limit_marks(text: str) -> str:
    """The text with at most eight combining or invisible marks in a row on one letter; the rest is dropped.

    Ten thousand marks on one letter stall fonts, and NFC, which sorts them in quadratic time.
    """
    return text if text.isascii() else _LONG_RUN.sub(_thinned, text)


def _thinned(run: re.Match[str]) -> str:
    kept = []
    marks = 0
    for char in run[0]:
        marks = marks + 1 if _is_mark(char) else 0
        if marks <= MARKS:
            kept.append(char)
    return "".join(kept)


def _cleaned(value: object, levels: int) -> JSON:
    match value:
        case str():
            return _clean_text(value)
        case None | bool():
            return value
        case int():
            return value if value.bit_length() <= WIDEST else None
        case float():
            return value if math.isfinite(value) else None
        case dict() | list() | tuple() if levels == 0:
            return None
        case dict():
            return {_clean_text(str(key)): _cleaned(item, levels - 1) for key, item in value.items()}
        case list() | tuple():
            return [_cleaned(item, levels - 1) for item in value]
        case _:
            raise TypeError(f"JSON does not know {type(value).__name__}.")


def _clean_text(text: str) -> str:
    if not _UNSTORABLE.search(text):
        return text
    text = _CONTROL.sub("", _LINE_END.sub("\n", text))
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode(
            "utf-16-le", "replace"
        )  # joins pairs, marks halves
    return _NO_CHARACTER.sub("\ufffd", text)


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", limit_marks(text))


def _utf16(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


class _Kind(IntEnum):
    """What a character does at a grapheme border; from EXTEND on it joins what stands before it."""

    OTHER = 0
    CONTROL = 1
    RETURN = 2
    NEWLINE = 3
    CONSONANT = 4  # of a script whose hasanta (virama) makes conjuncts; also অ and এ, for অ্যা and এ্যা
    PICTURE = 5  # emoji
    FLAG_LETTER = 6
    EXTEND = 10
    SPACING = 11
    HASANTA = 12
    JOINER = 13
    NON_JOINER = 14


_LONERS = frozenset({_Kind.CONTROL, _Kind.RETURN, _Kind.NEWLINE})
_PARTNER = {
    _Kind.RETURN: _Kind.NEWLINE,
    _Kind.FLAG_LETTER: _Kind.FLAG_LETTER,
}  # what still joins, right after
_AWAITED: Mapping[tuple[_Kind, _Kind], _Kind | None] = {  # what still joins, when this mark follows this base
    (_Kind.CONSONANT, _Kind.HASANTA): _Kind.CONSONANT,
    (_Kind.CONSONANT, _Kind.SPACING): None,
    (_Kind.CONSONANT, _Kind.NON_JOINER): None,
    (_Kind.PICTURE, _Kind.JOINER): _Kind.PICTURE,
    **{
        (_Kind.PICTURE, mark): None for mark in (_Kind.EXTEND, _Kind.SPACING, _Kind.HASANTA, _Kind.NON_JOINER)
    },
    **{(_Kind.FLAG_LETTER, mark): None for mark in _Kind if mark >= _Kind.EXTEND},
}
_HASANTAS = frozenset("\u094d\u09cd\u0acd\u0b4d\u0c4d\u0d4d")
_MADE_BY_HASANTA = re.compile(
    "[\u0985\u098f\u0915-\u0939\u0958-\u095f\u0978-\u097f\u0995-\u09b9\u09dc-\u09df\u09f0\u09f1"
    "\u0a95-\u0ab9\u0af9\u0b15-\u0b39\u0b5c-\u0b5f\u0b71\u0c15-\u0c39\u0c58-\u0c5a\u0d15-\u0d3a]"
)
_PICTURE = re.compile(
    "[\xa9\xae\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u23ff\u24c2\u25aa-\u25fe\u2600-\u27bf\u2934\u2935"
    "\u2b05-\u2b55\u3030\u303d\u3297\u3299\U0001f000-\U0001f1e5\U0001f200-\U0001f3fa\U0001f400-\U0001faff]"
)
_ATTACHED = re.compile(
    "[\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"
)  # skin tones; tags of sub-national flags
_FLAG_LETTER = re.compile("[\U0001f1e6-\U0001f1ff]")
_BY_NAME = {
    "\r": _Kind.RETURN,
    "\n": _Kind.NEWLINE,
    "\u200c": _Kind.NON_JOINER,
    "\u200d": _Kind.JOINER,
} | dict.fromkeys(_HASANTAS, _Kind.HASANTA)
_BY_RANGE = (
    (_MADE_BY_HASANTA, _Kind.CONSONANT),
    (_FLAG_LETTER, _Kind.FLAG_LETTER),
    (_ATTACHED, _Kind.EXTEND),
    (_PICTURE, _Kind.PICTURE),
)
_BY_CATEGORY = {
    **dict.fromkeys(("Mn", "Me"), _Kind.EXTEND),
    "Mc": _Kind.SPACING,
    **dict.fromkeys(("Cc", "Cf", "Cs", "Zl", "Zp"), _Kind.CONTROL),
}


@lru_cache(maxsize=4096)
def _kind(char: str) -> _Kind:
    if (named := _BY_NAME.get(char)) is not None:
        return named
    for letters, kind in _BY_RANGE:
        if letters.match(char):
            return kind
    return _BY_CATEGORY.get(unicodedata.category(char), _Kind.OTHER)


@lru_cache(maxsize=4096)
def _is_mark(char: str) -> bool:
    return unicodedata.category(char) in {"Mn", "Mc", "Me", "Cf"}

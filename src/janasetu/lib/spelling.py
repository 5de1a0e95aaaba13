"""Bring typed text to the one form in which it is stored, and to the key by which typed words meet."""

import re
import unicodedata
from functools import lru_cache

from janasetu.lib.numerals import ascii_digits
from janasetu.lib.text import limit_marks

_JOINERS = "\u200c\u200d"
# Zero-width space, word joiner, byte-order mark, soft hyphen: they come with copied text and mean nothing.
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\xad]")
_KHANDA_TA = ("\u09a4\u09cd\u200d", "\u09ce")  # how keyboards before Unicode 4.1 wrote ৎ; NFC leaves it
_STRAY_JOINERS = re.compile(rf"(?:\A|(?<=\s))[{_JOINERS}]+|[{_JOINERS}]+(?=\s|\Z)")
_DOUBLED_JOINER = re.compile(rf"([{_JOINERS}])\1+")
# অ + া looks like আ and is never meant apart; the same in Devanagari. NFC leaves them.
_LONG_A = (("\u0985\u09be", "\u0986"), ("\u0905\u093e", "\u0906"))

_DROPPED = re.compile(
    f"[{_JOINERS}\u200e\u200f\u20e3\ufe00-\ufe0f\U0001f3fb-\U0001f3ff'’‘\u02bc`\xb4]"  # 1️⃣ is 1, don’t is dont
    r"|(?<!\d)\.|\.(?!\d)"  # বি.ডি.ও. is বিডিও, but ৫.৫ is not ৫৫
)
_GAP = re.compile(
    r"[\s!\"#%&()*,\-./:;<=>?@\[\\\]^_{|}~$"
    "\xa1-\xa9\xab-\xb1\xb6-\xb8\xbb\xbf\xd7\xf7\u0964\u0965\u0970\u09f2\u09f3\u09fa\u09fd"
    "\u2010-\u2027\u2030-\u205e\u20a0-\u20c0\u2190-\u2bff\u3000-\u303f\ufe10-\ufe6f\uff01-\uff0f"
    "\U0001f000-\U0001faff]+"
)


def normalise(text: str) -> str:
    """The one form in which text is stored and compared: NFC, ৎ as one letter, no meaningless mark.

    Joiners that shape a word stay (র‍্যালি, উদ্‌যাপন); those at either end or beside a space go, as do
    zero-width spaces. At most eight marks stay on one letter. Idempotent. Source: the Unicode Standard,
    section 12.2 (Bengali: khanda ta, joiners).
    """
    if text.isascii():
        return text
    composed = unicodedata.normalize("NFC", limit_marks(_INVISIBLE.sub("", text)))
    text = limit_marks(composed)  # again: NFC makes a letter and a mark of ড়
    for typed, meant in _LONG_A:
        text = text.replace(typed, meant)
    if "\u200d" in text or "\u200c" in text:
        text = _DOUBLED_JOINER.sub(r"\1", text.replace(*_KHANDA_TA))
        text = _STRAY_JOINERS.sub("", text)
    return text


def match_key(text: str) -> str:
    """The key by which a typed word meets an option's title: case, spaces, signs and digits made alike.

    Danda, hyphens, brackets and emoji part words as a space does; dots and apostrophes inside a word
    vanish; joiners vanish. A text of nothing but such signs («👍», «?») is its own key. Spelling is left
    as it is. Titles meet every message anew, so the keys of short texts are remembered.
    """
    return _remembered_key(text) if len(text) <= _SHORT else _key(text)


def _key(text: str) -> str:
    folded = ascii_digits(normalise(text)).casefold()
    plain = normalise(_DROPPED.sub("", folded))  # again: what stood apart may now meet
    return _GAP.sub(" ", plain).strip() or " ".join(plain.split())


_SHORT = 128
_remembered_key = lru_cache(maxsize=1 << 14)(_key)

"""Put names in the order of a Bengali dictionary, numbers by their value, without help from the database."""

import re

from janasetu.lib.numerals import ascii_digits
from janasetu.lib.spelling import normalise

# A Bengali dictionary's order: vowels, ং ঃ ঁ, consonants with ড় after ড, ঢ় after ঢ and য় after য, then the
# vowel signs, and hasanta last: ক, কই, কং, কক, কা, কি ... কৌ, ক্ক, ক্ষ. ৎ stands where ত does.
_BENGALI = "অআইঈউঊঋৠঌৡএঐওঔংঃঁকখগঘঙচছজঝঞটঠড\u09dcঢ\u09ddণতথদধনপফবভময\u09dfরৰলৱশষসহঽািীুূৃৄৢৣেৈোৌৗ\u09cd"
_SINGLE_LETTERS = (("ড\u09bc", "\u09dc"), ("ঢ\u09bc", "\u09dd"), ("য\u09bc", "\u09df"))
# Every letter becomes one of two bytes in UTF-8, so that bytes, code points and letters have one order:
# Bengali, Devanagari (in the order of its block), Latin, then all other letters as they are.
_FIRST_BENGALI, _FIRST_DEVANAGARI, _FIRST_LATIN, _OTHER_LATIN = 0x100, 0x180, 0x250, 0x26F
_WEIGHTS: dict[int, int | None] = {ord(letter): _FIRST_BENGALI + n for n, letter in enumerate(_BENGALI)}
_WEIGHTS |= {code: _FIRST_DEVANAGARI + code - 0x900 for code in range(0x900, 0x980)}
_WEIGHTS |= {ord("a") + place: _FIRST_LATIN + place for place in range(26)}
_WEIGHTS |= dict.fromkeys(range(0xAA, 0x250), _OTHER_LATIN)  # ø, ł: after z
_WEIGHTS[ord("ৎ")] = _WEIGHTS[ord("ত")]
_WEIGHTS |= dict.fromkeys((0x93C, 0x9BC, *range(0x200C, 0x2010)))  # nukta and joiners weigh nothing

_MARKS = "\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09cd\u09d7\u09e2\u09e3"
_WORD = re.compile(rf"\d+|(?:[^\W\d_]|[{_MARKS}\u200c-\u200f])+")
_GAP = " "  # below every weight, so that a shorter name comes first
LONGEST = 200  # characters of a name that count


def sort_key(text: str) -> str:
    """A text whose order by code points, and by bytes in a column with collation C, is the dictionary's.

    Signs part words and weigh nothing, nor do case and joiners: names that differ only so have one key.
    A row of digits of any script counts by its value: ওয়ার্ড ২ before ওয়ার্ড ১০. Digits come first, then
    Bengali, Devanagari, Latin and other scripts. The first 200 characters count.
    """
    plain = ascii_digits(normalise(text[:LONGEST])).casefold()
    for pair, letter in _SINGLE_LETTERS:
        plain = plain.replace(pair, letter)
    return _GAP.join(map(_weighed, _WORD.findall(plain)))


def _weighed(word: str) -> str:
    """A word as its letters' weights; a number with the count of its digits before it."""
    if not word[0].isdigit():
        return word.translate(_WEIGHTS)
    digits = word.lstrip("0") or "0"
    return f"{chr(ord('0') + min(len(digits), 60))}{digits}"

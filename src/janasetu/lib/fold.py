"""Fold names and words to one phonetic skeleton, so that গোপালপুর, गोपालपुर, Gopalpur and gopalpoor meet.

The skeleton is a search key, never shown and never spoken. Vowels are where spellings differ: of the class
অ আ ও a o only the first of a word and a last one are kept, both as `a`; i, u and e stay. Aspirates stay
(খাল is not কাল) but for ভ, which people type as v; চ and ছ, the two rows of ট and ত, and the three s of
Bengali meet, for Latin cannot tell them. What this costs stands in tests/golden/fold_apart.tsv: জল and জাল
are one, as "jal" is both.
"""

import re
from functools import lru_cache

from janasetu.lib.loanwords import LOANS, SAME
from janasetu.lib.numerals import ascii_digits
from janasetu.lib.spelling import normalise

_LONGEST = 64  # letters of a word that count; nothing longer is a name
_WORD = re.compile("[0-9]+|[a-z]+|[\u0980-\u09e3\u09f0\u09f1\u200d]+|[\u0900-\u0963\u200d]+")
_UNHEARD = re.compile("['’]s\\b|['’‘\u02bc`\u200c\u0981\u0901]")  # Rahul's is Rahul
_NASAL_VOWEL = re.compile("\u0981([ইউএও]?)(?=[ক-হ])")
_HINDI_NASAL_VOWEL = re.compile("\u0901(?=[क-ह])")
_SHORT_NAME = re.compile("(?<![\u0980-\u09ff])(?:মো|মহ|মু|মোহা?)[.:ঃ]")  # মোঃ, মহ: and মো. are মহম্মদ


def fold(text: str) -> str:
    """The skeletons of the text's words, one space apart; empty when it has neither letter nor digit.

    ASCII letters and digits. Spellings of one word meet in any of the three scripts: see
    tests/golden/fold_meets.tsv. The beginning of a name folds to the beginning of the name's key but for a
    last `a`: take that off before a search by beginnings.
    """
    return " ".join(fold_words(text))


def fold_words(text: str) -> tuple[str, ...]:
    """The skeletons of the text's words, in order; a row of digits is a word, without its leading noughts."""
    return tuple(key for word in plain_words(text) if (key := skeleton_of(word)))


def plain_words(text: str) -> list[str]:
    """The text's words as they are typed, in small letters and ASCII digits, without what is not heard."""
    plain = _UNHEARD.sub("", ascii_digits(normalise(text)).casefold())
    if "ম" in plain:
        plain = _SHORT_NAME.sub("md ", plain)
    return _WORD.findall(plain)


def fold_keys(name: str) -> tuple[str, ...]:
    """The one or two keys under which a name is filed: `fold` of it, and where it has a ঁ, of it with n.

    People who type Bengali leave ঁ out (বাকুড়া), people who type Latin letters write n for it (Bankura).
    A search looks for `fold` of what was typed among these.
    """
    with_n = _HINDI_NASAL_VOWEL.sub("न", _NASAL_VOWEL.sub(r"\1ন", normalise(name)))
    return tuple(dict.fromkeys((fold(name), fold(with_n))))


@lru_cache(maxsize=8192)
def skeleton_of(word: str) -> str:
    """The key of one word; remembered, for most of what people type is a few thousand words."""
    word = LOANS.get(word, word[:_LONGEST])
    if word[0].isdigit():
        return word.lstrip("0") or "0"
    key = _skeleton(_from_latin(word) if word.isascii() else _from_bengali(word))
    return SAME.get(key, key)


# Below, a word is written in letters of its own: capitals are aspirates, N is ng, Y is the glide of য়.
# Between consonants, ~ says that no vowel stands there; ^ follows one that is doubled or has a mute second.
_C = "bcdDfgGhjJkKlmnNprstT"
_ASPIRATES = str.maketrans({"K": "kh", "G": "gh", "J": "jh", "T": "th", "D": "dh", "N": "ng"})
_MARKS = str.maketrans({"o": "a", "~": None, "^": None})
_LABIAL_NASAL = re.compile("N(?=~?[bpm])")
_NASAL = re.compile("N(?=~?[cdDfjJkKnstT])")
_MUTE_GLIDE = re.compile("(?<=[iu])Y(?=[aeiou])|(?<![eiu])Y(?=e)")
_HALF_ASPIRATE = re.compile("d(?=~?D)|t(?=~?T)|g(?=~?G)|j(?=~?J)|k(?=~?K)")
_VOWEL = re.compile("[aeiou]")
_FIRST_VOWEL = re.compile("[^aeiu]*[aeiu]")


def _skeleton(heard: str) -> str:
    """The word without the vowels in which spellings differ."""
    if "N" in heard:
        heard = _NASAL.sub("n", _LABIAL_NASAL.sub("m", heard))
    if "Y" in heard:
        heard = _MUTE_GLIDE.sub("", heard)
        heard = f"{heard[:-1]}a" if heard.endswith("iY") else heard.replace("Y", "i")
    heard = _HALF_ASPIRATE.sub("", heard).translate(_MARKS)
    heard = heard.replace("aa", "a").replace("ii", "i").replace("uu", "u")
    if start := _FIRST_VOWEL.match(heard):
        rest = heard[start.end() :]
        heard = f"{start[0]}{rest[:-1].replace('a', '')}{rest[-1:]}"
    return heard.translate(_ASPIRATES)


def _ended(heard: str, *, closed: bool) -> str:
    """The word with its last vowel settled: o is mute after one consonant, and a is heard after two."""
    if heard.endswith("o"):
        if closed:
            return f"{heard[:-1]}a"
        return heard[:-1] if _VOWEL.search(heard, 0, len(heard) - 1) else heard
    return f"{heard}a" if closed else heard


# --- From Bengali and Devanagari ---

_TO_BENGALI = {code: code + 0x80 for code in range(0x900, 0x964)} | {  # where the blocks differ:
    0x090D: "আ", 0x090E: "এ", 0x0911: "আ", 0x0912: "ও", 0x0929: "ন", 0x0931: "র", 0x0933: "ল", 0x0934: "ল",
    0x0935: "ব", 0x0945: "া", 0x0946: "ে", 0x0949: "া", 0x094A: "ো",
}  # fmt: skip
_DEVANAGARI = re.compile("[\u0900-\u0963]")
_HINDI_GLIDE = re.compile("(?<=[^\u09cd])য(?!\u09bc)")  # य is য় but at the beginning and in a conjunct

_SPELT_AND_HEARD = (  # in this order
    ("র\u200d\u09cdয", "র^"), ("\u200d", ""),
    ("য\u09bc", "Y"), ("ড\u09bc", "র"), ("ঢ\u09bc", "র"), ("\u09bc", ""), ("ৎ", "ত"),
    ("অ\u09cdযা", "আ"), ("এ\u09cdযা", "আ"), ("অ\u09cdয", "আ"), ("এ\u09cdয", "আ"),
    ("ক\u09cdষ\u09cdম", "খ^"), ("ক\u09cdষ", "খ^"), ("জ\u09cdঞ", "গ^"),
    ("ঙ\u09cdগ", "ঙ^"), ("ংগ", "ঙ^"), ("ননগর", "নগর"), ("ণনগর", "নগর"),
    ("র\u09cdয", "র~জ"), ("\u09cdয", "^"), ("\u09cd", "~"),
    ("ওY", "w"), ("োYা", "োwা"),
)  # fmt: skip
_ODD_ENDS = ("ব\u09cdরত", "সিংহ")  # Subrata, whose last vowel is heard; Singh, whose h is not
_MUTE_B = re.compile("(?<=[কজতথদধনশষসহ])~ব")
_VISARGA = re.compile("ঃ([ক-হ])")
_MUTE_NYA = re.compile("(?<=[\u09be\u09bf\u09c0\u09c7])ঞ(?=[\u09be-\u09cc])")
_LAST_O = re.compile("(?<=[ক-হ])ও$")
_BARE_START = re.compile("[ক-হ](?:~[ক-হ]|\\^)*(?![\u09be-\u09cc~^])")
_LETTERS: dict[int, str | None] = dict.fromkeys(range(0x980, 0xA00))  # what stands for no letter is not heard
_LETTERS |= {
    ord(letter): heard
    for letter, heard in zip(
        "অআইঈউঊএওািীুূেোwকখগঘঙচছজঝঞটঠডঢণতথদধনপফবভমযরলশষসহৰৱং",
        "aaiiuueoaiiuueoukKgGNccjJntTdDntTdDnpfbbmjrlssshrbN",
        strict=True,
    )
}
_LETTERS |= {
    0x98B: "ri",
    0x9C3: "~ri",
    0x990: "ai",
    0x9C8: "ai",
    0x994: "au",
    0x9CC: "au",
}  # ঋ ঐ ঔ, their signs
_DOUBLED = re.compile(f"([{_C}])~\\1")
_CLOSED_END = re.compile(f"(?:[~N][{_C}]|\\^)o?$")


def _from_bengali(word: str) -> str:
    if _DEVANAGARI.search(word):
        word = _HINDI_GLIDE.sub("Y", word.translate(_TO_BENGALI))
    word = word.rstrip("\u09cd")
    if word.endswith(_ODD_ENDS):
        word = f"{word}া" if word[-1] == "ত" else word[:-1]
    for spelt, heard in _SPELT_AND_HEARD:
        word = word.replace(spelt, heard)
    word = _begun(_without_mute_letters(word))
    heard = _DOUBLED.sub(r"~\1", word.translate(_LETTERS))
    return _ended(heard, closed=_CLOSED_END.search(heard) is not None)


def _without_mute_letters(word: str) -> str:
    if "~ব" in word and not word.startswith("উদ~ব"):
        word = _MUTE_B.sub("^", word)
    if "ঃ" in word:
        word = _VISARGA.sub(r"\1^", word)
    if "ঞ" in word:
        word = _MUTE_NYA.sub("", word)
    if "ও" in word[1:]:
        word = word[0] + _LAST_O.sub("ো", word[1:]).replace("ও", "উ")
    return word


def _begun(word: str) -> str:
    """The word with the vowel of its first consonant written out; ইয়া and ইউ begin as Latin's Ya and Yu do."""
    if bare := _BARE_START.match(word):
        return f"{bare[0]}া{word[bare.end() :]}"
    if word.startswith("ইY"):
        return f"জ{word[2:]}"
    return f"জু{word[2:]}" if word.startswith("ইউ") else word


# --- From Latin letters ---

_LATIN_AND_HEARD = (  # in this order
    ("xm", "K"), ("x", "ks"), ("q", "k"), ("z", "j"), ("ph", "f"), ("ck", "k"),
    ("sv", "sw"), ("shv", "shw"), ("dv", "dw"), ("v", "b"),
    ("cch", "ch"), ("chh", "ch"), ("ch", "C"),
    ("ce", "se"), ("ci", "si"), ("cy", "sy"), ("c", "k"), ("C", "c"),
    ("ksh", "K^"), ("kkh", "K^"), ("kh", "K"), ("K^m", "K^"),
    ("sh", "s"), ("gh", "G"), ("jh", "J"), ("th", "T"), ("dh", "D"), ("bh", "b"),
    ("ng", "N"), ("Ng", "N^"),
    ("ee", "i"), ("oo", "u"), ("aa", "a"), ("ou", "au"),
    ("oa", "owa"), ("ao", "au"), ("eo", "eu"), ("io", "iu"),
    ("erji", "arji"), ("rya", "rja"), ("ryo", "rjo"),
)  # fmt: skip
_LATIN_ENDS = {
    "bagh": "bag", "brato": "brata", "broto": "brata", "daha": "dah", "gaon": "gau",
    "gonj": "ganj", "gunge": "ganj", "gunj": "ganj", "pore": "pur", "rah": "ra", "rh": "r", "uah": "ua",
}  # fmt: skip
_LATIN_END = re.compile("(?:g[ou]nj|gunge|gaon|daha|br[ao]to|rah|rh|uah|(?<=...)pore|(?<=.)bagh)$")
_DOUBLE_NAGAR = re.compile("n[ao](n[ao]g[ao]r)")  # Krishnanagar is Krishnagar
_MUTE_Y = re.compile("(?<=[bcdDfgGhjJkKlmnNprstT^])y(?=[aeou])")
_GLIDE_Y = re.compile("(?<=[aeiou])y")
_MUTE_W = re.compile("(?<=[stdTDjkKc])w(?=[aeiou])")
_DOUBLE = re.compile(f"([{_C}])\\1")
_CLOSED_BEFORE_O = re.compile(f"(?:[{_C}][{_C}]|[N^])o$")
_CLOSED_LATIN = re.compile(f"(?:[{_C}][{_C}]|\\^)$")


def _from_latin(word: str) -> str:
    if end := _LATIN_END.search(word):
        word = f"{word[: end.start()]}{_LATIN_ENDS[end[0]]}"
    if "gar" in word or "gor" in word:
        word = _DOUBLE_NAGAR.sub(r"\1", word)
    for spelt, heard in _LATIN_AND_HEARD:
        word = word.replace(spelt, heard)
    if "y" in word:
        word = _glided(word)
    if "w" in word:
        word = _MUTE_W.sub("^", word).replace("w", "u")
    if word.endswith("nG"):  # Singh
        word = f"{word[:-2]}N"
    if word.endswith("o"):
        return _DOUBLE.sub(r"\1", _ended(word, closed=_CLOSED_BEFORE_O.search(word) is not None))
    word = _DOUBLE.sub(r"\1", word)
    return _ended(word, closed=_CLOSED_LATIN.search(word) is not None)


def _glided(word: str) -> str:
    if word.startswith(("ya", "ye", "yo", "yu")):
        word = f"j{word[1:]}"
    return _GLIDE_Y.sub("Y", _MUTE_Y.sub("^", word)).replace("y", "i")

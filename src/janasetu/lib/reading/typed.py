"""Take a typed answer apart into figures, words and signs, with the spellings that people mix made one."""

import re

from janasetu.lib.numerals import ascii_digits
from janasetu.lib.spelling import normalise

LONGEST = 300  # characters; the longest amount in words that a person would copy out has about 150

_MIXED = str.maketrans(
    {
        **dict(zip("ঈঊীূশষণ", "ইউিুসসন", strict=True)),
        "ঁ": None,
        "\u093c": None,  # Hindi is typed without its dots as often as with them
        "ँ": "ं",
        "\u200c": None,
        "\u200d": None,
    }
)
_LETTERS = r"[^\s\d!-/:-@\[-`{-~।॥₹৳৲–—\u2212«»“”‘’…\ufe0f\U0001f3fb-\U0001f3ff]+"
_TOKEN = re.compile(rf"\d[\d,]*(?:\.\d+)?|{_LETTERS}|\S")
_WORD = re.compile(rf"\d+|{_LETTERS}")

_BULLET = re.compile(r"^[-–—•*]\s+")


def respelt(word: str) -> str:
    """The word with long and short i and u, the three s, the two n, and ঁ made one; lower case."""
    return word.casefold().translate(_MIXED)


def plain(text: str) -> str:
    """The answer with Latin digits, respelt; empty where it is too long to be one."""
    return respelt(ascii_digits(normalise(text))).strip() if len(text) <= LONGEST else ""


def tokens(text: str) -> list[str]:
    """Figures with their commas and point (1,200.50), words, and signs one by one."""
    return _TOKEN.findall(_BULLET.sub("", plain(text)))


def figures_and_words(said: str) -> list[str]:
    """Rows of digits, and words, of a text made `plain`; signs are left out."""
    return _WORD.findall(said)


def table(rows: str) -> dict[str, str]:
    """Respelt word to meaning, of lines `meaning: word word ...`."""
    pairs = (line.split(": ") for line in rows.strip().splitlines())
    return {respelt(word): meaning.strip() for meaning, words in pairs for word in words.split()}


def words(said: str) -> frozenset[str]:
    """The words of a line, respelt."""
    return frozenset(map(respelt, said.split()))

"""What a person typed, made fit to keep: no mark that no page can draw, spaces as on paper."""

import re
import unicodedata

from janasetu.lib import bn
from janasetu.lib.text import clean, tame

MOST_TYPED = 20_000  # characters, of which most may be marks piled on one letter
MOST_READ = 8_000  # characters without those; two messages of WhatsApp, and read in a few milliseconds
MOST_SHORT = 300  # characters of an amount, a day or a telephone number with words around it
_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n){2,}")


def one_line(text: str) -> str:
    """The words on one line; empty where there are too many to be read at all."""
    return " ".join(tidy(text).split())


def lines(text: str) -> str:
    """The words with their line breaks, never more than one empty line between two."""
    kept = "\n".join(line.rstrip() for line in tidy(text).splitlines())
    return _BLANK_LINES.sub("\n\n", kept).strip()


def tidy(text: str) -> str:
    """The words as written, in the form in which text is stored; empty where they are too many to be read."""
    tamed = tame(clean(text)) if len(text) <= MOST_TYPED else ""
    return bn.normalise(tamed) if len(tamed) <= MOST_READ else ""


def is_too_long(text: str, words: str, most: int) -> bool:
    """Whether the text, of which these are the words, is longer than may be."""
    return len(words) > most or (not words and len(text) > MOST_READ)


def short(text: str) -> str:
    """What answers a question with one word or number; empty where it is as long as a letter."""
    return one_line(text) if len(text) <= MOST_SHORT else ""


def has_words(text: str) -> bool:
    """Whether there is a letter or a number in it."""
    return any(unicodedata.category(letter)[0] in "LN" for letter in text)

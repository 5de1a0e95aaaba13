"""Whole answers that mean one thing, in every spelling people use."""

from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from janasetu.lib import bn

_LONGEST = 60  # characters of an answer that means one of these


def means(text: str, what: str) -> bool:
    """Whether the whole text is one of the spellings of this."""
    return len(text) <= _LONGEST and bn.match_key(text) in spellings(what)


def spellings(what: str) -> frozenset[str]:
    return _known()[what]


@cache
def _known() -> dict[str, frozenset[str]]:
    written = YAML(typ="safe").load(Path(__file__).with_name("words.yaml"))
    return {what: frozenset(map(bn.match_key, words)) for what, words in written.items()}

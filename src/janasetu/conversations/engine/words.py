"""Whole messages that mean an act, in every spelling people use."""

from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from janasetu.conversations.engine.saying import PHRASES
from janasetu.lib import bn
from janasetu.lib.texts import LANGUAGES

# What else a yes or a no means where that is what was offered.
MEANS = {
    "yes": ("yes", "submit", "confirm", "ok", "resume", "me_too"),
    "no": ("no", "edit", "different"),
    "submit": ("submit",),
    "skip": ("skip",),
    "done": ("done",),
    "more": ("more",),
    "cancel": ("cancel",),
    "me_too": ("me_too",),
    "different": ("different",),
}
# These only answer what was offered; said of nothing they are words like others.
ANSWERS = frozenset({"yes", "no", "submit", "skip", "done", "more", "me_too", "different"})


_A_NAME = 4  # letters of the name of a language, at least

# What the menu always offers, by the title it has there: understood whenever it is written.
_TITLES = {
    "mine": "menu_mine",
    "person": "menu_person",
    "office": "menu_office",
    "language": "menu_language",
    "menu": "menu_back",
}


@cache
def _acts() -> dict[str, str]:
    written = YAML(typ="safe").load(Path(__file__).with_name("words.yaml"))
    titles = {PHRASES.say(key, lang): act for act, key in _TITLES.items() for lang in LANGUAGES}
    words = {str(word): str(act) for act, words in written.items() for word in words}
    return {bn.match_key(word): act for word, act in (titles | words).items()}


def language_named(text: str) -> str | None:
    """The act of the language that the words name, in whatever case: «হিন্দিতে বলুন»."""
    said = bn.match_key(text).split()
    known = ((word, act) for word, act in _acts().items() if act.startswith("lang_") and len(word) >= _A_NAME)
    return next((act for name, act in known for word in said if word.startswith(name)), None)


def act_of(text: str) -> str | None:
    """The act this whole message means; None where it is something else."""
    return _acts().get(bn.match_key(text)) if len(text) < 60 else None

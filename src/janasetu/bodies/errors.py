"""What can be wrong about an office or an order: the fact, and the sentence for the person."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from janasetu.lib.phrases import Phrases
from janasetu.lib.words import Lang

PHRASES = Phrases.load(Path(__file__).with_name("phrases.yaml"))


class NoSuchBodyError(LookupError):
    """No body has this code."""


class NoSuchOfficerError(LookupError):
    """Nobody in office holds that post in that body."""


class TermEndedError(NoSuchOfficerError):
    """Somebody held that post, and the term is over since `ended_at`."""

    def __init__(self, post: str, *, ended_at: datetime) -> None:
        super().__init__(post)
        self.post = post
        self.ended_at = ended_at

    def sentence(self, lang: Lang) -> str:
        """What the person is told."""
        return PHRASES.say("term_ended", lang)


class OrderRefusedError(ValueError):
    """An order that cannot be carried out; `key` is its sentence in phrases.yaml beside this module. A value
    may be a function of the language: a date.
    """

    def __init__(self, key: str, **values: str | Callable[[Lang], str]) -> None:
        super().__init__(key)
        self.key = key
        self.values = values

    def sentence(self, lang: Lang) -> str:
        """What the person is told."""
        values = {name: value(lang) if callable(value) else value for name, value in self.values.items()}
        return PHRASES.say(self.key, lang, **values)


class TooManyTriesError(Exception):
    """Too many wrong passwords or codes; the door opens again at `until` (wall time)."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until

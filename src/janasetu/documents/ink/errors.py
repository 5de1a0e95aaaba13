"""What can be wrong with a photo of a paper: the fact, and the sentence for the clerk who took it."""

from pathlib import Path

from janasetu.lib.phrases import Phrases
from janasetu.lib.words import Lang

PHRASES = Phrases.load(Path(__file__).with_name("phrases.yaml"))


class InkError(Exception):
    """The photo, or what is said of it, cannot be taken; `key`: of phrases.yaml, `values`: what it names.

    `by_hand`: it can where somebody shows the corners of the paper.
    """

    def __init__(self, key: str, *, by_hand: bool = False, **values: str) -> None:
        super().__init__(key)
        self.key = key
        self.by_hand = by_hand
        self.values = values

    def sentence(self, lang: Lang) -> str:
        """What the person is told."""
        return PHRASES.say(self.key, lang, **self.values)

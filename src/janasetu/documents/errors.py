"""What can be wrong about a paper or its signature: the fact, and the sentence for the person."""

from pathlib import Path

from janasetu.documents.signing.policy import Reason, RefusedError
from janasetu.lib.phrases import Phrases
from janasetu.lib.words import Lang

PHRASES = Phrases.load(Path(__file__).parent / "signing" / "phrases.yaml")


class PaperClosedError(Exception):
    """The paper is not in a state in which this can be done; `key`: of signing/phrases.yaml."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key

    def sentence(self, lang: Lang) -> str:
        """What the person is told."""
        return PHRASES.say(self.key, lang)


class CannotPressError(Exception):
    """No draft can be made of a paper; says which field or layout is at fault, in the log."""


def why_not_signed(reason: str, lang: Lang) -> str:
    """Why the signer refused, for the office; `reason` as it stands in an order's note."""
    known = reason if reason in set(Reason) else Reason.UNAPPROVED.value
    return PHRASES.say(f"signing_{known}", lang)


__all__ = ["CannotPressError", "PaperClosedError", "Reason", "RefusedError", "why_not_signed"]

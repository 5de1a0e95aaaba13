"""What other engines may do for us, behind protocols: none of them is needed, and each is a guest."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Transcript:
    """What an engine heard. `confidence`: 0 to 1, None where it does not say; `engine`: its name."""

    text: str
    confidence: float | None
    engine: str


class EngineAwayError(Exception):
    """An engine could not be reached, or answered that it cannot just now; it may be tried again."""


class Transcriber(Protocol):
    """Writes down a voice. What it writes is a draft for a person who listens, never a word of the office."""

    def transcribe(self, audio: bytes, mime: str, lang_hint: str) -> Transcript | None:
        """The words of a recording of this type, spoken probably in this language: `bn`, `en` or `hi`.

        None where the engine hears no words, or does not take such a recording. EngineAwayError.
        """

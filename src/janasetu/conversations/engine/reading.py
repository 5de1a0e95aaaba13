"""What free words mean, where somebody can read them: a model, asked once for each message."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Protocol

from janasetu.cases.understood import Decided
from janasetu.messaging.values import Said
from janasetu.understanding.values import Understood

MEANT, OTHER = "meant", "other"  # so the ids of what may be meant begin; a label or this ends them
OFFERED = 0.03  # probability from which something is offered among others
_FEWEST_LETTERS = 2  # of a message that is read: a number or a thumb says nothing of its own


class Reads(Protocol):
    """Reads messages for one office."""

    def read(self, text: str, *, today: dt.date) -> Understood: ...


@dataclass(frozen=True)
class ReadOnce:
    """Remembers what a reader said of each message: a turn may be begun several times over. `version`: of the
    model by which it reads.
    """

    reader: Reads
    version: str = ""
    known: dict[tuple[str, dt.date], Understood] = field(default_factory=dict, compare=False)

    def read(self, text: str, *, today: dt.date) -> Understood:
        """What this message means."""
        if (text, today) not in self.known:
            self.known[text, today] = self.reader.read(text, today=today)
        return self.known[text, today]


def understood(reader: Reads | None, said: Said, today: dt.date) -> Understood | None:
    """What this message means; None of a tap, of what has no words, and where nobody can read."""
    is_words = not said.choice and sum(map(str.isalpha, said.text)) >= _FEWEST_LETTERS
    return reader.read(said.text, today=today) if reader and is_words else None


# --- what a draft remembers of it, beside the answers ---

READ = "read"  # the key; no question is called so


@dataclass(frozen=True, slots=True)
class Taken:
    """What words were taken for: the likeliest label and how likely it was.

    `decision`: it was taken without a question, the person chose among the likeliest, or found it by hand in
    a list. `also`: the subject of another problem in the same words, which becomes a case too.
    """

    label: str
    probability: float = 0.0
    decision: Decided = "accept"
    language: str = ""
    also: str = ""

    @classmethod
    def of(cls, heard: Understood, decision: Decided = "accept", *, also: str = "") -> "Taken":
        label, probability = heard.top[0] if heard.top else (heard.label, 0.0)
        return cls(label, round(probability, 4), decision, heard.language, also)

    def of_other(self) -> "Taken":
        """The same of the other problem."""
        return replace(self, label=self.also, also="")

    def as_json(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if value}


def taken_of(fields: Mapping[str, Any]) -> Taken | None:
    """What the words of a draft with these answers were taken for; None where it was begun otherwise."""
    kept = fields.get(READ)
    return Taken(**{"label": "", **kept}) if kept else None

"""What a turn wants done, and what it must be told first: values the pump carries out in bulk."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from janasetu.conversations.engine.session import Session
from janasetu.lib.words import Lang
from janasetu.messaging.values import Message, Offered, Said


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing said, and what it answers to. `token` names this message; `file` is our id of its photo."""

    said: Said
    offered: Offered
    token: str
    lang: Lang
    file: str = ""


@dataclass(frozen=True, slots=True)
class Say:
    """Say this to the person."""

    message: Message


@dataclass(frozen=True, slots=True)
class OpenCase:
    """Open a case with these answers; its receipt is said by the case itself."""

    version: str
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class AnswerClaim:
    """The person's word on whether the work of a case was really done."""

    ref: str
    yes: bool


@dataclass(frozen=True, slots=True)
class RememberLanguage:
    """The person asked for this language."""

    lang: Lang


@dataclass(frozen=True, slots=True)
class OptOut:
    """The person wants no more messages of our own accord (`out`), or writes again after that."""

    out: bool


Effect = Say | OpenCase | AnswerClaim | RememberLanguage | OptOut


@dataclass(frozen=True, slots=True)
class MyCases:
    """Question: which open cases has this person here? Answered with CaseLines."""


@dataclass(frozen=True, slots=True)
class CaseLine:
    """An open case, in words of the person's language."""

    ref: str
    shown: str
    awaits_word: bool


Question = MyCases
Known = Mapping[Question, tuple[CaseLine, ...]]


@dataclass(frozen=True, slots=True)
class Ask:
    """The turn cannot go on without the answer; ask, and call it again."""

    question: Question


@dataclass(frozen=True, slots=True)
class Turn:
    """Where the talk stands now, and what is to be done, in this order."""

    session: Session
    effects: tuple[Effect, ...] = ()

    def then(self, *effects: Effect) -> "Turn":
        return Turn(self.session, (*self.effects, *effects))

    def after(self, *effects: Effect) -> "Turn":
        """The same turn with these done first."""
        return Turn(self.session, (*effects, *self.effects))

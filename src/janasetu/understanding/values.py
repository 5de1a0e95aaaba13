"""What is understood of a message, as plain values."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

from janasetu.lib.words import Lang

Language = Literal["bn", "bn-Latn", "en", "hi", "mixed"]  # in which the message is written
Decision = Literal["accept", "choose", "ask"]
Danger = Literal["", "perhaps", "now"]


@dataclass(frozen=True, slots=True)
class Facts:
    """What a message states beside its matter. Wards, numbers and telephones are Latin digits.

    `reference`: of a case, a paper or a letter, as typed but for its digits. `landmark`: the words that tell
    a place, as typed. Empty or None where nothing is stated.
    """

    ward: str = ""
    reference: str = ""
    phone: str = ""
    landmark: str = ""
    date: dt.date | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Understood:
    """What one message means.

    `intent`: a code of `intents.yaml`, and `act` what that is. `topic`: the subject of a complaint, the
    service, the agency or the kind of danger; `subject`: the subject of complaints that is named, whatever
    the act. Both are empty where none is named. `label`: the subject of a complaint, or what is finer than
    the intent (`finer.yaml`), else the intent. `top`: the likeliest labels with their probabilities, best
    first, at most three. `second`: the label of another matter in the same message. `danger`: whether a life
    is in danger; `urgent`: whether it cannot wait.
    """

    language: Language
    reply: Lang
    intent: str
    act: str
    label: str
    decision: Decision
    topic: str = ""
    subject: str = ""
    top: tuple[tuple[str, float], ...] = ()
    second: str = ""
    danger: Danger = ""
    urgent: bool = False
    facts: Facts = field(default_factory=Facts)


@dataclass(frozen=True, slots=True)
class Margins:
    """How sure one must be; a body may set its own.

    `accept`: what the likeliest label is ahead of the next in probability, to go on without asking. The
    others are scores: 0 where as much speaks for an answer as against it. `choose`: of the likeliest label,
    to offer it among others. Of danger: `danger_now` to call help, `danger_perhaps` to ask, `danger_beside`
    to ask though the words are surely of something else; who is not heard loses more than who is asked in
    vain."""

    accept: float = 0.9
    choose: float = -0.65
    danger_now: float = -0.15
    danger_perhaps: float = -0.73
    danger_beside: float = -0.2

"""A reader that knows what it was told: for tests of what follows from words, not of how they are read."""

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any

from janasetu.understanding.phrases import INTENTS, intent_of
from janasetu.understanding.values import Facts, Understood

ASKED = Understood("bn", "bn", "", "", "", "ask")


@dataclass
class Reader:
    """Messages by what stands in them; of the first that fits. What it knows nothing of it is not sure of."""

    known: dict[str, Understood] = field(default_factory=dict)
    read_so_far: list[str] = field(default_factory=list)

    def read(self, text: str, *, today: dt.date) -> Understood:
        self.read_so_far.append(text)
        return next((meant for words, meant in self.known.items() if words in text), ASKED)


def meant(label: str, *others: tuple[str, float], sure: float = 0.9, **more: Any) -> Understood:
    """What words mean beyond doubt: a subject of a complaint, or an intent."""
    intent = intent_of(label)
    facts = Facts(**{key: more.pop(key) for key in ("ward", "landmark", "reference") if key in more})
    told = Understood(
        "bn", "bn", intent, INTENTS[intent], label, "accept", top=((label, sure), *others), facts=facts
    )
    return replace(told, **more)


def perhaps(*labels: tuple[str, float], **more: Any) -> Understood:
    """What words may mean, the likeliest first."""
    (label, sure), *others = labels
    return meant(label, *others, sure=sure, decision="choose", **more)

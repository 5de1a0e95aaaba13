"""What was understood of the words a case began with, as it is handed over with the case. Pure."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from janasetu.catalogue.schema import Service
from janasetu.lib.fold import fold
from janasetu.understanding.phrases import REPORT

MOST_LABEL = 40  # letters of a label that are kept

# What followed from the words: the likeliest was taken without a question, the person chose among the few
# likeliest, or found it themselves in the lists.
Decided = Literal["accept", "choose", "hand"]


@dataclass(frozen=True, slots=True)
class Reading:
    """The likeliest label of a message, how probable it was (0 to 1), what followed, and by which model.

    `language`: in which it was written.
    """

    label: str
    probability: float
    decision: Decided
    model: str
    language: str = ""


def label_of(service: Service, fields: Mapping[str, Any]) -> str:
    """What a case with these answers should have been understood as: its subject, else its label."""
    is_report = service.reached_intent == REPORT
    return ((service.category(fields) if is_report else "") or service.label)[:MOST_LABEL]


def key_of(text: str) -> str:
    """What the same words have in common in whatever script and spelling: a hash of them folded."""
    return hashlib.sha256(fold(text).encode()).hexdigest()

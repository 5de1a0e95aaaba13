"""What a model confuses among the phrases it was trained on, as its training counted it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Confusion:
    """Phrases of one label that the model takes for another, and how many."""

    label: str
    predicted: str
    count: int


def confusions_in(about: Mapping[str, Any], *, most: int) -> list[Confusion]:
    """Those that stand in a model's description, the most frequent first; none where none were counted."""
    found = [Confusion(*one) for one in about.get("confusions", ())]
    return sorted(found, key=lambda one: (-one.count, one.label, one.predicted))[:most]

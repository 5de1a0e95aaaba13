"""What the model in use confuses among its own phrases, as its training has counted it."""

import json
from dataclasses import dataclass
from pathlib import Path

from janasetu.understanding.kept import ABOUT, name_in_use


@dataclass(frozen=True, slots=True)
class Confusion:
    """Phrases of one label that the model takes for another, and how many."""

    label: str
    predicted: str
    count: int


def confusions(folder: Path, *, most: int) -> list[Confusion]:
    """Those of the model in use in this folder, the most frequent first; none where there is no model, or
    nothing was counted.
    """
    found = [Confusion(*one) for one in _counted(folder)]
    return sorted(found, key=lambda one: (-one.count, one.label, one.predicted))[:most]


def _counted(folder: Path) -> list[tuple[str, str, int]]:
    try:
        told = json.loads((folder / name_in_use(folder) / ABOUT).read_text(encoding="utf-8"))
    except (OSError, ValueError):  # it is just being made, or swept away
        return []
    return [(label, predicted, count) for label, predicted, count in told.get("confusions", ())]

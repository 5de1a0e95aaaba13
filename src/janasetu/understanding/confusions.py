"""What the model that was trained last confuses among its own phrases, as its training has counted it."""

import json
from dataclasses import dataclass
from pathlib import Path

_ABOUT = "model.json"  # what a model says of itself, in its own folder


@dataclass(frozen=True, slots=True)
class Confusion:
    """Phrases of one label that the model takes for another, and how many."""

    label: str
    predicted: str
    count: int


def confusions(folder: Path, *, most: int) -> list[Confusion]:
    """Those of the newest model in this folder, the most frequent first; none where there is no model, or
    nothing was counted.
    """
    made = [file for file in folder.glob(f"*/{_ABOUT}") if not file.parent.name.startswith(".")]
    newest = max(made, key=lambda file: file.stat().st_mtime, default=None)
    found = [Confusion(*one) for one in _counted(newest)] if newest else []
    return sorted(found, key=lambda one: (-one.count, one.label, one.predicted))[:most]


def _counted(file: Path) -> list[tuple[str, str, int]]:
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):  # it is just being made, or swept away
        return []
    return [(label, predicted, count) for label, predicted, count in told.get("confusions", ())]

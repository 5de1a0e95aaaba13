"""The tables of wrong and right definitions: one change of a good definition each."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from janasetu.catalogue.linting import Draft, lint, lint_together
from janasetu.catalogue.reading import read_bytes

GOOD = Path(__file__).with_name("good")
GOOD_FILES = sorted(GOOD.glob("*/service.yaml"))


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a good definition, and what the linter tells of it."""

    name: str
    path: Path
    text: str
    told: tuple[str, ...] = ()


def changes(table: str) -> list[Change]:
    """The changes of `wrong.yaml` or `right.yaml`."""
    return [_change(entry) for entry in YAML(typ="safe").load(Path(__file__).with_name(table))]


def _change(entry: dict[str, Any]) -> Change:
    path = GOOD / entry["in"] / "service.yaml"
    good = path.read_text(encoding="utf-8")
    assert good.count(entry["instead of"]) == 1, entry["is"]
    text = good.replace(entry["instead of"], entry["stands"])
    return Change(entry["is"], path, text, tuple(entry.get("told", ())))


def linted(text: str, path: Path = GOOD_FILES[0]) -> Draft:
    """A definition as the linter sees it, as if it stood in this file."""
    draft = lint(read_bytes(text.encode(), path))
    lint_together([draft])
    return draft


def told(draft: Draft) -> list[str]:
    """What is printed of it, without the name of the file."""
    return [str(problem).removeprefix(f"{draft.reading.path}:") for problem in draft.problems]

"""Find definitions in folders, read and lint them: checked definitions out, and every problem."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from janasetu.catalogue.linting import Draft, lint, lint_together
from janasetu.catalogue.problems import DefinitionError, Problem, errors
from janasetu.catalogue.reading import read_file
from janasetu.catalogue.schema import Service

__all__ = [
    "BUNDLED",
    "Definition",
    "DefinitionError",
    "Shelf",
    "definition",
    "definitions",
    "files",
    "read",
    "shelf",
]

BUNDLED = Path(__file__).resolve().parents[3] / "services"
FILE = "service.yaml"
RETIRED = "retired"  # a file of this name in the folder of a code: the service is offered no more


@dataclass(frozen=True, slots=True)
class Definition:
    """A checked definition and the hash of its meaning: the same content has the same hash."""

    service: Service
    content: str
    hash: str
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class Shelf:
    """All that some folders hold: definitions that can be used, problems of all, codes that are retired."""

    definitions: tuple[Definition, ...] = ()
    problems: tuple[Problem, ...] = ()
    retired: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()  # of all files, those that cannot be used too


def files(*places: Path) -> Iterator[Path]:
    """The definitions below these folders, by path; a file stands for itself, and no folder for nothing."""
    for place in places:
        if place.suffix == Path(FILE).suffix or place.is_file():
            yield place
        elif (place / FILE).is_file():
            yield place / FILE
        else:
            yield from sorted(place.glob(f"*/{FILE}"))


def shelf(*places: Path) -> Shelf:
    """What these folders and files hold; a definition with an error does not stop the others."""
    retired = frozenset(mark.parent.name for place in places for mark in place.glob(f"*/{RETIRED}"))
    drafts = [lint(read_file(path)) for path in files(*places) if path.parent.name not in retired]
    lint_together(drafts)
    return Shelf(
        definitions=tuple(_finished(draft) for draft in drafts if draft.is_good),
        problems=tuple(problem for draft in drafts for problem in draft.problems),
        retired=retired,
        codes=frozenset(_code(draft) for draft in drafts),
    )


def definitions(*folders: Path) -> tuple[Definition, ...]:
    """Every definition of these folders, by path. DefinitionError with every error of every file."""
    found = shelf(*folders)
    wrong = errors(found.problems)
    if wrong:
        raise DefinitionError(wrong)
    return found.definitions


def read(path: Path) -> Definition:
    """One definition for itself. DefinitionError names file, line and column of every error."""
    return definition(lint(read_file(path)))


def definition(draft: Draft) -> Definition:
    """What a draft has become. DefinitionError with its errors, where it has any."""
    if not draft.is_good:
        raise DefinitionError(errors(draft.problems))
    return _finished(draft)


def _code(draft: Draft) -> str:
    """The code as written, else the name of the folder."""
    written = draft.values.get("code")
    return written if isinstance(written, str) else Path(draft.reading.path or "").parent.name


def _finished(draft: Draft) -> Definition:
    content = canonical(draft.values)
    service = Service.model_validate_json(content)
    return Definition(service, content, hashlib.sha256(content.encode()).hexdigest(), draft.reading.path)


def canonical(values: Mapping[str, Any]) -> str:
    """The content as JSON, in the order it was written: a list of options has an order."""
    return json.dumps(values, default=str, ensure_ascii=False, separators=(",", ":"))

"""Read service definitions from their folders: YAML with line numbers in, checked `Service` out."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent

from janasetu.catalogue.schema import Service

BUNDLED = Path(__file__).resolve().parents[3] / "services"
MOST_BYTES = 512 * 1024
DEEPEST = 20  # levels of lists and mappings; the deepest definition has eight


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a definition, and where."""

    path: Path
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message}"


class DefinitionError(Exception):
    """A definition cannot be used; `faults` says why, each with its line."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Definition:
    """A checked definition and the hash of its meaning: the same content has the same hash."""

    service: Service
    content: str
    hash: str


def definitions(*folders: Path) -> Iterator[Definition]:
    """Every definition below these folders, by path."""
    for folder in folders:
        for path in sorted(folder.glob("*/service.yaml")):
            yield read(path)


def problems() -> list[str]:
    """What is wrong with the definitions that come with the product, one line each."""
    found: list[str] = []
    for path in sorted(BUNDLED.glob("*/service.yaml")):
        try:
            read(path)
        except DefinitionError as error:
            found += map(str, error.faults)
    return found


def read(path: Path) -> Definition:
    """One definition; DefinitionError names file, line and column."""
    written = path.read_bytes()
    if len(written) > MOST_BYTES:
        raise DefinitionError([Fault(path, 1, 1, f"more than {MOST_BYTES} bytes")])
    marked = _parse(path, written)
    try:
        content = json.dumps(marked, default=str, ensure_ascii=False, separators=(",", ":"))
        service = Service.model_validate_json(content)
    except ValidationError as error:
        raise DefinitionError([_fault(path, marked, problem) for problem in error.errors()]) from error
    except TypeError as error:  # a list or a mapping stands where a key belongs
        raise DefinitionError([Fault(path, 1, 1, str(error))]) from error
    return Definition(service, content, hashlib.sha256(content.encode()).hexdigest())


def _parse(path: Path, written: bytes) -> Any:
    try:
        text = written.decode("utf-8")
        _refuse_puzzles(path, text)
        return YAML(typ="rt").load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise DefinitionError([Fault(path, line, column, str(error.problem or error.context))]) from error
    except (YAMLError, UnicodeDecodeError) as error:
        raise DefinitionError([Fault(path, 1, 1, str(error))]) from error


def _refuse_puzzles(path: Path, text: str) -> None:
    """No alias, for a few nested ones unfold to gigabytes, and no nesting that takes the reader minutes."""
    depth = 0
    for event in YAML(typ="rt").parse(text):
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        if isinstance(event, AliasEvent) or depth > DEEPEST:
            mark = event.start_mark
            message = (
                f"nested deeper than {DEEPEST}" if depth > DEEPEST else "write it out instead of an alias"
            )
            raise DefinitionError([Fault(path, mark.line + 1, mark.column + 1, message)])


def _fault(path: Path, marked: Any, problem: Any) -> Fault:
    """Find the deepest key of the problem's location that the file has, and point there."""
    line, column, node = 0, 0, marked
    for step in problem["loc"]:
        try:
            line, column = node.lc.key(step) if isinstance(node, CommentedMap) else node.lc.item(step)
            node = node[step]
        except (KeyError, IndexError, TypeError, AttributeError):
            break
    where = ".".join(str(step) for step in problem["loc"])
    return Fault(path, line + 1, column + 1, f"{where}: {problem['msg']}")

"""Read a definition's YAML into plain values and the place of each; traps are told, not followed.

Ours is a small YAML: no anchors, merge keys, tags or second documents, and of plain words only whole and
decimal numbers, `true`, `false` and `null` are not texts. «no», `12:30`, `010` and `2026-04-01` are texts.
"""

import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import (
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
)

from janasetu.catalogue.problems import Problem, Steps, dotted

MOST_BYTES = 512 * 1024
DEEPEST = 20  # levels of lists and mappings; the deepest definition has nine

_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,17})", re.ASCII)
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,17})\.[0-9]{1,18}", re.ASCII)
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_MERGE = "<<"
# C0 and C1 but for tab and line ends, halves of surrogate pairs, non-characters, and the line ends of
# YAML 1.1 that no editor counts as lines.
_UNDRAWN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_THROWN_AWAY = "\0"  # a step that no key can be


@dataclass(frozen=True, slots=True)
class Place:
    """A line and a column, both from 1; a column counts characters."""

    line: int
    column: int


START = Place(1, 1)


@dataclass
class Reading:
    """What a file says: its values, where each key and value stands, and what is wrong with the file itself.

    `values` is None where nothing could be read. `unread` are values that could not, each told as a problem.
    """

    path: Path | None
    values: dict[str, Any] | None = None
    keys: dict[Steps, Place] = field(default_factory=dict)
    places: dict[Steps, Place] = field(default_factory=dict)
    unread: set[Steps] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def problem(self, code: str, steps: Steps, message: str, *, at_key: bool = False) -> Problem:
        """A problem with the value at these steps or its key; with the nearest where that is missing."""
        found = self.nearest(steps)
        place = self.places.get(found, START)
        if at_key:
            place = self.keys.get(found, place)
        return Problem(code, message, self.path, place.line, place.column, dotted(steps))

    def nearest(self, steps: Steps) -> Steps:
        """The steps that the file has; some shapes may be written shorter than they are meant."""
        here: Steps = ()
        for step in steps:
            if (*here, step) in self.places:
                here = (*here, step)
        return here


def read_file(path: Path) -> Reading:
    """What this file says. Never raises: what is wrong is among the problems."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            return _refused(path, "Y114", "this is not a file")
        if found.st_size > MOST_BYTES:
            return _too_large(path, found.st_size)
        return read_bytes(path.read_bytes(), path)
    except OSError as error:
        return _refused(path, "Y114", f"cannot be read: {error.strerror}")


def read_bytes(written: bytes, path: Path | None = None) -> Reading:
    """What these bytes say."""
    if len(written) > MOST_BYTES:
        return _too_large(path, len(written))
    try:
        text = written.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = _place_in(written[: error.start].decode("utf-8-sig"))
        return _refused(path, "Y109", f"byte 0x{written[error.start]:02x} is not UTF-8", place)
    undrawn = _UNDRAWN.search(text)
    if undrawn:
        place = _place_in(text[: undrawn.start()])
        return _refused(path, "Y110", _may_not_stand(undrawn[0]), place)
    return _Builder(path).build(text)


def plain(written: str) -> Any:
    """The value of a word without quotes."""
    if written in _WORDS:
        return _WORDS[written]
    if _WHOLE.fullmatch(written):
        return int(written)
    if _DECIMAL.fullmatch(written):
        return Decimal(written)
    return written


def _refused(path: Path | None, code: str, message: str, place: Place = START) -> Reading:
    return Reading(path, problems=[Problem(code, message, path, place.line, place.column)])


def _too_large(path: Path | None, size: int) -> Reading:
    return _refused(path, "Y108", f"{size} bytes; a definition has at most {MOST_BYTES}")


def _place_in(before: str) -> Place:
    """The place right after this text."""
    lines = re.split("\r\n|\r|\n", before)
    return Place(len(lines), len(lines[-1]) + 1)


class _UnreadableError(Exception):
    """Nothing more can be made of the file."""

    def __init__(self, code: str, place: Place, message: str) -> None:
        super().__init__(message)
        self.code, self.place, self.message = code, place, message


@dataclass
class _Open:
    """A list or mapping that is being read; of a mapping also the key whose value comes next."""

    values: list[Any] | dict[str, Any]
    steps: Steps
    key: str | None = None
    is_key: bool = False

    @property
    def wants_key(self) -> bool:
        return isinstance(self.values, dict) and self.key is None

    def next_steps(self) -> Steps:
        return (*self.steps, len(self.values) if self.key is None else self.key)

    def take(self, value: Any) -> None:
        if isinstance(self.values, list):
            self.values.append(value)
        else:
            assert self.key is not None
            if not self.key.startswith(_THROWN_AWAY):
                self.values[self.key] = value
            self.key = None


class _Builder:
    """Makes values of the parser's events, one after another: no recursion, and nothing is followed."""

    def __init__(self, path: Path | None) -> None:
        self._reading = Reading(path)
        self._root = _Open([], ())
        self._open = [self._root]
        self._documents = 0

    def build(self, text: str) -> Reading:
        try:
            for event in _events(text):
                self._take(event)
            self._finish()
        except _UnreadableError as error:
            place = error.place
            self._reading.problems.append(
                Problem(error.code, error.message, self._reading.path, place.line, place.column)
            )
        return self._reading

    def _finish(self) -> None:
        root = next(iter(self._root.values), None)
        if root is None:
            raise _UnreadableError("Y112", START, "there is nothing in this file")
        if not isinstance(root, dict):
            raise _UnreadableError(
                "Y113", self._reading.places[()], "a definition is a mapping: `key: value`"
            )
        self._reading.values = root

    def _take(self, event: Event) -> None:
        if isinstance(event, DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise _UnreadableError("Y105", _place(event), "one file is one definition")
        elif isinstance(event, CollectionEndEvent):
            self._close()
        elif isinstance(event, NodeEvent):
            self._take_node(event)

    def _take_node(self, event: NodeEvent) -> None:
        inside = self._open[-1]
        if inside.wants_key:
            self._take_key(event, inside)
            return
        steps = inside.next_steps() if inside is not self._root else ()
        self._reading.places.setdefault(steps, _place(event))
        if isinstance(event, CollectionStartEvent):
            self._begin(event, steps)
        else:
            inside.take(self._value(event, steps))

    def _take_key(self, event: NodeEvent, inside: _Open) -> None:
        """Remember the key; what belongs to one that cannot be kept is read and thrown away."""
        place = _place(event)
        if isinstance(event, CollectionStartEvent):
            self._tell("Y111", place, "a key is a word, not a list or a mapping")
            self._begin(event, (*inside.steps, _THROWN_AWAY), is_key=True)
            return
        key = str(self._text(event, (*inside.steps, _THROWN_AWAY)))
        steps = (*inside.steps, key)
        inside.key = f"{_THROWN_AWAY}{key}"
        if key == _MERGE:
            self._tell("Y106", place, f"write the keys out instead of `{_MERGE}`")
        elif steps in self._reading.keys:
            self._tell("Y101", place, f"`{key}` stands already in line {self._reading.keys[steps].line}")
        elif isinstance(event, ScalarEvent):
            self._reading.keys[steps] = place
            inside.key = key

    def _begin(self, event: CollectionStartEvent, steps: Steps, *, is_key: bool = False) -> None:
        if len(self._open) > DEEPEST:
            raise _UnreadableError("Y104", _place(event), f"nested deeper than {DEEPEST}")
        self._refuse_marks(event, steps)
        self._open.append(_Open({} if isinstance(event, MappingStartEvent) else [], steps, is_key=is_key))

    def _close(self) -> None:
        done = self._open.pop()
        if done.is_key:
            self._open[-1].key = _THROWN_AWAY
        else:
            self._open[-1].take(done.values)

    def _value(self, event: NodeEvent, steps: Steps) -> Any:
        text = self._text(event, steps)
        is_plain = isinstance(event, ScalarEvent) and event.implicit[0]
        return plain(text) if is_plain and text is not None else text

    def _text(self, event: NodeEvent, steps: Steps) -> str | None:
        """What stands between the quotes, if any; None for an alias."""
        self._refuse_marks(event, steps)
        if not isinstance(event, ScalarEvent):
            return None
        undrawn = _UNDRAWN.search(event.value)
        if undrawn:  # written as an escape: "\0"
            self._tell("Y110", _place(event), _may_not_stand(undrawn[0]))
        return str(event.value)

    def _refuse_marks(self, event: NodeEvent, steps: Steps) -> None:
        """Nothing is named to be repeated elsewhere, and nothing made into another type."""
        if event.anchor is not None:
            self._tell("Y103", _place(event), "write it out instead of an anchor or alias")
            self._reading.unread.add(steps)
        elif (tag := getattr(event, "tag", None)) is not None:
            self._tell("Y107", _place(event), f"no tag `{tag}` is needed here")
            self._reading.unread.add(steps)

    def _tell(self, code: str, place: Place, message: str) -> None:
        self._reading.problems.append(Problem(code, message, self._reading.path, place.line, place.column))


def _events(text: str) -> Iterator[Event]:
    """The parser's events; what is no YAML at all ends them. _UNDRAWN has found what YAML forbids before."""
    try:
        yield from YAML(typ="safe").parse(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(mark.line + 1, mark.column + 1) if mark else START
        line = next(iter(text.splitlines()[place.line - 1 :]), "")
        if line[place.column - 1 :].startswith("\t") or "tab character" in str(error.problem):
            raise _UnreadableError("Y102", place, "a tab stands here; indent with spaces") from error
        raise _UnreadableError("Y100", place, _sentence(error)) from error


def _may_not_stand(character: str) -> str:
    return f"the character U+{ord(character):04X} may not stand in a definition"


def _sentence(error: MarkedYAMLError) -> str:
    said = " ".join(str(part) for part in (error.context, error.problem) if part)
    in_brackets = "while parsing a flow" in said
    return f"{said}; a text with , : ? or a bracket stands in quotes there" if in_brackets else said


def _place(event: Event) -> Place:
    return Place(event.start_mark.line + 1, event.start_mark.column + 1)

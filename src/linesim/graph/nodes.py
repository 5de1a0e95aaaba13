"""Reading a request part by part, so that every refusal names the field, as Meta's do."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from linesim.graph.errors import InvalidParameterError, InvalidValueError

Kind = TypeVar("Kind")


def length_of(text: str) -> int:
    """Length in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass(frozen=True, slots=True)
class Node:
    """One object of the request, and where it stands in it."""

    fields: dict[str, object]
    path: str = ""

    def at(self, name: str | int) -> str:
        """How Meta writes the place of a field: interactive['action']['buttons'][0]."""
        if not self.path:
            return str(name)
        return f"{self.path}[{name!r}]"

    def has(self, name: str) -> bool:
        """Whether the field is there and says something."""
        return self.fields.get(name) is not None

    def node(self, name: str) -> Node:
        """An object inside this one; InvalidParameterError if it is missing or no object."""
        return Node(_as(dict, self._required(name), self.at(name), "a JSON object"), self.at(name))

    def nodes(self, name: str, *, least: int, most: int, what: str) -> list[Node]:
        """A list of objects inside this one; InvalidValueError unless there are `least` to `most`."""
        listed = _as(list, self._required(name), self.at(name), "an array")
        if not least <= len(listed) <= most:
            raise InvalidValueError(
                f"{self.at(name)}: Invalid {what} count. Min allowed: {least}, Max allowed: {most}"
            )
        return list(self._numbered(name, listed))

    def text(self, name: str, *, most: int, least: int = 1) -> str:
        """A required text; InvalidValueError unless it has `least` to `most` UTF-16 units."""
        written = _as_text(self._required(name), self.at(name))
        if not least <= length_of(written) <= most:
            raise InvalidValueError(
                f"{self.at(name)}: {name} length invalid. Min length: {least}, Max length: {most}"
            )
        return written

    def optional_text(self, name: str, *, most: int) -> str:
        """A text that may be missing; empty then."""
        return self.text(name, most=most, least=0) if self.has(name) else ""

    def word(self, name: str, allowed: Iterable[str]) -> str:
        """A required text that has to be one of some words."""
        written = _as_text(self._required(name), self.at(name))
        words = tuple(allowed)
        if written not in words:
            names = ", ".join(word.upper() for word in words)
            raise InvalidParameterError(
                f'Param {self.at(name)} must be one of {{{names}}} - got "{written}".'
            )
        return written

    def word_of_any_case(self, name: str, allowed: Iterable[str]) -> str:
        """A required text that has to be one of some words in any case; as `allowed` writes it."""
        words = {word.upper(): word for word in allowed}
        written = _as_text(self._required(name), self.at(name))
        if written.upper() not in words:
            names = ", ".join(words)
            raise InvalidParameterError(
                f'Param {self.at(name)} must be one of {{{names}}} - got "{written}".'
            )
        return words[written.upper()]

    def number(self, name: str, *, most: float) -> float:
        """A required number between -most and most; a text that reads as one will do, as it does for Meta."""
        written = self._required(name)
        try:
            read = float(written) if isinstance(written, int | float | str) else math.nan
        except (ValueError, OverflowError):
            read = math.nan
        if isinstance(written, bool) or not abs(read) <= most:
            raise InvalidValueError(f"{self.at(name)}: has to be a number from {-most:g} to {most:g}")
        return read

    def _required(self, name: str) -> object:
        if not self.has(name):
            raise InvalidParameterError(f"The parameter {self.at(name)} is required.")
        return self.fields[name]

    def _numbered(self, name: str, listed: list[object]) -> Iterator[Node]:
        for index, item in enumerate(listed):
            path = f"{self.at(name)}[{index}]"
            yield Node(_as(dict, item, path, "a JSON object"), path)


def require_unique(nodes: Iterable[Node], name: str, *, what: str) -> None:
    """InvalidValueError at the first field whose value has been there before."""
    seen: set[object] = set()
    for node in nodes:
        value = node.fields[name]
        if value in seen:
            raise InvalidValueError(f"{node.at(name)}: Duplicated {what} {name}")
        seen.add(value)


def _as(kind: type[Kind], value: object, path: str, article: str) -> Kind:
    if not isinstance(value, kind):
        raise InvalidParameterError(f"Param {path} must be {article}.")
    return value


def _as_text(value: object, path: str) -> str:
    written = _as(str, value, path, "a string")
    try:
        written.encode()
    except UnicodeEncodeError:
        raise InvalidParameterError(f"Param {path} must be valid Unicode text.") from None
    return written

"""Conditions of a definition: `ownership = partnership and floors > 2`, read once, held against answers."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

_TOKEN = re.compile(r"\s*(?:(?P<sign>!=|<=|>=|[=<>()\[\],])|(?P<word>[A-Za-z0-9_.-]+))", re.ASCII)
_SIGNS = ("=", "!=", "<", "<=", ">", ">=")
_DEEPEST = 20
LONGEST = 400  # characters


class ConditionError(ValueError):
    """A condition that cannot be read; the sentence says where it stops making sense."""


class Condition(ABC):
    """Something that answers make true or false. `names`: the questions it looks at."""

    @abstractmethod
    def holds(self, answers: Mapping[str, Any]) -> bool:
        """An unanswered question makes every comparison false."""

    @abstractmethod
    def names(self) -> Iterator[str]: ...

    @abstractmethod
    def comparisons(self) -> Iterator["Comparison"]: ...


@dataclass(frozen=True, slots=True)
class Comparison(Condition):
    """One question against one or several values; `is given` has none."""

    name: str
    sign: str
    values: tuple[str, ...] = ()

    def holds(self, answers: Mapping[str, Any]) -> bool:
        answer = answers.get(self.name)
        if answer is None:
            return False
        match self.sign:
            case "given":
                return True
            case "has":
                return isinstance(answer, list) and self.values[0] in map(str, answer)
            case "in" | "=":
                return any(_same(answer, value) for value in self.values)
            case "!=":
                return not _same(answer, self.values[0])
        return _ordered(answer, self.sign, self.values[0])

    def names(self) -> Iterator[str]:
        yield self.name

    def comparisons(self) -> Iterator["Comparison"]:
        yield self


@dataclass(frozen=True, slots=True)
class Not(Condition):
    """True where its part is not."""

    part: Condition

    def holds(self, answers: Mapping[str, Any]) -> bool:
        return not self.part.holds(answers)

    def names(self) -> Iterator[str]:
        yield from self.part.names()

    def comparisons(self) -> Iterator[Comparison]:
        yield from self.part.comparisons()


@dataclass(frozen=True, slots=True)
class Joined(Condition):
    """Several conditions of which all, or any, must hold."""

    parts: tuple[Condition, ...]
    every: bool

    def holds(self, answers: Mapping[str, Any]) -> bool:
        holding = (part.holds(answers) for part in self.parts)
        return all(holding) if self.every else any(holding)

    def names(self) -> Iterator[str]:
        for part in self.parts:
            yield from part.names()

    def comparisons(self) -> Iterator[Comparison]:
        for part in self.parts:
            yield from part.comparisons()


def _same(answer: Any, value: str) -> bool:
    if isinstance(answer, bool):
        return value == ("yes" if answer else "no")
    numbers = _number(answer), _number(value)
    if numbers[0] is not None and numbers[1] is not None:
        return numbers[0] == numbers[1]
    return str(answer) == value


def _ordered(answer: Any, sign: str, value: str) -> bool:
    """Numbers by value, dates (ISO) by their text."""
    left, right = _number(answer), _number(value)
    if left is None or right is None:
        if not isinstance(answer, str):
            return False
        return _compared(answer, sign, value)
    return _compared(left, sign, right)


def _compared(left: Any, sign: str, right: Any) -> bool:
    return bool({"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[sign])


def _number(written: Any) -> Decimal | None:
    if isinstance(written, bool):
        return None
    try:
        read = Decimal(str(written))
    except InvalidOperation:
        return None
    return read if read.is_finite() else None


@lru_cache(maxsize=1024)
def condition(written: str) -> Condition:
    """The condition of these words. ConditionError says what cannot be read.

    `name = value`, `!=`, `<`, `<=`, `>`, `>=`, `name in [a, b]`, `name has a` (for several choices),
    `name is given`, joined by `and`, `or`, `not` and brackets; `and` binds tighter. Values are codes,
    whole numbers, amounts, dates as 2026-04-01, or yes and no.
    """
    if len(written) > LONGEST:
        raise ConditionError(f"longer than {LONGEST} characters")
    reader = _Reader(list(_tokens(written)))
    read = reader.either(0)
    if reader.left():
        raise ConditionError(f"`{reader.left()}` is not expected here")
    return read


def _tokens(written: str) -> Iterator[str]:
    at = 0
    while written[at:].strip():
        found = _TOKEN.match(written, at)
        if found is None:
            raise ConditionError(f"`{written[at:].strip()[0]}` has no meaning in a condition")
        yield found["sign"] or found["word"]
        at = found.end()


class _Reader:
    """Takes tokens one by one."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._at = 0

    def left(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def either(self, depth: int) -> Condition:
        parts = [self._both(depth)]
        while self._took("or"):
            parts.append(self._both(depth))
        return parts[0] if len(parts) == 1 else Joined(tuple(parts), every=False)

    def _both(self, depth: int) -> Condition:
        parts = [self._one(depth)]
        while self._took("and"):
            parts.append(self._one(depth))
        return parts[0] if len(parts) == 1 else Joined(tuple(parts), every=True)

    def _one(self, depth: int) -> Condition:
        if depth > _DEEPEST:
            raise ConditionError(f"nested deeper than {_DEEPEST}")
        if self._took("not"):
            return Not(self._one(depth + 1))
        if self._took("("):
            inner = self.either(depth + 1)
            self._must_take(")")
            return inner
        return self._comparison()

    def _comparison(self) -> Condition:
        name = self._word("the name of a question")
        if self._took("is"):
            self._must_take("given")
            return Comparison(name, "given")
        if self._took("in"):
            return Comparison(name, "in", self._list())
        if self._took("has"):
            return Comparison(name, "has", (self._word("a value"),))
        sign = self._next()
        if sign not in _SIGNS:
            raise ConditionError(f"`{name}` is compared with none of {', '.join(_SIGNS)}, in, has, is given")
        return Comparison(name, sign, (self._word("a value"),))

    def _list(self) -> tuple[str, ...]:
        self._must_take("[")
        values = [self._word("a value")]
        while self._took(","):
            values.append(self._word("a value"))
        self._must_take("]")
        return tuple(values)

    def _word(self, what: str) -> str:
        word = self._next()
        if not word or not (word[0].isalnum() or word[0] in "_-"):
            raise ConditionError(f"{what} is missing" + (f" before `{word}`" if word else " at the end"))
        return word

    def _next(self) -> str:
        token = self.left()
        self._at += 1
        return token

    def _took(self, token: str) -> bool:
        if self.left() != token:
            return False
        self._at += 1
        return True

    def _must_take(self, token: str) -> None:
        if not self._took(token):
            raise ConditionError(
                f"`{token}` is missing" + (f" before `{self.left()}`" if self.left() else "")
            )

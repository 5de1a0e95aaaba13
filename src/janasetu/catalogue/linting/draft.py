"""A definition under the linter: the service as far as it can be read, and what is wrong with it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from janasetu.catalogue.linting.mending import Mended, mended
from janasetu.catalogue.linting.refusals import Refusal
from janasetu.catalogue.problems import Problem, Steps, errors
from janasetu.catalogue.reading import Reading
from janasetu.catalogue.schema import Service

Rule: TypeAlias = "Callable[[Draft, Service], None]"


@dataclass
class Draft:
    """One definition. `service` is None where too little could be read for any rule to look at."""

    reading: Reading
    service: Service | None
    problems: list[Problem]
    mended: Mended = field(repr=False)

    @property
    def is_good(self) -> bool:
        return not errors(self.problems)

    @property
    def values(self) -> Mapping[str, Any]:
        """What is written, as plain values."""
        return self.reading.values or {}

    def knows(self, key: str) -> bool:
        """Whether this key of the service is as it was written, and not put there by us."""
        return not self.mended.is_invented((key,))

    def tell(self, code: str, steps: Steps, message: str, *, at_key: bool = False) -> None:
        """Note a problem with the value at these steps of the service; nothing is told of invented values."""
        written = self.mended.as_written(steps)
        if not self.mended.is_invented(written):
            self.problems.append(self.reading.problem(code, written, message, at_key=at_key))


def drafted(service: Service) -> Draft:
    """A service that is in use already, as the rules on several definitions look at it."""
    return Draft(Reading(None), service, [], Mended(service))


def draft(reading: Reading) -> Draft:
    """What was read, held against the format; everything the format refuses is told."""
    made = mended(reading.values or {})
    problems = list(reading.problems)
    if reading.values is not None:
        problems += _told(reading, made.refusals)
    return Draft(reading, made.service if reading.values is not None else None, problems, made)


def _told(reading: Reading, refusals: Sequence[Refusal]) -> Iterator[Problem]:
    """The refusals at their places; what is written shorter than it is meant is refused once."""
    told: set[tuple[str, Steps]] = set()
    for refusal in refusals:
        written = reading.nearest(refusal.steps)
        is_told = (refusal.code, written) in told
        if written not in reading.unread and not (is_told and not refusal.at_key and written):
            yield reading.problem(refusal.code, refusal.steps, refusal.message, at_key=refusal.at_key)
        told.add((refusal.code, written))

"""What may wait and for how long: the rows by which each package says so of its own. Pure.

A state is watched, or it rests: nobody here has to move what is in it. A guard test walks all states.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, StrEnum
from typing import Any, Protocol


class Rest(StrEnum):
    """Why what is in a state needs no watch."""

    END = "end"  # nothing follows
    PERSON = "person"  # a citizen or an officer has the next word
    OUTSIDE = "outside"  # a provider or a telephone has


@dataclass(frozen=True, slots=True)
class Moment:
    """The same instant by both clocks: of the office, and of the machine."""

    now: datetime
    wall: datetime


class Rows(Protocol):
    """What a watch looks at: a query set."""

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Watch:
    """Things of one kind that should not wait long.

    `rows`: those that wait at a moment. `since`: their column, or expression, that says since when; by
    `by_wall` of the machine's clock, else of the office's. What is older than `patience` is an alarm, and
    `mend` tells who looks after the machine what to do. `states`: whose waiting it watches.
    """

    code: str
    name: Any  # a sentence, translated when it is shown
    patience: timedelta
    rows: Callable[[Moment], Rows]
    since: Any
    mend: str
    states: tuple[Enum, ...] = ()
    by_wall: bool = False


AtRest = Mapping[Rest, tuple[Enum, ...]]

"""The right to a service within its time: who may appeal, at which step, and why. Pure."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from janasetu.lib.clock import local

Step = Literal["appeal", "review"]
Ground = Literal["late", "refused", "dismissed", "late_again"]

APPEAL: Final = "appeal"  # before the appellate officer
REVIEW: Final = "review"  # before the reviewing officer
_WITH_OFFICE: Final = frozenset({"received", "in_progress", "referred"})
_REFUSED: Final = "rejected"
_WAITS: Final = _WITH_OFFICE | {"waiting_citizen"}
_NEXT: Final[dict[str, Step]] = {"": APPEAL, APPEAL: REVIEW}


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on an appeal: allowed, with the day until which the office now has, or dismissed."""

    allowed: bool
    by_day: date | None = None


@dataclass(frozen=True, slots=True)
class Matter:
    """All of a case by which it is known whether one may appeal against how it was dealt with.

    `step`: empty of an application; of an appeal which one it is. `law_due`: when the time of the law ends,
    None where no law sets one; `law_passed`: the citizen was told that it has. `hears`: who would decide the
    appeal, empty where the law names nobody. `application`: the status of the application that it is all
    about, which of an application is its own. `refused_until`: of an application that was refused, until when
    one may appeal against that.
    """

    status: str
    step: str = ""
    law_due: datetime | None = None
    law_passed: bool = False
    hears: str = ""
    application: str = ""
    decision: Decision | None = None
    appealed: bool = False
    refused_until: datetime | None = None


def is_late(matter: Matter, now: datetime) -> bool:
    """Whether the time of the law ran out while the office had it. A pause that begins later mends nothing;
    while it waits for the citizen the clock stands still.
    """
    if matter.law_passed:
        return True
    return bool(matter.law_due and matter.law_due < now and matter.status in _WITH_OFFICE)


def next_step(matter: Matter, now: datetime) -> Step | None:
    """The step that an appeal against this would be at; None where nobody may appeal, or somebody has.

    What the application asked for is still not given, and who hears it is named.
    """
    if matter.appealed or not matter.hears or not ground(matter, now):
        return None
    return _NEXT.get(matter.step)


def ground(matter: Matter, now: datetime) -> Ground | None:
    """Why one may appeal against how this was dealt with; None where there is no ground.

    Late: it was not done, or an appeal not decided, within the time of the law. Refused: the application was,
    and not long ago. Dismissed: an appeal was. Late again: it was allowed, and the new day has passed too.
    """
    about = matter.application or matter.status
    if about == _REFUSED and not matter.step:
        return "refused" if matter.refused_until and now <= matter.refused_until else None
    if about not in _WAITS and about != _REFUSED:
        return None
    if matter.decision is None:
        return "late" if matter.status in _WAITS and is_late(matter, now) else None
    if not matter.decision.allowed:
        return "dismissed"
    day = matter.decision.by_day
    return "late_again" if day and local(now).date() > day else None

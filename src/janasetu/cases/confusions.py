"""How often a body's messages were understood rightly, and what is taken for what, as the database counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from janasetu.bodies.models import Officer
from janasetu.cases.choices import Decided
from janasetu.cases.models import Case, CaseReading
from janasetu.cases.periods import Period
from janasetu.cases.queries import cases_visible_to

_CONFUSED = ~Q(understood=F("stands_as"))
_UNASKED = Q(decision=Decided.ACCEPT, begun_as=F("understood"))
_ASKED_ONCE = Q(decision__in=(Decided.ACCEPT, Decided.CHOOSE))
# Each figure and the readings that it counts.
_COUNTS = {
    "read": Count("id"),
    "accepted": Count("id", filter=Q(decision=Decided.ACCEPT)),
    "misrouted": Count("id", filter=_UNASKED & ~Q(stands_as=F("begun_as"))),
    "asked": Count("id", filter=Q(decision=Decided.CHOOSE)),
    "unknown": Count("id", filter=Q(decision=Decided.HAND)),
    "within_one": Count("id", filter=_ASKED_ONCE & Q(begun_as=F("stands_as"))),
}


@dataclass(frozen=True, slots=True)
class Rates:
    """Cases that began with free words. `accepted`: without a question; `misrouted`: those of them that staff
    put right later; `asked`: the person chose among a few; `unknown`: they found it in the lists themselves;
    `within_one`: opened rightly after at most one question.
    """

    read: int = 0
    accepted: int = 0
    misrouted: int = 0
    asked: int = 0
    unknown: int = 0
    within_one: int = 0

    def __add__(self, other: "Rates") -> "Rates":
        return Rates(*(getattr(self, name) + getattr(other, name) for name in _COUNTS))


@dataclass(frozen=True, slots=True)
class Pair:
    """What was understood, what it is, and in how many cases; `silent`: those that nobody was asked about."""

    understood: str
    stands_as: str
    count: int
    silent: int = 0


def rates(body_id: UUID, period: Period) -> dict[str, Rates]:
    """By the language in which people wrote; empty where that is not known. One query."""
    rows = _read(body_id, period).values("language").annotate(**_COUNTS).order_by("language")
    return {language: Rates(*counts) for language, *counts in rows.values_list("language", *_COUNTS)}


def together(each: Iterable[Rates]) -> Rates:
    """All of them as one."""
    return sum(each, Rates())


def pairs(body_id: UUID, period: Period, *, most: int) -> list[Pair]:
    """What is confused most, the most frequent first. One query."""
    rows = _read(body_id, period).filter(_CONFUSED).values_list("understood", "stands_as")
    counted = rows.annotate(count=Count("id"), silent=Count("id", filter=_UNASKED))
    return [Pair(*row) for row in counted.order_by("-count", "understood", "stands_as")[:most]]


def confused_cases(officer: Officer, period: Period, *, understood: str, stands_as: str) -> QuerySet[Case]:
    """The cases of a pair that this officer may see, the newest first."""
    read = _read(officer.body_id, period).filter(understood=understood, stands_as=stands_as)
    seen = cases_visible_to(officer).filter(body_id=officer.body_id, id__in=read.values("case_id"))
    return seen.order_by("-opened_at", "-id")


def _read(body_id: UUID, period: Period) -> QuerySet[CaseReading]:
    return CaseReading.objects.filter(body_id=body_id, at__gte=period.since, at__lt=period.until)

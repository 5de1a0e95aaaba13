"""The clocks of many cases, read together: their calendars in one query, their pauses in another."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject

from janasetu.bodies import queries as bodies
from janasetu.bodies.calendars import Calendar
from janasetu.cases.clocks import Clocks, Pause, Terms, terms_of
from janasetu.cases.models import Case, CasePause

# The pauses of a case as a column beside it: `told_pauses` reads them.
PAUSES_TOLD = ArraySubquery(
    CasePause.objects.filter(body_id=OuterRef("body_id"), case_id=OuterRef("id"))
    .order_by("began_at", "id")
    .values(told=JSONObject(reason=F("reason"), began=F("began_at"), ended=F("ended_at")))
)
Pauses = Mapping[UUID, tuple[Pause, ...]]


def clocks_of(cases: Sequence[Case], pauses: Pauses | None = None) -> dict[UUID, Clocks]:
    """The clocks of each case; one query where any of them counts open days, else none.

    Without their pauses they tell the length of a limit and how much of it is left until a due date that is
    known, but no due date.
    """
    terms = {case.id: terms_of(case.service, case.fields, case.opened_at) for case in cases}
    calendars = calendars_of([(case.body_id, terms[case.id]) for case in cases])
    return {
        case.id: Clocks(
            terms[case.id],
            case.opened_at,
            calendars.get(case.body_id, Calendar()),
            (pauses or {}).get(case.id, ()),
        )
        for case in cases
    }


def calendars_of(terms: Sequence[tuple[UUID, Terms]]) -> dict[UUID, Calendar]:
    """The calendars of those bodies of which some clock counts the open days. At most one query."""
    counting = {body_id for body_id, one in terms if one.count_open_days}
    return bodies.calendars(counting) if counting else {}


def told_pauses(case: Case) -> tuple[Pause, ...]:
    """The pauses of a case that was read with PAUSES_TOLD."""
    told = case.pauses_told  # type: ignore[attr-defined]  # annotated
    return tuple(
        Pause(one["reason"], datetime.fromisoformat(one["began"]), _end(one["ended"])) for one in told
    )


def _end(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None


def pauses_of(cases: Sequence[Case]) -> dict[UUID, tuple[Pause, ...]]:
    """The pauses of each case, the first first. One query."""
    rows = CasePause.objects.filter(
        body_id__in={case.body_id for case in cases}, case_id__in=[case.id for case in cases]
    ).order_by("began_at", "id")
    found: dict[UUID, tuple[Pause, ...]] = {}
    for row in rows:
        found[row.case_id] = (*found.get(row.case_id, ()), row.pause)
    return found

"""Reads of the doorstep: rounds, what waits for one, what came of them, what is owed at doors."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from janasetu.bodies.models import Officer
from janasetu.deliveries.choices import OutcomeState, VisitState
from janasetu.deliveries.models import OPEN_STATES, Outcome, Visit
from janasetu.deliveries.rules import RefusedError, may_plan
from janasetu.payments.choices import DemandState
from janasetu.payments.models import Demand

_NOTHING = Decimal(0)
_IN_ROUND = (VisitState.PLANNED, VisitState.OUT)


def round_of(officer: Officer, *, day: date) -> list[Visit]:
    """What this officer has to bring or fetch: of this day, of days before that is not done yet, and what was
    done on it, in the order of the round.
    """
    rows = Visit.objects.filter(body_id=officer.body_id, runner=officer)
    open_ones = rows.filter(state__in=_IN_ROUND, day__lte=day)
    ended = rows.filter(state__in=(VisitState.DONE, VisitState.FAILED), day=day)
    return sorted((*open_ones, *ended), key=lambda one: (one.place, one.asked_at, one.id))


def permitters(body_id: UUID, *, now: datetime) -> list[Officer]:
    """Who of the office may let a paper be given without its code: whoever plans rounds. One query."""
    here = Officer.objects.filter(body_id=body_id, active=True).select_related("role", "body")
    return [one for one in here.order_by("role_id", "id") if may_plan(one.tenure, now)]


def visits_of_case(body_id: UUID, case_id: UUID) -> list[Visit]:
    """Every visit for this case, the newest first, with its runner."""
    rows = Visit.objects.filter(body_id=body_id, case_id=case_id)
    rows = rows.select_related("runner__body", "permitted_by")
    return list(rows.order_by("-asked_at", "-attempt"))


def words_with_photos(body_id: UUID, case_id: UUID) -> list[Outcome]:
    """What was told at the doors of this case with a photo, and taken; the oldest first."""
    rows = Outcome.objects.filter(body_id=body_id, visit__case_id=case_id, photo_id__isnull=False)
    return list(
        rows.filter(state=OutcomeState.TAKEN).select_related("officer__body").order_by("told_at", "id")
    )


def being_fetched(body_id: UUID, case_id: UUID) -> dict[str, Visit]:
    """The open visits that fetch a certain paper of this case, by the question of the form."""
    rows = Visit.objects.filter(body_id=body_id, case_id=case_id, state__in=OPEN_STATES).exclude(wanted="")
    return {visit.wanted: visit for visit in rows}


def inspections(body_id: UUID, case_id: UUID) -> dict[UUID, Visit]:
    """The open visits by which desks of this case see for themselves, by the case at the desk. One query."""
    rows = Visit.objects.filter(body_id=body_id, case_id=case_id, state__in=OPEN_STATES)
    return {one.desk_id: one for one in rows.select_related("runner") if one.desk_id}


def brought_home(body_id: UUID, papers: Collection[UUID]) -> set[UUID]:
    """Those of these papers that are on their way to a door, or were handed over there; one query."""
    rows = Visit.objects.filter(body_id=body_id, paper_id__in=list(papers))
    ended = (VisitState.FAILED, VisitState.CALLED_OFF, VisitState.AT_OFFICE)
    return {paper for paper in rows.exclude(state__in=ended).values_list("paper_id", flat=True) if paper}


def waiting(body_id: UUID) -> QuerySet[Visit]:
    """What is to go out, or lies at the counter, the earliest first."""
    rows = Visit.objects.filter(body_id=body_id, state__in=OPEN_STATES)
    rows = rows.select_related("runner__body", "permitted_by")
    return rows.order_by("due_at", "ward", "id")


def failed_lately(body_id: UUID, *, since: datetime) -> QuerySet[Visit]:
    """What could not be done and is not tried again, the newest first."""
    rows = Visit.objects.filter(body_id=body_id, state=VisitState.FAILED, ended_at__gte=since)
    open_ones = Visit.objects.filter(body_id=body_id, state__in=(*OPEN_STATES, VisitState.DONE))
    given_up = rows.exclude(source__in=open_ones.values("source"))
    return given_up.select_related("runner__body", "permitted_by").order_by("-ended_at", "id")


def to_look_at(body_id: UUID, *, since: datetime) -> QuerySet[Outcome]:
    """Words of runners that were not taken, or whose cash is not in the book; the newest first."""
    rows = Outcome.objects.filter(body_id=body_id, at__gte=since)
    unlike = rows.exclude(state=OutcomeState.TAKEN, money="")
    return unlike.select_related("visit", "officer__body").order_by("-at", "id")


def ratings(body_id: UUID, *, since: datetime) -> dict[str, int]:
    """How often citizens said what of a visit."""
    rows = Visit.objects.filter(body_id=body_id, rated_at__gte=since).exclude(rating="")
    return dict(rows.values_list("rating").annotate(count=Count("id")).order_by())


def visit_of(body_id: UUID, visit_id: UUID) -> Visit | None:
    """This visit of this body."""
    return Visit.objects.select_related("body", "runner__body").filter(body_id=body_id, id=visit_id).first()


def visit_for_update(body_id: UUID, visit_id: UUID) -> Visit:
    """The visit, locked until the end of the transaction; RefusedError where there is none."""
    rows = Visit.objects.select_for_update(of=("self",)).select_related("body", "runner__body")
    visit = rows.filter(body_id=body_id, id=visit_id).first()
    if visit is None:
        raise RefusedError("no_such_visit")
    return visit


def numbered_for_update(refs: Collection[str]) -> dict[str, Visit]:
    """The newest visit of each of these case numbers, locked. A number carries its body's own; one query."""
    bodies = {int(ref[2:6]) for ref in refs if len(ref) > 6 and ref.isdecimal()}
    rows = Visit.objects.select_for_update(of=("self",)).select_related("body")
    found = rows.filter(body__number__in=bodies, ref__in=refs).order_by("asked_at", "attempt", "id")
    return {visit.ref: visit for visit in found}


def owed(visits: Sequence[Visit]) -> Mapping[UUID, Decimal]:
    """What the cases of these visits still owe, by case; one query, none for no visit. An inspection costs
    nothing at the door, whatever its case owes.
    """
    asked = [one for one in visits if not one.inspects]
    if not asked:
        return {}
    rows = Demand.objects.filter(
        body_id__in={one.body_id for one in asked},
        case_id__in={one.case_id for one in asked},
        state=DemandState.DUE,
    )
    sums = rows.values_list("case_id").annotate(amount=Sum("amount")).order_by()
    return {case_id: amount or _NOTHING for case_id, amount in sums}


def demands_due(visit: Visit) -> list[Demand]:
    """What the case owes, one by one."""
    rows = Demand.objects.filter(body_id=visit.body_id, case_id=visit.case_id, state=DemandState.DUE)
    return list(rows.order_by("part"))


def last_words(visit_ids: Collection[UUID], officer: Officer) -> dict[UUID, Outcome]:
    """The last word that this officer told of each of these visits; one query."""
    rows = Outcome.objects.filter(body_id=officer.body_id, visit_id__in=visit_ids, officer=officer)
    return {one.visit_id: one for one in rows.order_by("at", "id")}


def outcome_of(body_id: UUID, mark: UUID) -> Outcome | None:
    """What became of the word with this mark; None where it has not come yet."""
    rows = Outcome.objects.select_related("visit", "officer__body")
    return rows.filter(body_id=body_id, mark=mark).first()

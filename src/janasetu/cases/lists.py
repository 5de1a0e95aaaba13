"""The lists an officer chooses from: which cases, in which order, how many, and who stands next to whom."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Count, ExpressionWrapper, Q, QuerySet

from janasetu.audit.choices import LookKind
from janasetu.audit.models import Look
from janasetu.bodies.choices import ABOVE_LOCAL
from janasetu.bodies.models import Officer
from janasetu.cases.choices import OPEN, WITH_OFFICE, AttachmentRole, EventCode, Lane, Status
from janasetu.cases.desks import cases_at_desk_of, empty_desks
from janasetu.cases.models import Case, CaseAttachment, CaseEvent
from janasetu.cases.queries import cases_visible_to, found_by, open_cases_of
from janasetu.lib.clock import KOLKATA, local

RECENT = timedelta(days=30)  # so long an ended case stands among the recently ended


@dataclass(frozen=True, slots=True)
class ListAsk:
    """What a list is asked for. What is empty narrows nothing; `since` and `until` are days of opening."""

    view: str = "open"
    order: str = ""
    words: str = ""
    department: str = ""
    ward: str = ""
    service: str = ""
    category: str = ""
    channel: str = ""
    status: str = ""
    officer: UUID | None = None
    level: int | None = None
    since: date | None = None
    until: date | None = None

    @property
    def is_narrowed(self) -> bool:
        """Whether it asks for less than its view holds."""
        own = {"view", "order"}
        return any(getattr(self, one.name) not in ("", None) for one in fields(self) if one.name not in own)


@dataclass(frozen=True, slots=True)
class Order:
    """A column by which a list is sorted, and its direction. The id tells equals apart.

    `resting_last`: cases whose clock stands come after all those whose clock runs. The cases that are sorted
    know by `rests` whether theirs does.
    """

    column: str
    newest_first: bool = False
    resting_last: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        sign = "-" if self.newest_first else ""
        return *(("rests",) if self.resting_last else ()), f"{sign}{self.column}", f"{sign}id"

    def beyond(self, case: Case, *, backwards: bool = False) -> Q:
        """Those that come after the case in this order; before it, where one walks backwards."""
        side = "lt" if self.newest_first != backwards else "gt"
        at = getattr(case, self.column)
        further = Q(**{f"{self.column}__{side}": at}) | Q(**{self.column: at, f"id__{side}": case.id})
        if not self.resting_last:
            return further
        rests = case.status not in WITH_OFFICE
        if rests == backwards:
            return Q(rests=rests) & further | Q(rests=not rests)
        return Q(rests=rests) & further


ORDERS: Mapping[str, Order] = {
    "due": Order("promise_due_at", resting_last=True),
    "newest": Order("opened_at", newest_first=True),
    "oldest": Order("opened_at"),
}
# Views of cases whose clock runs beside others. In the rest of them all are alike, and a case that has just
# left one keeps its place by its due time.
_MIXED = frozenset({"open", "mine", "desk", "vacant", "new", "urgent", "any"})
_LAST_ENDED = Order("ended_at", newest_first=True)

_OF_OTHERS = (EventCode.JOINED, EventCode.AGREED)  # words of others that wait for no answer
_IS_OPEN = Q(status__in=OPEN)
_WITH_OFFICE = Q(status__in=WITH_OFFICE)
_RESTS = ExpressionWrapper(~_WITH_OFFICE, output_field=BooleanField())
_View = Callable[[Officer, datetime], Q]


def _due_today(now: datetime) -> Q:
    midnight = (local(now) + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return _WITH_OFFICE & Q(promise_due_at__gte=now, promise_due_at__lt=midnight)


VIEWS: Mapping[str, _View] = {
    "open": lambda officer, now: _IS_OPEN,
    "mine": lambda officer, now: _IS_OPEN & Q(officer_id=officer.id),
    "desk": lambda officer, now: _IS_OPEN & Q(id__in=cases_at_desk_of(officer).values("case_id")),
    "vacant": lambda officer, now: (
        _IS_OPEN & Q(id__in=empty_desks(at=now).filter(body_id=officer.body_id).values("case_id"))
    ),
    "new": lambda officer, now: _IS_OPEN & (Q(status=Status.RECEIVED) | Q(officer_id=None)),
    "overdue": lambda officer, now: _WITH_OFFICE & Q(promise_due_at__lt=now),
    "today": lambda officer, now: _due_today(now),
    "urgent": lambda officer, now: _IS_OPEN & ~Q(lane=Lane.NORMAL),
    "waiting": lambda officer, now: Q(status=Status.WAITING_CITIZEN),
    "claimed": lambda officer, now: Q(status=Status.AWAITING_CONFIRMATION),
    "ended": lambda officer, now: _ended_since(now - RECENT),
    "any": lambda officer, now: Q(),
}


def _ended_since(moment: datetime) -> Q:
    return Q(ended_at__gte=moment) & ~_IS_OPEN


def order_of(ask: ListAsk) -> Order:
    """The order that is asked for, else the view's own: what ended last, or else what is due first."""
    own = {"ended": _LAST_ENDED, "any": ORDERS["newest"]}.get(ask.view, ORDERS["due"])
    order = ORDERS.get(ask.order, own)
    return order if ask.view in _MIXED else replace(order, resting_last=False)


def listed(officer: Officer, ask: ListAsk, *, now: datetime) -> QuerySet[Case]:
    """The cases of the list, in its order; none that the officer may not see."""
    return _chosen(officer, ask, now).order_by(*order_of(ask).columns)


def listed_between(officer: Officer, ask: ListAsk, first: int, until: int, *, now: datetime) -> list[Case]:
    """The cases of the list from one place in it to another. One query.

    They are chosen before anything is looked up beside them: as an array, for the database takes `id IN` the
    other way round.
    """
    chosen = listed(officer, ask, now=now).select_related(None)[first:until]
    cases = cases_visible_to(officer).alias(rests=_RESTS).filter(id__any=ArraySubquery(chosen.values("id")))
    return list(cases.order_by(*order_of(ask).columns))


def of_list(officer: Officer, case_ids: Sequence[UUID]) -> list[Case]:
    """These cases, in this order, without any that the officer may not see now. One query."""
    found = cases_visible_to(officer).in_bulk(case_ids)
    return [found[case_id] for case_id in case_ids if case_id in found]


def latest_exports(body_id: UUID, *, most: int) -> list[Look]:
    """The lists of cases that were taken out of the office last, the newest first. One query."""
    taken = Look.objects.filter(body_id=body_id, what=LookKind.EXPORT, asked__has_key="view")
    return list(taken.order_by("-at", "-id")[:most])


def counts(officer: Officer, ask: ListAsk, *, now: datetime) -> dict[str, int]:
    """How many cases each view would hold, and of how many `bodies` they may be. One query.

    Without words or filters `any` is left at nought unless it is asked for: nobody counts years of cases
    to show a list of today's.
    """
    held = {view: Count("id", filter=rule(officer, now) or None) for view, rule in VIEWS.items()}
    looked_through = _looked_through(officer, ask, now).order_by()
    if _sees_others(officer):
        held["bodies"] = Count("body_id", distinct=True)
    found = {"bodies": 1} | looked_through.aggregate(**held)
    return found if _looks_at_all(ask) else found | {"any": 0}


@dataclass(frozen=True, slots=True)
class Known:
    """What the cases of an office are about: all that a filter could choose. `categories`: with a version."""

    bodies: list[UUID]
    departments: list[UUID]
    wards: list[str]
    officers: list[UUID]
    channels: list[str]
    levels: list[int]
    categories: list[tuple[UUID, str]]


def known_to(officer: Officer, *, now: datetime) -> Known:
    """What stands on the cases that are open or ended lately. Two queries."""
    cases = _looked_through(officer, ListAsk(), now).order_by()
    bodies = {"bodies": _each("body_id")} if _sees_others(officer) else {}
    found = {"bodies": [officer.body_id]} | cases.aggregate(
        **bodies,
        departments=_each("department_id"),
        wards=_each("ward"),
        officers=_each("officer_id"),
        channels=_each("channel"),
        levels=_each("level"),
    )
    pairs = cases.select_related(None).values_list("version_id", "category").distinct()
    return Known(categories=list(pairs), **{name: values or [] for name, values in found.items()})


def _sees_others(officer: Officer) -> bool:
    """Whether cases of other bodies may come up to the officer."""
    return officer.body.kind in ABOVE_LOCAL


def _each(column: str) -> ArrayAgg:
    return ArrayAgg(column, distinct=True, filter=Q(**{f"{column}__isnull": False}))


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The numbers of the cases before and after one in a list, and how many come before it."""

    before: str | None
    after: str | None
    ahead: int


def neighbours(officer: Officer, ask: ListAsk, case: Case, *, now: datetime) -> Neighbours:
    """Who stands next to the case, or would: it may have left the list meanwhile. Three queries."""
    order = order_of(ask)
    if getattr(case, order.column) is None:
        return Neighbours(None, None, 0)
    here = _chosen(officer, ask, now)
    earlier = here.filter(order.beyond(case, backwards=True))
    after = here.filter(order.beyond(case)).order_by(*order.columns)
    before = earlier.order_by(*order.columns).reverse()
    return Neighbours(_first(before), _first(after), earlier.order_by().count())


def next_due(officer: Officer, *, now: datetime) -> datetime | None:
    """When the next promise of the officer's list falls due; None where nothing is with the office."""
    waiting = open_cases_of(officer).filter(_WITH_OFFICE, promise_due_at__gte=now)
    return waiting.values_list("promise_due_at", flat=True).first()


def heard_last(cases: Sequence[Case]) -> set[UUID]:
    """Those of the open cases in which the citizen had the last word, and it waits for an answer. One query.

    A yes or a no to what the office claimed is no such word: the case has moved by it already.
    """
    still_open = [case for case in cases if case.is_open]
    events = CaseEvent.objects.filter(
        body_id__in={case.body_id for case in still_open}, case_id__in=[case.id for case in still_open]
    ).exclude(Q(by="system") | Q(code__in=_OF_OTHERS))
    last = events.order_by("case_id", "-id").distinct("case_id").values_list("case_id", "code")
    return {case_id for case_id, code in last if code == EventCode.ANSWERED}


def files_of(cases: Sequence[Case]) -> dict[UUID, list[tuple[int, UUID]]]:
    """The files (bucket, id) of each of the cases that everybody sees who sees the case. One query."""
    rows = (
        CaseAttachment.objects.filter(
            body_id__in={case.body_id for case in cases}, case_id__in=[case.id for case in cases]
        )
        .exclude(role=AttachmentRole.HELD)
        .values_list("case_id", "file_bucket", "file_id")
    )
    found: dict[UUID, list[tuple[int, UUID]]] = {}
    for case_id, bucket, file_id in rows:
        found.setdefault(case_id, []).append((bucket, file_id))
    return found


def _first(cases: QuerySet[Case]) -> str | None:
    return cases.values_list("ref", flat=True).first()


def _chosen(officer: Officer, ask: ListAsk, now: datetime) -> QuerySet[Case]:
    view = VIEWS.get(ask.view, VIEWS["open"])
    cases = cases_visible_to(officer).alias(rests=_RESTS)
    return _narrowed(cases.filter(view(officer, now)), ask, officer)


def _looks_at_all(ask: ListAsk) -> bool:
    return ask.is_narrowed or ask.view == "any"


def _looked_through(officer: Officer, ask: ListAsk, now: datetime) -> QuerySet[Case]:
    """The cases among which views are counted: all, where something narrows them, else those of today."""
    cases = cases_visible_to(officer)
    if _looks_at_all(ask):
        return _narrowed(cases, ask, officer)
    return cases.filter(_IS_OPEN | Q(ended_at__gte=now - RECENT))


def _narrowed(cases: QuerySet[Case], ask: ListAsk, officer: Officer) -> QuerySet[Case]:
    wanted = {
        "department__code": ask.department,
        "ward": ask.ward,
        "version__code": ask.service,
        "category": ask.category,
        "channel": ask.channel,
        "status": ask.status,
        "officer_id": ask.officer,
        "level": ask.level,
        "opened_at__gte": _midnight(ask.since) if ask.since else None,
        "opened_at__lt": _midnight(ask.until + timedelta(days=1)) if ask.until else None,
    }
    narrowed = cases.filter(**{column: value for column, value in wanted.items() if value not in ("", None)})
    if not ask.words:
        return narrowed
    return found_by(narrowed, ask.words, body_id=None if _sees_others(officer) else officer.body_id)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), tzinfo=KOLKATA)

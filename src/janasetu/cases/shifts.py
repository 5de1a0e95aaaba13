"""A shift at the telephone and the counter: what was entered for callers, whom the line lost, who was rung.

A figure is the number of the entries it is true of, and its list is these entries: one condition for both.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from janasetu.bodies.models import Officer
from janasetu.bodies.rules import Tenure, authority, in_office
from janasetu.cases import queries
from janasetu.cases.choices import OF_A_CALL, CallReason, EventCode
from janasetu.cases.models import CallBack, Case, CaseEvent, CaseParty
from janasetu.cases.periods import Period
from janasetu.cases.registering import may_register
from janasetu.cases.reporting import HEADS
from janasetu.lib.clock import local

_COMPLAINTS = frozenset({"complaint"})
_PAPERS = frozenset({"application", "booking", "appointment", "record"})


def may_see_all_shifts(tenure: Tenure, at: datetime) -> bool:
    """Whether somebody with this time in office reads what every desk of it did, and not their own alone."""
    return in_office(tenure, at) and not HEADS.isdisjoint(authority(tenure))


def may_see_shifts(tenure: Tenure, at: datetime) -> bool:
    """Whether somebody with this time in office has a shift to report, or reads those of others."""
    return may_register(tenure, at) or may_see_all_shifts(tenure, at)


@dataclass(frozen=True, slots=True)
class Entered:
    """A matter that was entered for somebody. `number`: the one they were told; `channel`: how they came;
    `joined`: it is a part of a case that was there; `sent`: their receipt went out as a message.
    """

    case: Case
    number: str
    channel: str
    joined: bool
    sent: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was done: a matter entered, a caller lost, or somebody rung."""

    at: datetime
    by: str  # ROLE@BODY
    entered: Entered | None = None
    lost: CallBack | None = None
    rung: CallBack | None = None

    @property
    def hour(self) -> int:
        """By Kolkata's clock, 0 to 23."""
        return local(self.at).hour

    @property
    def kind(self) -> str:
        """The kind of the service that was entered; empty of a call."""
        return self.entered.case.service.kind if self.entered else ""


Figure = Callable[[Entry], bool]


def _taken(entry: Entry) -> bool:
    """A call that was taken: a matter told by telephone, or a line that broke before it was."""
    return entry.lost is not None or (entry.entered is not None and entry.entered.channel == "phone")


FIGURES: Mapping[str, Figure] = {
    "taken": _taken,
    "complaints": lambda entry: entry.kind in _COMPLAINTS,
    "papers": lambda entry: entry.kind in _PAPERS,
    "others": lambda entry: bool(entry.kind) and entry.kind not in _COMPLAINTS | _PAPERS,
    "joined": lambda entry: entry.entered is not None and entry.entered.joined,
    "sent": lambda entry: entry.entered is not None and entry.entered.sent,
    "lost": lambda entry: entry.lost is not None,
    "unrung": lambda entry: entry.lost is not None and entry.lost.done_at is None,
    "rung": lambda entry: entry.rung is not None,
}


@dataclass(frozen=True, slots=True)
class ShiftAsk:
    """A day of an office. `post`: of this post alone, ROLE@BODY; `hour`: of this hour alone; `figure`: what
    this figure counts alone.
    """

    day: date
    post: str = ""
    hour: int | None = None
    figure: str = ""

    @property
    def period(self) -> Period:
        return Period("days", self.day, self.day)


def entries_of(officer: Officer, ask: ShiftAsk, *, now: datetime) -> list[Entry]:
    """All that was done in the day, the first first, by one post or by all that the officer may know of.
    Three queries, whatever it holds.
    """
    post = ask.post if may_see_all_shifts(officer.tenure, now) else officer.post
    found = [*_entered(officer, ask.period, post), *_calls(officer, ask.period, post)]
    return sorted(found, key=lambda one: one.at)


def listed(entries: Sequence[Entry], ask: ShiftAsk) -> list[Entry]:
    """Those of the entries that a figure counts, in an hour or in the day."""
    counts = FIGURES.get(ask.figure)
    return [one for one in entries if (counts is None or counts(one)) and ask.hour in (None, one.hour)]


def still_to_ring(officer: Officer, *, now: datetime) -> int:
    """How many people wait for a call of the office now, whoever lost them. One query."""
    return queries.call_backs(officer, now=now).count()


def _entered(officer: Officer, period: Period, post: str) -> list[Entry]:
    """What was entered for others. Two queries."""
    rows = CaseEvent.objects.filter(
        ~Q(by__in=("citizen", "system")),
        body_id=officer.body_id,
        code__in=(EventCode.OPENED, EventCode.JOINED),
        at__gte=period.since,
        at__lt=period.until,
        case__in=queries.cases_visible_to(officer).filter(body_id=officer.body_id),
    )
    events = list((rows.filter(by=post) if post else rows).select_related("case__body__parent"))
    parties = CaseParty.objects.filter(
        body_id=officer.body_id, case_id__in={event.case_id for event in events}
    ).only("case_id", "body_id", "ref", "line_id", "channel")
    told = {(party.case_id, party.ref): party for party in parties}
    return [Entry(event.at, event.by, entered=_told(event, told)) for event in events]


def _told(event: CaseEvent, told: Mapping[tuple[UUID, str], CaseParty]) -> Entered:
    ref = str(event.params.get("ref", "")) if event.code == EventCode.JOINED else ""
    party = told.get((event.case_id, ref))
    return Entered(
        case=event.case,
        number=ref or event.case.ref,
        channel=(party.channel if ref and party else "") or event.case.channel,
        joined=bool(ref),
        sent=party is not None and party.line_id is not None,
    )


def _calls(officer: Officer, period: Period, post: str) -> list[Entry]:
    """Whom the line lost, and who was rung. One query."""
    lost = Q(reason=CallReason.LOST, asked_at__gte=period.since, asked_at__lt=period.until)
    rung = Q(outcome__in=OF_A_CALL, done_at__gte=period.since, done_at__lt=period.until)
    if post:
        lost, rung = lost & Q(asked_by=post), rung & Q(done_by=post)
    own = CallBack.objects.filter(queries.called_by(officer)).select_related("case__body")
    calls = list(own.filter(lost | rung))
    return [*_lost(calls, period, post), *_rung(calls, period, post)]


def _lost(calls: Sequence[CallBack], period: Period, post: str) -> Iterator[Entry]:
    for call in calls:
        if call.reason == CallReason.LOST and post in ("", call.asked_by) and _in(period, call.asked_at):
            yield Entry(call.asked_at, call.asked_by, lost=call)


def _rung(calls: Sequence[CallBack], period: Period, post: str) -> Iterator[Entry]:
    for call in calls:
        at = call.done_at
        if at and call.outcome in OF_A_CALL and post in ("", call.done_by) and _in(period, at):
            yield Entry(at, call.done_by, rung=call)


def _in(period: Period, moment: datetime) -> bool:
    return period.since <= moment < period.until

"""What a report counts: of each figure the condition on a case, by which it is counted and its list is made.

A figure and its list cannot disagree, for there is one condition for both. Definitions in words:
docs/reference/reports.md.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Exists, F, OuterRef, Q

from janasetu.cases.choices import DONE, OPEN, WITH_OFFICE, EventCode, Status
from janasetu.cases.models import CaseEvent
from janasetu.cases.periods import Period

Figure = Callable[[Period, datetime], Q]

# What ends by a decision of the office, without a claim that something is done.
DECIDED = (Status.REJECTED, Status.NOT_OURS)


def _during(column: str, period: Period, now: datetime) -> Q:
    """In the time, as far as it has come: a figure may be of a moment that is over."""
    begun = Q(**{f"{column}__gte": period.since})
    return begun & (
        Q(**{f"{column}__lte": now}) if now < period.until else Q(**{f"{column}__lt": period.until})
    )


def received(period: Period, now: datetime) -> Q:
    """Opened in the time."""
    return _during("opened_at", period, now)


def open_now(period: Period, now: datetime) -> Q:
    """Not ended, whenever they were opened."""
    return Q(status__in=OPEN, opened_at__lte=now)


def overdue(period: Period, now: datetime) -> Q:
    """With the office now, past the promised time, whenever they were opened."""
    return Q(status__in=WITH_OFFICE, promise_due_at__lt=now, opened_at__lte=now)


def done(period: Period, now: datetime) -> Q:
    """Said to be done in the time, and nobody has said no to it since."""
    return Q(status__in=DONE) & _during("claimed_at", period, now)


def _kept(due: str, period: Period, now: datetime) -> Q:
    """Done, or decided, in the time and not after the limit."""
    decided = Q(status__in=DECIDED, ended_at__lte=F(due)) & _during("ended_at", period, now)
    return Q(status__in=DONE, claimed_at__lte=F(due)) & _during("claimed_at", period, now) | decided


def _broken(due: str, period: Period, now: datetime) -> Q:
    """The limit ran out in the time: the office still has it, or was done, or decided, later."""
    later = Q(status__in=DONE, claimed_at__gt=F(due)) | Q(status__in=DECIDED, ended_at__gt=F(due))
    return Q(**{f"{due}__lt": now}) & _during(due, period, now) & (Q(status__in=WITH_OFFICE) | later)


def kept(period: Period, now: datetime) -> Q:
    """Promises that were kept in the time."""
    return _kept("promise_due_at", period, now)


def judged(period: Period, now: datetime) -> Q:
    """Promises that were kept or broken in the time."""
    return kept(period, now) | _broken("promise_due_at", period, now)


def law_kept(period: Period, now: datetime) -> Q:
    """The same by the limit in law, of what has one."""
    return _kept("statutory_due_at", period, now)


def law_judged(period: Period, now: datetime) -> Q:
    """Limits in law that were kept or broken in the time."""
    return law_kept(period, now) | _broken("statutory_due_at", period, now)


def acted(period: Period, now: datetime) -> Q:
    """In the time somebody of the office did something about them for the first time."""
    return _during("first_action_at", period, now)


def reopened(period: Period, now: datetime) -> Q:
    """In the time a citizen said no to what was said to be done."""
    return Q(_told(EventCode.REOPENED, period, now))


def claimed(period: Period, now: datetime) -> Q:
    """Said to be done in the time, or denied in it: of how many the reopened ones are a share."""
    return done(period, now) | reopened(period, now)


def rated(period: Period, now: datetime) -> Q:
    """Given stars in the time."""
    return Q(stars__isnull=False) & _during("rated_at", period, now)


def thanked(period: Period, now: datetime) -> Q:
    """Thanked for in the time."""
    return Q(_told(EventCode.THANKED, period, now))


def unconfirmed(period: Period, now: datetime) -> Q:
    """Ended in the time because the citizen was silent. Where nobody is asked, the claim is the end."""
    silent = Q(status=Status.RESOLVED_UNCONFIRMED, ended_at__gt=F("claimed_at"))
    return silent & _during("ended_at", period, now)


def _told(code: EventCode, period: Period, now: datetime) -> Exists:
    events = CaseEvent.objects.filter(body_id=OuterRef("body_id"), case_id=OuterRef("id"), code=code)
    return Exists(events.filter(_during("at", period, now)))


FIGURES: Mapping[str, Figure] = {
    "received": received,
    "open": open_now,
    "overdue": overdue,
    "kept": kept,
    "judged": judged,
    "law_kept": law_kept,
    "law_judged": law_judged,
    "acted": acted,
    "done": done,
    "reopened": reopened,
    "claimed": claimed,
    "rated": rated,
    "thanked": thanked,
    "unconfirmed": unconfirmed,
}
# Those that are told by the case's own columns; the others by what happened to it.
BY_COLUMNS = tuple(name for name in FIGURES if name not in {"reopened", "claimed", "thanked"})


def touched(period: Period) -> Q:
    """Every case that a figure by columns could count: open, or opened, ended or rated since.

    It narrows what is looked through, and no figure.
    """
    since = (Q(**{f"{column}__gte": period.since}) for column in ("opened_at", "ended_at", "rated_at"))
    return Q(status__in=OPEN) | reduce(or_, since)

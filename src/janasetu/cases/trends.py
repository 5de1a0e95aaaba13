"""How many cases came and how many were said to be done in each of the last months."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth

from janasetu.cases.figures import done, received
from janasetu.cases.models import Case
from janasetu.cases.periods import Period, months_until
from janasetu.cases.reporting import ReportAsk, Scope, reported
from janasetu.lib.clock import KOLKATA, local

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Month:
    """What a month counts, by the figures of reports."""

    period: Period
    received: int
    done: int


def trend_of(scope: Scope, ask: ReportAsk, *, now: datetime) -> list[Month]:
    """The last twelve months, this one last. Two queries."""
    months = months_until(local(now).date(), MONTHS)
    whole = Period("days", months[0].first, months[-1].last)
    cases = reported(scope, ask).order_by()
    came = _by_month(cases.filter(received(whole, now)), "opened_at")
    went = _by_month(cases.filter(done(whole, now)), "claimed_at")
    return [Month(one, came.get(one.first, 0), went.get(one.first, 0)) for one in months]


def highest(months: Sequence[Month]) -> int:
    """The largest count of all; 1 where nothing is counted."""
    return max(1, *(count for one in months for count in (one.received, one.done)))


def _by_month(cases: QuerySet[Case], column: str) -> dict[date, int]:
    grouped = cases.annotate(month=TruncMonth(column, tzinfo=KOLKATA)).values("month")
    return {local(row["month"]).date(): row["count"] for row in grouped.annotate(count=Count("id"))}

"""Reports of many bodies as they were at the last recount: every figure of them is of that one moment."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import connection
from django.db.models import Q

from janasetu.cases.choices import Confidential, Reach
from janasetu.cases.models import Recount, Tally
from janasetu.cases.periods import Period, months_until
from janasetu.cases.queries import cases_reported_to
from janasetu.cases.reporting import Figures, Key, Report, ReportAsk, Scope, Spread, part_of
from janasetu.cases.tallying import OF_CASES, STANDING, Told, asked, time_of
from janasetu.cases.trends import MONTHS, Month
from janasetu.lib.clock import local

_ALL: Key = ()  # the key of what is of all groups together
_SUMS = {told.name.lower(): told for told in Told if told < Told.ACTED}


@dataclass(frozen=True, slots=True)
class Kept:
    """A report as it was at a moment, and the last twelve months beside it."""

    at: datetime
    report: Report
    months: Sequence[Month]


@dataclass(frozen=True, slots=True)
class _Row:
    """What one group counted in a month; `since`: only where that month is asked for too."""

    key: Key
    month: date
    since: date
    told: Mapping[int, int]

    def is_of(self, period: Period) -> bool:
        """Whether the time holds it; what stands now belongs to every time."""
        return self.month == STANDING or (period.first <= self.since and self.month <= period.last)


def kept_report(scope: Scope, ask: ReportAsk, *, now: datetime) -> Kept | None:
    """The report of the last recount. None for what is counted when it is asked for: an office by itself,
    a single group, days that are no whole months, and what was never recounted.

    Three queries, and one more where something about an office opens to the reader.
    """
    recount = Recount.objects.filter(body_id=scope.body.id).first() if _is_kept(scope, ask) else None
    if recount is None or ask.period.first < recount.first:
        return None
    months = months_until(local(now).date(), MONTHS)
    rows = [*_tallies(scope, ask, months[0].first), *_about_offices(scope, ask, recount)]
    told: dict[Key, Counter[int]] = defaultdict(Counter)
    for row in rows:
        if row.is_of(ask.period):
            told[row.key].update(row.told)
    together = _figures(told.pop(_ALL, Counter()))
    groups = {key: _figures(one) for key, one in told.items()}
    counted = {key: one for key, one in groups.items() if any(one.counts.values())}
    return Kept(recount.at, Report(counted, together), _months(rows, months))


def kept_count(scope: Scope, ask: ReportAsk, figure: str, *, at: datetime, now: datetime) -> int | None:
    """How many cases a figure from above counted at that moment; None where that is not kept."""
    subject = None if ask.category is None or ask.service is None else (ask.service, ask.category)
    whole = (
        replace(ask, by="category", service=None, category=None) if subject else replace(ask, by="category")
    )
    kept = kept_report(scope, whole, now=now)
    if kept is None or kept.at != at:
        return None
    counted = kept.report.groups.get(subject) if subject else kept.report.total
    return counted.counts[figure] if counted else 0


def _is_kept(scope: Scope, ask: ReportAsk) -> bool:
    of_all = scope.is_wide and not scope.department_id and not ask.is_narrowed
    return of_all and ask.by in ("body", "category") and ask.period.is_of_months


# --- what is kept ---


def _tallies(scope: Scope, ask: ReportAsk, first: date) -> Iterator[_Row]:
    """The numbers of the groups in the time, and those of all since `first`. One query."""
    own, whole = Q(body_id=scope.body.id), Q(reach=Reach.WHOLE)
    in_time = Q(month=STANDING) | Q(since__gte=ask.period.first, month__lte=ask.period.last)
    if ask.by == "category":
        groups = own & whole & ~Q(service="")
    else:
        groups = (own & Q(reach=Reach.OWN) | Q(body__parent_id=scope.body.id)) & Q(service="")
    together = own & whole & Q(service="")
    rows = list(
        Tally.objects.filter(groups & in_time | together & (in_time | Q(since__gte=first))).values_list(
            "body_id", "body__code", "reach", "service", "category", "month", "since", "told"
        )
    )
    with_parts = {body_id for body_id, _, reach, *_ in rows if reach == Reach.WHOLE} - {scope.body.id}
    for body_id, code, reach, service, category, month, since, told in rows:
        if body_id in with_parts and reach != Reach.WHOLE:
            continue
        is_all = body_id == scope.body.id and reach == Reach.WHOLE and not service
        key = _ALL if is_all else (service, category) if service else (code,)
        yield _Row(key, month, since, {int(one): n for one, n in told.items()})


def _about_offices(scope: Scope, ask: ReportAsk, recount: Recount) -> Iterator[_Row]:
    """What the cases about an office count that open to the reader, at the same moment; twice: of their
    group, and of all. Two queries, and one where there are none.
    """
    cases = cases_reported_to(scope.officer, scope.bodies).filter(confidential=Confidential.OFFICE)
    found = cases.order_by().annotate(part=part_of(scope.body)).values_list("id", "body_id", "part")
    known = {case_id: (body_id, str(part)) for case_id, body_id, part in found}
    if not known:
        return
    wanted = {"cases": list(known), "bodies": list({body_id for body_id, _ in known.values()})}
    with connection.cursor() as cursor:
        cursor.execute(OF_CASES, asked(recount.first, recount.at) | wanted)
        told: list[tuple[UUID, str, str, date, date, int, int]] = cursor.fetchall()
    for case_id, service, category, month, since, code, number in told:
        key = (service, category) if ask.by == "category" else (known[case_id][1],)
        for one in (key, _ALL):
            yield _Row(one, month, since, {code: number})


# --- as figures ---


def _figures(told: Counter[int]) -> Figures:
    """The figures of reports from the sums of what is told."""
    sums = {name: told[code] for name, code in _SUMS.items()}
    acted, done = _steps(told, Told.ACTED, Told.DONE), _steps(told, Told.DONE, 2 * Told.DONE)
    counts = {
        "received": sums["received"],
        "open": sums["open"],
        "overdue": sums["overdue"],
        "kept": sums["kept"],
        "judged": sums["kept"] + sums["broken"],
        "law_kept": sums["law_kept"],
        "law_judged": sums["law_kept"] + sums["law_broken"],
        "acted": sum(acted.values()),
        "done": sum(done.values()),
        "reopened": sums["reopened"],
        "claimed": sum(done.values()) + sums["not_done"],
        "rated": sums["rated"],
        "thanked": sums["thanked"],
        "unconfirmed": sums["unconfirmed"],
    }
    stars = Decimal(sums["stars"]) / sums["rated"] if sums["rated"] else None
    return Figures(counts, stars, _spread(acted), _spread(done))


def _steps(told: Mapping[int, int], begin: int, end: int) -> dict[int, int]:
    """How many took how long, by the step that they reached."""
    return {code - begin: n for code, n in told.items() if begin <= code < end and n}


def _spread(steps: Mapping[int, int]) -> Spread | None:
    """How long half of them took at most, and nine of ten."""
    if not steps:
        return None
    return Spread(time_of(_reached(steps, 5)), time_of(_reached(steps, 9)))


def _reached(steps: Mapping[int, int], tenths: int) -> int:
    """The step at which so many tenths of all are told."""
    wanted = -(-sum(steps.values()) * tenths // 10)
    for step in sorted(steps):
        wanted -= steps[step]
        if wanted <= 0:
            break
    return step


def _months(rows: Sequence[_Row], months: Sequence[Period]) -> list[Month]:
    came: Counter[date] = Counter()
    went: Counter[date] = Counter()
    for row in rows:
        if row.key == _ALL and row.month == row.since:
            came[row.month] += row.told.get(Told.RECEIVED, 0)
            went[row.month] += sum(_steps(row.told, Told.DONE, 2 * Told.DONE).values())
    return [Month(one, came[one.first], went[one.first]) for one in months]

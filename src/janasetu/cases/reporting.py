"""Reports: who may read them, of which cases they are, and their figures by department, ward, body."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import Aggregate, Avg, Count, DurationField, ExpressionWrapper, F, Q, QuerySet, When
from django.db.models import Case as Choose
from django.db.models.expressions import CombinedExpression

from janasetu.bodies import queries as bodies
from janasetu.bodies.choices import ABOVE_LOCAL
from janasetu.bodies.models import LocalBody, Officer
from janasetu.bodies.rules import Tenure, authority, in_office
from janasetu.cases.costs import MAY_SEE_COSTS
from janasetu.cases.figures import BY_COLUMNS, FIGURES, acted, done, rated, reopened, thanked, touched
from janasetu.cases.models import Case
from janasetu.cases.periods import Period
from janasetu.cases.queries import cases_reported_to

Grouping = Literal["department", "ward", "category", "body"]

# Who answers for the whole office, and who examines it.
HEADS = MAY_SEE_COSTS
# Who answers for a department: of it alone where the seat names one.
DEPARTMENT_HEADS = frozenset(
    {
        *("officer", "mayor_in_council", "karmadhyaksha", "executive_engineer", "health_officer"),
        *("fire", "drainage", "assessment"),
    }
)
_QUANTILES = (0.5, 0.9)
Key = tuple[str, ...]


def may_see_reports(tenure: Tenure, at: datetime) -> bool:
    """Whether somebody with this time in office reads reports at this instant."""
    return in_office(tenure, at) and not (HEADS | DEPARTMENT_HEADS).isdisjoint(authority(tenure))


@dataclass(frozen=True, slots=True)
class Scope:
    """What a report may be about. `body`: the officer's own, or one that lies in it; `bodies`: that and all
    that lie in it; `department_id`: the one department that the officer answers for, None for whoever answers
    for all.
    """

    officer: Officer
    body: LocalBody
    bodies: tuple[UUID, ...]
    department_id: UUID | None = None

    @property
    def is_wide(self) -> bool:
        """Whether other bodies lie in it."""
        return self.body.kind in ABOVE_LOCAL


def scope_of(officer: Officer, code: str = "") -> Scope:
    """What the officer may have reports of: the body of this code, if it is theirs, else their own."""
    department = officer.department_id if HEADS.isdisjoint(authority(officer.tenure)) else None
    body = officer.body
    if code and code != body.code and body.kind in ABOVE_LOCAL:
        body = bodies.lying_in(body.id).filter(code=code).first() or body
    below = bodies.lying_in(body.id).values_list("id", flat=True) if body.kind in ABOVE_LOCAL else ()
    return Scope(officer, body, (body.id, *below), department)


@dataclass(frozen=True, slots=True)
class ReportAsk:
    """What a report is asked for. What is None narrows nothing; an empty `department`, `ward` or `category`
    asks for the cases that have none. `department`, `service`: codes. `itself`: of the body alone, without
    what lies in it.
    """

    period: Period
    by: Grouping = "department"
    department: str | None = None
    ward: str | None = None
    service: str | None = None
    category: str | None = None
    itself: bool = False

    @property
    def is_narrowed(self) -> bool:
        """Whether it is of less than all cases of its bodies."""
        alone = (self.department, self.ward, self.service, self.category)
        return self.itself or any(one is not None for one in alone)

    def of(self, key: Sequence[str]) -> "ReportAsk":
        """The same of one group alone."""
        match self.by:
            case "ward":
                return replace(self, ward=key[0])
            case "category":
                return replace(self, service=key[0], category=key[1])
            case "department":
                return replace(self, department=key[0])
        return self


@dataclass(frozen=True, slots=True)
class Spread:
    """How long something took: half of the cases at most `median`, nine of ten at most `most`."""

    median: timedelta
    most: timedelta


@dataclass(frozen=True, slots=True)
class Figures:
    """The counts of a group by the name of the figure; the mean of its stars, and how long it took until
    somebody acted and until it was done: None where there is nothing to tell it of.
    """

    counts: Mapping[str, int]
    stars: Decimal | None = None
    until_acted: Spread | None = None
    until_done: Spread | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The groups in which something is counted, by their keys, and all of them together.

    A key is the code of a department or a body, the number of a ward, or the codes of service and category;
    empty where the case has none.
    """

    groups: Mapping[Key, Figures]
    total: Figures


def report_of(scope: Scope, ask: ReportAsk, *, now: datetime) -> Report:
    """The report. Four queries, whatever it holds."""
    groups = _figures(scope, ask, now=now)
    counted = {key: one for key, one in groups.items() if any(one.counts.values())}
    return Report(counted, _together(scope, ask, list(counted.values()), now=now))


def listed(scope: Scope, ask: ReportAsk, figure: str, *, now: datetime) -> QuerySet[Case]:
    """The cases that a figure counts, the newest first. `now`: the moment that the figure is of.

    Those of many bodies come in the order in which they were entered, for which there is an index.
    """
    cases = reported(scope, ask).filter(FIGURES[figure](ask.period, now))
    return cases.order_by("-id") if scope.is_wide else cases.order_by("-opened_at", "-id")


def reported(scope: Scope, ask: ReportAsk) -> QuerySet[Case]:
    """The cases that the report is about."""
    body_ids = (scope.body.id,) if ask.itself else scope.bodies
    cases = cases_reported_to(scope.officer, body_ids).filter(_narrowed(ask))
    if scope.department_id:
        cases = cases.filter(department_id=scope.department_id)
    return cases


def _narrowed(ask: ReportAsk) -> Q:
    wanted: dict[str, Any] = {"ward": ask.ward, "version__code": ask.service, "category": ask.category}
    chosen = Q(**{column: value for column, value in wanted.items() if value is not None})
    if ask.department is None:
        return chosen
    return chosen & (Q(department__code=ask.department) if ask.department else Q(department=None))


# --- counting ---

_COLUMNS: Mapping[Grouping, tuple[str, ...]] = {
    "department": ("department__code",),
    "ward": ("ward",),
    "category": ("version__code", "category"),
    "body": ("part",),
}


class _Quantiles(Aggregate):
    """The values below which these shares of all values lie, as an array."""

    function = "percentile_cont"
    template = "%(function)s(ARRAY[{}]) WITHIN GROUP (ORDER BY %(expressions)s)".format(
        ", ".join(map(str, _QUANTILES))
    )
    output_field = ArrayField(DurationField())


def part_of(body: LocalBody) -> Choose:
    """The code of what lies next in the body and has the case, or in which a body lies that has it."""
    above = ("", "parent__", "parent__parent__")
    return Choose(
        When(body_id=body.id, then=F("body__code")),
        *(When(**{f"body__{one}parent_id": body.id}, then=F(f"body__{one}code")) for one in above),
    )


def _figures(scope: Scope, ask: ReportAsk, *, now: datetime) -> dict[Key, Figures]:
    """The figures of each group. Three queries: what the cases say, who said no, who said thanks."""
    columns, period = _COLUMNS[ask.by], ask.period
    cases = reported(scope, ask).order_by()
    if "part" in columns:
        cases = cases.annotate(part=part_of(scope.body))
    of_columns = {name: Count("id", filter=FIGURES[name](period, now)) for name in BY_COLUMNS}
    mean = {"mean": Avg("stars", filter=rated(period, now))}
    found = _rows(cases.filter(touched(period)), columns, of_columns | mean | _took(period, now))
    denied = _rows(
        cases.filter(reopened(period, now)),
        columns,
        {"reopened": Count("id"), "only": Count("id", filter=~done(period, now))},
    )
    thanks = _rows(cases.filter(thanked(period, now)), columns, {"thanked": Count("id")})
    return {
        key: _of_rows(found.get(key, {}), denied.get(key, {}), thanks.get(key, {}))
        for key in {**found, **denied, **thanks}
    }


def _took(period: Period, now: datetime) -> dict[str, _Quantiles]:
    """How long it took until somebody acted, and until it was done."""
    return {
        "until_acted": _Quantiles(_since_opening("first_action_at"), filter=acted(period, now)),
        "until_done": _Quantiles(_since_opening("claimed_at"), filter=done(period, now)),
    }


def _since_opening(column: str) -> "ExpressionWrapper[CombinedExpression]":
    return ExpressionWrapper(F(column) - F("opened_at"), output_field=DurationField())


def _rows(
    cases: QuerySet[Case], columns: tuple[str, ...], told: Mapping[str, Any]
) -> dict[Key, dict[str, Any]]:
    """What is told of each group. One query."""
    grouped = cases.values(*columns).annotate(**told)
    return {tuple(str(row[one] or "") for one in columns): row for row in grouped}


def _together(scope: Scope, ask: ReportAsk, groups: Sequence[Figures], *, now: datetime) -> Figures:
    """All groups as one. Counts and stars add up; times do not, and are asked for. One query."""
    counts = {name: sum(one.counts[name] for one in groups) for name in FIGURES}
    stars = sum((one.stars * one.counts["rated"] for one in groups if one.stars is not None), Decimal(0))
    timed = reported(scope, ask).filter(acted(ask.period, now) | done(ask.period, now)).order_by()
    took = timed.aggregate(**_took(ask.period, now))
    return Figures(
        counts,
        stars / counts["rated"] if counts["rated"] else None,
        _spread(took["until_acted"]),
        _spread(took["until_done"]),
    )


def _of_rows(found: Mapping[str, Any], denied: Mapping[str, Any], thanks: Mapping[str, Any]) -> Figures:
    counts = {name: found.get(name) or 0 for name in BY_COLUMNS}
    counts |= {"reopened": denied.get("reopened") or 0, "thanked": thanks.get("thanked") or 0}
    counts["claimed"] = counts["done"] + (denied.get("only") or 0)
    mean = found.get("mean")
    return Figures(
        counts,
        None if mean is None else Decimal(mean),
        _spread(found.get("until_acted")),
        _spread(found.get("until_done")),
    )


def _spread(told: Sequence[timedelta] | None) -> Spread | None:
    return Spread(*told) if told else None

"""What a report is asked for, read from an address and written back: a report can be sent as a link."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import get_args
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from django.urls import reverse

from janasetu.cases.figures import FIGURES
from janasetu.cases.periods import OWN, period_of
from janasetu.cases.reporting import Grouping, ReportAsk, Scope
from janasetu.catalogue.fields import typed
from janasetu.lib import reading

_GROUPINGS: tuple[Grouping, ...] = get_args(Grouping)
_NARROWING = ("department", "ward", "service", "category")
_NONE = "-"  # in an address: the cases that have none
_MOST = 60  # letters of a value
_FIRST = "received"  # the figure of a list that says none


@dataclass(frozen=True, slots=True)
class Asked:
    """A report, and of which body. `figure`: of whose list; `shade`: by which a map is coloured; `spot`: the
    chronic spot whose list it is; `at`: the moment that a list is of, None for now. `unread`: what was typed
    as a day and is none, by its field.
    """

    report: ReportAsk
    body: str = ""
    figure: str = _FIRST
    shade: str = _FIRST
    spot: UUID | None = None
    at: datetime | None = None
    unread: tuple[tuple[str, str], ...] = ()


def read(said: Mapping[str, str], *, today: date) -> Asked:
    """The report that is asked for. What makes no sense asks for nothing."""
    days, unread = {}, []
    for name in ("first", "last"):
        told = typed.short(said.get(name, ""))
        day = reading.day(told, today=today, toward="past") if told else None
        if isinstance(day, date) and 2000 <= day.year < 2200:
            days[name] = day
        elif told:
            unread.append((name, told[:_MOST]))
    by = said.get("by", "")
    report = ReportAsk(
        period=period_of(said.get("period", ""), today=today, **days),
        itself=said.get("itself", "") == "1",
        by=next((one for one in _GROUPINGS if one == by), "department"),
        **{name: _value(said.get(name, "")) for name in _NARROWING},
    )
    return Asked(
        report,
        body=_plain(said.get("body", "")),
        figure=_figure(said.get("figure", "")),
        shade=_figure(said.get("shade", "")),
        spot=_uuid(said.get("spot", "")),
        at=_moment(said.get("at", "")),
        unread=tuple(unread),
    )


def read_line(line: str, *, today: date) -> Asked:
    """The same from the part of an address behind its question mark."""
    return read(dict(parse_qsl(line[:1000])), today=today)


def for_scope(report: ReportAsk, scope: Scope) -> ReportAsk:
    """The report by what this body can be grouped by: wards and departments are of one office alone."""
    offered = groupings(scope)
    return report if report.by in offered else replace(report, by=offered[0])


def groupings(scope: Scope) -> tuple[Grouping, ...]:
    """By what the cases of the body can be grouped, the first unless another is asked for."""
    if scope.is_wide:
        return ("body", "category")
    return ("ward", "category") if scope.department_id else ("department", "ward", "category")


def line_of(asked: Asked, *, page: int = 1, of_list: bool = False) -> str:
    """What stands behind the question mark."""
    report = asked.report
    period = report.period
    said = {
        "period": period.code,
        "first": period.first.isoformat() if period.code == OWN else "",
        "last": period.last.isoformat() if period.code == OWN else "",
        "by": report.by,
        "body": asked.body,
        "itself": "1" if report.itself else "",
        "figure": asked.figure if of_list and not asked.spot else "",
        "shade": "" if of_list or asked.shade == _FIRST else asked.shade,
        "spot": str(asked.spot or "") if of_list else "",
        "at": f"{asked.at.astimezone(UTC):%Y%m%dT%H%M%S.%f}" if of_list and asked.at else "",
        "page": str(page) if page > 1 else "",
    }
    said |= {name: _written(getattr(report, name)) for name in _NARROWING}
    return urlencode({name: value for name, value in said.items() if value})


def address(asked: Asked, name: str = "console:reports", *, page: int = 1) -> str:
    """Where this report stands, or a list or a file of it."""
    of_list = name == "console:report_list"
    return f"{reverse(name)}?{line_of(asked, page=page, of_list=of_list)}"


def _figure(text: str) -> str:
    return text if text in FIGURES else _FIRST


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _moment(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y%m%dT%H%M%S.%f").replace(tzinfo=UTC)
    except ValueError:
        return None


def _value(text: str) -> str | None:
    plain = _plain(text)
    return None if not plain else "" if plain == _NONE else plain


def _written(value: str | None) -> str:
    return "" if value is None else value or _NONE


def _plain(text: str) -> str:
    return text.replace("\x00", "").strip()[:_MOST]

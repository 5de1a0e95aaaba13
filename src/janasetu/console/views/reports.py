"""Reports: figures by department, ward, subject or body, the list behind each of them, and both as files."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from janasetu.bodies.models import Officer
from janasetu.cases.actions.exporting import take_out_reported
from janasetu.cases.models import Case
from janasetu.cases.periods import OWN, period_of
from janasetu.cases.reporting import Report, Scope, listed, report_of, reported, scope_of
from janasetu.cases.spots import chronic_spots
from janasetu.cases.tallies import kept_count, kept_report
from janasetu.cases.trends import trend_of
from janasetu.console import report_rows
from janasetu.console import reports as shown
from janasetu.console.access import OfficerRequest, officer_required, only_where
from janasetu.console.language import reader_language
from janasetu.console.report_asked import Asked, address, for_scope, groupings, line_of, read, read_line
from janasetu.console.report_rows import as_text
from janasetu.console.report_trend import trend
from janasetu.console.spreadsheet import MARK, lines
from janasetu.console.stepup import step_up_required
from janasetu.console.workbook import TYPE, Cell, workbook
from janasetu.lib import bn, clock
from janasetu.lib.words import Lang

A_PAGE = 50  # cases
MOST_SPOTS = 200

# Open to posts that answer for an office or a department.
reader_of_reports = only_where(lambda desk: desk.may_see_reports)


@officer_required
@require_safe
@reader_of_reports
def reports(request: OfficerRequest) -> HttpResponseBase:
    """The page."""
    lang, now = reader_language(), clock.now()
    asked, scope = _asked(request.officer, request.GET.dict(), now)
    kept = kept_report(scope, asked.report, now=now)
    report = kept.report if kept else report_of(scope, asked.report, now=now)
    months = kept.months if kept else trend_of(scope, asked.report, now=now)
    asked = replace(asked, at=kept.at if kept else None)
    names = shown.names_of(report, scope, asked, lang, at=asked.report.period)
    context = _heading(asked, scope, lang) | {
        "counted": shown.counted(asked, lang, now=now),
        "periods": [
            (code, name, address(_in_time(asked, code, now)), code == asked.report.period.code)
            for code, name in shown.PERIODS.items()
        ],
        "own_days": asked.report.period.code == OWN,
        "groupings": [
            (name, address(replace(asked, report=replace(asked.report, by=by))), by == asked.report.by)
            for by, name in shown.GROUPINGS.items()
            if by in groupings(scope)
        ],
        "columns": shown.columns(),
        "rows": shown.rows(report, names, scope, asked, lang),
        "map": _map_of(report, scope, asked, lang, now=now) if asked.report.by == "ward" else None,
        "trend": trend(months, asked, lang),
        "spots_url": "" if scope.is_wide else address(asked, "console:report_spots"),
        "meanings": shown.meanings(),
        "file_url": address(asked, "console:report_file"),
    }
    return render(request, "console/pages/reports.html", context)


def _map_of(report: Report, scope: Scope, asked: Asked, lang: Lang, *, now: datetime) -> Any:
    from janasetu.console.report_map import map_of  # noqa: PLC0415 - shapely: 19 MB where nobody looks at a map

    return map_of(report, scope, asked, lang, now=now)


@officer_required
@require_safe
@reader_of_reports
def report_file(request: OfficerRequest) -> HttpResponseBase:
    """The figures for a spreadsheet; there is nobody in them."""
    lang, now = reader_language(), clock.now()
    asked, scope = _asked(request.officer, request.GET.dict(), now)
    kept = kept_report(scope, asked.report, now=now)
    report = kept.report if kept else report_of(scope, asked.report, now=now)
    names = shown.names_of(report, scope, asked, lang, at=asked.report.period)
    headings = shown.file_columns(str(shown.GROUPINGS[asked.report.by]))
    told = shown.file_lines(report, names)
    if kept:
        moment = shown.counted(replace(asked, at=kept.at), lang, now=now)
        told.append([_("Counted %(moment)s") % {"moment": moment}])
    name = _("report-%(body)s-%(day)s") % _named(scope, asked)
    if request.GET.get("as") == "xlsx":
        return HttpResponse(workbook(headings, told), headers=_as_file(f"{name}.xlsx"))
    text = [[as_text(cell) for cell in line] for line in told]
    return HttpResponse(MARK + lines([headings, *text]), headers=_as_file(f"{name}.csv"))


@officer_required
@require_safe
@reader_of_reports
def report_spots(request: OfficerRequest) -> HttpResponseBase:
    """Where the same comes again and again; of one office alone."""
    lang, now = reader_language(), clock.now()
    asked, scope = _asked(request.officer, request.GET.dict(), now)
    found = [] if scope.is_wide else chronic_spots(scope, asked.report, now=now)
    context = _heading(asked, scope, lang) | {
        "rows": shown.spot_rows(found[:MOST_SPOTS], scope, asked, lang, now=now),
        "more": bn.number(len(found) - MOST_SPOTS, lang) if len(found) > MOST_SPOTS else "",
        "back": address(asked),
    }
    return render(request, "console/pages/report_spots.html", context)


@officer_required
@require_safe
@reader_of_reports
def report_list(request: OfficerRequest) -> HttpResponseBase:
    """The cases that a figure counts."""
    lang, now = reader_language(), clock.now()
    asked, scope = _asked(request.officer, request.GET.dict(), now)
    cases = _behind(scope, asked, now)
    page = _paged(cases, scope, asked, now).get_page(request.GET.get("page", ""))
    first = (page.number - 1) * A_PAGE
    context = _heading(asked, scope, lang) | {
        "figure": _("Chronic spot") if asked.spot else shown.FIGURES[asked.figure],
        "narrowed": shown.narrowed(asked, scope, lang),
        "counted": shown.counted(asked, lang, now=now),
        "count": page.paginator.count,
        "shown_count": bn.number(page.paginator.count, lang),
        "rows": report_rows.rows_of(cases[first : first + A_PAGE], request.officer, lang=lang, now=now),
        "back": address(shown.widened(asked), "console:report_spots" if asked.spot else "console:reports"),
        "line": line_of(asked, of_list=True),
        "pages": _pages(page, asked, lang),
    }
    return render(request, "console/pages/report_list.html", context)


class _Known(Paginator):  # type: ignore[type-arg]  # it takes none when it runs
    """The pages of a list of which it is known how many cases it has."""

    def __init__(self, cases: QuerySet[Case], count: int) -> None:
        super().__init__(cases, A_PAGE)
        self._known = count

    @property
    def count(self) -> int:
        return self._known


def _paged(cases: QuerySet[Case], scope: Scope, asked: Asked, now: datetime) -> "Paginator[Case]":
    """The pages of the list; the cases of a whole state are not counted again."""
    known = kept_count(scope, asked.report, asked.figure, at=asked.at, now=now) if asked.at else None
    return Paginator(cases, A_PAGE) if known is None else _Known(cases, known)


@officer_required
@require_POST
@reader_of_reports
@step_up_required
def report_list_file(request: OfficerRequest) -> HttpResponseBase:
    """The same as a file; that it was taken out is on record."""
    officer, lang, now = request.officer, reader_language(), clock.now()
    said = request.POST.get("list", "")
    asked, scope = _for(officer, read_line(said, today=clock.local(now).date()))
    cases = _behind(scope, asked, now)
    case_ids = take_out_reported(officer=officer, cases=cases, line=line_of(asked, of_list=True), now=now)
    name = _("report-%(body)s-%(day)s") % _named(scope, asked)
    told = report_rows.lines_of(reported(scope, asked.report), case_ids, officer, lang=lang, now=now)
    if request.POST.get("as") == "xlsx":
        return HttpResponse(workbook(report_rows.columns(), told), headers=_as_file(f"{name}.xlsx"))
    return StreamingHttpResponse(_as_csv(report_rows.columns(), told), headers=_as_file(f"{name}.csv"))


def _as_csv(headings: list[str], told: Iterator[list[Cell]]) -> Iterator[bytes]:
    """The file in parts: the headings, then the cases in their order."""
    yield MARK + lines([headings])
    for line in told:
        yield lines([[as_text(cell) for cell in line]])


def _behind(scope: Scope, asked: Asked, now: datetime) -> QuerySet[Case]:
    """The cases of a figure, or of a chronic spot."""
    if asked.spot is None:
        return listed(scope, asked.report, asked.figure, now=min(asked.at or now, now))
    spots = [] if scope.is_wide else chronic_spots(scope, asked.report, now=now)
    found = next((one.cases for one in spots if one.key == asked.spot), ())
    return reported(scope, asked.report).filter(id__in=found).order_by("-opened_at", "-id")


def _asked(officer: Officer, said: dict[str, str], now: datetime) -> tuple[Asked, Scope]:
    return _for(officer, read(said, today=clock.local(now).date()))


def _for(officer: Officer, asked: Asked) -> tuple[Asked, Scope]:
    """What is asked for, as far as it is the officer's."""
    scope = scope_of(officer, asked.body)
    body = "" if scope.body.id == officer.body_id and asked.body != scope.body.code else scope.body.code
    return replace(asked, body=body, report=for_scope(asked.report, scope)), scope


def _in_time(asked: Asked, code: str, now: datetime) -> Asked:
    """The same of another time."""
    period = period_of(code, today=clock.local(now).date())
    return replace(asked, report=replace(asked.report, period=period))


def _heading(asked: Asked, scope: Scope, lang: Lang) -> dict[str, Any]:
    """Of which body and which time it is."""
    return {
        "body": scope.body.name_in(lang) if scope.body.id != scope.officer.body_id else "",
        "above": address(replace(asked, body="", report=replace(asked.report, by="body"))),
        "department": scope.officer.department.name_in(lang)
        if scope.department_id and scope.officer.department
        else "",
        "days": _("The last 90 days") if asked.spot else shown.days(asked.report.period, lang),
        "asked": asked,
        "unread": dict(asked.unread),
        "typed": shown.typed_days(asked, lang),
    }


def _pages(page: "Page[Any]", asked: Asked, lang: Lang) -> dict[str, str]:
    """The way to the neighbouring pages, and where we are."""

    def at(number: int) -> str:
        return address(asked, "console:report_list", page=number)

    total = page.paginator.num_pages
    where = {"page": bn.number(page.number, lang), "pages": bn.number(total, lang)}
    return {
        "earlier": at(page.number - 1) if page.has_previous() else "",
        "later": at(page.number + 1) if page.has_next() else "",
        "where": _("Page %(page)s of %(pages)s") % where if total > 1 else "",
    }


def _named(scope: Scope, asked: Asked) -> dict[str, str]:
    return {"body": scope.body.code, "day": f"{asked.report.period.first:%Y-%m-%d}"}


def _as_file(name: str) -> dict[str, str]:
    return {
        "Content-Type": TYPE if name.endswith(".xlsx") else "text/csv; charset=utf-8",
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or "",
    }

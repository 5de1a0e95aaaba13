"""The register of issued papers: of a day, on the page, as a sheet for the shelf, and as a file."""

import datetime as dt

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from janasetu.audit.choices import LookKind
from janasetu.audit.looking import Looked
from janasetu.cases.actions import note_look
from janasetu.console.access import OfficerRequest, officer_required, only_where
from janasetu.console.asked import day_until_today
from janasetu.console.language import reader_language
from janasetu.console.shelf import Register, columns, file_lines, register_of, rows_of, serials_of, sheet_of
from janasetu.console.spreadsheet import MARK, lines
from janasetu.console.stepup import step_up_required
from janasetu.documents.papers import layout
from janasetu.documents.papers.apart import Order, PressAwayError, press_apart
from janasetu.documents.papers.errors import PaperError
from janasetu.lib import bn, clock

_LAYOUT = "day-register"
_DAY = dt.timedelta(days=1)


# Open to who reads the register of issued papers. Stands under `officer_required`.
reader_of_papers_only = only_where(lambda desk: desk.may_see_papers)


@officer_required
@require_safe
@reader_of_papers_only
def papers(request: OfficerRequest) -> HttpResponse:
    """The papers of a day, today's where none is named; that they were looked through stands on record."""
    day, lang = day_until_today(request.GET.get("day", "")), reader_language()
    register = register_of(request.officer.body, day)
    _note(request, LookKind.REGISTER, register)
    today = clock.local(clock.now()).date()
    context = {
        "day": day.isoformat(),
        "shown_day": bn.date(day, lang),
        "today": today.isoformat(),
        "before": _url(day - _DAY),
        "after": _url(day + _DAY) if day < today else "",
        "rows": rows_of(register, lang),
        "serials": serials_of(register, lang),
        "total": bn.number(len(register.lines), lang),
    }
    return render(request, "console/pages/papers.html", context)


@officer_required
@require_POST
@reader_of_papers_only
def papers_print(request: OfficerRequest) -> HttpResponseBase:
    """The sheet for the shelf, as PDF."""
    day, now = day_until_today(request.POST.get("day", "")), clock.now()
    register = register_of(request.officer.body, day)
    sheet = sheet_of(register, request.officer, dict(request.desk.title), now=now)
    try:
        (made,) = press_apart([Order(layout.ours(_LAYOUT), sheet, now, spell=True)])
    except (PaperError, PressAwayError):
        messages.error(request, _("The sheet could not be made. Take the file instead."))
        return redirect(_url(day))
    _note(request, LookKind.EXPORT, register)
    return _file(
        made.pdf, "application/pdf", f"papers-{request.officer.body.code}-{day.isoformat()}.pdf", inline=True
    )


@officer_required
@require_POST
@reader_of_papers_only
@step_up_required
def papers_file(request: OfficerRequest) -> HttpResponseBase:
    """The papers of a day for a spreadsheet; that they were taken out stands on record."""
    day = day_until_today(request.POST.get("day", ""))
    register = register_of(request.officer.body, day)
    _note(request, LookKind.EXPORT, register)
    content = MARK + lines([columns(), *file_lines(register, reader_language())])
    name = _("papers-%(body)s-%(day)s.csv") % {"body": request.officer.body.code, "day": day.isoformat()}
    return _file(content, "text/csv; charset=utf-8", name, inline=False)


def _file(content: bytes, mime: str, name: str, *, inline: bool) -> HttpResponse:
    called = content_disposition_header(as_attachment=not inline, filename=name) or ""
    return HttpResponse(content, content_type=mime, headers={"Content-Disposition": called})


def _note(request: OfficerRequest, what: LookKind, register: Register) -> None:
    asked = {"view": "papers", "day": register.day.isoformat()}
    looked = Looked(what, request.officer.body_id, rows=len(register.lines), asked=asked)
    note_look(looked, officer=request.officer, now=clock.now())


def _url(day: dt.date) -> str:
    return f"{reverse('console:papers')}?day={day.isoformat()}"

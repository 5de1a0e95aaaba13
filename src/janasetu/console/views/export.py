"""Take a list of cases out of the office as a file for a spreadsheet, after a code, and on record."""

from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from janasetu.cases.actions import take_out_list
from janasetu.cases.lists import ListAsk, counts, latest_exports
from janasetu.console.access import OfficerRequest, officer_required
from janasetu.console.asked import address, line_of, read, read_line
from janasetu.console.language import reader_language
from janasetu.console.spreadsheet import columns, sheet
from janasetu.console.stepup import step_up_required
from janasetu.console.views.inbox import names
from janasetu.lib import bn, clock

_LATEST = 5


@dataclass(frozen=True, slots=True)
class Made:
    """A list that was taken out, in words: `by` is ROLE@BODY."""

    rows: str
    at: str
    by: str


@officer_required
@step_up_required
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: OfficerRequest) -> HttpResponseBase:
    """What the file will hold, and the file."""
    if request.method == "POST":
        return _file(request, read_line(request.POST.get("list", "")))
    return _page(request, read(request.GET))


def _file(request: OfficerRequest, ask: ListAsk) -> HttpResponseBase:
    officer, lang, now = request.officer, reader_language(), clock.now()
    case_ids = take_out_list(officer=officer, ask=ask, now=now)
    name = _("list-of-cases-%(body)s-%(day)s.csv") % {
        "body": officer.body.code,
        "day": f"{clock.local(now):%Y-%m-%d}",
    }
    return StreamingHttpResponse(
        sheet(officer, case_ids, lang=lang, now=now),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or ""},
    )


def _page(request: OfficerRequest, ask: ListAsk) -> HttpResponse:
    officer, lang, now = request.officer, reader_language(), clock.now()
    count = counts(officer, ask, now=now)[ask.view]
    context = {
        "view": names()[ask.view],
        "is_narrowed": ask.is_narrowed,
        "count": count,
        "shown_count": bn.number(count, lang),
        "columns": columns(),
        "line": line_of(ask),
        "back": address(ask),
        "latest": [
            Made(bn.number(one.rows, lang), bn.moment(one.at, lang, now), one.by)
            for one in latest_exports(officer.body_id, most=_LATEST)
        ],
    }
    return render(request, "console/pages/export.html", context)

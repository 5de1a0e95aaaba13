"""The auditor's page: who looked at what, what was changed and why; and the same as a file."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.http import HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from janasetu.bodies.models import Officer
from janasetu.cases.actions import take_out_register
from janasetu.cases.auditing import AuditAsk, Entry, entries, last_seal, of_register
from janasetu.console.access import OfficerRequest, officer_required, only_where
from janasetu.console.audit import cells, columns, lines_of
from janasetu.console.audit_asked import Asked, address, beside, line_of, read, read_line
from janasetu.console.language import reader_language
from janasetu.console.spreadsheet import MARK, lines
from janasetu.console.stepup import step_up_required
from janasetu.lib import bn, clock
from janasetu.lib.words import Lang

A_PAGE = 25  # entries
A_CHUNK = 500  # entries of a file that are in memory at once

# Open to the auditor.
auditor_only = only_where(lambda desk: desk.may_audit)


@officer_required
@require_safe
@auditor_only
def audit(request: OfficerRequest) -> HttpResponseBase:
    """The page."""
    officer, lang, now = request.officer, reader_language(), clock.now()
    asked = read(request.GET.dict(), body=officer.body, lang=lang, today=clock.local(now).date())
    first = (asked.page - 1) * A_PAGE
    found: list[Entry] = list(entries(officer, asked.ask)[first : first + A_PAGE + 1])
    context = {
        "register": asked.ask.register,
        "fields": asked.fields,
        "misread": asked.is_misread,
        "tabs": _tabs(asked),
        "rows": lines_of(found[:A_PAGE], officer=officer, lang=lang),
        "pages": _pages(asked, lang, has_more=len(found) > A_PAGE),
        "line": line_of(asked.ask),
        "seal": _seal(officer, lang, now),
    }
    return render(request, "console/pages/audit.html", context)


@officer_required
@require_POST
@auditor_only
@step_up_required
def audit_file(request: OfficerRequest) -> HttpResponseBase:
    """The register as a file for a spreadsheet; that it was taken out stands in it."""
    officer, lang, now = request.officer, reader_language(), clock.now()
    today = clock.local(now).date()
    ask = read_line(request.POST.get("list", ""), body=officer.body, lang=lang, today=today)
    ids = take_out_register(officer=officer, ask=ask, now=now)
    name = _("register-%(body)s-%(day)s.csv") % {"body": officer.body.code, "day": f"{today:%Y-%m-%d}"}
    return StreamingHttpResponse(
        _sheet(officer, ask, ids, lang),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or ""},
    )


def _tabs(asked: Asked) -> list[tuple[str, str, bool]]:
    """Both registers: name, address, whether it is this one."""
    names = {"looks": _("Who looked"), "changes": _("What changed")}
    return [
        (names["looks"], beside(asked.ask, "looks"), asked.ask.register == "looks"),
        (names["changes"], beside(asked.ask, "changes"), asked.ask.register == "changes"),
    ]


def _pages(asked: Asked, lang: Lang, *, has_more: bool) -> dict[str, str]:
    """The way to the neighbouring pages; nobody counts them all."""
    page = asked.page
    return {
        "earlier": address(asked.ask, page=page - 1) if page > 1 else "",
        "later": address(asked.ask, page=page + 1) if has_more else "",
        "where": _("Page %(page)s") % {"page": bn.number(page, lang)} if page > 1 or has_more else "",
    }


def _seal(officer: Officer, lang: Lang, now: datetime) -> dict[str, str] | None:
    """How far history is sealed, in words."""
    found = last_seal(officer.body_id)
    if found is None:
        return None
    number, at = found
    return {"number": bn.number(number, lang), "at": bn.lasting_moment(at, lang, now)}


def _sheet(officer: Officer, ask: AuditAsk, ids: Sequence[UUID], lang: Lang) -> Iterator[bytes]:
    """The file in parts: the headings, then the entries in their order."""
    with translation.override(lang):
        headings = lines([columns()])
    yield MARK + headings
    for start in range(0, len(ids), A_CHUNK):
        with translation.override(lang):
            told = lines_of(of_register(ask, ids[start : start + A_CHUNK]), officer=officer, lang=lang)
            part = lines(cells(one) for one in told)
        yield part

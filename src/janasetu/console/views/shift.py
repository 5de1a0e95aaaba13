"""The report of a shift: one's own, or all desks' for who heads the office; to read, print, take out."""

from dataclasses import replace
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from janasetu.cases.listening import heard_in
from janasetu.cases.shifts import ShiftAsk, entries_of, may_see_all_shifts, still_to_ring
from janasetu.console import shift as shown
from janasetu.console.access import OfficerRequest, officer_required
from janasetu.console.language import reader_language
from janasetu.console.spreadsheet import MARK, lines
from janasetu.console.workbook import TYPE, workbook
from janasetu.lib import bn, clock

_DAY = timedelta(days=1)


@officer_required
@require_safe
def shift(request: OfficerRequest) -> HttpResponseBase:
    """The page; or the figures by the hour as a file, with nobody in them."""
    ask, sheet = _sheet(request)
    if request.GET.get("as") in ("xlsx", "csv"):
        return _file(ask, sheet, request.GET["as"])
    lang, now = reader_language(), clock.now()
    today = clock.local(now).date()
    left = still_to_ring(request.officer, now=now) if request.desk.may_talk else 0
    everything = shown.address(replace(ask, hour=None, figure=""))
    context = {
        "sheet": sheet,
        "whose": sheet.title(ask.post) if ask.post else "",
        "day": shown.day_words(ask.day, lang, now=now),
        "earlier": shown.address(ShiftAsk(ask.day - _DAY, ask.post)),
        "later": shown.address(ShiftAsk(ask.day + _DAY, ask.post)) if ask.day < today else "",
        "above": shown.address(ShiftAsk(ask.day)) if _sees_all(request) and ask.post else "",
        "whole": everything if everything != shown.address(ask) else "",
        "left": bn.number(left, lang) if left else "",
        "voices": _voices(request, ask),
        "file_url": everything,
    }
    return render(request, "console/pages/shift.html", context)


def _sheet(request: OfficerRequest) -> tuple[ShiftAsk, shown.Sheet]:
    """What is asked for, as far as it is theirs."""
    if not request.desk.may_see_shifts:
        raise PermissionDenied
    officer, now = request.officer, clock.now()
    today = clock.local(now).date()
    ask = shown.read(request.GET.dict(), officer, today=today, sees_all=_sees_all(request))
    entries = entries_of(officer, ask, now=now)
    return ask, shown.Sheet(entries, ask, officer, lang=reader_language())


def _voices(request: OfficerRequest, ask: ShiftAsk) -> str:
    """How soon the voices of the day were heard; empty where there were none."""
    heard, lang = heard_in(request.officer, ask.period), reader_language()
    told = {"soon": bn.number(heard.in_time, lang), "all": bn.number(heard.notes, lang)}
    words = _("Voice messages: %(soon)s of %(all)s were heard within half an hour.")
    return words % told if heard.notes else ""


def _sees_all(request: OfficerRequest) -> bool:
    return may_see_all_shifts(request.officer.tenure, clock.now())


def _file(ask: ShiftAsk, sheet: shown.Sheet, form: str) -> HttpResponse:
    name = _("shift-%(day)s") % {"day": ask.day.isoformat()}
    if form == "xlsx":
        content, kind = workbook(sheet.file_columns(), sheet.file_lines()), TYPE
    else:
        text = [[str(cell) for cell in line] for line in sheet.file_lines()]
        content, kind = MARK + lines([sheet.file_columns(), *text]), "text/csv; charset=utf-8"
    kept = content_disposition_header(as_attachment=True, filename=f"{name}.{form}") or ""
    return HttpResponse(content, headers={"Content-Type": kind, "Content-Disposition": kept})

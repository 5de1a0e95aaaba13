"""The cash book: what came and went on a day, its closing with a count, what waits for a second officer."""

import datetime as dt
from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from janasetu.console import fees as shown
from janasetu.console.access import OfficerRequest, officer_required, only_where
from janasetu.console.asked import day_until_today
from janasetu.console.forms.move import storable
from janasetu.console.language import reader_language
from janasetu.console.spreadsheet import MARK, lines
from janasetu.console.stepup import step_up_required
from janasetu.lib import amounts, bn, clock
from janasetu.lib.bn import ascii_digits
from janasetu.payments import queries, rules
from janasetu.payments.actions import (
    agree_to_relief,
    close_day,
    refuse_relief,
    return_stray,
    take_out_book,
)
from janasetu.payments.actions.relieving import GivenBack
from janasetu.payments.choices import Mode
from janasetu.payments.models import Checkout, Relief
from janasetu.payments.rules import RefusedError
from janasetu.payments.sentences import refusal

_PIECES = "pieces_{}"
_MOST_DIGITS = 6
_MOST_LISTED = 100  # of what is to be given back


# Open to who takes money, agrees, or audits. Stands under `officer_required`.
book_keeper_only = only_where(lambda desk: desk.may_see_cash)


@officer_required
@require_safe
@book_keeper_only
def cash(request: OfficerRequest) -> HttpResponse:
    """The book of a day, today's where none is named."""
    return _page(request, day_until_today(request.GET.get("day", "")))


@officer_required
@require_POST
@book_keeper_only
def cash_close(request: OfficerRequest) -> HttpResponse:
    """Close a day with its count; what is refused stands there as it was typed."""
    day = day_until_today(request.POST.get("day", ""))
    written = {value: storable(request.POST.get(_PIECES.format(value), "")) for value in rules.DENOMINATIONS}
    note = storable(request.POST.get("note", ""))
    try:
        close_day(officer=request.officer, day=day, pieces=_pieces(written), note=note, now=clock.now())
    except RefusedError as error:
        return _page(request, day, written=written, note=note, wrong=refusal(error, reader_language()))
    messages.success(request, _("The day is closed."))
    return redirect(shown.book_url(day))


@officer_required
@require_POST
@book_keeper_only
@step_up_required
def cash_file(request: OfficerRequest) -> HttpResponse:
    """The book of a day for a spreadsheet; that it was taken out stands on record."""
    officer, lang, day = request.officer, reader_language(), day_until_today(request.POST.get("day", ""))
    book = take_out_book(officer=officer, day=day, now=clock.now())
    name = _("cash-book-%(body)s-%(day)s.csv") % {"body": officer.body.code, "day": day.isoformat()}
    return HttpResponse(
        MARK + lines([shown.columns(), *shown.file_lines(book, lang)]),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or ""},
    )


@officer_required
@step_up_required
@require_POST
def relief_agree(request: OfficerRequest, relief_id: UUID) -> HttpResponse:
    """Agree as the second officer; of money given back, how."""
    _find(Relief, request, relief_id)
    mode = request.POST.get("mode", "")
    given = GivenBack(Mode(mode), request.POST.get("utr", "")) if mode in Mode.values else None
    return _decided(
        request,
        lambda: agree_to_relief(officer=request.officer, relief_id=relief_id, given=given, now=clock.now()),
        _("You have agreed. The applicant has been told."),
    )


@officer_required
@step_up_required
@require_POST
def relief_refuse(request: OfficerRequest, relief_id: UUID) -> HttpResponse:
    """Say no as the second officer."""
    _find(Relief, request, relief_id)
    return _decided(
        request,
        lambda: refuse_relief(officer=request.officer, relief_id=relief_id, now=clock.now()),
        _("You have said no. Everything stays as it was."),
    )


@officer_required
@require_POST
def stray_return(request: OfficerRequest, checkout_id: UUID) -> HttpResponse:
    """Write down how money that nobody owed was sent back."""
    _find(Checkout, request, checkout_id)
    note = storable(request.POST.get("note", ""))
    return _decided(
        request,
        lambda: return_stray(officer=request.officer, checkout_id=checkout_id, note=note, now=clock.now()),
        _("It is written down."),
    )


def _find(model: type[Relief | Checkout], request: OfficerRequest, key: UUID) -> None:
    """404 for what is none of the officer's own office."""
    if not model.objects.filter(body_id=request.officer.body_id, id=key).exists():
        raise Http404(key)


def _decided(request: OfficerRequest, act: Callable[[], object], done: str) -> HttpResponse:
    try:
        act()
    except RefusedError as error:
        messages.error(request, refusal(error, reader_language()))
    else:
        messages.success(request, done)
    return redirect("console:cash" if request.desk.may_see_cash else "console:inbox")


def _pieces(written: dict[int, str]) -> dict[int, int]:
    """How many of each; nothing where nothing is written. RefusedError for what is no number."""
    return {value: _count(text) for value, text in written.items() if text.strip()}


def _count(text: str) -> int:
    read = ascii_digits(text).strip()
    if not (read.isascii() and read.isdecimal() and len(read) <= _MOST_DIGITS):
        raise RefusedError("count_wrong")
    return int(read)


def _page(
    request: OfficerRequest,
    day: dt.date,
    *,
    written: dict[int, str] | None = None,
    note: str = "",
    wrong: str = "",
) -> HttpResponse:
    officer, lang, now = request.officer, reader_language(), clock.now()
    book, today = queries.book_of(officer.body_id, day), clock.local(now).date()
    unclosed = queries.latest_unclosed(officer.body_id, before=today)
    agrees = rules.may_agree(officer.tenure, now)
    context = {
        "day": day.isoformat(),
        "shown_day": bn.date(day, lang),
        "today": today.isoformat(),
        "before": shown.book_url(day - dt.timedelta(days=1)),
        "after": shown.book_url(day + dt.timedelta(days=1)) if day < today else "",
        "rows": shown.book_rows(book, lang),
        "totals": shown.totals(book, lang),
        "total": amounts.rupees(book.total, lang),
        "cash": amounts.rupees(book.cash, lang),
        "closed": shown.closed(book.closing, lang=lang, now=now) if book.closing else None,
        "may_close": book.closing is None and rules.may_take(officer.tenure, now),
        "pieces": _boxes(written or {}, lang),
        "note": note,
        "wrong": wrong,
        "unclosed": (shown.book_url(unclosed), bn.date(unclosed, lang)) if unclosed else None,
        "wishes": shown.wishes(queries.reliefs_to_decide(officer, now=now), lang=lang, now=now)
        if agrees
        else [],
        "going_back": shown.going_back(
            queries.going_back(officer.body_id)[:_MOST_LISTED], lang=lang, now=now
        ),
        "strays": shown.strays(queries.strays(officer.body_id), lang=lang, now=now),
    }
    return render(request, "console/pages/cash.html", context)


def _boxes(written: dict[int, str], lang: bn.Lang) -> list[tuple[str, str, str]]:
    """Name of the field, what the note is, and what was typed."""
    return [
        (_PIECES.format(value), amounts.rupees(value, lang), written.get(value, ""))
        for value in rules.DENOMINATIONS
    ]

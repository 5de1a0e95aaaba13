"""How an application stands, to whoever knows its number and its secret; its paper, and the appeal."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from janasetu.bodies.actions import count_attempt, forget_attempts
from janasetu.bodies.errors import TooManyTriesError
from janasetu.bodies.throttle import WRONG_CODES_FROM_ONE_ADDRESS
from janasetu.cases import appeals, rights
from janasetu.cases.actions import (
    NotOfferedError,
    appeal_by_code,
    fetch_by_code,
    offer_of,
    send_to_phone,
)
from janasetu.cases.actions.coding import ONE_CASE
from janasetu.cases.appeals import Appealed
from janasetu.cases.notices import told_status
from janasetu.lib import bn, clock, references
from janasetu.lib.addresses import subscriber
from janasetu.lib.clock import local
from janasetu.lib.numerals import ascii_digits
from janasetu.lib.texts import as_lang
from janasetu.lib.words import Lang
from janasetu.portal.access import public_page
from janasetu.portal.views.papers import file_of

NOT_FOUND, TOO_MANY = 404, 429
_ASKED, _SURE = "appeal", "appeal-yes"  # the two presses
_PAPER, _SEND = "paper", "send"  # fetch it here, let it come to the phone


@public_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def matter(request: HttpRequest, ref: str = "") -> HttpResponseBase:
    """The page: number and code are asked for, and are right or not; nobody learns which was wrong."""
    typed = {"number": request.POST.get("number", ref)[:60], "code": request.POST.get("code", "")[:20]}
    if request.method != "POST":
        return render(request, "portal/pages/matter.html", {"typed": typed})
    number, code = references.read(typed["number"]) or "", ascii_digits(typed["code"]).strip()
    try:
        found = _look_up(request, number, code)
    except TooManyTriesError:
        wrong = _("Too many tries. Please try again in an hour.")
        return render(request, "portal/pages/matter.html", {"typed": typed, "wrong": wrong}, status=TOO_MANY)
    if found is None:
        wrong = _("This number and code do not belong together.")
        return render(request, "portal/pages/matter.html", {"typed": typed, "wrong": wrong}, status=NOT_FOUND)
    now, act = clock.now(), request.POST.get("act", "")
    if act == _PAPER and (file := _paper(found, now=now)):
        return file
    sent = act == _SEND and _sent(found, now=now)
    made = None
    if act == _SURE:
        made = appeal_by_code(ref=number, code=code, source=f"web:{found.case.id}", now=now)
        found = appeals.appealed([found.case])[found.case.id]
    shown = _shown(found, lang=as_lang(get_language()), now=now)
    asks = act == _ASKED and shown["may_appeal"]
    context = {
        "typed": typed,
        "shown": shown,
        "asks": asks,
        "made": made.grouped_ref if made else "",
        "sent": sent,
    }
    return render(request, "portal/pages/matter.html", context)


def _paper(found: Appealed, *, now: datetime) -> HttpResponse | None:
    """The file itself; None where it is not, or no longer, to be had here."""
    try:
        return file_of(fetch_by_code(found.case, now=now))
    except NotOfferedError:
        return None


def _sent(found: Appealed, *, now: datetime) -> bool:
    """Whether the paper went to the phone of whose it is."""
    try:
        send_to_phone(found.case, now=now)
    except NotOfferedError:
        return False
    return True


def _look_up(request: HttpRequest, number: str, code: str) -> Appealed | None:
    """The case; TooManyTriesError where this address, or somebody about this case, tried too often."""
    address = subscriber(request.META.get("REMOTE_ADDR", ""), request.headers.get("X-Forwarded-For", ""))
    mine, at = f"case codes from {address}", clock.wall()
    count_attempt({mine: WRONG_CODES_FROM_ONE_ADDRESS, f"case-code:{number}": ONE_CASE}, at=at)
    found = appeals.by_code(number, code)
    if found is not None:
        forget_attempts([mine], at=at)
    return found


def _shown(one: Appealed, *, lang: Lang, now: datetime) -> dict[str, Any]:
    """How it stands in words: no name, no place."""
    case, due = one.case, one.case.statutory_due_at
    worked_on = case.parent or case
    return {
        "number": case.grouped_ref,
        "title": case.title_in(lang),
        "status": money_words(worked_on, money_awaited([worked_on]), lang)
        or told_status(worked_on.status, lang),
        "opened": bn.lasting_moment(case.opened_at, lang, now),
        "last_day": bn.date(local(due).date(), lang) if due else "",
        "is_late": rights.is_late(one.matter(), now),
        "refused_until": bn.date(local(one.refused_until).date(), lang) if one.refused_until else "",
        "offer": offer_of(case, now=now).value,
        "may_appeal": one.next_step(now) is not None,
        "appeal": one.later.case.grouped_ref if one.later else "",
    }

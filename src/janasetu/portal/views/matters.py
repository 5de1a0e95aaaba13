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
    withdraw_by_code,
)
from janasetu.cases.actions.coding import ONE_CASE, quiet_among
from janasetu.cases.appeals import Appealed
from janasetu.cases.desks import may_be_withdrawn, stage_name
from janasetu.cases.standing import At, StageAt, Standing, standing_of
from janasetu.lib import bn, clock, references
from janasetu.lib.addresses import subscriber
from janasetu.lib.amounts import rupees
from janasetu.lib.clock import local
from janasetu.lib.numerals import ascii_digits
from janasetu.lib.texts import as_lang
from janasetu.lib.words import Lang
from janasetu.payments.notices import page_address
from janasetu.portal.access import public_page
from janasetu.portal.views.papers import file_of

NOT_FOUND, TOO_MANY = 404, 429
_ASKED, _SURE = "appeal", "appeal-yes"  # the two presses
_BACK, _BACK_SURE = "back", "back-yes"  # the two presses of taking it back
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
    if act == _BACK_SURE and withdraw_by_code(ref=number, code=code, now=now):
        found = appeals.by_code(number, code) or found
    shown = _shown(found, lang=as_lang(get_language()), now=now)
    asks = act == _ASKED and shown["may_appeal"]
    context = {
        "typed": typed,
        "shown": shown,
        "asks": asks,
        "asks_back": act == _BACK and shown["may_end"],
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
    """How it stands in words: no name, no place; where somebody else reads the applicant's messages, no
    subject and no desks either.
    """
    case, due = one.case, one.case.statutory_due_at
    standing = standing_of(case.parent or case, now=now)
    is_quiet = case.id in quiet_among([case])
    return {
        "number": case.grouped_ref,
        "title": "" if is_quiet else case.title_in(lang),
        "status": standing.told_in(lang),
        "far": None if is_quiet or not standing.stages else _far(standing, lang),
        "opened": bn.lasting_moment(case.opened_at, lang, now),
        "last_day": bn.date(local(due).date(), lang) if due else "",
        "is_late": rights.is_late(one.matter(), now),
        "refused_until": bn.date(local(one.refused_until).date(), lang) if one.refused_until else "",
        "offer": offer_of(case, now=now).value,
        "may_appeal": one.next_step(now) is not None,
        "appeal": one.later.case.grouped_ref if one.later else "",
        "may_end": case.parent is None and may_be_withdrawn(case),
    }


def _far(standing: Standing, lang: Lang) -> dict[str, Any]:
    """How far an application is: which day it is, each desk by its name, and what is waited for."""
    return {
        "day": standing.day_in(lang),
        "is_late": bool(standing.days) and standing.day > standing.days,
        "stages": [_stage(one, standing, lang) for one in standing.stages],
        "papers": standing.papers_in(lang),
        "owed": [(rupees(one.amount, lang), page_address(one, one.body)) for one in standing.owed],
    }


def _stage(one: StageAt, standing: Standing, lang: Lang) -> dict[str, str]:
    """A desk by its name, and how it stands there."""
    words = {
        At.DONE: _("done"),
        At.AT_WORK: _("an office outside has been asked") if one.outside else _("being worked on"),
        At.LATE: _("an office outside has not answered in time") if one.outside else _("late at this desk"),
        At.RESTS: _("waits for you"),
        At.AHEAD: _("still to come"),
    }
    return {"name": stage_name(standing.case.service, one.stage, lang), "at": one.at, "said": words[one.at]}

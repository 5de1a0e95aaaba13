"""Where anybody checks a paper: how it stands now, what its QR says, and what a PDF is worth."""

import math
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from janasetu.bodies.actions import count_attempt, forget_attempts
from janasetu.bodies.errors import TooManyTriesError
from janasetu.bodies.throttle import (
    FILES_FROM_ONE_ADDRESS,
    PAPERS_FROM_ONE_ADDRESS,
    WRONG_CODES,
    WRONG_CODES_FROM_ONE_ADDRESS,
    Limit,
)
from janasetu.documents import checking
from janasetu.documents.checking import Checked
from janasetu.documents.choices import Standing
from janasetu.documents.marks import codes
from janasetu.lib import bn, clock
from janasetu.lib.addresses import subscriber
from janasetu.lib.texts import as_lang, in_language
from janasetu.lib.words import Lang
from janasetu.portal.access import public_page
from janasetu.portal.views.held_files import ToldFile, told_of_file

NOT_FOUND, TOO_MANY = 404, 429
_methods = require_http_methods(["GET", "HEAD", "POST"])


@public_page
@csrf_exempt  # it changes nothing, and no public page needs a token
@_methods
def verify(request: HttpRequest) -> HttpResponseBase:
    """The page: for a code that is typed, and for a file."""
    if request.method == "POST":
        return _page(request, file=_file(request, None))
    typed = request.GET.get("code", "")
    code = codes.as_typed(typed)
    if code is not None:
        return redirect("portal:paper", code)
    return _page(request, typed=typed, wrong=_mistyped() if typed else "")


@public_page
@csrf_exempt
@_methods
def paper(request: HttpRequest, code: str) -> HttpResponseBase:
    """How the paper with this code stands, in whatever way the code is written."""
    known = codes.as_typed(code)
    if known is None:
        return _page(request, typed=code[:60], wrong=_mistyped(), status=NOT_FOUND)
    lang, at = as_lang(get_language()), clock.wall()
    try:
        found = _look_up(request, known, at)
    except TooManyTriesError as error:
        return _page(request, code=known, waits=_wait(error, at, lang), status=TOO_MANY)
    file = _file(request, known) if request.method == "POST" else None
    told = _told(found, lang) if found else None
    return _page(request, code=known, paper=told, file=file, status=200 if found else NOT_FOUND)


def _page(request: HttpRequest, *, status: int = 200, **told: Any) -> HttpResponseBase:
    code = told.get("code")
    upload = reverse("portal:paper", args=[code]) if code else reverse("portal:verify")
    shown = {**told, "code": codes.grouped(code) if code else "", "upload": upload, "types": _types()}
    response = render(request, "portal/pages/verify.html", shown, status=status)
    add_never_cache_headers(response)
    return response


# --- who looks, and how often ---


def _look_up(request: HttpRequest, code: str, at: datetime) -> Checked | None:
    """The paper; TooManyTriesError where this address, or everybody together, tried too many.

    A code that is right counts among the looks of the address alone.
    """
    address = _address(request)
    wrong, all_wrong = f"wrong codes of papers from {address}", "wrong codes of papers"
    limits: Mapping[str, Limit] = {
        f"papers from {address}": PAPERS_FROM_ONE_ADDRESS,
        wrong: WRONG_CODES_FROM_ONE_ADDRESS,
        all_wrong: WRONG_CODES,
    }
    count_attempt(limits, at=at)
    found = checking.checked(code)
    if found is not None:
        forget_attempts((), shared=wrong, at=at)
        forget_attempts((), shared=all_wrong, at=at)
    return found


def _file(request: HttpRequest, code: str | None) -> ToldFile:
    """What is told of the file that was sent; of some an hour from one address."""
    lang, at = as_lang(get_language()), clock.wall()
    sent = request.FILES.get("pdf")
    if sent is None:
        return ToldFile("bad", _("No file was chosen."))
    try:
        count_attempt({f"files from {_address(request)}": FILES_FROM_ONE_ADDRESS}, at=at)
    except TooManyTriesError as error:
        return ToldFile("warn", _wait(error, at, lang))
    return told_of_file(sent.read(), page_code=code, lang=lang)


def _address(request: HttpRequest) -> str:
    return subscriber(request.META.get("REMOTE_ADDR", ""), request.headers.get("X-Forwarded-For", ""))


def _wait(error: TooManyTriesError, at: datetime, lang: Lang) -> str:
    minutes = math.ceil((error.until - at).total_seconds() / 60)
    sentence = ngettext(
        "Too many papers were looked up from here. Please try again in %(minutes)s minute.",
        "Too many papers were looked up from here. Please try again in %(minutes)s minutes.",
        minutes,
    )
    return sentence % {"minutes": bn.number(minutes, lang)}


# --- words ---


def _mistyped() -> str:
    return _("This is no whole code, or one letter is wrong. Compare it with the paper.")


def _told(found: Checked, lang: Lang) -> dict[str, Any]:
    mood, standing, why = _standing(found, lang)
    return {
        "mood": mood,
        "standing": standing,
        "why": why,
        "title": in_language(found.title, lang) or _types().get(found.type, found.type),
        "number": found.number,
        "initials": in_language(found.initials, lang),
        "issuer": in_language(found.issuer, lang),
        "issuer_code": found.issuer_code,
        "code": codes.grouped(found.code),
        "specimen": found.specimen,
    }


def _standing(found: Checked, lang: Lang) -> tuple[str, str, str]:
    """Its mood, the word for it, and a sentence more."""
    since = {"date": bn.date(found.standing_at, lang) if found.standing_at else ""}
    match found.standing:
        case Standing.SUPERSEDED:
            return "bad", _("Replaced by a later paper"), _replaced(found, since["date"])
        case Standing.CANCELLED:
            return "bad", _("Cancelled"), _("The office cancelled it on %(date)s.") % since
        case Standing.REVOKED:
            return "bad", _("Revoked"), _("The office revoked it on %(date)s.") % since
    if found.valid_until is None:
        return "ok", _("Valid"), ""
    last = {"date": bn.date(found.valid_until, lang)}
    if found.has_run_out(clock.now().date()):
        return "warn", _("Its time is over"), _("It was valid until %(date)s.") % last
    return "ok", _("Valid"), _("It is valid until %(date)s.") % last


def _replaced(found: Checked, since: str) -> str:
    """Which paper holds in its place, where that is known."""
    if found.replaced_by:
        said = _("Since %(date)s paper number %(number)s holds in its place.")
        return said % {"date": since, "number": found.replaced_by}
    return _("Since %(date)s a later paper holds.") % {"date": since}


def _types() -> dict[str, str]:
    """What each type of paper is called, by its code in posts.yaml."""
    return {
        "certificate": _("Certificate"),
        "licence": _("Licence"),
        "noc": _("No-objection certificate"),
        "permit": _("Permit"),
        "recommendation": _("Recommendation"),
        "receipt": _("Receipt"),
        "letter": _("Letter"),
        "slip": _("Slip"),
    }

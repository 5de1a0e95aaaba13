"""A runner's round on a telephone: what is where, the words that come back, and the worker that keeps it."""

import hashlib
import json
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_POST, require_safe

from janasetu.audit.choices import LookKind
from janasetu.audit.looking import Looked
from janasetu.cases.actions import note_look, take_round_word
from janasetu.console import round as shown
from janasetu.console.access import OfficerRequest, officer_required, public_page
from janasetu.console.forms.move import storable
from janasetu.console.language import reader_language
from janasetu.deliveries.actions import Word, set_out
from janasetu.deliveries.choices import OutcomeKind, OutcomeState
from janasetu.deliveries.rules import RefusedError
from janasetu.deliveries.sentences import PHRASES, refusal
from janasetu.documents import gate
from janasetu.documents.actions import receive
from janasetu.documents.models import ReceivedFile
from janasetu.lib import clock

_SHEETS = (
    *("janasetu/icon.svg", "janasetu/tokens.css", "janasetu/base.css", "janasetu/parts.css"),
    *("janasetu/tokens.js", "console/round.css", "console/round.js"),
)
_MOST_AGE = 60 * 60 * 24 * 60  # seconds
_JSON = "application/json"


@officer_required
@require_safe
def round_page(request: OfficerRequest) -> HttpResponse:
    """Today's round. That its doors were shown stands on record."""
    officer, lang, now = request.officer, reader_language(), clock.now()
    found = shown.round_of(officer, lang=lang, now=now)
    if found.stops:
        note_look(Looked(LookKind.CASE, officer.body_id, rows=len(found.stops)), officer=officer, now=now)
    context = {"round": found, "reasons": shown.reasons(lang)}
    return render(request, "console/pages/round.html", context)


@officer_required
@require_safe
def round_key(request: OfficerRequest) -> HttpResponse:
    """What a telephone needs to send what it has kept: the token of today's login, and whose it is."""
    return JsonResponse({"token": get_token(request), "officer": str(request.officer.id)})


@officer_required
@require_POST
def round_out(request: OfficerRequest) -> HttpResponseBase:
    """Begin the round; once more changes nothing."""
    lang, now = reader_language(), clock.now()
    try:
        set_out(officer=request.officer, day=clock.local(now).date(), now=now)
    except RefusedError as error:
        return _answer(request, OutcomeState.REFUSED, refusal(error, lang, now))
    return _answer(request, OutcomeState.TAKEN, PHRASES.say("set_out_done", lang))


@officer_required
@require_POST
def round_word(request: OfficerRequest) -> HttpResponseBase:
    """One word of the runner: taken once, however often it comes."""
    lang, now = reader_language(), clock.now()
    try:
        outcome = take_round_word(officer=request.officer, word=_word(request, now), now=now)
    except RefusedError as error:
        return _answer(request, OutcomeState.REFUSED, refusal(error, lang, now))
    except gate.FileRefusedError as error:
        return _answer(request, OutcomeState.REFUSED, gate.PHRASES.say(error.reason, lang))
    return _answer(request, outcome.state, shown.told_of(outcome, lang, now))


@public_page
@require_safe
def worker(request: HttpRequest) -> HttpResponseBase:
    """The script that a browser keeps, so that the round opens where there is no network."""
    kept = [*map(static, _SHEETS)]
    name = hashlib.sha256("\n".join(kept).encode()).hexdigest()[:12]
    told = {"name": f"round-{name}", "kept": json.dumps(kept), "page": reverse("round:round")}
    response = HttpResponse(
        render_to_string("console/round_worker.js", told), content_type="text/javascript; charset=utf-8"
    )
    patch_cache_control(response, no_cache=True)
    return response


def _word(request: OfficerRequest, now: datetime) -> Word:
    """The word as it was sent. `age`: how many seconds it has waited on the telephone, whose clock may be
    wrong. RefusedError for what is none; FileRefusedError for a photo that is none.
    """
    post = request.POST
    try:
        mark, visit_id = UUID(post.get("mark", "")), UUID(post.get("visit", ""))
        kind = OutcomeKind(post.get("kind", ""))
        age = min(max(int(post.get("age") or 0), 0), _MOST_AGE)
        cash = Decimal(post["cash"]) if post.get("cash") else None
    except (ValueError, InvalidOperation) as error:
        raise RefusedError("no_such_word") from error
    return Word(
        mark=mark,
        visit_id=visit_id,
        kind=kind,
        told_at=now - timedelta(seconds=age),
        proof=post.get("proof", ""),
        code=post.get("code", ""),
        name=storable(post.get("name", "")),
        reason=post.get("reason", ""),
        note=storable(post.get("note", "")),
        cash=cash if cash and cash.is_finite() and cash > 0 else None,
        photo=_photo(request, now),
    )


def _photo(request: OfficerRequest, now: datetime) -> ReceivedFile | None:
    sent = request.FILES.get("photo")
    return receive(sent.read(gate.MOST_BYTES + 1), now=now) if sent else None


def _answer(request: OfficerRequest, state: str, sentence: str) -> HttpResponseBase:
    """To the script of the page in a line; to a browser without it the page again."""
    if request.accepts("text/html") and _JSON not in request.headers.get("Accept", ""):
        level = messages.SUCCESS if state == OutcomeState.TAKEN else messages.ERROR
        messages.add_message(request, level, sentence)
        return redirect("round:round")
    return JsonResponse({"state": state, "told": sentence}, status=HTTPStatus.OK)

"""A runner's round on a telephone: what is where, the words that come back, and the worker that keeps it."""

import hashlib
import json
from dataclasses import replace
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
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from janasetu.audit.choices import LookKind
from janasetu.audit.looking import Looked
from janasetu.cases.actions import StageOrder, note_look, take_round_word
from janasetu.console import round as shown
from janasetu.console.access import OfficerRequest, officer_required, public_page
from janasetu.console.forms.desks import uuid_in
from janasetu.console.forms.move import storable
from janasetu.console.forms.questions import Said
from janasetu.console.language import reader_language
from janasetu.console.site_sheet import SiteForm, SiteSaid, site_forms
from janasetu.deliveries.actions import Word, set_out
from janasetu.deliveries.choices import OutcomeKind, OutcomeState
from janasetu.deliveries.queries import outcome_of, visit_of
from janasetu.deliveries.rules import RefusedError
from janasetu.deliveries.sentences import PHRASES, refusal
from janasetu.documents import gate
from janasetu.documents.actions import receive
from janasetu.documents.models import ReceivedFile
from janasetu.lib import clock
from janasetu.lib.ids import uuid7

_SHEETS = (
    *("janasetu/icon.svg", "janasetu/tokens.css", "janasetu/base.css", "janasetu/parts.css"),
    *("janasetu/tokens.js", "console/asked.css", "console/round.css"),
    *("console/round.js", "console/round_sheet.js"),
)
_MOST_AGE = 60 * 60 * 24 * 60  # seconds
_JSON = "application/json"


@officer_required
@require_safe
def round_page(request: OfficerRequest) -> HttpResponse:
    """Today's round. That its doors were shown stands on record."""
    return _page(request)


def _page(request: OfficerRequest, sent: SiteSaid | None = None) -> HttpResponse:
    officer, lang, now = request.officer, reader_language(), clock.now()
    found = shown.round_of(officer, lang=lang, now=now, sent=sent)
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
        word = _word(request, now)
        if word.kind == OutcomeKind.INSPECTED:
            return _inspected(request, word, now=now)
        outcome = take_round_word(officer=request.officer, word=word, now=now)
    except RefusedError as error:
        return _answer(request, OutcomeState.REFUSED, refusal(error, lang, now))
    except gate.FileRefusedError as error:
        return _answer(request, OutcomeState.REFUSED, gate.PHRASES.say(error.reason, lang))
    return _answer(request, outcome.state, shown.told_of(outcome, lang, now))


def _inspected(request: OfficerRequest, word: Word, *, now: datetime) -> HttpResponseBase:
    """The form of a desk that was filled in at the place, judged as at the desk. What is wrong goes back with
    all that was typed; nothing of it is on record yet.
    """
    lang, officer = reader_language(), request.officer
    visit = visit_of(officer.body_id, word.visit_id)
    sent = SiteSaid(word.visit_id, Said.of(request.POST), request.POST.get("move", ""), word.note)
    form = site_forms(officer, [visit], lang=lang, sent=sent).get(visit.id) if visit else None
    order = StageOrder(uuid7(), "")  # of a desk that waits for nothing any more
    if form and outcome_of(officer.body_id, word.mark) is None:
        form.sheet.take_files(request.FILES, now=now)
        if not form.is_whole:
            return _not_whole(request, form, sent)
    if form and visit and visit.desk_id:
        answers = form.sheet.answers
        word = replace(word, answers=answers)
        order = StageOrder(visit.desk_id, form.move, word.note, form.sheet.files(), answers=answers)
    outcome = take_round_word(officer=officer, word=word, now=now, order=order)
    return _answer(request, outcome.state, shown.told_of(outcome, lang, now))


def _not_whole(request: OfficerRequest, form: SiteForm, sent: SiteSaid) -> HttpResponseBase:
    """To the script what is wrong by question; to a browser without it the page with what was typed."""
    sentence = _("Something is missing or wrong in the form. All that you wrote is kept.")
    if _wants_page(request):
        messages.error(request, sentence)
        return _page(request, replace(sent, said=form.sheet.said))
    return JsonResponse({"state": OutcomeState.REFUSED, "told": sentence, "wrong": form.wrong})


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
        permitted_by=uuid_in(post.get("permit", "")),
    )


def _photo(request: OfficerRequest, now: datetime) -> ReceivedFile | None:
    sent = request.FILES.get("photo")
    return receive(sent.read(gate.MOST_BYTES + 1), now=now) if sent else None


def _answer(request: OfficerRequest, state: str, sentence: str) -> HttpResponseBase:
    """To the script of the page in a line; to a browser without it the page again."""
    if _wants_page(request):
        level = messages.SUCCESS if state == OutcomeState.TAKEN else messages.ERROR
        messages.add_message(request, level, sentence)
        return redirect("round:round")
    return JsonResponse({"state": state, "told": sentence}, status=HTTPStatus.OK)


def _wants_page(request: OfficerRequest) -> bool:
    return request.accepts("text/html") and _JSON not in request.headers.get("Accept", "")

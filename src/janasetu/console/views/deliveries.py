"""The office's side of visits: plan a round, hand over at the counter, call off, try again."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from janasetu.cases.actions import take_round_word
from janasetu.console import deliveries as shown
from janasetu.console.access import OfficerRequest, officer_required, only_where
from janasetu.console.forms.move import storable
from janasetu.console.language import reader_language
from janasetu.deliveries.actions import (
    Word,
    call_off,
    plan_visits,
    send_new_code,
    try_again,
    wait_at_office,
)
from janasetu.deliveries.choices import OutcomeKind, OutcomeState, Proof
from janasetu.deliveries.queries import visit_of
from janasetu.deliveries.rules import RefusedError, Slot
from janasetu.deliveries.sentences import refusal
from janasetu.lib import clock
from janasetu.lib.ids import uuid7

planner_only = only_where(lambda desk: desk.may_plan_visits)


@officer_required
@require_safe
@planner_only
def deliveries(request: OfficerRequest) -> HttpResponse:
    """What is to go out, what is late, what came back."""
    return _page(request)


@officer_required
@require_POST
@planner_only
def plan(request: OfficerRequest) -> HttpResponse:
    """Put what is ticked into somebody's round; what was chosen stands there when it is refused."""
    now, lang = clock.now(), reader_language()
    try:
        slot = Slot.of_code(request.POST.get("slot", ""))
        if slot is None:
            raise RefusedError("slot_wrong")
        planned = plan_visits(
            officer=request.officer,
            visit_ids=_ids(request.POST.getlist("visit")),
            runner_id=_id(request.POST.get("runner", "")),
            slot=slot,
            now=now,
        )
    except RefusedError as error:
        return _page(request, wrong=refusal(error, lang, now))
    messages.success(request, _("The round is planned. Visits in it: %(count)d") % {"count": len(planned)})
    return redirect("console:deliveries")


@officer_required
@require_POST
@planner_only
def visit_act(request: OfficerRequest, visit_id: UUID, act: str) -> HttpResponseBase:
    """One thing done with one visit; 404 for an act that there is not, or of another office."""
    now, lang = clock.now(), reader_language()
    if act not in _ACTS or visit_of(request.officer.body_id, visit_id) is None:
        raise Http404(act)
    try:
        _ACTS[act](request, visit_id)
    except RefusedError as error:
        messages.error(request, refusal(error, lang, now))
    else:
        messages.success(request, _("It is written down."))
    return redirect("console:deliveries")


def _call_off(request: OfficerRequest, visit_id: UUID) -> None:
    why = storable(request.POST.get("why", ""))
    call_off(officer=request.officer, visit_id=visit_id, why=why, now=clock.now())


def _wait(request: OfficerRequest, visit_id: UUID) -> None:
    wait_at_office(officer=request.officer, visit_id=visit_id, now=clock.now())


def _new_code(request: OfficerRequest, visit_id: UUID) -> None:
    send_new_code(officer=request.officer, visit_id=visit_id, now=clock.now())


def _again(request: OfficerRequest, visit_id: UUID) -> None:
    slot = Slot.of_code(request.POST.get("slot", ""))
    if slot is None:
        raise RefusedError("slot_wrong")
    try_again(officer=request.officer, visit_id=visit_id, slot=slot, now=clock.now())


def _hand(request: OfficerRequest, visit_id: UUID) -> None:
    """At the counter, by the code."""
    now = clock.now()
    word = Word(
        mark=_id(request.POST.get("mark", "")) or uuid7(),
        visit_id=visit_id,
        kind=OutcomeKind.HANDED,
        told_at=now,
        proof=Proof.CODE,
        code=request.POST.get("code", ""),
    )
    outcome = take_round_word(officer=request.officer, word=word, now=now)
    if outcome.state != OutcomeState.TAKEN:
        raise RefusedError(outcome.why, **outcome.values)


_ACTS: dict[str, Callable[[OfficerRequest, UUID], None]] = {
    "call-off": _call_off,
    "wait": _wait,
    "code": _new_code,
    "again": _again,
    "hand": _hand,
}


def _page(request: OfficerRequest, *, wrong: str = "") -> HttpResponse:
    now, lang, officer = clock.now(), reader_language(), request.officer
    rows = shown.waiting_rows(officer, lang=lang, now=now)
    context: dict[str, Any] = {
        "rows": rows,
        "may_plan": any(row.may_plan for row in rows),
        "failed": shown.failed_rows(officer, lang=lang, now=now),
        "words": shown.word_rows(officer, lang=lang, now=now),
        "ratings": shown.rating_rows(officer, lang=lang, now=now),
        "slots": shown.slot_choices(officer, lang=lang, now=now),
        "runners": shown.runner_choices(officer, lang=lang, now=now),
        "picked": request.POST.getlist("visit"),
        "slot": request.POST.get("slot", ""),
        "runner": request.POST.get("runner", ""),
        "wrong": wrong,
        "mark": uuid7(),
    }
    return render(request, "console/pages/deliveries.html", context)


def _ids(written: list[str]) -> list[UUID]:
    return [known for one in written if (known := _id(one))]


def _id(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None

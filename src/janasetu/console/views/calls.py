"""Call-backs: who is to be telephoned, the number, and what came of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from janasetu.audit.choices import LookKind
from janasetu.audit.looking import Looked
from janasetu.cases.actions import close_call_back, note_look, reveal_number
from janasetu.cases.choices import CallReason
from janasetu.cases.claims import asks_for_word
from janasetu.cases.models import CallBack
from janasetu.cases.notices import PHRASES
from janasetu.cases.queries import NoSuchCallBackError, NoSuchCaseError, call_back_of, call_backs
from janasetu.cases.rules import RefusedError
from janasetu.console.access import OfficerRequest
from janasetu.console.calls import call_row, call_rows
from janasetu.console.forms.calls import CallForm
from janasetu.console.language import reader_language
from janasetu.console.live import LivePart, if_changed, live_part
from janasetu.console.views.talks import talker_required
from janasetu.lib import clock

MOST = 100  # rows of a page; more than that, an office calls in a day


@talker_required
@require_safe
def calls(request: OfficerRequest) -> HttpResponseBase:
    """The page."""
    return render(request, "console/pages/calls.html", {"part": _list(request)})


@talker_required
@require_safe
def calls_list(request: OfficerRequest) -> HttpResponseBase:
    """The list alone, for a page that has it already."""
    return if_changed(request, _list(request), "console/parts/calls_live.html")


@talker_required
@require_http_methods(["GET", "HEAD", "POST"])
def call_page(request: OfficerRequest, call_id: UUID) -> HttpResponseBase:
    """Who it is and why; what came of the call is posted to the same address."""
    call = _find(request, call_id)
    if request.method != "POST":
        return _show(request, call, _form(call))
    form = _form(call, request.POST)
    if form.is_valid() and _is_closed(request, call, form):
        return redirect("console:calls")
    return _show(request, _find(request, call_id), form)


@talker_required
@require_POST
def call_number(request: OfficerRequest, call_id: UUID) -> HttpResponseBase:
    """The page with the number; that it was looked at is kept, and stands in the case where there is one."""
    call, now = _find(request, call_id), clock.now()
    number = call.phone
    if call.case:
        try:
            number = reveal_number(officer=request.officer, ref=call.case.ref, now=now) or number
        except NoSuchCaseError as error:
            raise Http404 from error
        except RefusedError as error:
            messages.error(request, PHRASES.say(error.key, reader_language()))
            return redirect("console:call", call_id=call.id)
    else:
        note_look(Looked(LookKind.REVEAL, call.body_id, about=call.id), officer=request.officer, now=now)
    return _show(request, call, _form(call), number=number)


def _form(call: CallBack, said: Any = None) -> CallForm:
    return CallForm(said, asks=asks_for_word(call, now=clock.now()))


def _find(request: OfficerRequest, call_id: UUID) -> CallBack:
    """The same 404 for another body's call-back as for none."""
    try:
        return call_back_of(request.officer, call_id)
    except NoSuchCallBackError as error:
        raise Http404 from error


def _is_closed(request: OfficerRequest, call: CallBack, form: CallForm) -> bool:
    """Write down what came of it. False: it was refused, and the form says why."""
    said = form.cleaned_data
    try:
        closed = close_call_back(
            officer=request.officer,
            call_back_id=call.id,
            outcome=said["outcome"],
            word=said.get("word", ""),
            note=said["note"],
            now=clock.now(),
        )
    except RefusedError as error:
        form.refuse(PHRASES.say(error.key, reader_language()))
        return False
    messages.success(request, _done(closed))
    return True


def _done(call: CallBack) -> str:
    if call.done_at is not None:
        return _("The call is done.")
    if call.reason == CallReason.CHECKING:
        return _("It stays on the list for the next day.")
    return _("It stays on the list for two hours later.")


def _list(request: OfficerRequest) -> LivePart:
    now = clock.now()
    waiting = call_backs(request.officer, now=now)[:MOST]
    context = {"rows": call_rows(waiting, lang=reader_language(), now=now)}
    return live_part(request, "console/parts/calls_list.html", context)


def _show(request: OfficerRequest, call: CallBack, form: CallForm, *, number: str = "") -> HttpResponse:
    """The page as it is, with a refused form as it was typed."""
    row = call_row(call, lang=reader_language(), now=clock.now(), number=number)
    return render(request, "console/pages/call.html", {"call": row, "form": form})

"""The room of talks: citizens who asked for a person of the office, what they say, and the replies."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from janasetu.audit.choices import LookKind
from janasetu.audit.looking import Looked
from janasetu.cases.actions import CallBackOrder, ask_call_backs, note_look
from janasetu.cases.choices import CallReason
from janasetu.console.access import OfficerRequest, OfficerView, P, View, officer_required, only_where
from janasetu.console.forms.talks import TalkReplyForm
from janasetu.console.language import reader_language
from janasetu.console.live import NOTHING_NEW, LivePart, if_changed, live_part
from janasetu.console.talks import bubbles, talk_rows, wait_of
from janasetu.conversations import actions
from janasetu.conversations.actions import TalkRefusedError
from janasetu.conversations.queries import (
    NoSuchTalkError,
    OfficeTalk,
    handed_over_talks,
    messages_of,
    talk_for,
)
from janasetu.conversations.ready import READY, ready_message
from janasetu.lib import bn, clock
from janasetu.lib.texts import as_lang
from janasetu.lib.words import Lang
from janasetu.people import queries as people

LAST_WORDS = 50  # messages that a page shows


def talker_required(view: OfficerView[P]) -> View[P]:
    """Open the view to posts that talk with citizens; others are told that it is not theirs."""
    return officer_required(only_where(lambda desk: desk.may_talk)(view))


# --- the list ---


@talker_required
@require_safe
def talks(request: OfficerRequest) -> HttpResponseBase:
    """The page."""
    return render(request, "console/pages/talks.html", {"part": _list(request)})


@talker_required
@require_safe
def talks_list(request: OfficerRequest) -> HttpResponseBase:
    """The list alone, for a page that has it already."""
    return if_changed(request, _list(request), "console/parts/talks_live.html")


@talker_required
@require_safe
def talks_waiting(request: OfficerRequest) -> HttpResponseBase:
    """The link of the header with how many wait; nothing when it is as many as were `seen`."""
    if request.GET.get("seen") == request.desk.waiting_talks:
        return HttpResponse(status=NOTHING_NEW)
    return render(request, "console/parts/talks_link.html", {"waiting": request.desk.waiting_talks})


def _list(request: OfficerRequest) -> LivePart:
    now = clock.now()
    found = handed_over_talks(request.officer.body_id, now=now)
    context = {"rows": talk_rows(found, lang=reader_language(), now=now)}
    return live_part(request, "console/parts/talks_list.html", context)


# --- one talk ---


@talker_required
@require_http_methods(["GET", "HEAD", "POST"])
def talk_page(request: OfficerRequest, talk_id: UUID) -> HttpResponseBase:
    """Show the talk; a reply is posted to the same address."""
    talk, now = find_talk(request, talk_id), clock.now()
    if request.method != "POST":
        note_look(
            Looked(LookKind.TALK, request.officer.body_id, about=talk.id), officer=request.officer, now=now
        )
        return _show(request, talk, TalkReplyForm(), now=now)
    form = TalkReplyForm(request.POST)
    if form.is_valid() and _is_sent(request, talk, form, now=now):
        return redirect("console:talk", talk_id=talk.id)
    return _show(request, find_talk(request, talk_id), form, now=now)


@talker_required
@require_safe
def talk_live(request: OfficerRequest, talk_id: UUID) -> HttpResponseBase:
    """What changed on the page since it looked last; the form only where other acts are open now."""
    talk, now = find_talk(request, talk_id), clock.now()
    context = _parts(request, talk, now=now)
    context["fresh"] = [part for part in ("state", "said") if request.GET.get(part) != context[part].mark]
    context["form"] = TalkReplyForm() if request.GET.get("offered") != context["offered"] else None
    if not context["fresh"] and context["form"] is None:
        return HttpResponse(status=NOTHING_NEW)
    return render(request, "console/parts/talk_live.html", context)


@talker_required
@require_POST
def talk_back(request: OfficerRequest, talk_id: UUID) -> HttpResponseBase:
    """Let the service answer again."""
    talk = find_talk(request, talk_id)
    told = actions.hand_back(officer=request.officer, conversation_id=talk.id, now=clock.now())
    if told:
        messages.success(request, _("The service answers again, and the citizen has been told."))
    else:
        messages.success(request, _("The service answers again."))
    return redirect("console:talks")


@talker_required
@require_POST
def talk_ready(request: OfficerRequest, talk_id: UUID) -> HttpResponseBase:
    """Send the ready-made text that was pressed."""
    talk = find_talk(request, talk_id)
    try:
        is_new = actions.send_ready(
            officer=request.officer,
            conversation_id=talk.id,
            ready=request.POST.get("ready", ""),
            now=clock.now(),
        )
    except TalkRefusedError as error:
        messages.error(request, error.sentence(reader_language()))
        return redirect("console:talk", talk_id=talk.id)
    if is_new:
        messages.success(request, _("The text is on its way to the citizen."))
    else:
        messages.info(
            request, _("This text has been sent already. It goes out once, until the citizen writes.")
        )
    return redirect("console:talk", talk_id=talk.id)


@talker_required
@require_POST
def talk_call(request: OfficerRequest, talk_id: UUID) -> HttpResponseBase:
    """Put the citizen on the list of those to be telephoned, once until they write again."""
    talk = find_talk(request, talk_id)
    if not talk.numbers:
        raise Http404
    ask_call_backs([_call_back(request, talk)])
    messages.success(request, _("The citizen is on the list of call-backs."))
    return redirect("console:talk", talk_id=talk.id)


def _call_back(request: OfficerRequest, talk: OfficeTalk) -> CallBackOrder:
    return CallBackOrder(
        body_id=request.officer.body_id,
        source=f"talk:{talk.id}:{talk.reaches_until:%Y%m%d%H%M%S}"
        if talk.reaches_until
        else f"talk:{talk.id}",
        reason=CallReason.UNREACHED,
        contact=talk.contact,
        phone=talk.numbers[0],
        name=talk.name,
        lang=_language_of(talk),
        case_id=None,
        asked_at=clock.now(),
    )


def _language_of(talk: OfficeTalk) -> Lang:
    return as_lang(people.contacts([talk.contact])[talk.contact].lang)


def find_talk(request: OfficerRequest, talk_id: UUID) -> OfficeTalk:
    """The talk; the same 404 for another body's as for none."""
    try:
        return talk_for(request.officer.body_id, talk_id)
    except NoSuchTalkError as error:
        raise Http404 from error


def _is_sent(request: OfficerRequest, talk: OfficeTalk, form: TalkReplyForm, *, now: datetime) -> bool:
    """Send what is written. False: it was refused, and the form says why."""
    said = form.cleaned_data
    try:
        is_new = actions.reply(
            officer=request.officer, conversation_id=talk.id, text=said["text"], nonce=said["nonce"], now=now
        )
    except TalkRefusedError as error:
        form.refuse(error.sentence(reader_language()))
        return False
    if is_new:
        messages.success(request, _("The reply is on its way to the citizen."))
    return True


def _show(request: OfficerRequest, talk: OfficeTalk, form: TalkReplyForm, *, now: datetime) -> HttpResponse:
    """The page as it is, with a refused form as it was typed."""
    context = _parts(request, talk, now=now) | {"form": form}
    return render(request, "console/pages/talk.html", context)


def _parts(request: OfficerRequest, talk: OfficeTalk, *, now: datetime) -> dict[str, Any]:
    lang, body_id = reader_language(), request.officer.body_id
    spoken = messages_of(talk, LAST_WORDS)
    wait = wait_of(talk, lang=lang, now=now)
    said = {
        "bubbles": bubbles(spoken, talk, body_id=body_id, lang=lang, now=now),
        "talk": talk,
        "most": bn.number(LAST_WORDS, lang) if len(spoken) == LAST_WORDS else "",
    }
    return {
        "talk": talk,
        "state": live_part(request, "console/parts/talk_state.html", {"talk": talk, "wait": wait}),
        "said": live_part(request, "console/parts/talk_said.html", said),
        "offered": _offered(talk, reaches=wait.reaches),
        "ready": [] if wait.reaches or not talk.handed_over else _ready(talk),
    }


def _ready(talk: OfficeTalk) -> list[tuple[str, str]]:
    """The texts that still arrive, by name, in the citizen's words."""
    lang = _language_of(talk)
    return [(name, ready_message(name, lang)[0].text) for name in READY]


def _offered(talk: OfficeTalk, *, reaches: bool) -> str:
    """Which acts are open now."""
    if not talk.handed_over:
        return ""
    return "reply back" if reaches else "back"

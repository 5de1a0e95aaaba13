"""Voices that nobody has heard: the queue, and one at a time with its player and what it says."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from janasetu.cases.actions import ask_to_say_again, hear_voice, let_voice_go, take_voice
from janasetu.cases.listening import next_free, note_of, unheard, voices_of
from janasetu.cases.models import VoiceNote
from janasetu.cases.notices import PHRASES
from janasetu.cases.rules import RefusedError
from janasetu.console.access import OfficerRequest
from janasetu.console.forms.questions import Said
from janasetu.console.language import reader_language
from janasetu.console.listening import Hearing, listener_of, players_of, voice_rows, words_beside
from janasetu.console.live import NOTHING_NEW, LivePart, if_changed, live_part
from janasetu.console.views.intake import registrar_required
from janasetu.lib import bn, clock, references

MOST = 100  # rows of a page


@registrar_required
@require_safe
def voices(request: OfficerRequest) -> HttpResponseBase:
    """The queue."""
    return render(request, "console/pages/voices.html", {"part": _list(request)})


@registrar_required
@require_safe
def voices_list(request: OfficerRequest) -> HttpResponseBase:
    """The list alone, for a page that has it already."""
    return if_changed(request, _list(request), "console/parts/voices_live.html")


@registrar_required
@require_safe
def voices_waiting(request: OfficerRequest) -> HttpResponseBase:
    """The link of the header with how many wait; nothing while it is as it was `seen`."""
    desk = request.desk
    if request.GET.get("seen") == f"{desk.waiting_voices}{'!' if desk.voices_ring else ''}":
        return HttpResponse(status=NOTHING_NEW)
    context = {"waiting": desk.waiting_voices, "rings": desk.voices_ring}
    return render(request, "console/parts/voices_link.html", context)


@registrar_required
@require_http_methods(["GET", "HEAD", "POST"])
def voice(request: OfficerRequest, ref: str) -> HttpResponseBase:
    """One voice, from now on this officer's for some minutes; what it says is posted to the same address."""
    now, number = clock.now(), references.read(ref) or ""
    note = note_of(request.officer, number)
    if note is None:
        raise Http404
    if request.method != "POST":
        mine = _take(request, number, now=now)
        return _show(request, _hearing(request, mine, now=now)) if mine else redirect("console:voices")
    if "_leave" in request.POST:
        let_voice_go(officer=request.officer, ref=number, now=now)
        return redirect("console:voices")
    if "_again" in request.POST:
        return _asked_again(request, note, now=now)
    hearing = _hearing(request, note, now=now, judged=True)
    return _written(request, hearing, now=now) if hearing.whole else _show(request, hearing)


def _take(request: OfficerRequest, ref: str, *, now: datetime) -> VoiceNote | None:
    """The voice, this officer's now; None where it is another's or waits for nobody, and it is said why."""
    lang, wall = reader_language(), clock.wall()
    try:
        note = take_voice(officer=request.officer, ref=ref, wall=wall, now=now)
    except RefusedError as error:
        messages.warning(request, PHRASES.say(error.key, lang))
        return None
    if note.listener_id != request.officer.id:
        who = listener_of(note, lang, wall=wall)
        messages.warning(request, _("%(who)s is listening to it just now.") % {"who": who})
        return None
    return note


def _written(request: OfficerRequest, hearing: Hearing, *, now: datetime) -> HttpResponseBase:
    """It is written down, and the next one comes; where it was refused, the form says why."""
    case = hearing.note.case
    try:
        hear_voice(
            officer=request.officer,
            ref=case.ref,
            fields=hearing.fields,
            voices=hearing.voices,
            wall=clock.wall(),
            now=now,
        )
    except RefusedError as error:
        if not hearing.is_written_by(request.officer):  # else the button was pressed twice
            hearing.refused.append(PHRASES.say(error.key, hearing.lang))
            return _show(request, hearing)
        return _next(request)
    told = _("%(number)s is written down, and the citizen has been told what was understood.")
    messages.success(request, told % {"number": case.grouped_ref})
    return _next(request)


def _asked_again(request: OfficerRequest, note: VoiceNote, *, now: datetime) -> HttpResponseBase:
    try:
        ask_to_say_again(officer=request.officer, ref=note.case.ref, wall=clock.wall(), now=now)
    except RefusedError as error:
        messages.error(request, PHRASES.say(error.key, reader_language()))
        return redirect("console:voices")
    told = _("The citizen has been asked to say it again. %(number)s comes back with the answer.")
    messages.success(request, told % {"number": note.case.grouped_ref})
    return _next(request)


def _next(request: OfficerRequest) -> HttpResponseBase:
    following = next_free(request.officer, wall=clock.wall())
    return redirect("console:voice", following.case.ref) if following else redirect("console:voices")


def _hearing(request: OfficerRequest, note: VoiceNote, *, now: datetime, judged: bool = False) -> Hearing:
    said = Said.of(request.POST) if judged else Said({})
    hearing = Hearing(note, said, lang=reader_language(), today=clock.local(now).date(), judged=judged)
    if note.transcript and not judged:
        hearing.said = Said({hearing.voice_path: [note.transcript]})
    return hearing


def _show(request: OfficerRequest, hearing: Hearing) -> HttpResponse:
    note = hearing.note
    context = {
        "hearing": hearing,
        "sheet": hearing,
        "players": players_of(note, hearing.lang),
        "voices": len(voices_of(note)),
        "words": words_beside(note),
        "left": _left(request, note),
        "focused": "" if hearing.judged else hearing.voice_path,
    }
    return render(request, "console/pages/voice.html", context)


def _left(request: OfficerRequest, note: VoiceNote) -> str:
    """How many more wait; empty where none does."""
    many = unheard(request.officer).exclude(id=note.id).count()
    told = ngettext("%(many)s more waits", "%(many)s more wait", many)
    return told % {"many": bn.number(many, reader_language())} if many else ""


def _list(request: OfficerRequest) -> LivePart:
    waiting = unheard(request.officer)[:MOST]
    rows = voice_rows(waiting, lang=reader_language(), now=clock.now(), wall=clock.wall())
    return live_part(request, "console/parts/voices_list.html", {"rows": rows})

"""The page of a case: what it says, what an officer may do with it, and its parts that stay fresh."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from janasetu.cases.models import Case
from janasetu.cases.notices import PHRASES
from janasetu.cases.queries import NoSuchCaseError, case_visible_to
from janasetu.console.access import OfficerRequest, officer_required
from janasetu.console.acts import carry_out
from janasetu.console.casefile import CaseFile, case_file, colleagues, open_moves
from janasetu.console.forms.moves import FORMS, MoveForm, form_of
from janasetu.console.language import reader_language
from janasetu.console.live import NOTHING_NEW, live_part
from janasetu.lib import clock, references


@officer_required
@require_http_methods(["GET", "HEAD", "POST"])
def case_page(request: OfficerRequest, ref: str) -> HttpResponseBase:
    """Show the case; a move is posted to the same address."""
    case, now = find_case(request, ref), clock.now()
    if request.method != "POST":
        return _show(request, case, None, now=now)
    asked = _posted(request, case)
    if asked and asked.is_valid() and carry_out(asked, case, officer=request.officer, now=now):
        messages.success(request, asked.done)
        return _onward(request, case.ref)
    return _show(request, find_case(request, ref), asked, now=now)


@officer_required
@require_safe
def case_live(request: OfficerRequest, ref: str) -> HttpResponseBase:
    """The parts of the page that changed since it looked last; forms only where other moves are open now."""
    case = find_case(request, ref)
    file = case_file(case, read_in=request.officer.body, lang=reader_language(), now=clock.now())
    context = _parts(request, file)
    context |= {"fresh": [part for part in ("state", "story") if request.GET.get(part) != context[part].mark]}
    offered = " ".join(open_moves(case, request.officer))
    if request.GET.get("offered") != offered:
        context |= _moves(request, case, file, None)
    if not context["fresh"] and "forms" not in context:
        return HttpResponse(status=NOTHING_NEW)
    return render(request, "console/parts/case_live.html", context)


def find_case(request: OfficerRequest, ref: str) -> Case:
    """The case of this number, written in any way; the same 404 for another body's case as for none."""
    try:
        return case_visible_to(request.officer, references.read(ref) or "")
    except NoSuchCaseError as error:
        raise Http404 from error


def _onward(request: OfficerRequest, ref: str) -> HttpResponse:
    """To the case again; to the inbox where it had come up to this officer, who has given it away."""
    try:
        case_visible_to(request.officer, ref)
    except NoSuchCaseError:
        return redirect("console:inbox")
    return redirect("console:case", ref=ref)


def _posted(request: OfficerRequest, case: Case) -> MoveForm | None:
    """The form of the move that is asked for; None, and a sentence, where there is no such move."""
    form = form_of(request.POST.get("move", ""), case)
    if form is None:
        messages.error(request, PHRASES.say("move_unknown", reader_language()))
        return None
    others = colleagues(case, request.officer, now=clock.now())
    return form(request.POST, request.FILES, colleagues=others)


def _show(request: OfficerRequest, case: Case, refused: MoveForm | None, *, now: datetime) -> HttpResponse:
    """The page as it is, with the refused form as it was typed."""
    file = case_file(case, read_in=request.officer.body, lang=reader_language(), now=now)
    context = _parts(request, file) | _moves(request, case, file, refused)
    return render(request, "console/pages/case.html", context)


def _parts(request: OfficerRequest, file: CaseFile) -> dict[str, Any]:
    return {
        "file": file,
        "state": live_part(request, "console/parts/case_state.html", {"file": file}),
        "story": live_part(request, "console/parts/case_story.html", {"file": file}),
    }


def _moves(request: OfficerRequest, case: Case, file: CaseFile, refused: MoveForm | None) -> dict[str, Any]:
    """The forms of the open moves, and a refused one that is open no more, for its sentence."""
    moves = open_moves(case, request.officer)
    others = colleagues(case, request.officer, now=clock.now()) if "assign" in moves else []
    shown = [code for code in FORMS if code in moves or (refused and refused.move == code)]
    offered = [form for code in shown if (form := form_of(code, case))]
    forms = [
        refused if refused and refused.move == form.move else form(since=file.newest, colleagues=others)
        for form in offered
    ]
    return {"forms": forms, "offered": " ".join(moves)}

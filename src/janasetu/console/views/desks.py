"""What an officer does at a desk of an application: decides, judges papers, files the paper itself."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from janasetu.cases import desks
from janasetu.cases.actions import (
    LinesOrder,
    PaperFile,
    StageOrder,
    ask_records,
    choose_entry,
    correct_lines,
    decide,
    fetch_paper_at_door,
    file_paper,
    judge_papers,
    nudge,
    take_on_round,
    withdraw_for,
)
from janasetu.cases.models import Case, CaseDesk
from janasetu.cases.notices import PHRASES
from janasetu.cases.rules import RefusedError
from janasetu.catalogue.schema.stages import ISSUE
from janasetu.console.access import OfficerRequest, officer_required
from janasetu.console.correction import Refused
from janasetu.console.desk_questions import DeskSheet
from janasetu.console.forms.desks import DeskForm, IssueForm, WithdrawForm, judgements_in, uuid_in
from janasetu.console.forms.move import storable
from janasetu.console.forms.questions import Said
from janasetu.console.language import reader_language
from janasetu.console.note_sheet import note_sheet_of, paper_choices
from janasetu.console.note_sheet_paper import note_sheet_pdf
from janasetu.console.stepup import step_up_required
from janasetu.console.views.cases import find_case, show_case
from janasetu.deliveries.rules import Slot
from janasetu.documents import actions as documents
from janasetu.documents import gate
from janasetu.documents.models import ReceivedFile
from janasetu.documents.papers.apart import PressAwayError
from janasetu.documents.papers.errors import PaperError
from janasetu.lib import clock
from janasetu.registers.phrases import PHRASES as REGISTER_PHRASES
from janasetu.registers.register_file import FaultsError, told_of
from janasetu.registers.rules import RefusedError as RegisterRefusedError

_CELL = "cell:"
_ABOUT = {
    "note_needed": "note",
    "note_too_long": "note",
    "no_such_file_paper": "note",
    "evidence_needed": "photos",
    "issue_number_needed": "number",
    "issue_file_needed": "paper",
}


@officer_required
@require_POST
def case_desk(request: OfficerRequest, ref: str) -> HttpResponseBase:
    """Make a move at a desk; one that approves or recommends asks for a one-time code first."""
    case = find_case(request, ref)
    return _approve(request, ref) if _is_signature(request, case) else _decide(request, ref)


def _is_signature(request: OfficerRequest, case: Case) -> bool:
    form = DeskForm(request.POST)
    rows = desks.desks_of(case) if form.is_valid() else []
    row = next((one for one in rows if one.id == form.cleaned_data["desk"] and one.stage != ISSUE), None)
    return row is not None and desks.way_of(case, rows).signs(row.visit, form.cleaned_data["move"])


def _row(case: Case, desk: UUID) -> CaseDesk | None:
    return CaseDesk.objects.filter(body_id=case.body_id, case_id=case.id, id=desk).first()


def _decide(request: OfficerRequest, ref: str) -> HttpResponseBase:
    case, now = find_case(request, ref), clock.now()
    desk, move = request.POST.get("desk", ""), request.POST.get("move", "")
    papers, sheet = paper_choices(case, lang=reader_language()), _sheet(case, request)
    form = DeskForm(request.POST, request.FILES, desk=desk, move=move, sheet=sheet, papers=papers)
    if form.is_valid() and (sheet is None or sheet.is_whole) and _is_decided(form, case, request):
        messages.success(request, _("It is decided, and stands in the note sheet."))
        return redirect("console:case", ref=case.ref)
    return show_case(request, find_case(request, ref), now=now, at_desk=form)


_approve = step_up_required(_decide)


def _sheet(case: Case, request: OfficerRequest) -> DeskSheet | None:
    """What this desk was asked and what was written there, its files through the gate; None where nothing is
    asked with this move.
    """
    rows, move = desks.desks_of(case), request.POST.get("move", "")
    row = next((one for one in rows if str(one.id) == request.POST.get("desk")), None)
    stage = desks.stage_in(case.service, row.stage) if row else None
    if row is None or stage is None or not desks.way_of(case, rows).fills_in(row.visit, move):
        return None
    said = Said.of(request.POST)
    sheet = DeskSheet(stage, case, desk=row.id, move=move, lang=reader_language(), said=said)
    sheet.take_files(request.FILES, now=clock.now())
    return sheet


def _is_decided(form: DeskForm, case: Case, request: OfficerRequest) -> bool:
    """Decide, once however often the button was pressed. False: it was refused, and the form says why."""
    said = form.cleaned_data
    try:
        with transaction.atomic():
            photos = _photos(said.get("photos", []))
            if sheet := form.sheet:
                photos = [*sheet.files(), *photos]
            order = StageOrder(
                said["desk"],
                said["move"],
                form.words,
                photos,
                answers=sheet.answers if sheet else {},
                seen=form.seen,
                papers=form.chosen,
            )
            decide(officer=request.officer, ref=case.ref, order=order, now=clock.now())
    except RefusedError as error:
        if error.key in ("stage_left", "approved_already") and _was_mine(case, said, request):
            return True
        lang = reader_language()
        said_so = PHRASES.say(error.key, lang, **error.values_in(lang))
        form.refuse(said_so, field=_ABOUT.get(error.key))
    except gate.FileRefusedError as error:
        form.refuse(gate.PHRASES.say(error.reason, reader_language()), field="photos")
    return not form.errors


def _was_mine(case: Case, said: dict[str, Any], request: OfficerRequest) -> bool:
    """Whether this very desk was left by this very move of the same post: the button was pressed twice."""
    row = _row(case, said["desk"])
    return row is not None and (row.outcome, row.left_by) == (said["move"], request.officer.post)


def _photos(chosen: "list[object]") -> list[ReceivedFile]:
    """The photos, through the media gate."""
    now = clock.now()
    return [documents.receive(photo.read(gate.MOST_BYTES + 1), now=now) for photo in chosen]  # type: ignore[attr-defined]


@officer_required
@require_POST
def case_lines(request: OfficerRequest, ref: str) -> HttpResponseBase:
    """Write what the new paper is to say; what is refused stands there again."""
    case, now = find_case(request, ref), clock.now()
    desk = uuid_in(request.POST.get("desk", ""))
    if desk is None:
        return redirect("console:case", ref=case.ref)
    lines, cells = _lines(request.POST), _cells(request.POST)
    order = LinesOrder(desk, request.POST.get("fault", ""), lines, cells)
    lang = reader_language()
    try:
        correct_lines(officer=request.officer, ref=case.ref, order=order, now=now)
    except RefusedError as error:
        refused = Refused(lines, cells, PHRASES.say(error.key, lang))
    except FaultsError as error:
        faults = {fault.column: told_of(fault, lang) for fault in error.faults}
        refused = Refused(lines, cells, " ".join(dict.fromkeys(faults.values())), faults)
    else:
        messages.success(request, _("The lines are kept. Now let the new paper be made."))
        return redirect("console:case", ref=case.ref)
    return show_case(request, find_case(request, ref), now=now, uncorrected=refused)


def _cells(posted: QueryDict) -> dict[str, str]:
    """What was written for the register, by its column: `cell:name_bn`."""
    return {key.removeprefix(_CELL): storable(posted.get(key, "")) for key in posted if key.startswith(_CELL)}


def _lines(posted: QueryDict) -> dict[str, dict[str, str]]:
    """What was written, by the name of the line and the language: `bn:applicant`."""
    found: dict[str, dict[str, str]] = {}
    for key in posted:
        lang, _colon, name = key.partition(":")
        if name and lang in ("bn", "en"):
            found.setdefault(name, {})[lang] = storable(posted.get(key, ""))
    return found


@officer_required
@require_POST
def case_entry(request: OfficerRequest, ref: str) -> HttpResponseBase:
    """Say which entry of the register the application is about."""
    desk, entry = (uuid_in(request.POST.get(name, "")) for name in ("desk", "entry"))
    if desk is None or entry is None:
        return redirect("console:case", ref=find_case(request, ref).ref)

    def choose(case: Case) -> None:
        choose_entry(officer=request.officer, ref=case.ref, desk=desk, entry_id=entry, now=clock.now())

    return _with_register(request, ref, choose, done=_("The entry is chosen."))


@officer_required
@require_POST
def case_records(request: OfficerRequest, ref: str) -> HttpResponseBase:
    """Let the record room look for whom the application names."""
    desk = uuid_in(request.POST.get("desk", ""))
    if desk is None:
        return redirect("console:case", ref=find_case(request, ref).ref)

    def ask(case: Case) -> None:
        ask_records(officer=request.officer, ref=case.ref, desk=desk, now=clock.now())

    return _with_register(request, ref, ask, done=_("The record room has it, and the applicant is told."))


def _with_register(
    request: OfficerRequest, ref: str, act: Callable[[Case], None], *, done: str
) -> HttpResponse:
    """Do it, and say what came of it on the page of the case."""
    case, lang = find_case(request, ref), reader_language()
    try:
        act(case)
    except RefusedError as error:
        messages.error(request, PHRASES.say(error.key, lang))
    except RegisterRefusedError as error:
        messages.error(request, REGISTER_PHRASES.say(error.key, lang))
    else:
        messages.success(request, done)
    return redirect("console:case", ref=case.ref)


@officer_required
@require_POST
def case_papers(request: OfficerRequest, ref: str) -> HttpResponseBase:
    """What the checklist says of the papers."""
    case, now = find_case(request, ref), clock.now()
    judgements = judgements_in({name: storable(str(value)) for name, value in request.POST.items()})
    try:
        judge_papers(officer=request.officer, ref=case.ref, judgements=judgements, now=now)
    except RefusedError as error:
        messages.error(request, PHRASES.say(error.key, reader_language()))
        return show_case(request, find_case(request, ref), now=now, judged=request.POST)
    messages.success(request, _("Kept. The applicant hears of it when you ask them again."))
    return redirect("console:case", ref=case.ref)


@officer_required
@require_POST
def case_fetch(request: OfficerRequest, ref: str) -> HttpResponseBase:
    """Let somebody fetch one paper at the door; what the checklist says besides is kept with it."""
    case, now, officer = find_case(request, ref), clock.now(), request.officer
    said = {name: storable(str(value)) for name, value in request.POST.items()}
    try:
        with transaction.atomic():
            if judgements := judgements_in(said):
                judge_papers(officer=officer, ref=case.ref, judgements=judgements, now=now)
            fetch_paper_at_door(officer=officer, ref=case.ref, question=said.get("fetch", ""), now=now)
    except RefusedError as error:
        messages.error(request, PHRASES.say(error.key, reader_language()))
        return show_case(request, find_case(request, ref), now=now, judged=request.POST)
    messages.success(request, _("Somebody goes there for it. The applicant is told when."))
    return redirect("console:case", ref=case.ref)


@officer_required
@require_POST
def case_site(request: OfficerRequest, ref: str) -> HttpResponseBase:
    """Put what this desk has to see on the round of whoever has it."""
    case, desk = find_case(request, ref), uuid_in(request.POST.get("desk", ""))
    if desk is None:
        return redirect("console:case", ref=case.ref)
    slot = Slot.of_code(request.POST.get("slot", ""))
    try:
        take_on_round(officer=request.officer, ref=case.ref, desk=desk, slot=slot, now=clock.now())
    except RefusedError as error:
        messages.error(request, PHRASES.say(error.key, reader_language()))
    else:
        messages.success(request, _("It is on your round, and the applicant is told."))
    return redirect("console:case", ref=case.ref)


@officer_required
@require_POST
def case_issue(request: OfficerRequest, ref: str) -> HttpResponseBase:
    """File the paper: its very bytes go to the applicant."""
    case, now = find_case(request, ref), clock.now()
    form = IssueForm(request.POST, request.FILES)
    if form.is_valid() and _is_filed(form, case, request):
        messages.success(request, _("The paper is filed, and the applicant is told."))
        return redirect("console:case", ref=case.ref)
    return show_case(request, find_case(request, ref), now=now, at_desk=form)


def _is_filed(form: IssueForm, case: Case, request: OfficerRequest) -> bool:
    now = clock.now()
    if form.file is None:
        form.refuse(PHRASES.say("issue_file_needed", reader_language()), field="paper")
        return False
    try:
        with transaction.atomic():
            file = documents.receive_unchanged(form.file.read(gate.MOST_BYTES + 1), now=now)
            order = PaperFile(file, form.cleaned_data["number"])
            file_paper(officer=request.officer, ref=case.ref, order=order, now=now)
    except RefusedError as error:
        form.refuse(PHRASES.say(error.key, reader_language()), field=_ABOUT.get(error.key))
    except gate.FileRefusedError as error:
        form.refuse(gate.PHRASES.say(error.reason, reader_language()), field="paper")
    return not form.errors


@officer_required
@require_POST
def case_withdraw(request: OfficerRequest, ref: str) -> HttpResponseBase:
    """Write down that the applicant takes it back."""
    case, now = find_case(request, ref), clock.now()
    form = WithdrawForm(request.POST)
    if form.is_valid():
        try:
            note = storable(form.cleaned_data["note"])
            withdraw_for(officer=request.officer, ref=case.ref, note=note, now=now)
        except RefusedError as error:
            form.refuse(PHRASES.say(error.key, reader_language()), field=_ABOUT.get(error.key))
        else:
            messages.success(request, _("It is taken back, and the applicant is told."))
            return redirect("console:case", ref=case.ref)
    return show_case(request, find_case(request, ref), now=now, at_desk=form)


@officer_required
@require_POST
def case_nudge(request: OfficerRequest, ref: str) -> HttpResponseBase:
    """Ask who has a desk why the case lies there so long."""
    case, desk = find_case(request, ref), uuid_in(request.POST.get("desk", ""))
    if desk is None:
        return redirect("console:case", ref=case.ref)
    try:
        nudge(officer=request.officer, ref=case.ref, desk=desk, now=clock.now())
    except RefusedError as error:
        messages.error(request, PHRASES.say(error.key, reader_language()))
    else:
        messages.success(request, _("They are asked, and it stands in the history."))
    return redirect("console:case", ref=case.ref)


@officer_required
@require_safe
def case_notes(request: OfficerRequest, ref: str) -> HttpResponse:
    """The note sheet of an application and the register of its movements, to read and to print."""
    case = find_case(request, ref)
    sheet = note_sheet_of(case, reader=request.officer, lang=reader_language(), now=clock.now())
    if sheet is None:
        raise Http404
    return render(request, "console/pages/case_notes.html", {"sheet": sheet})


@officer_required
@require_safe
def case_notes_file(request: OfficerRequest, ref: str) -> HttpResponseBase:
    """The same on paper, as it stands now."""
    case, now = find_case(request, ref), clock.now()
    if not case.is_staged:
        raise Http404
    try:
        pdf = note_sheet_pdf(case, by=request.officer, now=now)
    except (PaperError, PressAwayError):
        messages.error(request, _("The note sheet could not be made just now. Try again in a little while."))
        return redirect("console:case_notes", ref=case.ref)
    called = f"note-sheet-{case.ref}.pdf"
    disposition = content_disposition_header(as_attachment=False, filename=called) or ""
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": disposition})

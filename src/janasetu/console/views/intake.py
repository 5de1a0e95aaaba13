"""The operator's form: a caller's, a visitor's or a letter's matter becomes a case; then its receipt."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from janasetu.audit.choices import LookKind
from janasetu.audit.looking import Looked
from janasetu.cases.actions import ask_for_papers, note_look, note_lost_call, register_case
from janasetu.cases.choices import BY_THE_CALLER
from janasetu.cases.models import CallBack, Case
from janasetu.cases.notices import PHRASES
from janasetu.cases.queries import NoSuchCallBackError, call_back_of
from janasetu.cases.registering import CHANNELS
from janasetu.cases.rules import RefusedError
from janasetu.cases.slips import SlipError
from janasetu.console.access import OfficerRequest, OfficerView, P, View, officer_required, only_where
from janasetu.console.callers import caller_known, similar_cases
from janasetu.console.forms.questions import KeptFile, Said
from janasetu.console.intake import Sheet
from janasetu.console.language import reader_language
from janasetu.console.receipts import receipt_of
from janasetu.console.subjects import offered_to_register, options, pinned, places, subjects
from janasetu.console.views.cases import find_case
from janasetu.documents import actions as documents
from janasetu.documents import gate
from janasetu.lib import clock, phones, references

MOST_RINGING = 30  # letters of the number that a telephone's program tells
_MEDIA = {"photo": "image", "document": "document", "voice": "audio"}


def registrar_required(view: OfficerView[P]) -> View[P]:
    """Open the view to posts that enter cases for others; others are told that it is not theirs."""
    return officer_required(only_where(lambda desk: desk.may_register)(view))


@registrar_required
@require_http_methods(["GET", "HEAD", "POST"])
def intake(request: OfficerRequest) -> HttpResponseBase:
    """The form; it is posted to the same address, by a click that picks or one that registers."""
    now = clock.now()
    if request.method != "POST":
        return _begin(request, now=now)
    if "_lost" in request.POST:
        return _lose(request, now=now)
    sheet = _sheet(request, now=now, judged="_register" in request.POST)
    if sheet.judged:
        _take_files(request, sheet, now=now)
        number = _registered(request, sheet, now=now) if sheet.whole else None
        if number:
            return redirect("console:registered", number)
    return _show(request, sheet, call=sheet.call_back_id)


@registrar_required
@require_POST
def intake_questions(request: OfficerRequest) -> HttpResponseBase:
    """The questions alone, for what is chosen and typed now."""
    context = {"sheet": _sheet(request, now=clock.now()), "stays": not any(request.POST.getlist("_pick"))}
    return render(request, "console/parts/intake_questions.html", context)


@registrar_required
@require_safe
def intake_subjects(request: OfficerRequest) -> HttpResponseBase:
    """The subjects and services that the typed words lead to."""
    offered = offered_to_register(request.officer.body)
    found = subjects(offered, request.GET.get("_subject", ""), reader_language())
    return render(request, "console/parts/intake_found.html", {"found": found})


@registrar_required
@require_safe
def intake_options(request: OfficerRequest) -> HttpResponseBase:
    """The options of a long list that the typed words lead to."""
    path = request.GET.get("_path", "")
    chosen = pinned(request.officer.body, request.GET.get("_service", ""))
    if chosen is None:
        raise Http404(path)
    try:
        field = chosen[1].field(".".join(step for step in path.split(".") if not step.isdecimal()))
    except KeyError as error:
        raise Http404(path) from error
    found = options(field, request.GET.get(path, ""), reader_language())
    return render(request, "console/parts/intake_found.html", {"found": found})


@registrar_required
@require_safe
def intake_landmarks(request: OfficerRequest) -> HttpResponseBase:
    """The landmarks that the typed words lead to."""
    words = request.GET.get(request.GET.get("_path", ""), "")
    found = places(request.officer.body, words, reader_language())
    return render(request, "console/parts/intake_found.html", {"found": found, "free": True})


@registrar_required
@require_safe
def intake_caller(request: OfficerRequest) -> HttpResponseBase:
    """What this body knows of a number: earlier cases, and the names they were in."""
    officer, now = request.officer, clock.now()
    known = caller_known(officer, request.GET.get("_phone", ""), lang=reader_language(), now=now)
    if known.names or known.cases:
        looked = Looked(LookKind.SEARCH, officer.body_id, rows=len(known.cases), asked={"caller": "*"})
        note_look(looked, officer=officer, now=now)
    return render(request, "console/parts/intake_caller.html", {"known": known})


@registrar_required
@require_POST
def intake_similar(request: OfficerRequest) -> HttpResponseBase:
    """Open cases like the one that is being typed."""
    now = clock.now()
    sheet = _sheet(request, now=now)
    rows = similar_cases(request.officer, sheet, lang=reader_language(), now=now)
    chosen = next((row.ref for row in rows if row.ref == sheet.said.one("_joins")), "")
    return render(request, "console/parts/intake_similar.html", {"similar": rows, "chosen": chosen})


@registrar_required
@require_http_methods(["GET", "HEAD", "POST"])
def registered(request: OfficerRequest, ref: str) -> HttpResponseBase:
    """The receipt: the number to read out, who does it and by when; to print. Papers that have not come are
    asked for by a post to the same address.
    """
    case = find_case(request, ref)
    number = references.read(ref) or ""
    if request.method == "POST":
        _ask_for_papers(request, case)
        return redirect("console:registered", number)
    receipt = receipt_of(case, ref=number, lang=reader_language(), now=clock.now())
    return render(request, "console/pages/receipt.html", {"receipt": receipt})


def _ask_for_papers(request: OfficerRequest, case: Case) -> None:
    try:
        ask_for_papers(officer=request.officer, ref=case.ref, now=clock.now())
    except RefusedError as error:
        messages.error(request, PHRASES.say(error.key, reader_language()))
    else:
        messages.success(request, _("They have been asked. What they send joins the case by itself."))


# --- the form ---


def _begin(request: OfficerRequest, *, now: datetime) -> HttpResponse:
    """An empty form, with the number that rings, where the telephone's program tells it in the address; or
    that of a caller who is called back, as it stood when the line broke.
    """
    call = _going_on(request)
    asked = request.GET.get("by", "")
    initial = {"channel": asked} if asked in CHANNELS else {}
    initial["phone"] = call.phone if call else request.GET.get("phone", "")[:MOST_RINGING]
    if call:
        initial["name"] = call.name
    sheet = Sheet(
        Said((call.draft if call else None) or {}),
        body=request.officer.body,
        lang=reader_language(),
        today=clock.local(now).date(),
        initial=initial,
    )
    return _show(request, sheet, call=call.id if call else None)


def _going_on(request: OfficerRequest) -> CallBack | None:
    """The call-back that the address names, where a matter of the caller's own would end it."""
    try:
        call = call_back_of(request.officer, UUID(request.GET.get("call", "")))
    except (ValueError, NoSuchCallBackError):
        return None
    is_theirs = request.desk.may_talk and call.reason in BY_THE_CALLER
    return call if is_theirs and call.done_at is None else None


def _lose(request: OfficerRequest, *, now: datetime) -> HttpResponse:
    """The line broke: whoever rang is on the list of call-backs, and the form with them."""
    sheet = _sheet(request, now=now)
    _take_files(request, sheet, now=now)
    try:
        call = note_lost_call(officer=request.officer, lost=sheet.lost_call(), now=now)
    except RefusedError as error:
        if not sheet.caller.errors:
            sheet.caller.add_error("phone", PHRASES.say(error.key, sheet.lang))
        return _show(request, sheet, call=sheet.call_back_id)
    number = phones.grouped(f"+{call.phone}")
    messages.success(request, _("%(number)s is on the list of call-backs.") % {"number": number})
    return redirect("console:new")


def _sheet(request: OfficerRequest, *, now: datetime, judged: bool = False) -> Sheet:
    return Sheet(
        Said.of(request.POST),
        body=request.officer.body,
        lang=reader_language(),
        today=clock.local(now).date(),
        judged=judged,
    )


def _show(request: OfficerRequest, sheet: Sheet, *, call: UUID | None = None) -> HttpResponse:
    """The page as it is. What was looked for without a script is listed in it. `call`: the call-back in
    which it is told.
    """
    offered = offered_to_register(request.officer.body)
    from_slip = request.GET.get("from") == "slip"
    if from_slip and not sheet.judged:
        sheet.caller.fields["slip"].widget.attrs["autofocus"] = True
    context = {
        "sheet": sheet,
        "found": [] if sheet.service else subjects(offered, sheet.subject, sheet.lang),
        "from_slip": from_slip,
        "call": call or "",
    }
    return render(request, "console/pages/intake.html", context)


def _take_files(request: OfficerRequest, sheet: Sheet, *, now: datetime) -> None:
    """Let the files of the form through the gate; what it keeps out is told beside its question."""
    if sheet.service is None:
        return
    taken: dict[str, list[KeptFile]] = {}
    for slot in sheet.file_slots():
        for upload in request.FILES.getlist(slot.path):
            try:
                file = documents.receive(upload.read(), now=now, kind=_MEDIA[slot.field.kind])
            except gate.FileRefusedError as error:
                sheet.refuse(gate.PHRASES.say(error.reason, sheet.lang), path=slot.path)
                continue
            taken.setdefault(slot.path, []).append(KeptFile(file.bucket, str(file.id), _media_of(file.mime)))
    if taken:
        sheet.take_files(taken)


def _media_of(mime: str) -> str:
    """The kind of a file as the field kinds name it."""
    return "pdf" if mime == gate.PDF else mime.partition("/")[0]


def _registered(request: OfficerRequest, sheet: Sheet, *, now: datetime) -> str | None:
    """The number under which the caller has it; None where it was refused, and the form says why."""
    try:
        return register_case(officer=request.officer, registration=sheet.registration(), now=now).number
    except SlipError as error:
        sheet.caller.add_error("slip", PHRASES.say(error.key, sheet.lang))
        if error.case:
            sheet.earlier = (error.case.grouped_ref, reverse("console:case", args=[error.case.ref]))
    except RefusedError as error:
        sheet.refuse(PHRASES.say(error.key, sheet.lang))
    return None

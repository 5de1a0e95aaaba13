"""The registers of births and deaths: look somebody up, bring a file in, answer for the record room."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from janasetu.console import registers as shown
from janasetu.console.access import OfficerRequest, officer_required, only_where
from janasetu.console.forms.registers import AskForm, FileForm, FoundForm, LookForm, NotFoundForm
from janasetu.console.language import reader_language
from janasetu.console.spreadsheet import MARK, lines
from janasetu.console.views.files import served
from janasetu.documents import gate
from janasetu.documents.actions import receive
from janasetu.documents.models import ReceivedFile
from janasetu.documents.queries import files
from janasetu.lib import bn, clock
from janasetu.lib.ids import bucket_of
from janasetu.registers import actions, queries
from janasetu.registers.choices import ImportState, RecordSearchState, RegisterKind
from janasetu.registers.models import RecordSearch, RegisterImport
from janasetu.registers.phrases import PHRASES
from janasetu.registers.register_file import COLUMNS, FaultsError, cells_told, column_name, faults_from_json
from janasetu.registers.rules import RefusedError, may_take
from janasetu.registers.searching import Found

MOST_FILES = 30  # that a page lists
MOST_SEARCHES = 100

# Open to posts that work with the registers. Stands under `officer_required`.
registers_only = only_where(lambda desk: desk.may_read_registers)


# --- looking somebody up ---


@officer_required
@require_http_methods(["GET", "HEAD", "POST"])
@registers_only
def registers(request: OfficerRequest) -> HttpResponseBase:
    """The search; what is asked for is posted, so that no name stands in an address."""
    form, found = LookForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        found = actions.look_through(officer=request.officer, asked=form.asked, now=clock.now())
    lang = reader_language()
    again = LookForm(request.POST, auto_id=False)
    rows = shown.found_rows(found or Found(), lang)
    context: dict[str, Any] = {"form": form, "again": again, "found": found, "rows": rows}
    if request.htmx:  # type: ignore[attr-defined]  # from django_htmx's middleware
        return render(request, "console/parts/register_look.html", context)
    body_id = request.officer.body_id
    context["extents"] = shown.extents_in_words(queries.extents(body_id), lang)
    if waiting := queries.record_room(body_id).count():
        context["searches"] = bn.number(waiting, lang)
    return render(request, "console/pages/registers.html", context)


@officer_required
@require_safe
@registers_only
def register_entry(request: OfficerRequest, entry_id: UUID) -> HttpResponseBase:
    """All that an entry says; that it was opened is on record."""
    entry = actions.open_entry(officer=request.officer, entry_id=entry_id, now=clock.now())
    if entry is None:
        raise Http404
    lang = reader_language()
    context = {
        "entry": entry,
        "name": shown.name_of(entry, lang),
        "kind": shown.KINDS[RegisterKind(entry.kind)],
        "facts": shown.entry_facts(entry, lang),
        "margins": shown.margin_rows(entry, lang, clock.now()),
        "original": shown.original_facts(entry, lang),
        "written": [
            (column_name(one, lang), said) for one, said in entry.written.items() if one in COLUMNS.all
        ],
    }
    return render(request, "console/pages/register_entry.html", context)


@officer_required
@require_safe
@registers_only
def register_scan(request: OfficerRequest, entry_id: UUID) -> HttpResponseBase:
    """The photo of the page on which an entry stands."""
    entry = actions.open_entry(officer=request.officer, entry_id=entry_id, now=clock.now())
    if entry is None or entry.scan_id is None:
        raise Http404
    bucket = bucket_of(str(entry.scan_id))
    file = files([(bucket, entry.scan_id)]).get(entry.scan_id)
    return served(request, file, called=f"{entry.kind}-{entry.year}-{entry.number_key}".replace("/", "-"))


# --- files ---


@officer_required
@require_http_methods(["GET", "HEAD", "POST"])
@registers_only
def register_imports(request: OfficerRequest) -> HttpResponseBase:
    """The files that were sent, and the form for another one."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        one = actions.send_register(officer=request.officer, sent=form.sent, now=clock.now())
        return redirect("console:register_import", one.id)
    lang, now = reader_language(), clock.now()
    rows = shown.import_rows(queries.imports_of(request.officer.body_id)[:MOST_FILES], lang, now)
    context = {"form": form, "rows": rows, "columns": _columns()}
    return render(request, "console/pages/register_imports.html", context)


def _columns() -> list[tuple[str, str, bool]]:
    """Every column: what it is called in a file, in words, and whether it must be there."""
    lang = reader_language()
    return [(one, column_name(one, lang), one in COLUMNS.needed) for one in COLUMNS.all]


@officer_required
@require_http_methods(["GET", "HEAD", "POST"])
@registers_only
def register_import(request: OfficerRequest, import_id: UUID) -> HttpResponseBase:
    """What would become of a file, and the decision."""
    one = _import(request, import_id)
    if request.method == "POST":
        return _decided(request, one)
    lang, now = reader_language(), clock.now()
    takes = may_take(request.officer.tenure, now)
    context = {
        "one": shown.import_report(one, lang, now),
        "may_take": takes
        and one.state == ImportState.CHECKED
        and one.new
        and not (one.wrong and one.whole_only),
        "may_drop": one.state == ImportState.CHECKED,
        "not_whole": one.state == ImportState.CHECKED and one.wrong and one.whole_only,
        "registrar": takes,
    }
    part = "console/parts/register_report.html"
    is_part = request.htmx  # type: ignore[attr-defined]  # from django_htmx's middleware
    return render(request, part if is_part else "console/pages/register_import.html", context)


def _import(request: OfficerRequest, import_id: UUID) -> RegisterImport:
    one = queries.import_of(request.officer.body_id, import_id)
    if one is None:
        raise Http404
    return one


def _decided(request: OfficerRequest, one: RegisterImport) -> HttpResponse:
    act = actions.drop_import if "drop" in request.POST else actions.want_import
    try:
        act(officer=request.officer, import_id=one.id, now=clock.now())
    except RefusedError as error:
        messages.error(request, PHRASES.say(error.key, reader_language()))
    return redirect("console:register_import", one.id)


@officer_required
@require_safe
@registers_only
def register_faults(request: OfficerRequest, import_id: UUID) -> HttpResponseBase:
    """What is wrong in a file, row by row, for a spreadsheet; nobody's name stands in it."""
    one, lang = _import(request, import_id), reader_language()
    with translation.override(lang):
        headings = [_("Row"), _("Column"), _("What is wrong")]
    told = (cells_told(fault, lang) for fault in faults_from_json(one.faults))
    name = _("mistakes-%(day)s.csv") % {"day": f"{clock.local(one.sent_at):%Y-%m-%d}"}
    return HttpResponse(
        MARK + lines([headings, *told]),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or ""},
    )


# --- the record room ---


@officer_required
@require_http_methods(["GET", "HEAD", "POST"])
@registers_only
def record_room(request: OfficerRequest) -> HttpResponseBase:
    """What waits there, and the form for another search; `begin`: as a search of the register left it."""
    form = _begun(request) if "begin" in request.POST else AskForm(request.POST or None)
    if request.method == "POST" and form.is_bound and form.is_valid() and _is_asked(request, form):
        return redirect("console:record_room")
    lang, now, body_id = reader_language(), clock.now(), request.officer.body_id
    context = {
        "form": form,
        "waiting": shown.search_rows(queries.record_room(body_id)[:MOST_SEARCHES], lang, now),
        "answered": shown.search_rows(queries.answered_lately(body_id)[:MOST_FILES], lang, now),
    }
    return render(request, "console/pages/record_room.html", context)


def _begun(request: OfficerRequest) -> AskForm:
    look = LookForm(request.POST)
    return AskForm.after(look) if look.is_valid() else AskForm(initial=request.POST.dict())


def _is_asked(request: OfficerRequest, form: AskForm) -> bool:
    try:
        actions.ask_record_room(
            body_id=request.officer.body_id, order=form.order, officer=request.officer, now=clock.now()
        )
    except RefusedError as error:
        form.add_error(_ABOUT.get(error.key), PHRASES.say(error.key, reader_language()))
        return False
    messages.success(request, _("The record room has it."))
    return True


_ABOUT = {"search_needs_name": "name", "search_years": "year_to", "search_due": "due_on"}


@officer_required
@require_http_methods(["GET", "HEAD", "POST"])
@registers_only
def record_search(request: OfficerRequest, search_id: UUID) -> HttpResponseBase:
    """One search, and its answer."""
    search = queries.search_of(request.officer.body_id, search_id)
    if search is None:
        raise Http404
    found, missed = FoundForm(initial=_known(search)), NotFoundForm()
    if request.method == "POST":
        if "missed" in request.POST:
            missed = NotFoundForm(request.POST)
            answered = missed.is_valid() and _is_missed(request, search, missed)
        else:
            found = FoundForm(request.POST, request.FILES)
            answered = found.is_valid() and _is_found(request, search, found)
        if answered:
            return redirect("console:record_search", search.id)
    context = {
        "one": shown.search_row(search, reader_language(), clock.now()),
        "found": found,
        "missed": missed,
        "form": missed if missed.is_bound else found,
        "is_open": search.state == RecordSearchState.ASKED,
    }
    return render(request, "console/pages/record_search.html", context)


def _known(search: RecordSearch) -> dict[str, str]:
    """What was asked for, where it is what the book will say."""
    script = "name_en" if search.name.isascii() else "name_bn"
    return {script: search.name, "number": search.number}


def _is_missed(request: OfficerRequest, search: RecordSearch, form: NotFoundForm) -> bool:
    searched = form.cleaned_data["searched"]
    try:
        actions.note_not_found(
            officer=request.officer, search_id=search.id, searched=searched, now=clock.now()
        )
    except RefusedError as error:
        form.add_error(None, PHRASES.say(error.key, reader_language()))
        return False
    messages.success(request, _("It is written down where was looked."))
    return True


def _is_found(request: OfficerRequest, search: RecordSearch, form: FoundForm) -> bool:
    try:
        scan = _scan(request, search)
        form.kept = _sealed(scan, request, search)
        actions.enter_found(
            officer=request.officer, search_id=search.id, cells=form.cells, scan=scan, now=clock.now()
        )
    except gate.FileRefusedError as error:
        form.add_error("scan", gate.PHRASES.say(error.reason, reader_language()))
    except FaultsError as error:
        form.refuse(error)
    except RefusedError as error:
        form.add_error(None, PHRASES.say(error.key, reader_language()))
    else:
        messages.success(request, _("It stands in the register now."))
        return True
    return False


def _scan(request: OfficerRequest, search: RecordSearch) -> ReceivedFile | None:
    """The photo that came now; else the one that came with this form before something was put right."""
    if sent := request.FILES.get("scan"):
        return receive(sent.read(gate.MOST_BYTES + 1), now=clock.now())
    try:
        kept = signing.loads(request.POST.get("scan_kept", ""), salt=_seal_of(request, search))
    except signing.BadSignature:
        return None
    file_id = UUID(kept)
    return files([(bucket_of(kept), file_id)]).get(file_id)


def _sealed(scan: ReceivedFile | None, request: OfficerRequest, search: RecordSearch) -> str:
    """By which the form finds its photo again, and nobody another one."""
    return signing.dumps(str(scan.id), salt=_seal_of(request, search)) if scan else ""


def _seal_of(request: OfficerRequest, search: RecordSearch) -> str:
    return f"scan of {search.id} by {request.officer.id}"

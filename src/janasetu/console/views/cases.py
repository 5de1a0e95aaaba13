"""The page of a case: what it says, what an officer may do with it, and its parts that stay fresh."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from janasetu.bodies.models import Officer
from janasetu.cases.actions import give_explanation, keep_draft, watch
from janasetu.cases.models import Case
from janasetu.cases.notices import PHRASES
from janasetu.cases.queries import NoSuchCaseError, case_visible_to, draft_of
from janasetu.cases.rules import RefusedError
from janasetu.console.access import OfficerRequest, officer_required
from janasetu.console.acts import carry_out
from janasetu.console.asked import IN
from janasetu.console.case_register import register_shown
from janasetu.console.casefile import CaseFile, case_file, colleagues, open_moves
from janasetu.console.correction import NOTHING_REFUSED, Refused, correction_of
from janasetu.console.deliveries import rows_of_case
from janasetu.console.desk_questions import DeskSheet
from janasetu.console.explanations import late_of
from janasetu.console.fees import Refusal, fee_rows
from janasetu.console.forms.desks import DeskForm, IssueForm, PaperForm, WithdrawForm
from janasetu.console.forms.handing import ProofForm
from janasetu.console.forms.move import MoveForm, Offers, storable
from janasetu.console.forms.moves import FORMS, WRITTEN, form_of, reaches
from janasetu.console.forms.sharing import concerns
from janasetu.console.forms.unmasking import UnmaskForm
from janasetu.console.handing import handing_of
from janasetu.console.language import reader_language
from janasetu.console.live import NOTHING_NEW, LivePart, live_part
from janasetu.console.made_paper import paper_of
from janasetu.console.note_sheet import paper_choices
from janasetu.console.outside import agencies_for
from janasetu.console.rights import rights_of
from janasetu.console.shared import shared_of
from janasetu.console.site_plan import sites_of
from janasetu.console.subjects import other_subjects
from janasetu.console.walk import Walk, walk_from
from janasetu.console.way import MoveShown, as_typed, way_of
from janasetu.lib import bn, clock, references

AtDesk = DeskForm | IssueForm | PaperForm | WithdrawForm  # what was refused at a desk
_LOOKED_AT = ("state", "reach", "story", "timeline")


@officer_required
@require_http_methods(["GET", "HEAD", "POST"])
def case_page(request: OfficerRequest, ref: str) -> HttpResponseBase:
    """Show the case; a move is posted to the same address."""
    now, elsewhere = clock.now(), _of_another_post(request, ref)
    if elsewhere is not None:
        return elsewhere
    case = find_case(request, ref)
    if request.method != "POST":
        return show_case(request, case, now=now)
    file = _file(request, case, now=now)
    walk = walk_from(request.GET.get(IN, ""), case, request.officer, now=now)
    asked = _posted(request, case, file)
    if (
        asked
        and asked.is_valid()
        and carry_out(asked, case, officer=request.officer, reach=file.reach, now=now)
    ):
        messages.success(request, asked.done)
        return _onward(request, case.ref, walk)
    if asked and asked.typed:
        keep_draft(case, request.officer, move=asked.move, text=asked.typed, now=now)
    return show_case(request, find_case(request, ref), now=now, refused=asked)


@officer_required
@require_safe
def case_live(request: OfficerRequest, ref: str) -> HttpResponseBase:
    """The parts of the page that changed since it looked last; forms only where other moves are open now."""
    case, now = find_case(request, ref), clock.now()
    file = _file(request, case, now=now)
    parts = _looked_at(request, case, file)
    marks = _marks(case, file, request)
    if any(request.GET.get(name) != mark for name, mark in marks.items()):
        walk = walk_from(request.GET.get(IN, ""), case, request.officer, now=now)
        parts |= _forms(request, case, file, walk, None)
    fresh = [name for name, part in parts.items() if request.GET.get(name) != part.mark]
    if not fresh:
        return HttpResponse(status=NOTHING_NEW)
    return render(request, "console/parts/case_live.html", {"parts": [(name, parts[name]) for name in fresh]})


@officer_required
@require_POST
def case_explain(request: OfficerRequest, ref: str) -> HttpResponseBase:
    """Why the case was late; of words that are refused the page has them again."""
    case, now = find_case(request, ref), clock.now()
    words = storable(request.POST.get("words", ""))
    try:
        give_explanation(officer=request.officer, ref=case.ref, words=words, now=now)
    except RefusedError as error:
        wrong = PHRASES.say(error.key, reader_language())
        return show_case(request, find_case(request, ref), now=now, unexplained=(words, wrong))
    messages.success(request, _("Your explanation is kept. Your superior can read it."))
    return redirect("console:case", ref=case.ref)


def _of_another_post(request: OfficerRequest, ref: str) -> HttpResponse | None:
    """The way to the post whose case it is, where it is one of this login's but not the one that works now;
    what was typed waits there.
    """
    number = references.read(ref) or ""
    for office in _others_of(request, number):
        try:
            case = case_visible_to(office, number)
        except NoSuchCaseError:
            continue
        typed, move = storable(request.POST.get("note", "")), request.POST.get("move", "")
        if typed and move in FORMS:
            keep_draft(case, office, move=move, text=typed, now=clock.now())
        post = next(one for one in request.desk.others if one.id == str(office.id))
        context = {"case": case, "post": post, "kept": bool(typed and move in FORMS)}
        return render(request, "console/pages/other_post.html", context, status=409)
    return None


def _others_of(request: OfficerRequest, number: str) -> list[Officer]:
    """The other offices of the login that may have this case, where the one that works now has not."""
    others = request.desk.other_offices()
    if not others:
        return []
    try:
        case_visible_to(request.officer, number)
    except NoSuchCaseError:
        return others
    return []


def find_case(request: OfficerRequest, ref: str) -> Case:
    """The case of this number, written in any way; the same 404 for another body's case as for none."""
    try:
        case = case_visible_to(request.officer, references.read(ref) or "")
    except NoSuchCaseError as error:
        raise Http404 from error
    request.desk.hear(case.body_id)
    return case


def show_case(
    request: OfficerRequest,
    case: Case,
    *,
    now: datetime,
    refused: MoveForm | None = None,
    number: str = "",
    unexplained: tuple[str, str] = ("", ""),
    unmask: UnmaskForm | None = None,
    at_desk: AtDesk | None = None,
    judged: Mapping[str, str] | None = None,
    fee_refused: Refusal | None = None,
    unruled: tuple[str, str] = ("", ""),
    proof: ProofForm | None = None,
    uncorrected: Refused = NOTHING_REFUSED,
) -> HttpResponse:
    """The page as it is, with the refused form as it was typed; of a move that is open no more, its words.
    `number`: the citizen's, in full. `unexplained`: words that are no explanation, and why. `unmask`: the
    refused wish to see who complains. `at_desk`: the refused form of a desk; `judged`: what the checklist of
    papers said that was refused. `fee_refused`: what was typed for a fee and not taken; `unruled`: for an
    appeal. `proof`: the refused form of who came for the paper. `uncorrected`: lines of a
    paper that were not taken, and why.
    """
    file = _file(request, case, now=now)
    walk = walk_from(request.GET.get(IN, ""), case, request.officer, now=now)
    over = refused if refused and refused.move not in _open(case, file, request) else None
    refused = None if over else refused
    parts = _looked_at(request, case, file) | _forms(request, case, file, walk, refused)
    context = {"file": file, "walk": walk, "parts": parts, "refused": refused, "over": over, "number": number}
    context["late"] = late_of(case, request.officer, unexplained, lang=reader_language(), now=now)
    context["fees"] = fee_rows(case, request.officer, fee_refused, lang=reader_language(), now=now)
    whole = not file.citizen.is_hidden
    context["visits"] = rows_of_case(case, whole=whole, lang=reader_language(), now=now)
    context["rights"] = rights_of(case, request.officer, unruled, lang=reader_language(), now=now)
    context["handing"] = handing_of(case, request.officer, lang=reader_language(), now=now)
    context["proof"] = proof or ProofForm()
    context["unmask"] = unmask or UnmaskForm()
    context |= _at_desk(request, case, file, at_desk, judged, uncorrected, now=now)
    context["shared"] = shared_of(case, reader=request.officer, lang=reader_language(), now=now)
    context["walk_line"] = walk.here.removeprefix(reverse("console:case", args=[case.ref]))
    return render(request, "console/pages/case.html", context)


def _at_desk(
    request: OfficerRequest,
    case: Case,
    file: CaseFile,
    refused: AtDesk | None,
    judged: Mapping[str, str] | None,
    uncorrected: Refused,
    *,
    now: datetime,
) -> dict[str, Any]:
    """The way of an application and the forms of the reader's desks; nothing of any other case."""
    way = way_of(case, request.officer, lang=reader_language(), now=now)
    if way is None:
        return {}
    mine = {one.id for one in way.now if one.mine}
    again, lang = "entries" in request.GET, reader_language()
    register = register_shown(case, request.officer, mine, again=again, lang=lang, now=now)
    why = register.missed if register else ""
    papers = paper_choices(case, lang=lang) if way.moves else []
    moves = [(move, _desk_form(case, move, refused, file, papers, why=why)) for move in way.moves]
    issue = refused if isinstance(refused, IssueForm) else IssueForm(since=file.newest)
    sites = sites_of(case, request.officer, way, lang=lang, now=now)
    back = refused if isinstance(refused, WithdrawForm) else WithdrawForm()
    works = not case.roles_of(request.officer).isdisjoint(case.hands)
    made = paper_of(
        case, request.officer, awaited=way.makes_paper, works=works, lang=reader_language(), now=now
    )
    return {
        "way": as_typed(way, judged) if judged else way,
        "desk_moves": moves,
        "sites": sites,
        "desk_refused": refused,
        "desk_over": isinstance(refused, DeskForm) and all(form is not refused for _, form in moves),
        "issue": issue,
        "back": back,
        "register": register,
        "correction": correction_of(case, request.officer, mine, uncorrected, lang=lang, now=now),
        "made": made,
        "made_form": refused if isinstance(refused, PaperForm) else PaperForm(),
    }


def _desk_form(
    case: Case,
    move: MoveShown,
    refused: object,
    file: CaseFile,
    papers: Sequence[tuple[str, str]],
    *,
    why: str = "",
) -> DeskForm:
    """The form of a move: as it was typed where it was refused. `why`: the words for a move that ends it."""
    if isinstance(refused, DeskForm):
        said = (str(refused.data.get("desk")), refused.data.get("move"))
        if said == (str(move.desk), move.code):
            return refused
    note = why if move.tone == "bad" else ""
    sheet = (
        DeskSheet(move.fills, case, desk=move.desk, move=move.code, lang=reader_language())
        if move.fills
        else None
    )
    return DeskForm(desk=move.desk, move=move.code, since=file.newest, note=note, sheet=sheet, papers=papers)


def _file(request: OfficerRequest, case: Case, *, now: datetime) -> CaseFile:
    return case_file(case, reader=request.officer, lang=reader_language(), now=now)


def _onward(request: OfficerRequest, ref: str, walk: Walk) -> HttpResponse:
    """To the case again, or on in its list; out of it where the case has come up to this officer, who has
    given it away.
    """
    try:
        case_visible_to(request.officer, ref)
    except NoSuchCaseError:
        return redirect(walk.onward)
    return redirect(walk.onward if request.POST.get("onward") else walk.here)


def _posted(request: OfficerRequest, case: Case, file: CaseFile) -> MoveForm | None:
    """The form of the move that is asked for; None, and a sentence, where there is no such move."""
    form = form_of(request.POST.get("move", ""), case, file.reach)
    if form is None:
        messages.error(request, PHRASES.say("move_unknown", reader_language()))
        return None
    return form(request.POST, request.FILES, offers=_offers(request, case, file))


def _offers(request: OfficerRequest, case: Case, file: CaseFile) -> Offers:
    return Offers(
        colleagues=colleagues(case, request.officer, now=clock.now()),
        departments=file.departments,
        ready=file.reach.ready,
        why_ready=file.reach.why,
        drafts=draft_of(case, request.officer),
        since=file.newest,
        agencies=agencies_for(case, reader_language()),
        awaited=[(one.id, one.name) for one in file.awaited],
        others=bn.number(case.supporters, reader_language()) if case.supporters else "",
        subjects=other_subjects(case, reader_language()),
    )


def _looked_at(request: OfficerRequest, case: Case, file: CaseFile) -> dict[str, LivePart]:
    """What is looked at again and again; that it is looked at is known to colleagues."""
    others = watch(case, request.officer, wall=clock.wall(), now=clock.now())
    lang = reader_language()
    context = {"file": file, "viewers": ", ".join(one.name_in(lang) for one in others)}
    return {name: live_part(request, f"console/parts/case_{name}.html", context) for name in _LOOKED_AT}


def _open(case: Case, file: CaseFile, request: OfficerRequest) -> list[str]:
    """The moves to offer now, in the order of the page."""
    allowed = open_moves(case, request.officer)
    return [code for code in FORMS if code in allowed and reaches(code, file.reach) and concerns(code, case)]


def _marks(case: Case, file: CaseFile, request: OfficerRequest) -> dict[str, str]:
    """By which a page tells which forms it has: the moves, and what may be written."""
    moves = _open(case, file, request)
    written = [code for code in moves if code in WRITTEN]
    return {
        "composer": " ".join([*written, file.reach.way]),
        "acts": " ".join(code for code in moves if code not in WRITTEN),
        "jumps": " ".join(moves),
    }


def _forms(
    request: OfficerRequest, case: Case, file: CaseFile, walk: Walk, refused: MoveForm | None
) -> dict[str, LivePart]:
    """The forms of the open moves; a refused one as it was typed."""
    offers = _offers(request, case, file)
    moves = _open(case, file, request)
    kinds = [kind for code in moves if (kind := form_of(code, case, file.reach))]
    forms = [refused if refused and refused.move == kind.move else kind(offers=offers) for kind in kinds]
    context = {
        "file": file,
        "walk": walk,
        "refused": refused,
        "written": [form for form in forms if form.move in WRITTEN],
        "acts": [form for form in forms if form.move not in WRITTEN],
        "with_photo": case.service.asks_the_citizen,
        "resolves": "resolve" in moves,
    }
    return {
        name: LivePart(live_part(request, f"console/parts/case_{name}.html", context).html, mark)
        for name, mark in _marks(case, file, request).items()
    }

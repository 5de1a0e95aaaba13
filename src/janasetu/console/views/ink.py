"""A paper signed by hand: print it, photograph it, compare it, send it. A page of its own beside the case."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from janasetu.audit.choices import LookKind
from janasetu.audit.looking import Looked
from janasetu.cases import records
from janasetu.cases.actions import (
    photograph_paper,
    print_paper,
    put_page_aside,
    seal_paper,
    vouch_for_page,
)
from janasetu.cases.models import Case
from janasetu.cases.notices import PHRASES
from janasetu.cases.rules import RefusedError
from janasetu.console.access import OfficerRequest, officer_required
from janasetu.console.forms.desks import uuid_in
from janasetu.console.forms.fields import MOST_PHOTOS
from janasetu.console.forms.ink import corners_in
from janasetu.console.forms.move import storable
from janasetu.console.ink import ink_paper, ink_shown
from janasetu.console.language import reader_language
from janasetu.console.views.cases import find_case
from janasetu.console.views.files import served_paper, served_picture
from janasetu.documents import actions as documents
from janasetu.documents import gate
from janasetu.documents.choices import Born, PaperState
from janasetu.documents.errors import PaperClosedError
from janasetu.documents.ink.errors import InkError
from janasetu.documents.ink.taking import Corners
from janasetu.documents.models import InkPage, Paper
from janasetu.documents.queries import ink_pages, is_pen_missing
from janasetu.lib import bn, clock

_FAULTS = (RefusedError, InkError, gate.FileRefusedError, PaperClosedError)


@officer_required
@require_http_methods(["GET", "HEAD", "POST"])
def ink(request: OfficerRequest, ref: str) -> HttpResponseBase:
    """The page; posted to, it takes photos. Each that is good is kept, whatever is wrong with another."""
    case = find_case(request, ref)
    if request.method != "POST":
        return _page(request, case)
    chosen = request.FILES.getlist("photos")[: MOST_PHOTOS + 1]
    if not chosen:
        return _page(request, case, wrong=[_("Take a photo of the signed paper first.")])
    if len(chosen) > MOST_PHOTOS:
        most = bn.number(MOST_PHOTOS, reader_language())
        return _page(
            request, case, wrong=[_("At most %(most)s photos can be given at once.") % {"most": most}]
        )
    corners = corners_in(request.POST.get("corners", "")) if len(chosen) == 1 else ()
    faults = [
        (at, fault) for at, photo in enumerate(chosen) if (fault := _taken(request, case, photo, corners))
    ]
    if faults:
        by_hand = next((at for at, fault in faults if isinstance(fault, InkError) and fault.by_hand), None)
        return _page(request, case, wrong=_told(faults, len(chosen)), by_hand=by_hand)
    _tell_of_the_page(request, case)
    return redirect("console:ink", ref=case.ref)


def _tell_of_the_page(request: OfficerRequest, case: Case) -> None:
    paper = ink_paper(case)
    if paper is not None and is_pen_missing(ink_pages(paper)):
        messages.warning(request, _("The page is straight, but no ink can be seen where it is signed."))
    else:
        messages.success(request, _("The page is straight. Compare it below."))


def _taken(
    request: OfficerRequest, case: Case, photo: "UploadedFile[bytes]", corners: Corners
) -> Exception | None:
    """Take one photo; why not, else nothing."""
    content = photo.read(gate.MOST_BYTES + 1)
    try:
        photograph_paper(
            officer=request.officer, ref=case.ref, photo=content, now=clock.now(), corners=corners
        )
    except _FAULTS as error:
        return error
    return None


def _told(faults: list[tuple[int, Exception]], chosen: int) -> list[str]:
    """Why each was not taken, with its place among those that were chosen, where they were several."""
    if chosen == 1:
        return [_sentence(fault) for _at, fault in faults]
    lang = reader_language()
    return [
        _("Photo %(number)s") % {"number": bn.number(at + 1, lang)} + f": {_sentence(fault)}"
        for at, fault in faults
    ]


def _said(act: Callable[[], object]) -> str:
    """Do it; why it was not done, in the reader's words, else nothing."""
    try:
        act()
    except _FAULTS as error:
        return _sentence(error)
    return ""


def _sentence(error: Exception) -> str:
    lang = reader_language()
    match error:
        case RefusedError():
            return PHRASES.say(error.key, lang)
        case gate.FileRefusedError():
            return gate.PHRASES.say(error.reason, lang)
        case InkError() | PaperClosedError():
            return error.sentence(lang)
    raise error


@officer_required
@require_POST
def ink_print(request: OfficerRequest, ref: str) -> HttpResponseBase:
    """It is printed: the PDF opens."""
    case = find_case(request, ref)
    if why := _said(lambda: print_paper(officer=request.officer, ref=case.ref, now=clock.now())):
        messages.error(request, why)
        return redirect("console:ink", ref=case.ref)
    return redirect("console:ink_paper", ref=case.ref)


@officer_required
@require_POST
def ink_aside(request: OfficerRequest, ref: str) -> HttpResponseBase:
    """A page is not wanted."""
    case, page_id = find_case(request, ref), uuid_in(request.POST.get("page", ""))
    if page_id is None:
        return redirect("console:ink", ref=case.ref)
    why = _said(
        lambda: put_page_aside(officer=request.officer, ref=case.ref, page_id=page_id, now=clock.now())
    )
    if why:
        messages.error(request, why)
    return redirect("console:ink", ref=case.ref)


@officer_required
@require_POST
def ink_vouch(request: OfficerRequest, ref: str) -> HttpResponseBase:
    """The code below a QR that could not be read; what was typed stays where it is refused."""
    case, page_id = find_case(request, ref), uuid_in(request.POST.get("page", ""))
    typed = storable(request.POST.get("code", ""))
    if page_id is None:
        return redirect("console:ink", ref=case.ref)
    why = _said(
        lambda: vouch_for_page(
            officer=request.officer,
            ref=case.ref,
            page_id=page_id,
            code=typed,
            compared=bool(request.POST.get("compared")),
            now=clock.now(),
        )
    )
    if why:
        return _page(request, case, unvouched=(page_id, typed, why))
    messages.success(request, _("The code is right."))
    return redirect("console:ink", ref=case.ref)


@officer_required
@require_POST
def ink_send(request: OfficerRequest, ref: str) -> HttpResponseBase:
    """The pages are good: the case ends, and the applicant gets the paper."""
    case = find_case(request, ref)
    pages = [page for page in map(uuid_in, request.POST.getlist("page")) if page is not None]
    signed = bool(request.POST.get("signed"))
    why = _said(
        lambda: seal_paper(
            officer=request.officer, ref=case.ref, photos=pages, now=clock.now(), signed=signed
        )
    )
    if why:
        return _page(request, find_case(request, ref), wrong_sent=why)
    messages.success(request, _("The paper is filed, and the applicant is told."))
    return redirect("console:case", ref=case.ref)


@officer_required
@require_safe
def ink_paper_file(request: OfficerRequest, ref: str) -> HttpResponseBase:
    """The PDF to be printed; 404 before it is pressed."""
    case, paper = _found(request, ref)
    return _served(request, case, paper.draft_sha256, mime="application/pdf", about=paper)


@officer_required
@require_safe
def ink_picture(request: OfficerRequest, ref: str) -> HttpResponseBase:
    """The first page of what was printed, as a picture beside the photo."""
    place = documents.picture_of_draft(_found(request, ref)[1])
    return served_picture(request, place, called="printed")


@officer_required
@require_safe
def ink_page(request: OfficerRequest, ref: str, page_id: UUID) -> HttpResponseBase:
    """A straight page; with `?as=photo` the photo that it was made of."""
    case, paper = _found(request, ref)
    page = next((one for one in ink_pages(paper) if one.id == page_id), None)
    if page is None:
        raise Http404
    sha256 = page.photo_sha256 if request.GET.get("as") == "photo" else page.sha256
    return _served(request, case, sha256, mime="image/jpeg", about=page)


@officer_required
@require_safe
def ink_sealed(request: OfficerRequest, ref: str) -> HttpResponseBase:
    """The paper as it went out; 404 before."""
    case, paper = _found(request, ref)
    if paper.state != PaperState.SEALED:
        raise Http404
    return _served(request, case, paper.sha256, mime=paper.mime, about=paper)


def _found(request: OfficerRequest, ref: str) -> tuple[Case, Paper]:
    """The case and its paper of ink; 404 where there is none."""
    case = find_case(request, ref)
    paper = ink_paper(case)
    if paper is None:
        raise Http404
    return case, paper


def _page(
    request: OfficerRequest,
    case: Case,
    *,
    wrong: "list[str] | None" = None,
    by_hand: int | None = None,
    unvouched: "tuple[UUID, str, str] | None" = None,
    wrong_sent: str = "",
) -> HttpResponse:
    paper = ink_paper(case)
    if paper is None:
        return _none_yet(request, case)
    shown = ink_shown(case, paper, lang=reader_language(), now=clock.now())
    told = {"wrong": wrong, "by_hand": by_hand, "unvouched": unvouched, "wrong_sent": wrong_sent}
    return render(request, "console/pages/ink.html", {"ink": shown, **told})


def _none_yet(request: OfficerRequest, case: Case) -> HttpResponse:
    """Back to the case, which says what is missing; 404 of a case whose paper is none of ink."""
    output = records.output_of(case)
    if output is None or Born(output.from_) != Born.INK:
        raise Http404
    messages.error(request, PHRASES.say("issue_no_draft", reader_language()))
    return redirect("console:case", ref=case.ref)


def _served(
    request: OfficerRequest, case: Case, sha256: str, *, mime: str, about: Paper | InkPage
) -> HttpResponseBase:
    """The paper under its number, a page under that of its case."""
    called = about.number.replace("/", "-") if isinstance(about, Paper) else case.ref
    looked = Looked(LookKind.FILE, case.body_id, case.id, about.id)
    return served_paper(request, sha256, mime=mime, called=called, looked=looked)

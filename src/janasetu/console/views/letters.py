"""The letter to an office outside: write it, read it as it is printed, say that it has gone."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from janasetu.audit.choices import LookKind
from janasetu.audit.looking import Looked
from janasetu.cases.actions import note_letter_sent, write_letter
from janasetu.cases.models import Case, Referral
from janasetu.cases.notices import PHRASES
from janasetu.cases.rules import RefusedError
from janasetu.console.access import OfficerRequest, officer_required
from janasetu.console.language import reader_language
from janasetu.console.views.cases import find_case
from janasetu.console.views.files import served_paper
from janasetu.documents.queries import papers_by_id
from janasetu.lib import clock


@officer_required
@require_safe
def case_letter(request: OfficerRequest, ref: str, referral_id: UUID) -> HttpResponseBase:
    """The letter as it was made, byte for byte; 404 where there is none yet."""
    case = find_case(request, ref)
    referral = _referral(case, referral_id)
    key = (case.body_id, referral.letter_id) if referral.letter_id else None
    paper = papers_by_id([key]).get(key[1]) if key else None
    if paper is None:
        raise Http404
    looked = Looked(LookKind.FILE, case.body_id, case.id, paper.id)
    sha256 = paper.sha256 or paper.draft_sha256
    return served_paper(request, sha256, mime=paper.mime, called=f"letter-{case.ref}", looked=looked)


@officer_required
@require_POST
def case_letter_act(request: OfficerRequest, ref: str, referral_id: UUID) -> HttpResponseBase:
    """Write it, or say that it has gone."""
    case = find_case(request, ref)
    _referral(case, referral_id)
    gone = "gone" in request.POST
    act = note_letter_sent if gone else write_letter
    try:
        act(officer=request.officer, ref=case.ref, referral_id=referral_id, now=clock.now())
    except RefusedError as error:
        messages.error(request, PHRASES.say(error.key, reader_language()))
    else:
        done = _("It is noted that the letter has gone.") if gone else _("The letter is being made.")
        messages.success(request, done)
    return redirect("console:case", ref=case.ref)


def _referral(case: Case, referral_id: UUID) -> Referral:
    found = Referral.objects.filter(body_id=case.body_id, case_id=case.id, id=referral_id).first()
    if found is None:
        raise Http404
    return found

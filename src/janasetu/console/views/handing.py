"""Hand out an issued paper: write down who came for it, and make a link that they open themselves."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from janasetu.cases.actions import make_link, note_proof
from janasetu.cases.choices import ProofKind
from janasetu.cases.notices import PHRASES
from janasetu.cases.rules import RefusedError
from janasetu.console.access import OfficerRequest, officer_required
from janasetu.console.forms.handing import ProofForm
from janasetu.console.language import reader_language
from janasetu.console.views.cases import find_case, show_case
from janasetu.documents.marks import qr
from janasetu.lib import clock


@officer_required
@require_POST
def case_proof(request: OfficerRequest, ref: str) -> HttpResponseBase:
    """Write down that somebody is whose the paper is, and how the officer knows."""
    case, now, form = find_case(request, ref), clock.now(), ProofForm(request.POST)
    if form.is_valid():
        kind = form.cleaned_data["kind"]
        try:
            if not kind:
                raise RefusedError("proof_kind_needed")
            note_proof(
                officer=request.officer,
                ref=case.ref,
                kind=ProofKind(kind),
                still_theirs=form.cleaned_data["still_theirs"],
                now=now,
            )
        except RefusedError as error:
            form.refuse(PHRASES.say(error.key, reader_language()))
        else:
            messages.success(request, _("It is written down. The paper may be given for 30 days."))
            return redirect("console:case", ref=case.ref)
    return show_case(request, case, now=now, proof=form)


@officer_required
@never_cache
@require_POST
def case_link(request: OfficerRequest, ref: str) -> HttpResponse:
    """A new link to the paper, to scan from the screen; it is shown this once."""
    case = find_case(request, ref)
    try:
        address = make_link(officer=request.officer, ref=case.ref, now=clock.now(), wall=clock.wall())
    except RefusedError as error:
        messages.error(request, PHRASES.say(error.key, reader_language()))
        return redirect("console:case", ref=case.ref)
    context = {
        "ref": case.ref,
        "number": case.grouped_ref,
        "address": address,
        "code": mark_safe(qr.svg(address)),  # noqa: S308 - black squares of our own
    }
    return render(request, "console/pages/paper_link.html", context)

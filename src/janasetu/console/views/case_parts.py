"""The small doors of a case's page: a draft, the citizen's number, a call-back, the replies sent often."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from janasetu.cases import queries
from janasetu.cases.actions import ask_call_backs, call_back_about, keep_draft, reveal_number, split_off
from janasetu.cases.choices import CallReason
from janasetu.cases.notices import PHRASES
from janasetu.cases.rules import RefusedError
from janasetu.console.access import OfficerRequest, officer_required
from janasetu.console.canned import canned_for
from janasetu.console.casefile import in_full
from janasetu.console.forms.move import storable
from janasetu.console.forms.moves import FORMS
from janasetu.console.language import reader_language
from janasetu.console.views.cases import find_case, show_case
from janasetu.lib import clock, references


@officer_required
@require_POST
def case_draft(request: OfficerRequest, ref: str) -> HttpResponseBase:
    """Keep what is being typed for a move."""
    case, move = find_case(request, ref), request.POST.get("move", "")
    if move not in FORMS:
        return HttpResponseBadRequest()
    text = storable(request.POST.get("text", ""))
    keep_draft(case, request.officer, move=move, text=text, now=clock.now())
    return HttpResponse(status=204)


@officer_required
@require_POST
def case_number(request: OfficerRequest, ref: str) -> HttpResponseBase:
    """The citizen's number in full, once; that it was looked at stands in the case."""
    case, now = find_case(request, ref), clock.now()
    try:
        number = in_full(reveal_number(officer=request.officer, ref=case.ref, now=now))
    except RefusedError as error:
        messages.error(request, PHRASES.say(error.key, reader_language()))
        return redirect("console:case", ref=case.ref)
    if request.htmx:  # type: ignore[attr-defined]  # from django_htmx's middleware
        return render(request, "console/parts/case_number.html", {"number": number})
    return show_case(request, case, now=now, number=number)


@officer_required
@require_POST
def case_call(request: OfficerRequest, ref: str) -> HttpResponseBase:
    """Put the citizen on the list of those to be telephoned, once until that call is done."""
    case = find_case(request, ref)
    party = queries.parties([case.body_id], [case.id]).get(case.id)
    newest = queries.events_of(case).values_list("id", flat=True).last()
    source, reason = f"unreached:{case.id}:{newest}", CallReason.UNREACHED
    ask_call_backs([call_back_about(case, party, reason=reason, source=source, now=clock.now())])
    messages.success(request, _("The citizen is on the list of call-backs."))
    return redirect("console:case", ref=case.ref)


@officer_required
@require_POST
def case_split(request: OfficerRequest, ref: str) -> HttpResponseBase:
    """Give somebody who joined the case one of their own, under their number."""
    case = find_case(request, ref)
    number = references.read(request.POST.get("number", "")) or ""
    try:
        own = split_off(officer=request.officer, ref=number, now=clock.now())
    except (RefusedError, queries.NoSuchCaseError) as error:
        key = error.key if isinstance(error, RefusedError) else "split_what"
        messages.error(request, PHRASES.say(key, reader_language()))
        return redirect("console:case", ref=case.ref)
    messages.success(request, _("It has a case of its own now, and the citizen is told."))
    return redirect("console:case", ref=own.ref)


@officer_required
@require_safe
def case_canned(request: OfficerRequest, ref: str) -> HttpResponseBase:
    """The replies that the office sends often and that have the words of `q`, ready for this case."""
    case = find_case(request, ref)
    found = canned_for(case, request.GET.get("q", ""))
    return render(request, "console/parts/canned_list.html", {"replies": found})

"""Take what a case owes, ask to let it go or to give it back, and print the receipt."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from janasetu.bodies.models import Officer
from janasetu.cases.queries import NoSuchCaseError, case_visible_to, party_on_paper
from janasetu.console.access import OfficerRequest, officer_required
from janasetu.console.fees import Refusal, receipt_paper
from janasetu.console.forms.move import storable
from janasetu.console.language import reader_language
from janasetu.console.stepup import step_up_required
from janasetu.console.views.cases import find_case, show_case
from janasetu.lib import clock
from janasetu.lib.ids import uuid7
from janasetu.payments import queries, rules, typed
from janasetu.payments.actions import ask_refund, ask_waiver, confirm_payment, take_cash
from janasetu.payments.choices import DemandState
from janasetu.payments.models import Demand, Receipt
from janasetu.payments.rules import RefusedError
from janasetu.payments.sentences import refusal


@officer_required
@require_POST
def fee_cash(request: OfficerRequest, ref: str, demand_id: UUID) -> HttpResponseBase:
    """Cash over the counter: the amount as it was typed, against what the page said is due."""
    written = storable(request.POST.get("amount", ""))

    def take() -> Receipt:
        return take_cash(
            officer=request.officer,
            demand_id=demand_id,
            amount=typed.amount_typed(written),
            seen=typed.amount_typed(request.POST.get("seen", "")),
            once=_once(request),
            now=clock.now(),
        )

    return _taken(request, ref, demand_id, "cash", written, take)


@officer_required
@require_POST
def fee_upi(request: OfficerRequest, ref: str, demand_id: UUID) -> HttpResponseBase:
    """A payment that the officer has seen in the office's account."""
    written = storable(request.POST.get("utr", ""))

    def take() -> Receipt:
        return confirm_payment(
            officer=request.officer,
            demand_id=demand_id,
            utr=written,
            seen=typed.amount_typed(request.POST.get("seen", "")),
            once=_once(request),
            now=clock.now(),
        )

    return _taken(request, ref, demand_id, "upi", written, take)


@officer_required
@step_up_required
@require_POST
def fee_relief(request: OfficerRequest, ref: str, demand_id: UUID) -> HttpResponseBase:
    """Ask to let a fee go, or to give back what was paid; a second officer decides."""
    case, now = find_case(request, ref), clock.now()
    reason = storable(request.POST.get("reason", ""))
    demand = Demand.objects.filter(body_id=case.body_id, case_id=case.id, id=demand_id).first()
    ask = ask_refund if demand and demand.state == DemandState.PAID else ask_waiver
    try:
        ask(officer=request.officer, demand_id=demand_id, reason=reason, now=now)
    except RefusedError as error:
        refused = Refusal(demand_id, "relief", refusal(error, reader_language()), reason)
        return show_case(request, case, now=now, fee_refused=refused)
    messages.success(request, _("You have asked. A second officer decides within seven days."))
    return redirect("console:case", ref=case.ref)


@officer_required
@require_safe
def receipt(request: OfficerRequest, receipt_id: UUID) -> HttpResponse:
    """A receipt, to print, as often as it is asked for."""
    if not rules.may_see_book(request.officer.tenure, clock.now()):
        raise PermissionDenied
    found = queries.receipt_of(request.officer.body_id, receipt_id)
    if found is None:
        raise Http404(receipt_id)
    paper = receipt_paper(found, name=_who_paid(request.officer, found))
    return render(request, "console/pages/fee_receipt.html", {"paper": paper})


def _taken(
    request: OfficerRequest,
    ref: str,
    demand_id: UUID,
    act: str,
    written: str,
    take: Callable[[], Receipt],
) -> HttpResponseBase:
    """To the receipt; or the page again, with what was typed and why it was not taken."""
    case = find_case(request, ref)
    try:
        given = take()
    except RefusedError as error:
        refused = Refusal(demand_id, act, refusal(error, reader_language()), written)
        return show_case(request, case, now=clock.now(), fee_refused=refused)
    messages.success(request, _("The money is booked. Give the receipt."))
    return redirect("console:receipt", given.id)


def _once(request: OfficerRequest) -> UUID:
    """The form's own mark; who takes it away only loses the guard against pressing twice."""
    try:
        return UUID(request.POST.get("once", ""))
    except ValueError:
        return uuid7()


def _who_paid(officer: Officer, receipt: Receipt) -> str:
    """The applicant's name; empty where this officer may not know it, or it is kept secret."""
    try:
        case = case_visible_to(officer, receipt.demand.ref)
    except NoSuchCaseError:
        return ""
    party = None if case.confidential else party_on_paper(case)
    return party.name if party else ""

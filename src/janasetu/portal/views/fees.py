"""A fee on the web: how much, for what, how to pay it; and where a payment company answers."""

from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from janasetu.lib import amounts, clock
from janasetu.lib.texts import as_lang
from janasetu.payments import links, qr, queries
from janasetu.payments.actions import open_checkout, take_callback
from janasetu.payments.actions.companies import NoSuchOrderError, order_for
from janasetu.payments.choices import DemandState
from janasetu.payments.companies import company
from janasetu.payments.gateways import MOST_BYTES, NotGenuineError
from janasetu.payments.models import Demand
from janasetu.payments.notices import line_in_words, payment_link
from janasetu.payments.rules import RefusedError
from janasetu.portal.access import public_page

_FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})
_SIGNATURE = "X-Payment-Signature"


@public_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def fee(request: HttpRequest, token: str) -> HttpResponseBase:
    """The page of one demand; a press on it leads to the payment company."""
    demand, found = _demand(token), company()
    if request.method == "POST" and found:
        try:
            order = open_checkout(
                body_id=demand.body_id, demand_id=demand.id, company=found.code, now=clock.now()
            )
        except RefusedError:
            return redirect("portal:fee", token)
        return redirect(found.address(order_for(order)))
    lang = as_lang(get_language())
    is_due = demand.state == DemandState.DUE
    link = payment_link(demand, demand.body) if is_due else ""
    context = {
        "office": demand.body.name_in(lang),
        "number": demand.grouped_ref,
        "amount": amounts.rupees(demand.amount, lang),
        "lines": [line_in_words(line, lang) for line in demand.fees],
        "state": demand.state,
        "link": link,
        "code": mark_safe(qr.svg(link)) if link else "",  # noqa: S308 - black squares of our own
        "online": is_due and found is not None,
        "receipts": [one.number for one in demand.receipts.filter(body_id=demand.body_id)],
    }
    return render(request, "portal/pages/fee.html", context)


@csrf_exempt
@public_page
@require_POST
def answer(request: HttpRequest) -> HttpResponseBase:
    """What the payment company says, straight into the act: from its own machines, signed over the raw bytes,
    or carried back by the payer's browser, signed in the same way. 401 for what it did not sign, stored
    nowhere; 404 for an order of nobody's.
    """
    found = company()
    if found is None:
        raise Http404
    is_carried = request.content_type in _FORMS
    raw = request.POST.get("answer", "").encode() if is_carried else request.body[: MOST_BYTES + 1]
    signature = request.POST.get("signature", "") if is_carried else request.headers.get(_SIGNATURE, "")
    try:
        checkout = take_callback(company=found.code, told=found.read(raw, signature), now=clock.now())
    except NotGenuineError:
        return HttpResponse(status=HTTPStatus.UNAUTHORIZED)
    except NoSuchOrderError as error:
        raise Http404 from error
    if is_carried:
        return redirect("portal:fee", queries.token_of(checkout.demand))
    return JsonResponse({"state": checkout.state})


def _demand(token: str) -> Demand:
    """The demand of an address that we made; the same 404 for every other."""
    try:
        number, demand_id = links.opened(token, key=settings.PAYMENT_SECRET)
    except links.NotOurLinkError as error:
        raise Http404 from error
    demand = queries.demand_of_number(number, demand_id)
    if demand is None:
        raise Http404(token)
    return demand

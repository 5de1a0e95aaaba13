"""The page on which one only pretends to pay: the stand-in of a payment company, with its signed answer."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from janasetu.lib import amounts
from janasetu.lib.texts import as_lang
from janasetu.payments import queries
from janasetu.payments.actions.companies import order_for
from janasetu.payments.companies import stand_in
from janasetu.payments.gateways import NotGenuineError, order_of
from janasetu.portal.access import public_page


@public_page
@require_safe
def pretend(request: HttpRequest, code: str) -> HttpResponse:
    """What the company would say is carried back by the browser: that it is paid, or that it failed."""
    try:
        checkout = queries.checkout_of(*order_of(code))
    except NotGenuineError as error:
        raise Http404 from error
    if checkout is None:
        raise Http404(code)
    order, transaction = order_for(checkout), f"S{checkout.id.hex[:12]}"
    answers = {
        outcome: stand_in().answer(order, outcome=outcome, transaction=transaction)
        for outcome in ("paid", "failed")
    }
    context = {
        "amount": amounts.rupees(checkout.amount, as_lang(get_language())),
        "answers": [(outcome, raw.decode(), signature) for outcome, (raw, signature) in answers.items()],
    }
    return render(request, "demo/pages/pretend_to_pay.html", context)

"""What of money may wait, and for how long."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from janasetu.lib.watches import AtRest, Rest, Watch
from janasetu.payments.choices import CheckoutState, DemandState
from janasetu.payments.models import Checkout

WATCHES = (
    Watch(
        code="stray_payments",
        name=_("Money that came and that nobody owed, not yet sent back"),
        patience=timedelta(days=3),
        rows=lambda at: Checkout.objects.filter(state=CheckoutState.STRAY),
        since="told_at",
        mend="the office sends it back and writes down how: /console/cash/",
        states=(CheckoutState.STRAY,),
    ),
)
AT_REST: AtRest = {
    Rest.PERSON: (DemandState.DUE,),
    Rest.OUTSIDE: (CheckoutState.OPEN,),
    Rest.END: (
        DemandState.PAID,
        DemandState.WAIVED,
        DemandState.REFUNDED,
        DemandState.DROPPED,
        CheckoutState.PAID,
        CheckoutState.FAILED,
        CheckoutState.RETURNED,
    ),
}

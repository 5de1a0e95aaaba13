"""What of money may wait, and for how long."""

from datetime import timedelta

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from janasetu.lib.watches import AtRest, Rest, Watch
from janasetu.payments.choices import CheckoutState, DemandState
from janasetu.payments.models import Checkout, Demand, ReceiptPaper

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
    Watch(
        code="fees_to_give_back",
        name=_("Fees that are to be given back by their rule, and are not yet"),
        patience=timedelta(days=7),
        rows=lambda at: Demand.objects.filter(state=DemandState.PAID, goes_back_at__isnull=False),
        since="goes_back_at",
        mend="an officer asks for it on the page of the case, another agrees: /console/cash/",
    ),
    Watch(
        code="fees_to_note",
        name=_("Payments that are not yet on the timeline of their case"),
        patience=timedelta(minutes=5),
        rows=lambda at: Demand.objects.filter(~Q(state=F("noted"))),
        since="ended_at",
        mend="jobs notes them once a second: logs/jobs.log",
    ),
    Watch(
        code="receipts_to_send",
        name=_("Receipts that are not yet made as papers"),
        patience=timedelta(minutes=5),
        rows=lambda at: ReceiptPaper.objects.filter(sent_at=None),
        since="receipt__at",
        mend="the signer's process presses them: logs/signer.log; ./janasetu serve --only signer",
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

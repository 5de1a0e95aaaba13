"""What may become of a fee, and by which ways money comes."""

from django.db import models


class DemandState(models.TextChoices):
    """What became of what somebody owes."""

    DUE = "due"
    PAID = "paid"
    WAIVED = "waived"  # two officers let it go
    REFUNDED = "refunded"  # it was paid and given back; the case may go on or not
    DROPPED = "dropped"  # nobody owes it any more: other answers, or the case is over


class Mode(models.TextChoices):
    """How money came."""

    CASH = "cash"
    UPI = "upi"  # an officer has seen it in the account
    GATEWAY = "gateway"  # a payment company says so, signed


class ReliefKind(models.TextChoices):
    """What two officers may do with a fee."""

    WAIVER = "waiver"
    REFUND = "refund"


class CheckoutState(models.TextChoices):
    """What a payment company told of one try to pay."""

    OPEN = "open"
    PAID = "paid"
    FAILED = "failed"
    STRAY = "stray"  # money came that nobody owes: it has to go back
    RETURNED = "returned"  # and it has gone back

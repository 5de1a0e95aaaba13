"""Which payment company the installation has: none, or the stand-in."""

from django.conf import settings

from janasetu.payments.gateways import Company, StandIn

_STAND_IN = "sample"


def company() -> Company | None:
    """The company through which people pay online; None where there is none."""
    return stand_in() if settings.PAYMENT_COMPANY == _STAND_IN else None


def stand_in() -> StandIn:
    """The one that only pretends; its secret is made from that of the installation."""
    return StandIn(settings.PAYMENT_SECRET)

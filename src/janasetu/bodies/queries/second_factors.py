"""Reads of second factors: what a login has set up."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes


@dataclass(frozen=True, slots=True)
class SecondFactor:
    """An app that makes codes: since when, and how many recovery codes are left."""

    since: datetime
    recovery_codes: int


def second_factor(user_id: int) -> SecondFactor | None:
    """What this login confirms with; None where nothing is set up. One query."""
    factors = {factor.type: factor for factor in Authenticator.objects.filter(user_id=user_id)}
    app = factors.get(Authenticator.Type.TOTP)
    if app is None:
        return None
    spare = factors.get(Authenticator.Type.RECOVERY_CODES)
    return SecondFactor(app.created_at, len(RecoveryCodes(spare).get_unused_codes()) if spare else 0)

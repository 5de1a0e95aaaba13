"""Reads of second factors: what a login has set up."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes


@dataclass(frozen=True, slots=True)
class Passkey:
    """A telephone, a computer or a stick that says it is you; what its owner calls it, and since when."""

    id: int
    name: str
    since: datetime


@dataclass(frozen=True, slots=True)
class SecondFactor:
    """An app that makes codes: since when, how many recovery codes are left, and the passkeys beside it."""

    since: datetime
    recovery_codes: int
    passkeys: tuple[Passkey, ...] = ()


def second_factor(user_id: int) -> SecondFactor | None:
    """What this login confirms with; None where nothing is set up. One query."""
    found = list(Authenticator.objects.filter(user_id=user_id).order_by("id"))
    factors = {factor.type: factor for factor in found}
    app = factors.get(Authenticator.Type.TOTP)
    if app is None:
        return None
    spare = factors.get(Authenticator.Type.RECOVERY_CODES)
    passkeys = [one for one in found if one.type == Authenticator.Type.WEBAUTHN]
    return SecondFactor(
        since=app.created_at,
        recovery_codes=len(RecoveryCodes(spare).get_unused_codes()) if spare else 0,
        passkeys=tuple(Passkey(one.id, one.data["name"], one.created_at) for one in passkeys),
    )

"""The codes of a login: set up the app that makes them, accept each once, make the recovery codes anew.

allauth keeps the rows and makes the codes. That a code counts once is kept in the row of its authenticator,
not in a cache: a cache of one process knows nothing of what another has accepted.
"""

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet
from django.utils.crypto import constant_time_compare

_LAST = "last_counter"  # in an authenticator's JSON: the 30 seconds of the last code that was accepted


@transaction.atomic
def set_up_code_app(*, user: AbstractBaseUser, secret: str, code: str = "") -> list[str]:
    """Let the app that knows `secret` make this login's codes, in place of any other app; recovery codes.
    Passkeys stay.

    `code`: the one that proved it, which counts no second time.
    """
    _of_codes(user.pk).delete()
    app = TOTP.activate(user, secret).instance
    app.data[_LAST] = _counter(secret, code)
    app.save(update_fields=["data"])
    return _recovery_codes(user)


@transaction.atomic
def renew_recovery_codes(*, user: AbstractBaseUser) -> list[str]:
    """A new set of recovery codes; the old ones open nothing any more."""
    Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.RECOVERY_CODES).delete()
    return _recovery_codes(user)


@transaction.atomic
def accept_code(*, user_id: int, code: str) -> bool:
    """Whether the code is right and was never used: six digits of the app, or a recovery code."""
    factors = _of_codes(user_id).select_for_update().order_by("id")
    return any(_accepts(factor, code) for factor in factors)


def makes_code(secret: str, code: str) -> bool:
    """Whether an app that knows this secret shows this code now."""
    return _counter(secret, code) is not None


def _of_codes(user_id: int) -> "QuerySet[Authenticator]":
    mine: QuerySet[Authenticator] = Authenticator.objects.filter(user_id=user_id)
    return mine.exclude(type=Authenticator.Type.WEBAUTHN)


def _accepts(factor: Authenticator, code: str) -> bool:
    if factor.type == Authenticator.Type.RECOVERY_CODES:
        return bool(RecoveryCodes(factor).validate_code(code))
    return _accepts_once(factor, code)


def _accepts_once(app: Authenticator, code: str) -> bool:
    """Each code later than the last: so none counts twice, and no older one that was overlooked."""
    counter = _counter(decrypt(app.data["secret"]), code)
    if counter is None or counter <= (app.data.get(_LAST) or 0):
        return False
    app.data[_LAST] = counter
    app.save(update_fields=["data"])
    app.record_usage()
    return True


def _counter(secret: str, code: str) -> int | None:
    """Which 30 seconds this code belongs to; None where it is none of about now."""
    made = (
        (counter, format_hotp_value(hotp_value(secret, counter)))
        for counter in yield_hotp_counters_from_time()
    )
    return next((counter for counter, right in made if constant_time_compare(right, code)), None)


def _recovery_codes(user: AbstractBaseUser) -> list[str]:
    return list(RecoveryCodes.activate(user).generate_codes())

"""The second factor of every login of the demo: one known secret, so that anybody can make its codes."""

from collections.abc import Sequence

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from django.contrib.auth.models import User

from janasetu.demo.towns import Town

TOTP_SECRET = "JANASETUDEMOJANASETUDEMOJANASETU"  # noqa: S105 - the demo's, printed on purpose


def found_second_factors(listed: Sequence[Town]) -> None:
    """Set the known app up for every login that opens something; who has set up another one keeps it."""
    names = [f"{role}@{code}" for town in listed for code, role, _ in town.seats()]
    without = User.objects.filter(username__in=names).exclude(authenticator__type=Authenticator.Type.TOTP)
    user_ids = list(without.order_by("id").values_list("id", flat=True))
    known = {"secret": encrypt(TOTP_SECRET)} if user_ids else {}
    Authenticator.objects.bulk_create(
        [Authenticator(user_id=user_id, type=Authenticator.Type.TOTP, data=known) for user_id in user_ids]
    )

"""Every login of the demo has the one known second factor."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.models import User

from janasetu.bodies.actions import accept_code, set_up_code_app
from janasetu.demo import seed
from janasetu.demo.founding.second_factors import TOTP_SECRET, found_second_factors
from janasetu.demo.towns import towns

pytestmark = pytest.mark.usefixtures("towns_seeded")


def test_every_login_that_opens_something_takes_the_codes_of_the_known_secret() -> None:
    code = format_hotp_value(hotp_value(TOTP_SECRET, list(yield_hotp_counters_from_time())[1]))
    users = dict(User.objects.values_list("username", "id"))
    logins = [login.name for login in seed.logins()]

    assert len(logins) > 80
    assert [name for name in logins if not accept_code(user_id=users[name], code=code)] == []


def test_the_secret_is_printed_beside_the_logins() -> None:
    assert f"TOTP secret {TOTP_SECRET}" in seed.welcome()


def test_who_has_set_up_another_app_keeps_it() -> None:
    user = User.objects.get(username="officer@falakata")
    set_up_code_app(user=user, secret="GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    before = list(Authenticator.objects.order_by("id").values("id", "data"))

    found_second_factors(towns())

    assert list(Authenticator.objects.order_by("id").values("id", "data")) == before

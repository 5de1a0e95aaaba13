"""The second factor of a login: each code counts once, for all processes; its secret lies encrypted."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from cryptography.fernet import InvalidToken
from django.contrib.auth.models import User

from janasetu.bodies.actions import accept_code, makes_code, renew_recovery_codes, set_up_code_app
from janasetu.bodies.queries import second_factor
from janasetu.bodies.tests.test_attempts import at_the_same_instant

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # of RFC 6238


def codes(secret: str = SECRET) -> tuple[str, str, str]:
    """The codes of the last, this and the next 30 seconds."""
    before, now, after = (
        format_hotp_value(hotp_value(secret, one)) for one in yield_hotp_counters_from_time()
    )
    return before, now, after


@pytest.fixture
def user(db: None) -> User:
    return User.objects.create(username="approver@falakata")


@pytest.fixture
def spare(user: User) -> list[str]:
    """The recovery codes of a login that has an app."""
    return set_up_code_app(user=user, secret=SECRET)


@pytest.mark.parametrize(("counter", "code"), [(1, "287082"), (37037036, "081804"), (666666666, "353130")])
def test_codes_are_those_of_the_standard(counter: int, code: str) -> None:
    assert format_hotp_value(hotp_value(SECRET, counter)) == code


def test_a_code_counts_once(user: User, spare: list[str]) -> None:
    _, now, _ = codes()

    assert [accept_code(user_id=user.pk, code=now) for _ in range(2)] == [True, False]


def test_an_older_code_counts_no_more_after_a_newer_one(user: User, spare: list[str]) -> None:
    before, now, after = codes()

    assert [accept_code(user_id=user.pk, code=code) for code in (now, before, after)] == [True, False, True]


def test_the_code_that_set_the_app_up_is_used_up(user: User) -> None:
    _, now, _ = codes()

    set_up_code_app(user=user, secret=SECRET, code=now)

    assert not accept_code(user_id=user.pk, code=now)


def test_a_code_of_another_app_is_none(user: User, spare: list[str]) -> None:
    _, other, _ = codes("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")

    assert makes_code("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", other)
    assert not accept_code(user_id=user.pk, code=other)


def test_a_code_of_somebody_else_is_none(user: User, spare: list[str]) -> None:
    stranger = User.objects.create(username="clerk@falakata")

    assert not accept_code(user_id=stranger.pk, code=codes()[1])


def test_a_recovery_code_counts_once_and_the_others_stay(user: User, spare: list[str]) -> None:
    assert len(set(spare)) == 10
    assert [accept_code(user_id=user.pk, code=spare[3]) for _ in range(2)] == [True, False]
    assert second_factor(user.pk).recovery_codes == 9  # type: ignore[union-attr]
    assert accept_code(user_id=user.pk, code=spare[4])


def test_new_recovery_codes_end_the_old_ones(user: User, spare: list[str]) -> None:
    fresh = renew_recovery_codes(user=user)

    assert [accept_code(user_id=user.pk, code=code) for code in (spare[0], fresh[0])] == [False, True]


def test_another_app_ends_the_first(user: User, spare: list[str]) -> None:
    set_up_code_app(user=user, secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")

    assert not accept_code(user_id=user.pk, code=codes()[1])
    assert not accept_code(user_id=user.pk, code=spare[0])


def test_a_login_without_an_app_has_none(user: User) -> None:
    assert second_factor(user.pk) is None
    assert not accept_code(user_id=user.pk, code="123456")


def test_neither_the_secret_nor_a_recovery_code_lies_readable_in_the_database(
    user: User, spare: list[str], settings: Any
) -> None:
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))

    assert SECRET not in kept
    assert not [code for code in spare if code in kept]
    settings.SECRET_KEY = "of another installation"
    with pytest.raises(InvalidToken):
        accept_code(user_id=user.pk, code=codes()[1])


@pytest.mark.django_db(transaction=True)
def test_a_code_sent_twice_at_the_same_instant_counts_once() -> None:
    user = User.objects.create(username="approver@falakata")
    set_up_code_app(user=user, secret=SECRET)
    _, now, _ = codes()

    assert at_the_same_instant(6, lambda: accept_code(user_id=user.pk, code=now)) == 1

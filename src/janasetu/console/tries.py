"""Whose tries are counted together at a door, and what somebody is told who has to wait."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import ngettext

from janasetu.bodies.actions import count_attempt, forget_attempts
from janasetu.bodies.errors import TooManyTriesError
from janasetu.bodies.throttle import ONE_ADDRESS, ONE_CODE, ONE_LOGIN, ONE_LOGIN_HERE
from janasetu.console.language import reader_language
from janasetu.lib import bn, clock
from janasetu.lib.addresses import subscriber

WAIT = "wait"  # the code of the error that says so


@contextmanager
def counted_login(request: HttpRequest, login: str) -> Iterator[None]:
    """Let one password be tried; ValidationError (`WAIT`) before it is, where the door waits.

    A clerk who mistypes makes only that one login wait, and only from that address.
    """
    name, address = login.casefold(), address_of(request)
    own = {f"login {name}": ONE_LOGIN, f"login {name} from {address}": ONE_LOGIN_HERE}
    shared = f"logins from {address}"
    at = clock.wall()
    try:
        count_attempt(own | {shared: ONE_ADDRESS}, at=at)
    except TooManyTriesError as error:
        raise _wait(error, at) from error
    yield
    forget_attempts(own, shared=shared, at=at)


@contextmanager
def counted_code(user_id: int) -> Iterator[None]:
    """Let somebody who is logged in try one code, or say the password again; else as `counted_login`."""
    own = {f"code {user_id}": ONE_CODE}
    at = clock.wall()
    try:
        count_attempt(own, at=at)
    except TooManyTriesError as error:
        raise _wait(error, at) from error
    yield
    forget_attempts(own, at=at)


def address_of(request: HttpRequest) -> str:
    """Where a request comes from. Behind a front server of this machine: what that says, and no one else."""
    return subscriber(request.META.get("REMOTE_ADDR", ""), request.headers.get("X-Forwarded-For", ""))


def _wait(error: TooManyTriesError, at: datetime) -> ValidationError:
    minutes = math.ceil((error.until - at).total_seconds() / 60)
    sentence = ngettext(
        "Too many wrong tries. Please try again in %(minutes)s minute.",
        "Too many wrong tries. Please try again in %(minutes)s minutes.",
        minutes,
    )
    return ValidationError(sentence % {"minutes": bn.number(minutes, reader_language())}, code=WAIT)

"""Passkeys: a telephone, a computer or a stick that says it is you, in place of a code.

allauth keeps the rows and, in the session of the request at work, what was asked; fido2 does the sums. What
was asked is answered once: it is forgotten with the right answer.
"""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from pydantic import BaseModel

LONGEST_NAME = 40  # characters
# What pydantic and allauth raise at an answer that is none, and fido2's parsers (seen at 40,000 garbled).
_RAISED = (ValidationError, ValueError, TypeError, LookupError, AttributeError, struct.error)
_PASSKEYS = Authenticator.Type.WEBAUTHN


def ask_for_passkey(user: AbstractBaseUser) -> dict[str, Any]:
    """What the browser is to ask one of this login's passkeys, as JSON of the standard (WebAuthn)."""
    asked: dict[str, Any] = auth.begin_authentication(user)
    return asked


def accept_passkey(*, user: AbstractBaseUser, answer: str) -> bool:
    """Whether this answers what was asked last, and comes from a passkey of the login."""
    try:
        with _strange_answers():
            passkey = auth.complete_authentication(user, _read(answer))
    except _StrangeAnswerError:
        return False
    passkey.record_usage()
    return True


def ask_for_new_passkey(user: AbstractBaseUser) -> dict[str, Any]:
    """What the browser is to ask of a telephone or a stick that becomes a passkey; of none that is one."""
    asked: dict[str, Any] = auth.begin_registration(user, passwordless=False)
    return asked


def add_passkey(*, user: AbstractBaseUser, name: str, answer: str) -> bool:
    """Keep the passkey that this answer brings, if it answers what was asked last."""
    try:
        with _strange_answers():
            said = _read(answer)
            auth.complete_registration(said)
    except _StrangeAnswerError:
        return False
    auth.WebAuthn.add(user, name[:LONGEST_NAME], said)
    return True


def remove_passkey(*, user_id: int, passkey_id: int) -> bool:
    """Let this passkey of the login open nothing any more; False where it has no such one."""
    return bool(Authenticator.objects.filter(user_id=user_id, type=_PASSKEYS, id=passkey_id).delete()[0])


class _Response(BaseModel):
    """What the passkey itself said: the first two when it is made, all but the second when it is asked."""

    clientDataJSON: str  # noqa: N815 - the names are the standard's
    attestationObject: str | None = None  # noqa: N815
    authenticatorData: str | None = None  # noqa: N815
    signature: str | None = None
    userHandle: str | None = None  # noqa: N815


class _Answer(BaseModel):
    """PublicKeyCredential.toJSON() of the standard, as far as anybody looks at it."""

    id: str
    rawId: str  # noqa: N815
    type: Literal["public-key"]
    response: _Response
    clientExtensionResults: dict[str, Any] = {}  # noqa: N815


class _StrangeAnswerError(Exception):
    """No answer to what was asked: of no shape of the standard, of another key, of another site, or old."""


@contextmanager
def _strange_answers() -> Iterator[None]:
    """Give one name to what pydantic, allauth and fido2 raise at an answer that is none."""
    try:
        yield
    except _RAISED as error:
        raise _StrangeAnswerError(str(error)) from error


def _read(answer: str) -> dict[str, Any]:
    return _Answer.model_validate_json(answer).model_dump(exclude_none=True)

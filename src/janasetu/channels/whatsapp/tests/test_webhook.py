"""Who may post a webhook: the signature over the raw bytes, the handshake of the address."""

import hashlib
import hmac

import pytest

from janasetu.channels.whatsapp.webhook import challenge, is_signed

SECRETS = ("newest", "older")
BODY = '{"text": "জল নেই"}'.encode()


def signature(body: bytes, secret: str) -> bytes:
    return b"sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest().encode()


@pytest.mark.parametrize("secret", SECRETS)
def test_the_newest_secret_and_the_older_ones_are_taken(secret: str) -> None:
    assert is_signed(BODY, signature(BODY, secret), SECRETS)


@pytest.mark.parametrize(
    "header",
    [
        b"",
        b"sha256=",
        signature(BODY, "newest").removeprefix(b"sha256="),
        signature(BODY, "newest").replace(b"sha256=", b"sha1="),
        signature(BODY, "newest").upper(),
        signature(BODY, "newest")[:-1],
        signature(BODY, "newest") + b"0",
        signature(BODY, "revoked"),
        signature(BODY + b" ", "newest"),
        b"sha256=" + "৫".encode() * 64,
        b"sha256=\xff\xfe",
    ],
)
def test_any_other_header_is_refused_without_an_error(header: bytes) -> None:
    assert not is_signed(BODY, header, SECRETS)


def test_a_body_written_anew_is_not_the_signed_one() -> None:
    escaped = BODY.decode().encode("ascii", "backslashreplace")

    assert not is_signed(BODY, signature(escaped, "newest"), SECRETS)


def test_without_a_secret_nothing_is_signed() -> None:
    assert not is_signed(BODY, signature(BODY, ""), ())


def test_the_handshake_gives_the_challenge_back_to_who_knows_the_token() -> None:
    asked = {"hub.mode": "subscribe", "hub.verify_token": "token", "hub.challenge": "১২৩ & <b>"}

    assert challenge(asked, "token") == "১২৩ & <b>"
    assert challenge(asked, "another") is None
    assert challenge(asked | {"hub.mode": "unsubscribe"}, "token") is None
    assert challenge(asked | {"hub.verify_token": "টোকেন\ud800"}, "token") is None
    assert challenge({}, "token") is None

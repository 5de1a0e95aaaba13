"""Guard: every door from outside is shut to who is not let in: webhooks by a secret, pages by their gate."""

import asyncio
import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from psycopg.conninfo import make_conninfo
from pytest_django import Settings

from janasetu.channels.intake import Intake
from janasetu.config import front
from janasetu.messaging.models import InboundBatch

# Pages outside the portal that anybody may open, and why.
PUBLIC = {
    "console:login": "who is not logged in must be able to",
    "console:logout": "a session that has ended can still be ended",
    "round:worker": "a script that the browser keeps; nothing of an office stands in it",
    "styleguide": "the look, with made-up texts",
    "demo:page": "the demo shows itself; it does not exist under serve",
    "demo:enter": "one press sits down at the demo's desk; it does not exist under serve",
    "demo:xray": "which line made a sentence of the demo; it does not exist under serve",
    "demo:pay": "one pretends to pay; it does not exist under serve",
    "demo:clock": "scripts move the demo's clock; it does not exist under serve",
    "demo:move_clock": "people move the demo's clock; it does not exist under serve",
    "demo:shown_clock": "the clock on the demo's page; it does not exist under serve",
}
_EXAMPLES = {
    "str": "26100200014",
    "uuid": "01a20000-0000-7000-8000-000000000001",
    "int": "1",
    "slug": "falakata",
}


# --- webhooks ---

TOKENS = ("a-newer-token-of-the-tests", "an-older-token-of-the-tests")
SIGNED, SECRET = {"/webhooks/whatsapp"}, {"/webhooks/sms"}


@pytest.fixture
def intake(settings: Settings, transactional_db: None) -> Intake:
    """The installation's own intake, on the database of the tests."""
    given = connection.get_connection_params()
    url = make_conninfo(
        **{name: given[name] for name in ("host", "port", "user", "password", "dbname") if given.get(name)}
    )
    settings.INSTALLATION = replace(settings.INSTALLATION, database_url=url, sms_report_tokens=TOKENS)
    return front.intake()


def post(intake: Intake, path: str, raw: bytes, signature: bytes | None) -> int:
    """Post these bytes to one door; the status that comes back."""
    headers = [] if signature is None else [(b"x-hub-signature-256", signature)]
    scope = {"type": "http", "method": "POST", "path": path, "query_string": b"", "headers": headers}
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": raw, "more_body": False}

    async def send(event: Any) -> None:
        sent.append(event)

    async def run() -> None:
        try:
            await intake(scope, receive, send)
        finally:
            await intake.close()

    asyncio.run(run())
    return int(sent[0]["status"])


def right_signatures(raw: bytes, settings: Settings) -> list[bytes]:
    secrets = settings.INSTALLATION.whatsapp_app_secrets
    return [
        b"sha256=" + hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest().encode() for secret in secrets
    ]


def test_every_webhook_is_signed_or_has_a_secret_in_its_address(intake: Intake) -> None:
    assert set(intake.paths) == SIGNED | SECRET


@pytest.mark.parametrize("path", sorted(SIGNED))
def test_a_webhook_is_refused_without_a_right_signature_and_stores_nothing(intake: Intake, path: str) -> None:
    raw = b'{"entry": []}'
    wrong = b"sha256=" + hmac.new(b"another secret", raw, hashlib.sha256).hexdigest().encode()

    assert post(intake, path, raw, None) == 401
    assert post(intake, path, raw, wrong) == 401
    assert not InboundBatch.objects.exists()


@pytest.mark.parametrize("path", sorted(SIGNED))
def test_a_webhook_is_taken_with_a_right_signature_at_its_own_address_alone(
    intake: Intake, settings: Settings, path: str
) -> None:
    raw = b'{"entry": []}'
    for signature in right_signatures(raw, settings):
        assert post(intake, path, raw, signature) == 200
        assert post(intake, f"{path}/{TOKENS[0]}", raw, signature) == 404

    assert InboundBatch.objects.count() == len(right_signatures(raw, settings))


@pytest.mark.parametrize("path", sorted(SECRET))
def test_an_address_without_its_right_secret_is_none_whatever_is_signed_and_stores_nothing(
    intake: Intake, settings: Settings, path: str
) -> None:
    raw = b'{"entry": []}'
    wrong = ["", "/", "/x", f"/{TOKENS[0]}x", f"/{TOKENS[0][:-1]}", f"/x/{TOKENS[0]}", "/\udcff", "/টোকেন"]

    for ending in [*wrong, f"/{TOKENS[0].upper()}"]:
        for signature in [None, *right_signatures(raw, settings)]:
            assert post(intake, path + ending, raw, signature) == 404
    assert not InboundBatch.objects.exists()


@pytest.mark.parametrize("path", sorted(SECRET))
def test_an_address_with_its_secret_takes_what_nobody_signed(intake: Intake, path: str) -> None:
    for token in TOKENS:
        assert post(intake, f"{path}/{token}", b"{}", None) == 200

    assert InboundBatch.objects.count() == len(TOKENS)


@pytest.mark.parametrize("path", sorted(SECRET))
def test_without_a_secret_there_is_no_such_address(intake: Intake, settings: Settings, path: str) -> None:
    settings.INSTALLATION = replace(settings.INSTALLATION, sms_report_tokens=())

    assert [post(front.intake(), f"{path}{ending}", b"{}", None) for ending in ("", "/")] == [404, 404]


# --- pages ---


def addresses(patterns: list[Any], before: str = "/", space: str = "") -> Iterator[tuple[str, str, Any]]:
    """Every page: its name, an example of its address, its view."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inside = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from addresses(pattern.url_patterns, before + str(pattern.pattern), inside)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}", before + _example(str(pattern.pattern)), pattern.callback


def _example(route: str) -> str:
    for converter, value in _EXAMPLES.items():
        while f"<{converter}:" in route:
            start = route.index(f"<{converter}:")
            route = route[:start] + value + route[route.index(">", start) + 1 :]
    return route


PAGES = list(addresses(get_resolver().url_patterns))


def test_every_page_says_who_may_open_it() -> None:
    assert [name for name, _, view in PAGES if getattr(view, "gate", None) not in {"officer", "public"}] == []


def test_only_the_portal_and_the_pages_named_here_are_public() -> None:
    public = {name for name, _, view in PAGES if view.gate == "public" and not name.startswith("portal:")}

    assert public == set(PUBLIC)


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post", "put", "delete"])
@pytest.mark.parametrize(
    ("name", "address"), [(name, address) for name, address, view in PAGES if view.gate == "officer"]
)
def test_a_page_of_officers_sends_a_stranger_to_log_in(name: str, address: str, method: str) -> None:
    answer = getattr(Client(), method)(address)

    assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (302, "/console/login/"), (
        name
    )

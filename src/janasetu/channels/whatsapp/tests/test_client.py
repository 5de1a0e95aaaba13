"""Talking to the Cloud API: what each answer means for a message, where a file may be fetched from."""

import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from janasetu.channels.whatsapp.client import MOST_BYTES, MOST_BYTES_OF_WORDS, CloudApi, FetchError
from janasetu.lib import clock
from janasetu.messaging.choices import OutboundState
from janasetu.messaging.outbox import MOST_ATTEMPTS, Outcome, Sending
from janasetu.messaging.values import Refusal

BASE = "http://graph.example/v25.0"
Provider = Callable[[httpx.Request], httpx.Response]


def api(provider: Provider) -> CloudApi:
    """A client of a provider that answers so."""
    http = httpx.Client(transport=httpx.MockTransport(provider), follow_redirects=False)
    return CloudApi(BASE, "token", http, Path("/nonexistent"))


def sending(*, address: str = "910000000001", attempts: int = 1, choices: Any = ()) -> Sending:
    return Sending(
        bucket=7,
        id=UUID("01a20000-0000-7000-8000-000000000001"),
        channel="whatsapp",
        line="200000000001002",
        address=address,
        address_kind="wa_id",
        text="জল আসবে",
        choices=list(choices),
        menu="",
        attempts=attempts,
    )


def outcome(status: int, content: object, *, attempts: int = 1) -> Outcome:
    return api(lambda _: httpx.Response(status, json=content)).send(sending(attempts=attempts))


def error(code: int) -> dict[str, Any]:
    return {"error": {"code": code, "message": "…"}}


# --- sending ---


def test_a_message_is_posted_to_its_line_with_our_own_id() -> None:
    posted: list[httpx.Request] = []

    def provider(request: httpx.Request) -> httpx.Response:
        posted.append(request)
        return httpx.Response(200, json={"messages": [{"id": "wamid.1"}]})

    sent = api(provider).send(sending(choices=[{"id": "a:yes", "title": "হ্যাঁ"}]))

    assert (sent.state, sent.provider_id, sent.retry_after) == (OutboundState.ACCEPTED, "wamid.1", None)
    assert str(posted[0].url) == f"{BASE}/200000000001002/messages"
    assert posted[0].headers["authorization"] == "Bearer token"
    assert json.loads(posted[0].content) == {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": "910000000001",
        "biz_opaque_callback_data": "7.01a20000-0000-7000-8000-000000000001",
        "type": "interactive",
        "interactive": {
            "type": "button",
            "body": {"text": "জল আসবে"},
            "action": {"buttons": [{"type": "reply", "reply": {"id": "a:yes", "title": "হ্যাঁ"}}]},
        },
    }


def test_a_person_without_a_number_is_addressed_by_the_user_id() -> None:
    posted: list[Any] = []

    def provider(request: httpx.Request) -> httpx.Response:
        posted.append(json.loads(request.content))
        return httpx.Response(200, json={})

    api(provider).send(sending(address="IN.a1b2c3"))

    assert (posted[0]["recipient"], "to" in posted[0]) == ("IN.a1b2c3", False)


@pytest.mark.parametrize(
    "content", [{}, {"messages": []}, {"messages": ["x"]}, {"messages": [{"id": 5}]}, [], "ok", None]
)
def test_an_odd_answer_of_success_is_still_success(content: object) -> None:
    assert outcome(200, content) == Outcome(sending(), OutboundState.ACCEPTED)


@pytest.mark.parametrize("code", [1, 2, 131000, 131016, 131053, 131057, 133004, 135000])
def test_what_may_pass_is_tried_again_each_time_later(code: int) -> None:
    waits = [outcome(500, error(code), attempts=attempts).retry_after for attempts in range(1, MOST_ATTEMPTS)]

    assert waits == [timedelta(seconds=seconds) for seconds in (1, 2, 4, 8, 16, 32, 60)]
    assert outcome(500, error(code), attempts=MOST_ATTEMPTS).state == OutboundState.FAILED


@pytest.mark.parametrize("code", [4, 80007, 130429, 131056, 132001, 133016])
def test_being_too_quick_or_without_a_template_is_answered_by_waiting_longer(code: int) -> None:
    tried = outcome(400, error(code))

    assert (tried.state, tried.retry_after, tried.error) == (
        OutboundState.QUEUED,
        timedelta(seconds=4),
        f"400/{code}",
    )


@pytest.mark.parametrize(("status", "content"), [(500, {}), (503, "busy"), (502, {"error": "bad"})])
def test_a_server_in_trouble_is_tried_again(status: int, content: object) -> None:
    tried = outcome(status, content)

    assert (tried.state, tried.retry_after, tried.error) == (
        OutboundState.QUEUED,
        timedelta(seconds=1),
        str(status),
    )


@pytest.mark.parametrize("code", [131047, 131026, 131050, 131062, 100, 131009, 999999])
def test_what_never_will_go_through_is_not_tried_again(code: int) -> None:
    tried = outcome(400, error(code))

    assert (tried.state, tried.retry_after, tried.error) == (OutboundState.FAILED, None, f"400/{code}")


@pytest.mark.parametrize(
    ("code", "refusal", "seconds"),
    [
        (190, Refusal.LINE_STOPPED, 0),
        (131042, Refusal.LINE_STOPPED, 0),
        (131048, Refusal.NOT_UNASKED, 3600),
        (368, Refusal.NOT_UNASKED, 3600),
        (131056, Refusal.TOO_OFTEN, 4),
    ],
)
def test_what_is_not_the_messages_fault_is_tried_again_for_ever(
    code: int, refusal: Refusal, seconds: int
) -> None:
    tried = [outcome(400, error(code), attempts=attempts) for attempts in (1, MOST_ATTEMPTS + 1)]

    assert {(one.state, one.refusal, one.counted) for one in tried} == {
        (OutboundState.QUEUED, refusal, False)
    }
    assert tried[0].retry_after == timedelta(seconds=seconds)


def test_who_has_had_enough_for_today_is_tried_once_more_tomorrow() -> None:
    tries = [outcome(400, error(131049), attempts=attempts) for attempts in (1, 2)]

    assert [(one.state, one.retry_after) for one in tries] == [
        (OutboundState.QUEUED, timedelta(hours=24)),
        (OutboundState.FAILED, None),
    ]


def test_a_wait_that_the_provider_asks_for_is_kept() -> None:
    def provider(_: httpx.Request) -> httpx.Response:
        return httpx.Response(429, json={}, headers={"Retry-After": "37"})

    tried = api(provider).send(sending())

    assert (tried.refusal, tried.retry_after) == (Refusal.TOO_QUICK, timedelta(seconds=37))


def test_a_closed_window_is_answered_by_the_template_and_only_once() -> None:
    template = {"name": "case_replied_1", "lang": "bn", "params": []}
    asked = replace(sending(), template=template, heard_at=clock.now())
    posted: list[Any] = []

    def provider(request: httpx.Request) -> httpx.Response:
        posted.append(json.loads(request.content)["type"])
        return httpx.Response(400, json=error(131047))

    first = api(provider).send(asked)
    second = api(provider).send(replace(asked, by_template=True))

    assert (first.state, first.by_template, first.retry_after) == (OutboundState.QUEUED, True, timedelta(0))
    assert second.state == OutboundState.FAILED
    assert posted == ["text", "template"]


def test_no_answer_leaves_the_message_in_the_air() -> None:
    def provider(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("…", request=request)

    assert api(provider).send(sending()) == Outcome(sending(), OutboundState.SENDING, error="ReadTimeout")


def test_a_door_that_does_not_open_is_knocked_at_again() -> None:
    def provider(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("…", request=request)

    tried = api(provider).send(sending(attempts=MOST_ATTEMPTS))

    assert (tried.state, tried.error, tried.counted) == (OutboundState.QUEUED, "ConnectError", False)
    assert tried.refusal == Refusal.AWAY


def test_a_message_to_nowhere_fails_unsent() -> None:
    assert api(_nobody_asks).send(sending(address="")) == Outcome(
        sending(address=""), OutboundState.FAILED, error="no address"
    )


def _nobody_asks(request: httpx.Request) -> httpx.Response:
    raise AssertionError(request.url)


# --- fetching ---


def holding(content: bytes, *, address: str = f"{BASE}/files/1", status: int = 200) -> Provider:
    """A provider that holds one file at this address, and shows it to nobody else's line."""

    def provider(request: httpx.Request) -> httpx.Response:
        assert request.headers["authorization"] == "Bearer token"
        if request.url.path == "/v25.0/712345":
            assert request.url.params["phone_number_id"] == "200000000001002"
            return httpx.Response(200, json={"url": address})
        assert str(request.url) == address
        return httpx.Response(status, content=content, headers={"location": "http://elsewhere.example/"})

    return provider


def fetch(provider: Provider) -> bytes:
    return api(provider).fetch("712345", line="200000000001002")


def failure(provider: Provider) -> tuple[str, bool]:
    with pytest.raises(FetchError) as refused:
        fetch(provider)
    return str(refused.value), refused.value.gone


def test_a_file_is_fetched_from_the_address_the_provider_gives() -> None:
    assert fetch(holding(b"bytes")) == b"bytes"


@pytest.mark.parametrize("host", ["lookaside.fbsbx.com", "mmg.whatsapp.net"])
def test_the_providers_own_file_hosts_are_trusted(host: str) -> None:
    assert fetch(holding(b"bytes", address=f"https://{host}/1")) == b"bytes"


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:5432/",
        "http://169.254.169.254/latest/",
        "https://graph.example/v25.0/files/1",
        "http://graph.example:81/1",
        "http://graph.example.evil.example/1",
        "https://evilwhatsapp.net/1",
        "http://lookaside.fbsbx.com/1",
        "https://lookaside.fbsbx.com@evil.example/1",
        "file:///etc/passwd",
        "",
    ],
)
def test_no_other_host_is_asked_and_none_sees_the_token(address: str) -> None:
    def provider(request: httpx.Request) -> httpx.Response:
        assert request.url.host == "graph.example"
        assert request.url.path == "/v25.0/712345"
        return httpx.Response(200, json={"url": address})

    assert failure(provider) == ("address of another host", True)


@pytest.mark.parametrize("content", [{}, [], "x", 7])
def test_an_answer_without_an_address_is_tried_again(content: object) -> None:
    assert failure(lambda _: httpx.Response(200, json=content)) == ("no address", False)


@pytest.mark.parametrize(
    "content", [b"", b"<html></html>", b"\xff", b'{"url": ' + b" " * MOST_BYTES_OF_WORDS + b"1}"]
)
def test_an_answer_that_is_no_json_or_has_no_end_is_tried_again(content: bytes) -> None:
    assert failure(lambda _: httpx.Response(200, content=content)) == ("no JSON", False)


@pytest.mark.parametrize(
    "media_id", ["", "../debug_token", "712345/../me", "712345?access_token=x", "৭১২", "7" * 65]
)
def test_what_is_no_id_of_a_file_is_not_asked_for(media_id: str) -> None:
    def provider(request: httpx.Request) -> httpx.Response:
        raise AssertionError(request.url)

    with pytest.raises(FetchError, match="no id of a file") as refused:
        api(provider).fetch(media_id, line="200000000001002")
    assert refused.value.gone


def test_a_file_that_is_packed_is_not_unfolded() -> None:
    bomb = gzip.compress(bytes(1024 * 1024))

    def provider(request: httpx.Request) -> httpx.Response:
        assert request.headers["accept-encoding"] == "identity"
        if request.url.path == "/v25.0/712345":
            return httpx.Response(200, json={"url": f"{BASE}/files/1"})
        return httpx.Response(200, content=bomb, headers={"content-encoding": "gzip"})

    assert failure(provider) == ("packed", False)


@pytest.mark.parametrize(
    ("status", "gone"), [(400, True), (404, True), (401, False), (500, False), (302, False)]
)
def test_a_file_that_is_not_there_is_given_up_and_trouble_is_tried_again(status: int, *, gone: bool) -> None:
    assert failure(lambda _: httpx.Response(status))[1] is gone
    assert failure(holding(b"", status=status))[1] is gone


def test_a_redirect_is_not_followed() -> None:
    assert failure(holding(b"", status=302)) == ("HTTP 302", False)


def test_no_more_is_read_than_the_gate_must_see_to_refuse_it() -> None:
    assert len(fetch(holding(b"\0" * (MOST_BYTES + 70_000)))) == MOST_BYTES


def test_a_broken_line_is_tried_again() -> None:
    def provider(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadError("…", request=request)

    assert failure(provider) == ("ReadError", False)

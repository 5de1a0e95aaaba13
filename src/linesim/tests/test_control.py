"""The control half as a whole: clock, lines, counters, reset, and a clear refusal for every wrong call."""

from __future__ import annotations

import mmap
import struct
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from linesim.clock import Clock, ClockError, FollowedClock, stamp
from linesim.tests.conftest import LINES
from linesim.tests.kit import LINE, PERSON, SECRET, Office, running_linesim, until

SEND = f"/phones/{PERSON}/send"
TEXT = {"line": LINE, "type": "text", "text": "x"}
A_MOMENT = timedelta(seconds=30)  # of wall time passes while a test runs


def test_settings_tell_where_webhooks_go(office: Office) -> None:
    assert office.control.get("/settings").json() == {
        "webhook": office.product.url,
        "secret": SECRET,
        "verify_token": "linesim",
    }


def test_lines_are_given_back_as_they_were_written(office: Office) -> None:
    assert office.control.get("/lines").json() == LINES
    assert office.control.put("/lines", json=LINES[:1]).json() == LINES[:1]
    assert office.control.get("/lines").json() == LINES[:1]
    assert office.control.put("/lines", json=LINES).json() == LINES


def test_a_line_that_was_named_says_so_until_a_reset(office: Office) -> None:
    office.control.post(f"/lines/{LINE}/account", json={"verified_name": "ফালাকাটা পুরসভা"})

    told = office.control.get("/lines").json()
    assert told == [LINES[0] | {"verified_name": "ফালাকাটা পুরসভা"}, *LINES[1:]]
    assert office.control.put("/lines", json=told).json() == told

    office.control.post("/reset")

    assert office.control.get("/lines").json() == LINES


def test_counters_count(office: Office) -> None:
    office.writes()
    office.says("এক")
    office.received()
    office.sends({"type": "text"})
    until(lambda: office.control.get("/counters").json()["webhooks_posted"] == 4)

    assert office.control.get("/counters").json() == {
        "sent": 1,
        "accepted": 1,
        "delivered": 1,
        "read": 1,
        "failed": 0,
        "refused": 1,
        "received": 1,
        "webhooks_posted": 4,
        "webhooks_waiting": 0,
        "retried": 0,
        "by_category": {"service": 1},
        "refusals": {"100": 1},
        "failures": {},
        "costs": {
            "by_type": {"service": {"free_customer_service": 1}},
            "billable_by_line": {},
            "rupees": "0",
        },
    }


def test_a_reset_forgets_everything_but_lines_and_clock(office: Office) -> None:
    office.writes()
    office.says("এক")
    before = office.control.post("/clock", json={"advance": 60}).json()["now"]

    office.control.post("/reset")

    assert office.received() == []
    assert office.control.get("/counters").json()["accepted"] == 0
    assert office.control.get("/lines").json() == LINES
    assert office.control.get("/clock").json()["now"] > before


def test_the_clock_moves_forward_and_stamps_everything(office: Office) -> None:
    now = datetime.fromisoformat(office.control.get("/clock").json()["now"])
    tomorrow = now + timedelta(days=1)

    moved = office.control.post("/clock", json={"to": stamp(tomorrow)}).json()["now"]
    message = office.hears("text", text="কাল")

    assert datetime.fromisoformat(moved) - tomorrow < A_MOMENT
    assert 0 <= int(message["timestamp"]) - int(tomorrow.timestamp()) < A_MOMENT.seconds
    again = office.control.post("/clock", json={"advance": 3600}).json()["now"]
    assert datetime.fromisoformat(again) - tomorrow >= timedelta(hours=1)


def test_a_clock_can_follow_a_file(tmp_path: Path) -> None:
    path = tmp_path / "clock"
    path.write_bytes(struct.pack("<q", 0))
    clock = FollowedClock(path)
    with path.open("r+b") as writer, mmap.mmap(writer.fileno(), 8) as shared:
        struct.pack_into("<q", shared, 0, 86_400_000_000)

        ahead = clock.now() - datetime.now(UTC)

    assert timedelta(hours=23) < ahead < timedelta(hours=25)
    assert clock.move_to(clock.now()) >= datetime.now(UTC)
    with pytest.raises(ClockError, match="follows"):
        clock.advance(60)


@pytest.mark.parametrize("content", [None, b"", b"1234567"])
def test_a_clock_file_that_is_none_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "clock"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(ClockError, match=str(path)):
        FollowedClock(path)


def test_a_clock_does_not_leave_the_calendar() -> None:
    with pytest.raises(ClockError):
        Clock().advance(1e300)
    with pytest.raises(ClockError):
        Clock().advance(10**10)


def test_a_clock_that_follows_answers_conflict(tmp_path: Path) -> None:
    path = tmp_path / "clock"
    path.write_bytes(struct.pack("<q", 3_600_000_000))
    with running_linesim("http://127.0.0.1:9/", "--clock", str(path)) as url:
        now = httpx.get(f"{url}/control/clock").json()["now"]

        assert datetime.fromisoformat(now) - datetime.now(UTC) > timedelta(minutes=59)
        assert httpx.post(f"{url}/control/clock", json={"to": now}).status_code == 200
        assert httpx.post(f"{url}/control/clock", json={"advance": 60}).status_code == 409


WRONG: list[tuple[str, str, Any, int]] = [
    ("PUT", "/lines", {}, 400),
    ("PUT", "/lines", [{}], 400),
    ("PUT", "/lines", [{"phone_number_id": 5, "display": "x"}], 400),
    ("PUT", "/lines", [{"phone_number_id": "x", "display": "x"}], 400),
    ("PUT", "/lines", [{"phone_number_id": "1", "display": "x", "bdy": "x"}], 400),
    ("PUT", "/lines", [{"phone_number_id": "1", "display": "x", "entries": [{"body": "x"}]}], 400),
    ("PUT", "/lines", [LINES[0], LINES[0]], 400),
    ("POST", "/lines", [], 405),
    ("POST", f"/lines/{LINE}/echo", {"to": PERSON}, 400),
    ("POST", f"/lines/{LINE}/echo", {"to": "রহিমা", "text": "x"}, 400),
    ("POST", f"/lines/{LINE}/echo", {"to": PERSON, "text": ""}, 400),
    ("POST", "/lines/424242/echo", {"to": PERSON, "text": "x"}, 404),
    ("POST", "/webhook", {}, 400),
    ("POST", "/webhook", {"body": 1, "body_base64": "eA=="}, 400),
    ("POST", "/webhook", {"body_base64": "not base64!"}, 400),
    ("POST", "/webhook", {"body_base64": 7}, 400),
    ("POST", "/webhook", {"body": {}, "times": 0}, 400),
    ("POST", "/webhook", {"body": {}, "times": 1001}, 400),
    ("POST", "/webhook", {"body": {}, "times": "5"}, 400),
    ("POST", "/webhook", {"body": {}, "sign": "maybe"}, 400),
    ("POST", "/clock", {}, 400),
    ("POST", "/clock", {"advance": -1}, 400),
    ("POST", "/clock", {"advance": "soon"}, 400),
    ("POST", "/clock", {"advance": 1e300}, 400),
    ("POST", "/clock", {"advance": True}, 400),
    ("POST", "/clock", {"to": "2020-01-01T00:00:00Z"}, 400),
    ("POST", "/clock", {"to": "2030-01-01T00:00:00"}, 400),
    ("POST", "/clock", {"to": "9999-12-31T23:59:59Z"}, 400),
    ("POST", "/clock", {"to": "0001-01-01T00:00:00+05:30"}, 400),
    ("POST", "/clock", {"advance": 1, "to": "2030-01-01T00:00:00Z"}, 400),
    ("POST", "/chaos", {"duplicat": 0.1}, 400),
    ("POST", "/chaos", {"duplicate": 1.1}, 400),
    ("POST", "/chaos", {"duplicate": "often"}, 400),
    ("POST", "/chaos", {"duplicate": True}, 400),
    ("POST", "/chaos", {"shuffle": 1}, 400),
    ("POST", "/chaos", {"batch": 0}, 400),
    ("POST", "/chaos", {"batch": 1001}, 400),
    ("POST", "/chaos", {"batch": 2.5}, 400),
    ("POST", "/chaos", {"delay_s": 3}, 400),
    ("POST", "/chaos", {"delay_s": [3]}, 400),
    ("POST", "/chaos", {"delay_s": [3, 1]}, 400),
    ("POST", "/chaos", {"delay_s": [-1, 1]}, 400),
    ("POST", "/chaos", {"delay_s": [0, 10**9]}, 400),
    ("POST", "/chaos", {"api_errors": [131047]}, 400),
    ("POST", "/chaos", {"api_errors": {"hologram": 0.1}}, 400),
    ("POST", "/chaos", {"api_errors": {"999999": 0.1}}, 400),
    ("POST", "/chaos", {"api_errors": {"131047": 0.6, "500": 0.5}}, 400),
    ("POST", "/chaos", {"failures": {"500": 0.1}}, 400),
    ("POST", "/chaos", {"timeout_after_accept": -0.1}, 400),
    ("POST", "/chaos", {"seed": "one"}, 400),
    ("GET", "/sms?after=x", None, 400),
    ("GET", "/sms?wait=301", None, 400),
    ("PUT", "/sms/templates", {}, 400),
    ("PUT", "/sms/templates", [{"template_id": "1", "header": "JNSETU"}], 400),
    ("PUT", "/sms/templates", [{"template_id": "x", "header": "JNSETU", "text": "x"}], 400),
    ("PUT", "/sms/templates", [{"template_id": "1", "header": "JNSETU", "text": "x"}] * 2, 400),
    ("POST", "/notices", {}, 400),
    ("POST", "/notices", {"field": "messages"}, 400),
    ("POST", "/notices", {"field": "account_update", "value": []}, 400),
    ("POST", "/notices", {"field": "phone_number_quality_update", "line": "424242"}, 404),
    ("POST", f"/phones/{PERSON}/call", {}, 400),
    ("POST", f"/phones/{PERSON}/call", {"line": "424242"}, 404),
    ("POST", f"/phones/{PERSON}/call", {"line": LINE, "seconds": -1}, 400),
    ("POST", f"/phones/{PERSON}/call", {"line": LINE, "seconds": "long"}, 400),
    ("POST", f"/phones/{PERSON}", {"opted_out": "perhaps"}, 400),
    ("POST", f"/phones/{PERSON}", {"nme": "x"}, 400),
    ("POST", f"/phones/{PERSON}", {"name": ""}, 400),
    ("POST", f"/phones/{PERSON}", {"offline": "perhaps"}, 400),
    ("POST", f"/phones/{PERSON}", {"name": "x" * 201}, 400),
    ("POST", f"/phones/{PERSON}", {"blocked": [True]}, 400),
    ("POST", f"/phones/{PERSON}", {"username": 5}, 400),
    ("POST", f"/phones/{PERSON}", {"username": "ab"}, 400),
    ("POST", f"/phones/{PERSON}", {"username": "a" * 36}, 400),
    ("POST", f"/phones/{PERSON}", {"username": "Rahima"}, 400),
    ("POST", f"/phones/{PERSON}", {"username": "রহিমা"}, 400),
    ("POST", f"/phones/{PERSON}", {"username": "12345"}, 400),
    ("POST", f"/phones/{PERSON}", {"username": "ra..hima"}, 400),
    ("POST", f"/phones/{PERSON}", {"username": ".rahima"}, 400),
    ("POST", f"/phones/{PERSON}", {"username": "www.rahima"}, 400),
    ("POST", f"/phones/{PERSON}", {"hide_phone": "perhaps"}, 400),
    ("POST", f"/phones/{PERSON}", {"new_number": 919000000009}, 400),
    ("POST", f"/phones/{PERSON}", {"new_number": "+919000000009"}, 400),
    ("POST", f"/phones/{PERSON}", {"new_number": "0900"}, 400),
    ("POST", f"/phones/{PERSON}", {"new_number": "9" * 16}, 400),
    ("POST", f"/phones/{PERSON}", {"new_number": PERSON}, 409),
    ("POST", "/phones/rahima", {"name": "x"}, 400),
    ("POST", "/phones/0123456789", {"name": "x"}, 400),
    ("POST", SEND, {}, 400),
    ("POST", SEND, {**TEXT, "line": "424242"}, 404),
    ("POST", SEND, {**TEXT, "line": 5}, 400),
    ("POST", SEND, {**TEXT, "type": "hologram"}, 400),
    ("POST", SEND, {**TEXT, "type": ["text"]}, 400),
    ("POST", SEND, {"line": LINE, "type": "flow"}, 422),
    ("POST", SEND, {"line": LINE, "type": "flow", "values": []}, 400),
    ("POST", SEND, {"line": LINE, "type": "flow", "values": {}, "message": 1}, 422),
    ("POST", SEND, {"line": LINE, "type": "button"}, 400),
    ("POST", SEND, {"line": LINE, "type": "order", "items": []}, 400),
    ("POST", SEND, {"line": LINE, "type": "order", "items": [{"quantity": 1}]}, 400),
    ("POST", SEND, {"line": LINE, "type": "edit", "text": "x"}, 422),
    ("POST", SEND, {"line": LINE, "type": "edit"}, 400),
    ("POST", SEND, {"line": LINE, "type": "system", "kind": "Not A Kind"}, 400),
    ("POST", SEND, {"line": LINE, "type": "call_permission", "response": "perhaps"}, 400),
    ("POST", SEND, {**TEXT, "referral": {"headlin": "x"}}, 400),
    ("POST", SEND, {**TEXT, "forwarded": "perhaps"}, 400),
    ("POST", SEND, {**TEXT, "text": ""}, 400),
    ("POST", SEND, {**TEXT, "text": "x" * 4097}, 400),
    ("POST", SEND, {**TEXT, "text": 5}, 400),
    ("POST", SEND, {**TEXT, "emoji": "x"}, 400),
    ("POST", SEND, {**TEXT, "reply_to": "wamid.unknown"}, 422),
    ("POST", SEND, {**TEXT, "reply_to": 1}, 422),
    ("POST", SEND, {**TEXT, "reply_to": [1]}, 400),
    ("POST", SEND, {"line": LINE, "type": "image", "file_base64": "???"}, 400),
    ("POST", SEND, {"line": LINE, "type": "image", "file_base64": ""}, 400),
    ("POST", SEND, {"line": LINE, "type": "image", "mime_type": "nonsense"}, 400),
    ("POST", SEND, {"line": LINE, "type": "location", "lat": 91, "lon": 0}, 400),
    ("POST", SEND, {"line": LINE, "type": "location", "lat": 1}, 400),
    ("POST", SEND, {"line": LINE, "type": "choose"}, 400),
    ("POST", SEND, {"line": LINE, "type": "choose", "index": 0}, 400),
    ("POST", SEND, {"line": LINE, "type": "react"}, 400),
    ("POST", SEND, {"line": LINE, "type": "react", "emoji": "x"}, 422),
    ("POST", SEND, {"line": LINE, "type": "delete"}, 422),
    ("POST", SEND, {"line": LINE, "type": "unknown", "kind": "Not A Kind"}, 400),
    ("POST", SEND, {"line": LINE, "type": "contact", "phone": "ring me"}, 400),
    ("GET", f"/phones/{PERSON}/messages?after=x", None, 400),
    ("GET", f"/phones/{PERSON}/messages?after=-1", None, 400),
    ("GET", f"/phones/{PERSON}/messages?wait=nan", None, 400),
    ("GET", f"/phones/{PERSON}/messages?wait=301", None, 400),
    ("GET", "/phones/x/messages", None, 400),
    ("GET", f"/phones/{PERSON}/chat", None, 404),
    ("GET", f"/phones/{PERSON}/chat?line=424242", None, 404),
    ("GET", "/files/1", None, 404),
    ("GET", "/nowhere", None, 404),
    ("DELETE", "/counters", None, 405),
]


@pytest.mark.parametrize(("method", "path", "body", "status"), WRONG)
def test_a_wrong_call_gets_a_sentence(office: Office, method: str, path: str, body: Any, status: int) -> None:
    answer = office.control.request(method, path, json=body)

    assert answer.status_code == status, answer.text
    assert len(answer.json()["error"]) > 10
    assert office.product.posted == []


@pytest.mark.parametrize("path", [SEND, "/clock", "/webhook", f"/phones/{PERSON}", "/chaos", "/notices"])
@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"advance": NaN}', b"9" * 5000]
)
def test_a_body_that_is_no_object_gets_a_sentence(office: Office, path: str, body: bytes) -> None:
    answer = office.control.post(path, content=body)

    assert answer.status_code == 400
    assert answer.json()["error"].startswith("The body ")


def test_a_lone_surrogate_is_no_text(office: Office) -> None:
    body = f'{{"line":"{LINE}","type":"text","text":"\\ud800"}}'

    answer = office.control.post(SEND, content=body)

    assert answer.status_code == 400


def test_a_misspelt_key_is_named(office: Office) -> None:
    answer = office.control.post(SEND, json={**TEXT, "txt": "x"})

    assert "txt" in answer.json()["error"]

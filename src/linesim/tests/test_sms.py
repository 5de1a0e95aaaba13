"""Text messages: taken, held against the register, counted in parts, and reported."""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from linesim.sms.texts import matches, parts_of
from linesim.tests.kit import PERSON, Office, Product, running_product, until

ENTITY = "1201159999999999999"
TEMPLATE = {"template_id": "1207160000000000001", "header": "JNSETU", "text": "অভিযোগ {#var#} নথিভুক্ত হয়েছে।"}
SMS = {
    "to": PERSON,
    "header": "JNSETU",
    "entity_id": ENTITY,
    "template_id": TEMPLATE["template_id"],
    "text": "অভিযোগ 26-1002-0014 নথিভুক্ত হয়েছে।",
    "reference": "outbox-1",
}


@pytest.fixture(autouse=True)
def nothing_registered(office: Office) -> None:
    office.control.put("/sms/templates", json=[])


def hand_in(office: Office, **changes: Any) -> str:
    answer = office.graph.post("/sms/v1/messages", json=SMS | changes)
    assert answer.status_code == 202, answer.text
    sms_id: str = answer.json()["id"]
    return sms_id


def handed_in(office: Office, **asked: Any) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = office.control.get("/sms", params=asked).json()
    return listed


def test_a_text_message_is_listed_with_every_key_of_the_contract(office: Office) -> None:
    sms_id = hand_in(office)

    (sms,) = handed_in(office, to=PERSON)

    assert sms.pop("at").endswith("Z")
    assert sms == {
        "n": 1,
        "id": sms_id,
        "to": PERSON,
        "header": "JNSETU",
        "template_id": TEMPLATE["template_id"],
        "text": SMS["text"],
        "parts": 1,
        "state": "delivered",
        "entity_id": ENTITY,
        "reference": "outbox-1",
    }


def test_each_number_has_a_list_of_its_own(office: Office) -> None:
    for to in (PERSON, "919000000002", PERSON):
        hand_in(office, to=to)

    assert [sms["n"] for sms in handed_in(office, to=PERSON)] == [1, 2]
    assert [sms["n"] for sms in handed_in(office, to=PERSON, after=1)] == [2]
    assert [(sms["n"], sms["to"]) for sms in handed_in(office)][1] == (2, "919000000002")


def test_a_long_poll_ends_when_something_comes_for_that_number(office: Office) -> None:
    started = time.monotonic()
    with ThreadPoolExecutor(1) as pool:
        poll = pool.submit(handed_in, office, to=PERSON, wait=60)
        time.sleep(0.1)
        hand_in(office, to="919000000002")
        waited = not poll.done()
        hand_in(office, text="এল")

        assert [sms["text"] for sms in poll.result()] == ["এল"]

    assert waited
    assert time.monotonic() - started < 30


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, "delivered"),
        ({"text": "অভিযোগ নথিভুক্ত হয়েছে।"}, "scrubbed"),
        ({"text": SMS["text"] + " "}, "scrubbed"),
        ({"text": f"অভিযোগ {'1' * 31} নথিভুক্ত হয়েছে।"}, "scrubbed"),
        ({"header": "OTHERS"}, "scrubbed"),
        ({"template_id": "1"}, "scrubbed"),
    ],
)
def test_what_is_not_as_registered_is_silently_lost(
    office: Office, changes: dict[str, str], state: str
) -> None:
    office.control.put("/sms/templates", json=[TEMPLATE])

    hand_in(office, **changes)

    assert [sms["state"] for sms in handed_in(office)] == [state]


def test_an_entity_that_has_registered_nothing_is_not_held_to_it(office: Office) -> None:
    of_another = TEMPLATE | {"entity_id": "1201150000000000000"}
    assert office.control.put("/sms/templates", json=[of_another]).json() == [of_another]

    hand_in(office, text="যা খুশি")

    assert [sms["state"] for sms in handed_in(office)] == ["delivered"]


def test_a_delivery_report_is_signed_and_repeated_until_the_200(office: Office) -> None:
    with running_product() as reports:
        refusals = [500, 500]
        reports.answer = lambda posted: refusals.pop() if refusals else 200

        sms_id = hand_in(office, callback=reports.url)

        until(lambda: reports.posted)
        (report,) = reports.posted
    said = json.loads(report.body)
    assert report.signed_well
    assert said.pop("at").endswith("Z")
    assert said == {"id": sms_id, "reference": "outbox-1", "to": PERSON, "state": "delivered", "parts": 1}


def test_what_was_scrubbed_is_never_reported(office: Office, product: Product) -> None:
    office.control.put("/sms/templates", json=[TEMPLATE])

    with running_product() as reports:
        hand_in(office, text="অন্য কিছু", callback=reports.url)
        hand_in(office, callback=reports.url)
        until(lambda: reports.posted)
        until(lambda: office.control.get("/counters").json()["webhooks_waiting"] == 0)

        assert len(reports.posted) == 1
    assert product.posted == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"to": "ten digits"},
        {"to": 919000000001},
        {"header": "J"},
        {"entity_id": ""},
        {"template_id": None},
        {"text": ""},
        {"text": "x" * 1001},
        {"callback": "ftp://127.0.0.1/"},
        {"txt": "x"},
    ],
)
def test_what_is_malformed_is_refused(office: Office, wrong: dict[str, Any]) -> None:
    answer = office.graph.post("/sms/v1/messages", json=SMS | wrong)

    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == 400
    assert next(iter(wrong)) in answer.json()["error"]["message"]
    assert handed_in(office) == []


def test_what_is_no_json_and_who_has_no_token_is_refused(office: Office) -> None:
    no_json = office.graph.post("/sms/v1/messages", content=b"{")
    stranger = office.graph.post("/sms/v1/messages", json=SMS, headers={"Authorization": "Bearer no"})

    assert (no_json.status_code, stranger.status_code) == (400, 401)
    assert stranger.json()["error"]["message"]


def test_a_reset_forgets_messages_and_keeps_the_register(office: Office) -> None:
    office.control.put("/sms/templates", json=[TEMPLATE])
    hand_in(office)

    office.control.post("/reset")

    assert handed_in(office) == []
    assert office.control.get("/sms/templates").json() == [TEMPLATE]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("x" * 160, 1),
        ("x" * 161, 2),
        ("x" * 306, 2),
        ("x" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("ক" * 70, 1),
        ("ক" * 71, 2),
        ("ক" * 134, 2),
        ("ক" * 135, 3),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
        ("x" * 70 + "ক", 2),
    ],
)
def test_parts_are_counted_as_networks_count_them(text: str, parts: int) -> None:
    assert parts_of(text) == parts


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("কর (২০২৬) জমা: 5 টাকা", True),
        ("কর (২০২৬) জমা: 5টাকা টাকা", True),
        ("কর (২০২৬) জমা:  টাকা", False),
        ("কর 2026 জমা: 5 টাকা", False),
        ("কর (২০২৬) জমা: 5 টাকা.", False),
    ],
)
def test_a_template_is_matched_word_for_word(text: str, fits: bool) -> None:
    assert matches("কর (২০২৬) জমা: {#var#} টাকা", text) is fits

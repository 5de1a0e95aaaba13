"""Webhooks: signed over their exact bytes, in order for each person, again and again until the 200."""

from __future__ import annotations

import asyncio
import base64
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import httpx
import pytest

from linesim.phones.receiving import ANSWER_FIRST
from linesim.settings import Settings
from linesim.tests.kit import (
    LINE,
    PATIENCE,
    PERSON,
    SECRET,
    Office,
    Posted,
    Product,
    free_port,
    running_linesim,
    running_product,
    until,
)
from linesim.webhooks.encoding import encode, headers, signature
from linesim.webhooks.probes import Handshake, post_at_once, shake_hands


def test_every_webhook_is_signed_over_its_bytes(office: Office, product: Product) -> None:
    office.writes("রাস্তায় জল")
    office.says("নমস্কার")

    until(lambda: len(product.posted) == 3)
    assert all(posted.signed_well for posted in product.posted)
    assert {posted.headers["user-agent"] for posted in product.posted} == {"facebookexternalua"}
    assert {posted.headers["content-type"] for posted in product.posted} == {"application/json"}


def test_a_known_signature() -> None:
    assert signature(b"{}", secret="secret") == (
        "sha256=77325902caca812dc259733aacd046b73817372c777b8d95b402647474516e13"
    )


def test_the_encoding_escapes_what_meta_escapes() -> None:
    assert encode({"a": "ক/b"}) == b'{"a":"\\u0995\\/b"}'


def test_a_bad_signature_is_well_formed_but_wrong() -> None:
    good, bad = (headers(b"{}", secret="s", sign=sign)["X-Hub-Signature-256"] for sign in ("good", "bad"))

    assert len(good) == len(bad)
    assert good != bad
    assert "X-Hub-Signature-256" not in headers(b"{}", secret="s", sign="none")


def test_a_message_names_its_sender_in_both_ways(office: Office, product: Product) -> None:
    office.control.post(f"/phones/{PERSON}", json={"name": "রহিমা বিবি"})

    message = office.hears("text", text="নমস্কার")

    value = product.values[0]
    (contact,) = value["contacts"]
    assert contact["profile"] == {"name": "রহিমা বিবি"}
    assert contact["wa_id"] == message["from"] == PERSON
    assert contact["user_id"] == message["from_user_id"]
    assert value["metadata"] == {"display_phone_number": "910000000001", "phone_number_id": LINE}
    assert message["timestamp"].isdigit()


def test_statuses_climb_and_carry_no_profile(office: Office, product: Product) -> None:
    wamid = office.says("নমস্কার")
    until(lambda: len(product.statuses) == 2)
    office.writes()

    until(lambda: len(product.posted) == 4)

    assert [status["status"] for status in product.statuses] == ["sent", "delivered", "read"]
    sent, delivered, read = product.statuses
    assert {status["id"] for status in product.statuses} == {wamid}
    assert sent["recipient_id"] == PERSON
    assert sent["recipient_user_id"].startswith("IN.")
    assert sent["pricing"]["category"] == delivered["pricing"]["category"] == "service"
    assert "pricing" not in read
    assert "conversation" not in read
    assert set(product.values[0]["contacts"][0]) == {"wa_id", "user_id"}


def test_a_status_leaves_the_answer_time_to_arrive(office: Office, product: Product) -> None:
    started = time.monotonic()

    office.says("নমস্কার")

    until(lambda: product.posted)
    assert product.posted[0].at - started >= ANSWER_FIRST


def test_a_phone_that_is_off_line_gets_everything_later_in_order(office: Office, product: Product) -> None:
    office.control.post(f"/phones/{PERSON}", json={"offline": True})
    for text in ("এক", "দুই", "তিন"):
        office.says(text)
    until(lambda: len(product.statuses) == 3)
    assert [status["status"] for status in product.statuses] == ["sent"] * 3
    assert office.received() == []

    office.control.post(f"/phones/{PERSON}", json={"offline": False})

    until(lambda: len(product.statuses) == 6)
    assert [status["status"] for status in product.statuses[3:]] == ["delivered"] * 3
    assert [(message["n"], message["text"]) for message in office.received()] == [
        (1, "এক"),
        (2, "দুই"),
        (3, "তিন"),
    ]


def test_a_person_who_blocked_the_office_fails_without_contacts(office: Office, product: Product) -> None:
    office.control.post(f"/phones/{PERSON}", json={"blocked": True})

    office.says("নমস্কার")

    until(lambda: product.statuses)
    assert product.statuses[0]["status"] == "failed"
    assert product.statuses[0]["errors"][0]["code"] == 131026
    assert "contacts" not in product.values[0]
    assert office.received() == []


def test_a_webhook_is_repeated_until_the_200(office: Office, product: Product) -> None:
    people = {f"9190000002{n:02}": status for n, status in enumerate((500, 503, 401, 302, 204))}
    refusals = dict.fromkeys(people, 2)

    def answer(posted: Posted) -> int:
        wa_id = posted.value["messages"][0]["from"]
        refusals[wa_id] -= 1
        return people[wa_id] if refusals[wa_id] >= 0 else 200

    product.answer = answer
    for wa_id in people:
        office.writes("শুনুন", wa_id=wa_id)

    until(lambda: len(product.messages) == 5)
    assert office.control.get("/counters").json()["retried"] == 10
    assert {message["from"] for message in product.messages} == set(people)


def test_order_holds_for_a_person_even_when_the_product_falters(office: Office, product: Product) -> None:
    faltering = {"a": 1, "b": 1}

    def answer(posted: Posted) -> int:
        text = posted.value["messages"][0]["text"]["body"]
        faltering[text] = faltering.get(text, 0) - 1
        return 500 if faltering[text] == 0 else 200

    product.answer = answer
    for text in "abcdef":
        office.writes(text)

    until(lambda: len(product.messages) == 6)
    assert "".join(message["text"]["body"] for message in product.messages) == "abcdef"


def test_one_person_s_trouble_does_not_hold_up_another(office: Office, product: Product) -> None:
    product.answer = lambda posted: 500 if posted.value["messages"][0]["from"] == PERSON else 200

    office.writes("আটকে আছে")
    office.writes("যাচ্ছে", wa_id="919000000002")

    until(lambda: product.messages)
    assert [message["from"] for message in product.messages] == ["919000000002"]


def test_many_people_are_served_at_once_and_nothing_is_lost(office: Office, product: Product) -> None:
    def writes(text: str, wa_id: str) -> str:
        return office.writes(text, wa_id=wa_id)

    product.delay = 0.01
    people = [f"9190000001{n:02}" for n in range(40)]

    with ThreadPoolExecutor(8) as pool:
        for text in ("0", "1", "2"):
            list(pool.map(partial(writes, text), people))

    until(lambda: len(product.messages) == 120)
    assert 4 <= product.most_at_once <= 16
    for wa_id in people:
        assert [m["text"]["body"] for m in product.messages if m["from"] == wa_id] == ["0", "1", "2"]


def test_a_product_that_was_away_gets_everything_when_it_is_back() -> None:
    port = free_port()
    with running_linesim(f"http://127.0.0.1:{port}/webhooks/whatsapp") as url:

        def write(text: str) -> None:
            act = {"line": LINE, "type": "text", "text": text}
            httpx.post(f"{url}/control/phones/{PERSON}/send", json=act).raise_for_status()

        write("এক")
        write("দুই")
        until(lambda: httpx.get(f"{url}/control/counters").json()["retried"])
        with running_product(port) as product:
            until(lambda: len(product.messages) == 2)
        with running_product(port) as again:
            write("তিন")
            until(lambda: again.messages)
        until(lambda: httpx.get(f"{url}/control/counters").json()["webhooks_posted"] == 3)

    assert [message["text"]["body"] for message in product.messages] == ["এক", "দুই"]
    assert [message["text"]["body"] for message in again.messages] == ["তিন"]


def test_raw_bytes_are_posted_exactly(office: Office, product: Product) -> None:
    raw = b'{ "not": "as we write it" , \xff'

    answer = office.control.post("/webhook", json={"body_base64": base64.b64encode(raw).decode()})

    assert answer.json()["statuses"] == [200]
    assert answer.json()["ms"][0] > 0
    assert product.posted[0].body == raw
    assert product.posted[0].signed_well


@pytest.mark.parametrize(
    ("sign", "signed_well", "signed"), [("good", True, True), ("bad", False, True), ("none", False, False)]
)
def test_raw_webhooks_are_signed_as_asked(
    office: Office, product: Product, sign: str, signed_well: bool, signed: bool
) -> None:
    office.control.post("/webhook", json={"body": {"object": "ক/খ"}, "sign": sign})

    (posted,) = product.posted
    assert posted.body == b'{"object":"\\u0995\\/\\u0996"}'
    assert (posted.signed_well, posted.signature is not None) == (signed_well, signed)


def test_times_are_truly_at_once(office: Office, product: Product) -> None:
    meeting = threading.Barrier(5, timeout=PATIENCE)

    def answer(posted: Posted) -> int:
        meeting.wait()
        return 200

    product.answer = answer

    said = office.control.post("/webhook", json={"body": {}, "times": 5}).json()

    assert said["statuses"] == [200] * 5
    assert len(said["ms"]) == 5
    assert product.most_at_once == 5


def test_what_the_product_answers_is_told_as_it_is(office: Office, product: Product) -> None:
    product.answer = lambda posted: 413

    assert office.control.post("/webhook", json={"body": {}}).json()["statuses"] == [413]


def test_nobody_there_is_status_0() -> None:
    nobody = Settings(webhook=f"http://127.0.0.1:{free_port()}/", secret=SECRET)

    (answer,) = asyncio.run(post_at_once(nobody, b"{}", times=1, sign="good"))

    assert answer.status == 0
    assert asyncio.run(shake_hands(nobody)) == Handshake(0, verified=False)


def test_the_handshake_is_done_on_demand(office: Office) -> None:
    assert office.control.post("/verify").json() == {"verified": True, "status": 200}


def test_a_product_that_does_not_know_the_token_is_told_apart(product: Product) -> None:
    stranger = Settings(webhook=product.url, secret=SECRET, verify_token="another")

    assert asyncio.run(shake_hands(stranger)) == Handshake(403, verified=False)


def test_a_reset_drops_what_waits(office: Office, product: Product) -> None:
    product.answer = lambda posted: 500 if posted.value["messages"][0]["text"]["body"] == "হারাবে" else 200
    office.writes("হারাবে")
    until(lambda: office.control.get("/counters").json()["retried"])

    office.control.post("/reset")
    office.writes("থাকবে")

    until(lambda: product.messages)
    assert [message["text"]["body"] for message in product.messages] == ["থাকবে"]
    assert office.control.get("/counters").json()["webhooks_waiting"] == 0

"""Disorder on purpose: webhooks twice, late, together and in no order; sends refused or never answered."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from linesim.chaos import CALM, Chaos, Disorder
from linesim.tests.kit import LINE, OTHER_LINE, PERSON, Office, Posted, Product, rows, until
from linesim.webhooks.envelope import Update
from linesim.webhooks.packing import CHANGES_IN_AN_ENTRY, packed
from linesim.webhooks.waiting import GATHERING, LARGEST_BODY, Pool, Waiting


@pytest.fixture(autouse=True)
def calm_again(office: Office) -> Iterator[None]:
    yield
    office.control.post("/chaos", json={})


def disturb(office: Office, **asked: Any) -> None:
    answer = office.control.post("/chaos", json=asked)
    assert answer.status_code == 200, answer.text


def bodies(product: Product) -> list[dict[str, Any]]:
    return [json.loads(posted.body) for posted in list(product.posted)]


def changes(body: dict[str, Any]) -> list[dict[str, Any]]:
    return [change for entry in body["entry"] for change in entry["changes"]]


def texts(product: Product) -> list[str]:
    values = [change["value"] for body in bodies(product) for change in changes(body)]
    return [message["text"]["body"] for value in values for message in value.get("messages", [])]


def test_what_is_asked_is_shown_until_it_is_calm_or_forgotten(office: Office) -> None:
    asked = {
        "duplicate": 0.1,
        "shuffle": True,
        "batch": 20,
        "delay_s": [0, 3],
        "status_first": True,
        "drop_contacts": 0.2,
        "api_errors": {"131047": 0.05, "500": 0.02},
        "timeout_after_accept": 0.02,
        "seed": 1,
    }

    assert office.control.post("/chaos", json=asked).json() == asked
    assert office.control.get("/chaos").json() == asked
    assert office.control.post("/chaos", json={}).json() == {}
    office.control.post("/chaos", json=asked)
    office.control.post("/reset")
    assert office.control.get("/chaos").json() == {}


def test_everything_twice(office: Office, product: Product) -> None:
    disturb(office, duplicate=1)

    wamid = office.writes("একবার")

    until(lambda: len(product.posted) == 2)
    first, second = product.posted
    assert first.body == second.body
    assert [message["id"] for message in product.messages] == [wamid, wamid]


@contextmanager
def held_up(office: Office, product: Product) -> Iterator[None]:
    """What happens inside waits behind one webhook, which is not answered until the end."""
    end = threading.Event()

    def answer(posted: Posted) -> int:
        end.wait(5)
        return 200

    product.answer = answer
    office.writes("আগে", wa_id="919000000099")
    until(lambda: product.at_once)
    yield
    end.set()


def test_what_is_gathered_comes_in_one_webhook_in_its_order(office: Office, product: Product) -> None:
    disturb(office, batch=6)
    people = [f"9190000004{n:02}" for n in range(3)]

    with held_up(office, product):
        for number, wa_id in enumerate(people * 2):
            office.writes(f"{number}", wa_id=wa_id)

    until(lambda: len(texts(product)) == 7)
    assert len(product.posted) == 2
    (change,) = changes(bodies(product)[1])
    assert [message["text"]["body"] for message in change["value"]["messages"]] == list("012345")
    assert [contact["wa_id"] for contact in change["value"]["contacts"]] == people
    assert product.posted[1].signed_well


def test_what_finds_no_company_does_not_wait_for_long(office: Office, product: Product) -> None:
    disturb(office, batch=1000)
    started = time.monotonic()

    office.writes("একা")

    until(lambda: product.posted)
    assert GATHERING <= product.posted[0].at - started < 5


def test_messages_and_statuses_of_several_lines_share_a_webhook(office: Office, product: Product) -> None:
    disturb(office, batch=6)

    with held_up(office, product):
        office.writes("এক")
        office.writes("দুই", line=OTHER_LINE)
        office.says("তিন")  # sent and delivered
        office.writes("চার")  # and read

    until(lambda: len(product.posted) == 2)
    told = [change["value"] for change in changes(bodies(product)[1])]
    assert [value["metadata"]["phone_number_id"] for value in told][:2] == [LINE, OTHER_LINE]
    assert [status["status"] for value in told for status in value.get("statuses", [])] == [
        "sent",
        "delivered",
        "read",
    ]


def test_shuffled_updates_all_come_and_not_in_order(office: Office, product: Product) -> None:
    disturb(office, shuffle=True, batch=30, delay_s=[0, 0.6], seed=1)

    written = [f"{number:02}" for number in range(30)]
    for text in written:
        office.writes(text)

    until(lambda: len(texts(product)) == 30)
    assert sorted(texts(product)) == written
    assert texts(product) != written


def test_shuffled_updates_need_no_batch(office: Office, product: Product) -> None:
    disturb(office, shuffle=True, delay_s=[0, 0.6], seed=1)

    written = [f"{number:02}" for number in range(20)]
    for text in written:
        office.writes(text)

    until(lambda: len(texts(product)) == 20)
    assert len(product.posted) == 20
    assert texts(product) != written


def test_delays_keep_the_order_of_a_person_unless_shuffled(office: Office, product: Product) -> None:
    disturb(office, delay_s=[0.15, 0.3], seed=3)
    started = time.monotonic()

    for text in "abc":
        office.writes(text)

    until(lambda: len(texts(product)) == 3)
    assert "".join(texts(product)) == "abc"
    assert product.posted[0].at - started >= 0.15


def test_calm_lets_what_was_delayed_come_at_once(office: Office, product: Product) -> None:
    disturb(office, delay_s=[3600, 3600])
    office.writes("সারি")
    disturb(office, delay_s=[3600, 3600], shuffle=True)
    office.writes("ভিড়")
    assert office.control.get("/counters").json()["webhooks_waiting"] == 2

    disturb(office)

    until(lambda: sorted(texts(product)) == ["ভিড়", "সারি"])


def test_contacts_are_left_out(office: Office, product: Product) -> None:
    disturb(office, drop_contacts=1)

    office.writes()
    office.says("বলুন")

    until(lambda: len(product.posted) == 3)
    assert all("contacts" not in value for value in product.values)


def test_read_comes_without_delivered(office: Office, product: Product) -> None:
    disturb(office, skip_delivered=1)

    office.says("বলুন")
    office.received()

    until(lambda: len(product.statuses) == 2)
    assert [status["status"] for status in product.statuses] == ["sent", "read"]


def test_a_status_comes_before_the_answer_to_the_send(office: Office, product: Product) -> None:
    disturb(office, status_first=True)
    product.delay = 0.05

    wamid = office.says("বলুন")

    assert (product.posted[0].value["statuses"][0]["id"], product.statuses[0]["status"]) == (wamid, "sent")


@pytest.mark.parametrize(
    ("code", "status", "said"),
    [("131047", 400, 131047), ("130429", 400, 130429), ("500", 500, 1), ("503", 503, 2), ("429", 429, 4)],
)
def test_a_send_is_refused_and_not_carried_out(office: Office, code: str, status: int, said: int) -> None:
    disturb(office, api_errors={code: 1})

    answer = office.sends({"type": "text", "text": {"body": "x"}})

    error = answer.json()["error"]
    assert (answer.status_code, error["code"], error["type"]) == (status, said, "OAuthException")
    assert error["fbtrace_id"]
    assert office.received() == []


def test_refusals_leave_receipts_and_strangers_alone(office: Office) -> None:
    wamid = office.writes()
    disturb(office, api_errors={"500": 1})

    receipt = {"messaging_product": "whatsapp", "status": "read", "message_id": wamid}
    stranger = office.graph.post(f"/v26.0/{LINE}/messages", json={}, headers={"Authorization": "Bearer no"})

    assert office.graph.post(f"/v26.0/{LINE}/messages", json=receipt).json() == {"success": True}
    assert stranger.status_code == 401


def test_a_send_is_carried_out_and_never_answered(office: Office) -> None:
    disturb(office, timeout_after_accept=1, timeout_s=0)

    with pytest.raises(httpx.RemoteProtocolError):
        office.says("গেল কি?")

    assert [message["text"] for message in office.received()] == ["গেল কি?"]


def test_a_client_that_waits_gives_up_first(office: Office) -> None:
    disturb(office, timeout_after_accept=1, timeout_s=60)

    with pytest.raises(httpx.ReadTimeout):
        office.graph.post(
            f"/v26.0/{LINE}/messages",
            json={"messaging_product": "whatsapp", "to": PERSON, "text": {"body": "x"}},
            timeout=0.2,
        )

    until(lambda: len(office.received()) == 1)


def test_an_accepted_message_fails_later(office: Office, product: Product) -> None:
    disturb(office, failures={"131049": 1})

    office.says("শুনুন")

    until(lambda: product.statuses)
    assert [(s["status"], s["errors"][0]["code"]) for s in product.statuses] == [("failed", 131049)]
    assert office.received() == []


def test_a_file_is_gone_before_anybody_fetches_it(office: Office) -> None:
    disturb(office, media_expired=1)

    node = office.hears("image")["image"]

    gone = office.graph.get(f"/v26.0/{node['id']}")
    assert (gone.status_code, gone.json()["error"]["error_subcode"]) == (400, 33)
    assert office.graph.get(node["url"]).status_code == 404


def test_nothing_is_lost_in_a_storm(office: Office, product: Product) -> None:
    disturb(office, duplicate=0.3, shuffle=True, batch=7, delay_s=[0, 0.2], drop_contacts=0.5, seed=5)
    refusing = Counter[str]()

    def answer(posted: Any) -> int:
        refusing["posted"] += 1
        return 500 if refusing["posted"] % 5 == 0 else 200

    product.answer = answer
    written = {office.writes(f"{n}", wa_id=f"9190000005{n:02}") for n in range(40)}
    sent = office.says("বলুন")

    def told() -> tuple[set[str], set[tuple[str, str]]]:
        values = [change["value"] for body in bodies(product) for change in changes(body)]
        messages = {message["id"] for value in values for message in value.get("messages", [])}
        statuses = {(s["id"], s["status"]) for value in values for s in value.get("statuses", [])}
        return messages, statuses

    until(lambda: told() == (written, {(sent, "sent"), (sent, "delivered")}))


# --- decisions, without a process ---


def decided(disorder: Disorder) -> list[object]:
    chaos = Chaos(disorder)
    return [(chaos.fate(), chaos.refusal(), chaos.swallows_answer()) for _ in range(200)]


def test_the_same_seed_decides_the_same() -> None:
    asked = {
        "duplicate": 0.3,
        "delay_s": (0.0, 3.0),
        "drop_contacts": 0.4,
        "api_errors": {131047: 0.2, 500: 0.1},
        "timeout_after_accept": 0.1,
    }

    assert decided(Disorder(**asked, seed=1)) == decided(Disorder(**asked, seed=1))
    assert decided(Disorder(**asked, seed=1)) != decided(Disorder(**asked, seed=2))


def test_one_question_does_not_disturb_another() -> None:
    alone, beside = Chaos(Disorder(duplicate=0.5)), Chaos(Disorder(duplicate=0.5, api_errors={500: 0.5}))
    for _ in range(50):
        beside.refusal()

    assert [len(alone.fate().copies) for _ in range(50)] == [len(beside.fate().copies) for _ in range(50)]


def test_shares_are_kept() -> None:
    chaos = Chaos(Disorder(duplicate=0.1, api_errors={131047: 0.05, 500: 0.02}))

    twice = sum(len(chaos.fate().copies) == 2 for _ in range(10_000))
    codes = Counter(chaos.refusal() for _ in range(10_000))

    assert 900 < twice < 1100
    assert 400 < codes[131047] < 600
    assert 130 < codes[500] < 270


def test_calm_decides_nothing() -> None:
    chaos = Chaos()

    assert (chaos.fate().copies, chaos.refusal(), chaos.failure()) == (Chaos(CALM).fate().copies, None, None)
    happening = (chaos.gathers, chaos.troubles_sends, chaos.skips_delivered(), chaos.expires_media())
    assert not any(happening)


def message(n: int, *, line: str = LINE) -> Update:
    metadata = {"phone_number_id": line}
    return Update(
        "messages", {"metadata": metadata, "messages": [{"id": f"m{n}"}], "contacts": [{"wa_id": n}]}
    )


def test_news_of_the_account_has_an_entry_of_its_own() -> None:
    news = Update("account_update", {"event": "X"}, time=1795240800)

    entries = json.loads(packed([message(1), news, message(2)]))["entry"]

    assert [entry.get("time") for entry in entries] == [None, 1795240800, None]


def test_an_entry_holds_so_many_changes() -> None:
    alternating = [message(n, line=str(n % 2)) for n in range(CHANGES_IN_AN_ENTRY + 1)]

    entries = json.loads(packed(alternating))["entry"]

    assert [len(entry["changes"]) for entry in entries] == [CHANGES_IN_AN_ENTRY, 1]


def test_a_webhook_is_never_larger_than_meta_s() -> None:
    pool = Pool()
    for _ in range(3):
        pool.add(Waiting(0.0, Update("messages", {"messages": [{"text": "x" * (LARGEST_BODY // 2)}]})))

    async def take_all() -> list[int]:
        taken = []
        while pool:
            assert pool.seconds_to_wait(1.0, enough=1) == 0
            taken.append(len(pool.take(1000)))
        return taken

    assert asyncio.run(take_all()) == [1, 1, 1]


def test_lists_and_duplicates_stay_in_one_value() -> None:
    (entry,) = json.loads(packed([message(1), message(1), message(2)]))["entry"]

    (change,) = entry["changes"]
    assert [m["id"] for m in change["value"]["messages"]] == ["m1", "m1", "m2"]
    assert change["value"]["contacts"] == [{"wa_id": 1}, {"wa_id": 2}]


def test_a_choice_survives_the_storm(office: Office, product: Product) -> None:
    disturb(office, duplicate=1, drop_contacts=1)
    office.sends(rows("আলো", "জল"))

    assert office.hears("choose", title="জল")["interactive"]["list_reply"]["id"] == "r2"

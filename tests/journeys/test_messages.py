"""Messages are taken in once, answered once and in order, whatever the provider or the machine does."""

import os
import random
import re
import signal
import time
from collections import Counter
from collections.abc import Callable

import httpx

from journeys.product import ANSWER_SECONDS, Phone, Product
from journeys.webhooks import envelope, new_id, text_message

Citizen = Callable[[], Phone]
NOW = 1_790_000_000  # a second of September 2026


def _inbox(product: Product, ids: set[str]) -> list[dict[str, object]]:
    return [line for line in product.lines("inbox") if line["id"] in ids]


def _settled(product: Product, ids: set[str], seconds: float = 30) -> list[dict[str, object]]:
    """The inbox lines of these messages once none of them waits."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        lines = _inbox(product, ids)
        if {line["id"] for line in lines} == ids and all(line["state"] != "new" for line in lines):
            return lines
        time.sleep(0.2)
    raise AssertionError(_inbox(product, ids))


def test_the_same_webhook_five_times_at_once_is_one_message(product: Product, citizen: Citizen) -> None:
    phone = citizen()
    message = text_message(phone.wa_id, "নমস্কার", second=NOW)

    posted = product.webhook(body=envelope(message), times=5)

    assert posted["statuses"] == [200] * 5
    assert len(_settled(product, {message["id"]})) == 1
    phone.hear()
    assert phone.hears_nothing_more()


def test_a_shuffled_batch_with_duplicates_and_unknown_kinds_is_taken_once_and_in_order(
    product: Product, citizen: Citizen
) -> None:
    phones = [citizen() for _ in range(4)]
    messages = [
        text_message(phone.wa_id, text, second=NOW + second)
        for phone in phones
        for second, text in enumerate(["নমস্কার", "অভিযোগ", "১", "কল থেকে জল পড়ছে না", "৩ নং ওয়ার্ড, স্কুলের পাশে"])
    ]
    unknown = [
        {
            "from": phones[0].wa_id,
            "id": new_id(),
            "timestamp": str(NOW + 9),
            "type": "hologram",
            "hologram": {},
        },
        {"id": new_id(), "type": "text"},
        "not even an object",
        None,
    ]
    updates = messages * 4 + unknown * 4 + [{"status": "sent", "id": "wamid.of-nobody"}] * 4
    random.Random(7).shuffle(updates)

    posted = product.webhook(body=envelope(*updates))

    assert posted["statuses"] == [200]
    settled = _settled(product, {message["id"] for message in messages})
    assert Counter(line["id"] for line in settled) == {message["id"]: 1 for message in messages}
    conversations = {line["contact"]: line for line in product.lines("conversations")}
    for contact in {line["contact"] for line in settled}:
        talk = conversations[contact]
        assert (talk["step"], talk["fields"]["category"], talk["fields"]["place"]["ward"]) == (
            "photo",
            "water_no_supply",
            "3",
        )


def test_a_pump_killed_in_the_middle_of_500_messages_answers_each_once(
    product: Product, citizen: Citizen
) -> None:
    wa_ids = [citizen().wa_id for _ in range(50)]
    batches = [
        [
            text_message(wa_id, "নমস্কার", second=NOW + number)
            for wa_id in wa_ids
            for number in (2 * half, 2 * half + 1)
        ]
        for half in range(5)
    ]
    sent = {message["id"] for batch in batches for message in batch}
    began = time.time()

    for number, batch in enumerate(batches):
        assert product.webhook(body=envelope(*batch))["statuses"] == [200]
        if number in (1, 3):
            _kill_pump(product)

    settled = _settled(product, sent, seconds=60)
    contacts = {line["contact"] for line in settled}
    answers = [line for line in product.lines("outbox") if line["contact"] in contacts]
    assert Counter(line["state"] for line in settled) == {"done": 500}
    assert len(answers) == 500
    assert time.time() - began < 90


def _kill_pump(product: Product) -> None:
    """Kill it, and wait until the supervisor has brought another."""
    killed = product.pid("pump")
    os.kill(killed, signal.SIGKILL)
    for _ in range(200):
        try:
            if product.pid("pump") != killed:
                return
        except (FileNotFoundError, ValueError):
            pass
        time.sleep(0.05)
    raise AssertionError("the pump did not come back")


def test_trace_tells_the_whole_way_of_a_message(product: Product, citizen: Citizen) -> None:
    phone = citizen()
    wamid = phone.send("text", text="নমস্কার")
    phone.hear()

    told = product.attempt("trace", wamid)
    unknown = product.attempt("trace", "wamid.nobody")

    steps = [line.split()[2] for line in told.stdout.splitlines()]
    assert told.returncode == 0
    assert [step for step in steps if step in {"raw", "inbox", "turn", "outbox", "sent"}] == [
        "raw",
        "inbox",
        "turn",
        "outbox",
        "sent",
    ]
    assert unknown.returncode == 1


def test_a_text_message_is_told_how_far_it_came(product: Product) -> None:
    number = "919000077001"
    with httpx.Client(base_url=product.url, follow_redirects=True, timeout=30) as desk:
        _log_in(desk, "operator@falakata")
        _register(desk, number)
    (handed_in,) = httpx.get(f"{product.sim_url}/control/sms", params={"to": number, "wait": 20}).json()

    sent = _reported(product, handed_in["id"])
    steps = [line.split()[2:] for line in product.attempt("trace", handed_in["id"]).stdout.splitlines()]
    guessed = [
        httpx.post(f"{product.url}/webhooks/sms{ending}", json={"id": "1", "state": "sent"}).status_code
        for ending in ("", "/", "/" + "0" * 64)
    ]

    assert (handed_in["header"], sent["line"], sent["state"]) == ("JS-FALAKATA", "JS-FALAKATA", "delivered")
    assert steps[-1] == ["status", "delivered"]
    assert guessed == [404, 404, 404]


def _log_in(desk: httpx.Client, name: str) -> None:
    login = desk.get("/console/login/")
    filled = {"username": name, "password": "demo-1234", "csrfmiddlewaretoken": _token(login.text)}
    assert desk.post("/console/login/", data=filled).url.path == "/console/"


def _register(desk: httpx.Client, number: str) -> None:
    """A caller tells of a lamp, and wants the receipt as a text message."""
    form = desk.get("/console/new/").text
    found = desk.get("/console/new/subjects", params={"_subject": "street light"}).text
    version, _, category = re.findall(r'data-value="([0-9a-f-]{36}:streetlight_out)"', found)[0].partition(
        ":"
    )
    told = {
        "csrfmiddlewaretoken": _token(form),
        "_nonce": re.findall(r'name="_nonce" value="([^"]+)"', form)[0],
        "_channel": "phone",
        "_phone": number,
        "_name": "রহিমা খাতুন",
        "_lang": "bn",
        "_way": "sms",
        "_service": version,
        "_register": "1",
        "category:code": category,
        "description": "আলো জ্বলছে না",
        "place": "সুভাষপল্লী মোড়",
        "place:ward": "11",
    }
    registered = desk.post("/console/new/", data=told)
    assert registered.url.path.startswith("/console/registered/"), registered.text


def _token(page: str) -> str:
    return re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[0]


def _reported(product: Product, provider_id: str) -> dict[str, object]:
    """The message in the outbox, once the gateway has told something of it."""
    deadline = time.monotonic() + ANSWER_SECONDS
    while time.monotonic() < deadline:
        found = [line for line in product.lines("outbox") if line["provider_id"] == provider_id]
        if found and found[0]["state"] != "accepted":
            return found[0]
        time.sleep(0.2)
    raise AssertionError(product.lines("outbox")[-3:])

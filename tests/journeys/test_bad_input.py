"""Whatever is posted or written: no 500, no raw bytes lost, an answer where there is a person."""

import json
import re
from collections.abc import Callable

import httpx
import pytest

from journeys.product import Phone, Product
from journeys.webhooks import envelope, text_message

Citizen = Callable[[], Phone]
NOW = 1_790_000_000


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not json",
        b"\xff\xfe\x00",
        b"[]",
        b"null",
        b'{"entry": 5}',
        b'{"entry": [{"changes": {"value": []}}]}',
        b'{"entry": [{"changes": [{"value": {"messages": "x", "contacts": 7, "statuses": {"a": 1}}}]}]}',
        b'{"entry": [{"changes": [{"value": {"messages": [{"id": {}, "from": [], "timestamp": NaN}]}}]}]}',
        b'{"a":' * 20_000,
        json.dumps(envelope({"from": 1e400, "id": "x", "timestamp": "99999999999999999999"})).encode(),
    ],
)
def test_any_signed_bytes_are_kept_and_answered_200(product: Product, content: bytes) -> None:
    assert product.webhook(raw=content)["statuses"] == [200]


@pytest.mark.parametrize("sign", ["bad", "none"])
def test_unsigned_bytes_are_refused(product: Product, sign: str) -> None:
    assert product.webhook(body={"entry": []}, sign=sign)["statuses"] == [401]


def test_a_signature_of_strange_letters_is_refused(product: Product) -> None:
    answer = httpx.post(
        f"{product.url}/webhooks/whatsapp",
        content=b"{}",
        headers={b"X-Hub-Signature-256": "sha256=স্বাক্ষর".encode()},
    )

    assert answer.status_code == 401


def test_four_megabytes_are_kept_and_more_is_refused(product: Product) -> None:
    limit = 4 * 1024 * 1024

    assert product.webhook(raw=b" " * limit)["statuses"] == [200]
    assert product.webhook(raw=b" " * (limit + 1))["statuses"] == [413]


@pytest.mark.parametrize(
    "words",
    [
        "\x00NUL\x00",
        "\ud800 lone",
        "ক" * 65_536,
        "ক" + "\u0981" * 10_000,
        "😀😀😀",
        "‮উল্টো‬",
        " ",
    ],
)
def test_hostile_words_get_an_answer_in_bengali(product: Product, citizen: Citizen, words: str) -> None:
    phone = citizen()

    posted = product.webhook(body=envelope(text_message(phone.wa_id, words, second=NOW)))

    assert posted["statuses"] == [200]
    answer = phone.hear()[0]
    assert re.match("[\u0980-\u09ff]", answer["text"])
    assert answer["choices"], "nobody is left without a way on"


def test_hostile_words_in_a_form_are_asked_again_and_nothing_is_lost(
    product: Product, citizen: Citizen
) -> None:
    phone = citizen()
    phone.say("অভিযোগ")
    phone.say("1")

    for words in ("😀😀😀", "ক" * 65_536):
        product.webhook(body=envelope(text_message(phone.wa_id, words, second=NOW + 10_000_000)))
        assert phone.hear()[0]["text"].endswith(
            "কী হয়েছে, লিখে বা ভয়েস মেসেজে জানান। ছবি থাকলে ছবির সঙ্গেই লিখে পাঠান।"
        )

    assert phone.say("কল থেকে জল পড়ছে না")["text"].startswith("জায়গাটা কোথায়?")


def test_a_kind_we_cannot_open_is_answered(product: Product, citizen: Citizen) -> None:
    phone = citizen()
    phone.say("নমস্কার")

    phone.send("unknown", kind="hologram")

    assert phone.hear()[0]["text"].startswith("এটা এখানে খোলা গেল না।")

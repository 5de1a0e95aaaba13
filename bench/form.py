"""A form of six answers as people fill it in: a slot for a child's vaccination, written line by line."""

import hashlib
import hmac
import json
from collections.abc import Iterator, Sequence
from datetime import timedelta

from bench import load
from janasetu.lib import clock

FIELDS = 6
LINE = "200000000001002"  # of a municipality of the demo


def script() -> tuple[str, ...]:
    """What a person writes, from the first word to handing in: six answers, the last in two parts."""
    day = clock.local(clock.now()) + timedelta(days=2)
    return (
        "বাচ্চার টিকা",
        "অন্য কারও জন্য",
        "আরোহী দত্ত / Arohi Datta",
        "০৯/০৭/২০২৬",  # noqa: RUF001 - as people write it
        "শিশুর নিয়মিত টিকা",
        "এই নম্বরেই জানান",
        f"{day:%d/%m/%Y}",
        "সকাল",
        "জমা দিন",
    )


def forms(people: int, *, together: int) -> Iterator[tuple[str, int, str]]:
    """Whole forms of so many people: who, which line of it, the words. So many people write in turns.

    Nobody writes again before all who write with them have.
    """
    words = script()
    for first in range(0, people, together):
        wave = range(first, min(first + together, people))
        for step, text in enumerate(words):
            for person in wave:
                yield f"9190{person:08}", step, text


def webhooks(said: Sequence[tuple[str, int, str]], *, path: str, secret: str, run: str) -> list[bytes]:
    """Signed webhooks of these, ids and all, as the provider writes them; `run` keeps two runs apart."""
    begin = int(clock.wall().timestamp()) - 60  # each line of a form in a later second
    return [
        signed(path, body(f"{run}{number:012}", sender, begin + step, text), secret)
        for number, (sender, step, text) in enumerate(said)
    ]


def signed(path: str, content: bytes, secret: str) -> bytes:
    """A whole request."""
    signature = hmac.new(secret.encode(), content, hashlib.sha256).hexdigest()
    return load.request(path, content, {"X-Hub-Signature-256": f"sha256={signature}"})


def body(number: str, sender: str, at: int, text: str) -> bytes:
    """A text message in the provider's envelope; non-ASCII escaped, as the provider does."""
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "910000001002", "phone_number_id": LINE},
        "contacts": [{"profile": {"name": "রীতা রায়"}, "wa_id": sender, "user_id": f"IN.{sender}"}],
        "messages": [
            {
                "from": sender,
                "from_user_id": f"IN.{sender}",
                "id": f"wamid.{number}",
                "timestamp": str(at),
                "type": "text",
                "text": {"body": text},
            }
        ],
    }
    envelope = {
        "object": "whatsapp_business_account",
        "entry": [{"id": "200000000000001", "changes": [{"value": value, "field": "messages"}]}],
    }
    return json.dumps(envelope, separators=(",", ":")).encode()

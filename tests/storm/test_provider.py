"""The storm's provider: what it takes is in its ledger, and the books read what it wrote."""

import asyncio
from pathlib import Path
from typing import Any

import httpx
import pytest

from storm import provider as providers
from storm.ledger import Ledger
from storm.pictures import PHOTO
from storm.provider import Mood, Provider
from storm.reconcile import Books

RITA = "910000000001"
MESSAGE = {"to": RITA, "type": "text", "text": {"body": "নমস্কার"}, "biz_opaque_callback_data": "7.abc"}


@pytest.fixture(autouse=True)
def _in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(providers, "_LONGER_THAN_ANYBODY_WAITS", 0.0)


def _in_mood(folder: Path, mood: Mood, *requests: tuple[str, str]) -> tuple[list[Any], list[str], Books]:
    """What the provider answers and reports when it is asked for this; its books."""
    reported: list[str] = []
    told: list[str] = []
    written = Ledger(folder / "outbound.jsonl")
    Ledger(folder / "ledger.jsonl").close()
    provider = Provider(
        written,
        "1",
        lambda to, _: told.append(to),
        lambda status, wamid, to, opaque, _: reported.append(f"{status} {to} {opaque}"),
        mood,
    )

    async def run() -> list[Any]:
        transport = httpx.ASGITransport(app=provider.app())
        async with httpx.AsyncClient(transport=transport, base_url="http://graph") as http:
            return [
                await (http.post(path, json=MESSAGE) if verb == "POST" else http.get(path))
                for verb, path in requests
            ]

    answers = asyncio.run(run())
    written.close()
    books = Books.of(folder)
    assert told == [one["to"] for one in books.outbound]
    return answers, reported, books


def test_what_it_takes_is_in_the_books_with_its_second(tmp_path: Path) -> None:
    (answer,), reported, books = _in_mood(tmp_path, Mood(), ("POST", "/v25.0/1002/messages"))

    (entry,) = books.outbound
    assert answer.json()["messages"] == [{"id": entry["wamid"]}]
    assert entry.pop("at") > 1_700_000_000
    assert entry == {"opaque": "7.abc", "to": RITA, "wamid": entry["wamid"], "withheld": False, "told": True}
    assert sorted(reported) == [f"{status} {RITA} 7.abc" for status in ("delivered", "read", "sent")]


def test_what_it_refuses_it_has_not_taken(tmp_path: Path) -> None:
    (answer,), reported, books = _in_mood(tmp_path, Mood(troubles=1.0), ("POST", "/v25.0/1002/messages"))

    assert answer.status_code == providers.TROUBLES[answer.json()["error"]["code"]]
    assert (reported, books.outbound) == ([], [])


@pytest.mark.parametrize(("untold", "statuses"), [(0.0, 3), (1.0, 0)])
def test_what_it_does_not_answer_it_has_taken(tmp_path: Path, untold: float, statuses: int) -> None:
    mood = Mood(withheld=1.0, untold=untold)

    _, reported, books = _in_mood(tmp_path, mood, ("POST", "/v25.0/1002/messages"))

    assert [(one["withheld"], one["told"]) for one in books.outbound] == [(True, statuses > 0)]
    assert len(reported) == statuses


def test_only_a_file_that_it_handed_over_whole_is_a_whole_one(tmp_path: Path) -> None:
    (whole,), _, books = _in_mood(tmp_path, Mood(), ("GET", "/files/77"))

    assert whole.content == PHOTO
    assert books.whole_files == {"77"}


def test_a_file_that_is_cut_off_or_garbled_is_none(tmp_path: Path) -> None:
    answers, _, books = _in_mood(tmp_path, Mood(no_media=1.0), *[("GET", "/files/77")] * 20)

    lengths = {(one.status_code, len(one.content)) for one in answers}
    assert lengths == {(200, len(PHOTO) // 2), (200, len(PHOTO)), (500, 0)}
    assert PHOTO not in [one.content for one in answers]
    assert books.whole_files == set()

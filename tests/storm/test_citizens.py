"""The people of the storm: what they tap, what they never tap, and what of it stands in the ledger first."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from storm import citizens, ledger
from storm.citizens import Citizen, _choices
from storm.ledger import Ledger

RITA = "910000000001"
WAYS_OUT = ("s:menu", "d:back", "d:cancel", "s:person", "d:edit")


def _buttons(*choices: str) -> dict[str, Any]:
    replies = [{"type": "reply", "reply": {"id": choice, "title": f"T {choice}"}} for choice in choices]
    return {"type": "interactive", "interactive": {"type": "button", "action": {"buttons": replies}}}


def _list(*sections: tuple[str, ...]) -> dict[str, Any]:
    rows = [{"rows": [{"id": choice, "title": f"T {choice}"} for choice in section]} for section in sections]
    return {"type": "interactive", "interactive": {"type": "list", "action": {"sections": rows}}}


TEXT = {"type": "text", "text": {"body": "ছবি পাঠান"}}
Answer = Callable[[dict[str, Any]], dict[str, Any] | None]


class Post:
    """Takes what a person says in the place of the webhooks, and lets the product answer it."""

    def __init__(self, answer: Answer, noted: Path) -> None:
        self.answer, self.noted = answer, noted
        self.said: list[dict[str, Any]] = []
        self.person: Citizen | None = None

    async def deliver(self, key: str, value: dict[str, Any]) -> None:
        assert list(ledger.read(self.noted))[-1]["wamid"] == key  # the ledger has it first
        (message,) = value["messages"]
        self.said.append(message)
        answered = self.answer(message)
        if answered and self.person:
            self.person.heard.put_nowait(answered)

    @property
    def told(self) -> list[str]:
        """What was said, in a word each: the choice tapped, or its kind."""
        return [_tapped(one) or one["type"] for one in self.said]


def _tapped(message: dict[str, Any]) -> str:
    """The choice of a tap, nothing of whatever else it is."""
    tap = message.get("interactive")
    return tap[tap["type"]]["id"] if tap else ""


@pytest.fixture
def noted(tmp_path: Path) -> Path:
    return tmp_path / "ledger.jsonl"


def _person(noted: Path, answer: Answer = lambda _: TEXT, *, seed: str = "1") -> tuple[Citizen, Post]:
    post = Post(answer, noted)
    post.person = Citizen(RITA, post, Ledger(noted), seed, lambda: False)
    return post.person, post


def test_what_may_be_tapped_is_read_from_buttons_and_lists_and_from_nothing_else() -> None:
    assert _choices(_buttons("a", "b")) == {"a": "T a", "b": "T b"}
    assert _choices(_list(("a",), ("b", "c"))) == {"a": "T a", "b": "T b", "c": "T c"}
    assert _choices(TEXT) == {}


@pytest.mark.parametrize(
    ("offered", "tapped"),
    [
        (("d:edit", "d:cancel", "d:submit"), "d:submit"),
        (("service:complaint", "d:resume", "d:submit"), "d:submit"),
        (("service:complaint", "d:cancel", "d:resume"), "d:resume"),
        (("service:mutation", "service:complaint", "s:menu"), "service:complaint"),
        (WAYS_OUT, None),
        (("d:photos:skip", *WAYS_OUT), None),
        ((), None),
    ],
)
def test_what_leads_on_to_a_complaint_is_tapped(
    noted: Path, offered: tuple[str, ...], tapped: str | None
) -> None:
    for seed in range(20):
        person, _ = _person(noted, seed=str(seed))
        assert person._pick(dict.fromkeys(offered, "")) == tapped


def test_of_what_leads_on_anything_is_tapped_and_never_a_way_out(noted: Path) -> None:
    offered = dict.fromkeys(("d:category:light", "d:category:water", "d:category:drain", *WAYS_OUT), "")

    tapped = {_person(noted, seed=str(seed))[0]._pick(offered) for seed in range(60)}

    assert tapped == {"d:category:light", "d:category:water", "d:category:drain"}


def _complaint_form(message: dict[str, Any]) -> dict[str, Any] | None:
    """A town that wants to know what it is, a photo and a place."""
    match message["type"], _tapped(message):
        case "text", _:
            return _buttons("service:complaint", "s:menu")
        case "interactive", "service:complaint":
            return _list(("d:category:light", "d:category:water", "d:category:drain"), ("d:cancel",))
        case "interactive", choice if ":category:" in choice:
            return TEXT
        case "image", _:
            return TEXT if "caption" in message["image"] else None
        case "location", _:
            return _buttons("d:submit", "d:edit", "d:cancel")
    return TEXT


def _entries(noted: Path) -> list[dict[str, Any]]:
    return list(ledger.read(noted))


def test_a_complaint_is_gone_through_to_its_card(noted: Path) -> None:
    person, post = _person(noted, _complaint_form, seed="3")

    asyncio.run(person._complains())

    told = [one for one in post.told if one != "image"]
    assert [told[0], told[1], told[3], *set(told[4:])] == [
        "text",
        "service:complaint",
        "location",
        "d:submit",
    ]
    assert told[2].startswith("d:category:")
    assert "image" in post.told


def test_who_taps_twice_taps_the_same_card_twice(noted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(citizens, "_SAYS_AGAIN", 1.0)
    person, _ = _person(noted)

    asyncio.run(person._hands_in("d:submit", _buttons("d:submit")))

    assert [(one["number"], one["opens"]) for one in _entries(noted)] == [(1, "d:submit"), (2, "d:submit")]


def test_of_photos_sent_at_once_the_first_alone_is_to_be_answered(noted: Path) -> None:
    for seed in range(8):
        person, _ = _person(noted, lambda _: None, seed=str(seed))
        asyncio.run(person.sends_photos())

    silent = {one["number"]: one["may_be_silent"] for one in _entries(noted)}
    assert silent == {1: False, 2: True, 3: True}


def test_times_and_numbers_never_go_back(noted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = iter([1000.9, 1003.0, 1001.0])
    monkeypatch.setattr(citizens.time, "time", lambda: next(seconds))
    person, _ = _person(noted)

    async def act() -> None:
        for _ in range(3):
            await person.says("নমস্কার")

    asyncio.run(act())
    assert [(one["number"], one["at"]) for one in _entries(noted)] == [(1, 1000), (2, 1003), (3, 1003)]


def test_an_answer_that_comes_late_or_twice_stands_for_no_later_one(noted: Path) -> None:
    """Else a person who once heard too much never again waits for an answer."""
    person, post = _person(noted, lambda _: None)

    async def act() -> dict[str, Any] | None:
        for _ in range(2):
            person.heard.put_nowait(TEXT)
        await person.hears()
        await person.says("নমস্কার")
        asyncio.get_running_loop().call_later(0.02, person.heard.put_nowait, _buttons("d:submit"))
        return await person.hears()

    assert asyncio.run(act()) == _buttons("d:submit")
    assert len(post.said) == 1


def test_who_waits_too_long_gives_up_and_waits_again_for_the_next(
    noted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(citizens, "_PATIENCE", 0.02)
    answers: list[dict[str, Any] | None] = [TEXT, None]
    person, _ = _person(noted, lambda _: answers.pop())

    async def act() -> list[dict[str, Any] | None]:
        heard = []
        for _ in range(2):
            await person.says("নমস্কার")
            heard.append(await person.hears())
        return heard

    assert asyncio.run(act()) == [None, TEXT]

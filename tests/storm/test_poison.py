"""A message that kills its worker, over the real pump: who works on it is ended, until nobody tries."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError, connection

from janasetu.cases.tests.factories import NOW, Town, make_town, told
from janasetu.config import pids
from janasetu.conversations.pump import count_deaths, pump_once
from janasetu.conversations.under_way import UnderWay
from janasetu.messaging.models import InboundMessage
from janasetu.messaging.tests.factories import RITA, SECOND, arrival, take_in
from janasetu.people.tests.factories import make_contact
from storm import ledger
from storm.ledger import Ledger
from storm.poison import poison

GREETING = "নমস্কার! ফালাকাটা পুরসভার জনসেতুতে স্বাগত। কী করতে চান, বেছে নিন।"
SORRY = "দুঃখিত, আপনার শেষ মেসেজটি আমরা খুলতে পারিনি। একটু অন্যভাবে লিখে আবার পাঠান।"


class Mortal(UnderWay):
    """The note of a pump whose end is its session's: nothing is cleared after that."""

    def __exit__(self, *error: object) -> None:
        if error[0] is None:
            self.clear()


class Person:
    """Rita, who waits for every answer; what she says is in the inbox at once."""

    def __init__(self, town: Town, noted: Path) -> None:
        self.ledger = Ledger(noted)
        self._town = town
        self._said = 0

    async def says(self, words: str) -> str:
        self._said += 1
        await asyncio.to_thread(_apart, lambda: self._comes(words))
        return f"wamid.{self._said}"

    def _comes(self, words: str) -> None:
        at, line = NOW + self._said * SECOND, self._town.line.provider_id
        take_in(arrival(words, line=line, at=at, provider_id=f"wamid.{self._said}"))

    async def hears(self) -> None:
        await asyncio.to_thread(_apart, lambda: pids.wait_until(_all_is_done, seconds=10))


def _all_is_done() -> bool:
    return not InboundMessage.objects.filter(state="new").exists()


def _apart(act: Callable[[], Any]) -> None:
    """In a thread of its own, which leaves no session."""
    try:
        act()
    finally:
        connection.close()


def _lives(note: Path, stop: list[bool]) -> None:
    """A pump under a supervisor: it dies, and another begins."""
    while not stop:
        try:
            count_deaths(UnderWay(note))
            while not stop:
                pump_once(under_way=Mortal(note))
        except (OperationalError, InterfaceError):
            connection.close()
    connection.close()


@pytest.mark.django_db(transaction=True)
def test_it_ends_five_workers_and_no_more_and_the_person_is_answered_again(tmp_path: Path) -> None:
    person: Any = Person(make_town(), tmp_path / "ledger.jsonl")
    at = connection.settings_dict
    address = f"dbname={at['NAME']} user={at['USER']} host={at['HOST']} port={at['PORT'] or 5432}"
    stop: list[bool] = []
    killed: list[str] = []

    with ThreadPoolExecutor(1) as pool:
        pump = pool.submit(_lives, tmp_path / "note", stop)
        deaths = asyncio.run(poison(person, address, killed.append))
        stop.append(True)
        pump.result()

    assert (deaths, killed) == (5, ["pump"] * 5)
    poisoned = InboundMessage.objects.get(provider_id="wamid.2")
    assert (poisoned.state, poisoned.attempts) == ("parked", 5)
    assert told(make_contact(RITA))[:2] == [GREETING, SORRY]
    assert len(told(make_contact(RITA))) == 3
    assert list(ledger.read(tmp_path / "ledger.jsonl")) == [{"poison": "wamid.2", "deaths": 5}]

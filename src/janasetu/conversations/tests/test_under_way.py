"""A message that ends the pump's process, or freezes it: whose fault it was is known, and others go on."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from threading import Event

import pytest
from django.db import InterfaceError, OperationalError, connection
from structlog.testing import capture_logs

from janasetu.cases.tests.factories import NOW, Town, make_town, told
from janasetu.conversations import turns
from janasetu.conversations.pump import MOST_ATTEMPTS, count_deaths, pump_once
from janasetu.conversations.under_way import Noted, UnderWay
from janasetu.lib import clock
from janasetu.lib.ids import uuid7
from janasetu.messaging.models import InboundMessage, OutboundMessage
from janasetu.messaging.tests.factories import RITA, SALIM, SECOND, arrival, take_in
from janasetu.people.tests.factories import make_contact

GREETING = "নমস্কার! ফালাকাটা পুরসভার জনসেতুতে স্বাগত। কী করতে চান, বেছে নিন।"
SORRY = "দুঃখিত, আপনার শেষ মেসেজটি আমরা খুলতে পারিনি। একটু অন্যভাবে লিখে আবার পাঠান।"
POISON = "বিষ"
MANY = [f"91000006{n:04}" for n in range(6)]


@pytest.fixture
def note(tmp_path: Path) -> UnderWay:
    return UnderWay(tmp_path / "pump.under_way")


def comes(town: Town, *words: str, sender: str = RITA) -> list[InboundMessage]:
    return take_in(
        *(
            arrival(
                word, line=town.line.provider_id, sender=sender, at=NOW + number * SECOND, provider_id=None
            )
            for number, word in enumerate(words)
        )
    )


def stands(message: InboundMessage) -> tuple[str, int]:
    message.refresh_from_db()
    return message.state, message.attempts


# --- the note ---


def test_what_is_under_way_can_be_read_by_who_comes_after(note: UnderWay, tmp_path: Path) -> None:
    messages = [Noted(7, uuid7()), Noted(1023, uuid7())]

    note.note(messages)

    assert UnderWay(tmp_path / "pump.under_way").left_behind() == messages


def test_nothing_is_left_behind_by_what_was_done_or_failed(note: UnderWay, tmp_path: Path) -> None:
    with note:
        note.note([Noted(7, uuid7()), Noted(8, uuid7())])
    assert note.left_behind() == []

    with suppress(ZeroDivisionError), note:
        note.note([Noted(9, uuid7())])
        raise ZeroDivisionError
    assert note.left_behind() == []

    last = Noted(10, uuid7())
    note.note([last])
    assert note.left_behind() == [last]


def test_a_pump_that_ends_in_order_leaves_no_file(note: UnderWay, tmp_path: Path) -> None:
    with note:
        note.note([Noted(7, uuid7())])

    note.close()

    assert list(tmp_path.iterdir()) == []
    note.close()  # nor does one that never had anything under way


def test_a_death_that_could_not_be_counted_is_told_to_the_next(note: UnderWay, tmp_path: Path) -> None:
    """The database was away for as long as the pump lived."""
    died_over = Noted(7, uuid7())
    note.note([died_over])

    UnderWay(tmp_path / "pump.under_way").close()

    assert note.left_behind() == [died_over]


def test_a_line_that_a_death_cut_short_is_none(note: UnderWay, tmp_path: Path) -> None:
    whole = Noted(7, uuid7())
    note.note([whole, Noted(8, uuid7())])
    path = tmp_path / "pump.under_way"

    for broken in (
        path.read_bytes()[:-1],
        f"{whole.bucket} {whole.id}\nbucket\n\n\xff 1\n".encode("latin-1"),
    ):
        path.write_bytes(broken)
        assert note.left_behind() == [whole]


def test_a_note_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    nowhere = UnderWay(tmp_path / "no folder" / "pump.under_way")

    with nowhere:
        nowhere.note([Noted(7, uuid7())])

    assert nowhere.left_behind() == []
    nowhere.close()


def test_two_data_folders_do_not_mix(tmp_path: Path) -> None:
    first, second = UnderWay(tmp_path / "first"), UnderWay(tmp_path / "second")

    first.note([Noted(7, uuid7())])

    assert (len(first.left_behind()), second.left_behind()) == (1, [])


# --- who dies over it ---


def killed(batch: Sequence[InboundMessage], *, now: datetime) -> None:
    """A turn that ends the process, as want of memory would, after everything was written."""
    turns.run(batch, now=now)
    if any(message.said["text"] == POISON for message in batch):
        os.kill(os.getpid(), signal.SIGKILL)


def life(note: UnderWay) -> None:
    """A pump's, until nothing waits."""
    count_deaths(note)
    while pump_once(run=killed, under_way=note):
        pass


@pytest.fixture
def live(note: UnderWay) -> Iterator[Callable[[], int | None]]:
    """A life of the pump in a process of its own, at noon; how it ended: 0, or the signal below 0."""

    def one() -> int | None:
        connection.close()
        with clock.fixed(NOW):
            process = multiprocessing.get_context("fork").Process(target=life, args=[note])
            process.start()
            process.join(30)
        return process.exitcode

    yield one
    note.close()


@pytest.mark.django_db(transaction=True)
def test_a_message_that_kills_the_pump_kills_five_is_set_aside_and_takes_nobody_with_it(
    live: Callable[[], int | None],
) -> None:
    town = make_town()
    _, poison, after = comes(town, "নমস্কার", POISON, "নমস্কার")
    others = [message for person in MANY for message in comes(town, "নমস্কার", sender=person)]

    assert live() == -signal.SIGKILL
    assert stands(poison) == ("new", 0)  # nobody has come after to count it
    assert not OutboundMessage.objects.exists()

    assert live() == -signal.SIGKILL
    assert stands(poison) == ("new", 1)
    assert [stands(other) for other in others] == [("done", 1)] * len(MANY)

    assert [live() for _ in range(MOST_ATTEMPTS - 2)] == [-signal.SIGKILL] * (MOST_ATTEMPTS - 2)
    assert stands(poison) == ("new", MOST_ATTEMPTS - 1)

    assert live() == 0
    assert stands(poison) == ("parked", MOST_ATTEMPTS)
    assert poison.note == "could not be answered"
    assert stands(after)[0] == "done"
    assert told(make_contact(RITA)) == [GREETING, SORRY, GREETING]
    assert all(told(make_contact(person)) == [GREETING] for person in MANY)


@pytest.mark.django_db(transaction=True)
def test_who_writes_while_a_message_kills_the_pump_is_answered_before_it_is_tried_again(
    live: Callable[[], int | None],
) -> None:
    town = make_town()
    comes(town, POISON)
    assert live() == -signal.SIGKILL
    (message,) = comes(town, "নমস্কার", sender=SALIM)

    assert live() == -signal.SIGKILL

    assert stands(message) == ("done", 0)


def test_what_was_answered_before_the_death_counts_no_try(town: Town, note: UnderWay) -> None:
    done, waits = comes(town, "নমস্কার"), comes(town, "নমস্কার", sender=SALIM)
    InboundMessage.objects.filter(id=done[0].id).update(state="done")
    note.note([Noted(one.bucket, one.id) for one in (*done, *waits)])

    assert count_deaths(note) == 1
    assert (stands(done[0]), stands(waits[0])) == (("done", 0), ("new", 1))
    assert count_deaths(note) == 0


def test_what_failed_before_is_answered_alone_and_in_the_order_of_the_person(town: Town) -> None:
    comes(town, "নমস্কার", "নমস্কার", "নমস্কার")
    comes(town, "নমস্কার", sender=SALIM)
    InboundMessage.objects.filter(provider_at=NOW + SECOND).update(attempts=3)
    batches: list[list[tuple[datetime, int]]] = []

    def run(batch: Sequence[InboundMessage], *, now: datetime) -> None:
        batches.append([(one.provider_at, one.attempts) for one in batch])
        turns.run(batch, now=now)

    assert pump_once(run=run) == 3
    assert pump_once(run=run) == 1
    assert batches == [[(NOW, 0), (NOW, 0)], [(NOW + SECOND, 3)], [(NOW + 2 * SECOND, 0)]]


# --- who freezes ---


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("goes_on", ["in the turn", "after it"])
def test_a_frozen_pump_is_let_go_and_thawed_it_does_nothing(note: UnderWay, goes_on: str) -> None:
    town = make_town()
    (message,) = comes(town, "নমস্কার")
    at_work, thawed = Event(), Event()

    def frozen(batch: Sequence[InboundMessage], *, now: datetime) -> None:
        turns.run(batch, now=now)
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = '300ms'")
        at_work.set()
        assert thawed.wait(timeout=60)
        if goes_on == "in the turn":
            InboundMessage.objects.filter(id=message.id).update(note="thawed")

    def pump() -> None:
        try:
            with pytest.raises((OperationalError, InterfaceError)):
                pump_once(run=frozen, under_way=note)
            connection.close()  # as the loop of the processes does
            assert pump_once(under_way=note) == 0
        finally:
            connection.close()

    with capture_logs() as logged, ThreadPoolExecutor(1) as pool:
        working = pool.submit(pump)
        assert at_work.wait(timeout=60)
        assert pump_once() == 0  # it holds the partition
        InboundMessage.objects.filter(id=message.id).update(note="")  # waits until that session is ended
        assert any(pump_once() for _ in range(1000))  # its locks go one after the other
        thawed.set()
        working.result()

    assert stands(message) == ("done", 0)
    assert told(make_contact(RITA)) == [GREETING]
    assert logged == []  # no message was at fault

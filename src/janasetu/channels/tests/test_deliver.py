"""The delivery loop: concurrently across people, in order for each, nothing twice while its fate is open."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import psycopg
import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test.utils import CaptureQueriesContext

from janasetu.channels.deliver import UNDER_WAY, Delivery
from janasetu.channels.tests.factories import database_url
from janasetu.lib import clock
from janasetu.messaging import outbox
from janasetu.messaging.choices import OutboundState
from janasetu.messaging.models import Line, OutboundMessage
from janasetu.messaging.outbox import Outcome, Sending
from janasetu.messaging.refusals import refused
from janasetu.messaging.tests.factories import arrival, make_line, queue, take_in
from janasetu.messaging.values import Refusal
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import ContactKey

pytestmark = pytest.mark.django_db


@dataclass
class Provider:
    """The outside world: takes messages, and answers as told."""

    answer: OutboundState | Exception = OutboundState.ACCEPTED
    taken: list[str] = field(default_factory=list)
    together: int = 0
    most_together: int = 0
    gate: threading.Barrier | None = None
    refusal: Refusal | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def send(self, sending: Sending) -> Outcome:
        with self.lock:
            self.taken.append(sending.text)
            self.together += 1
            self.most_together = max(self.most_together, self.together)
        if self.gate:
            self.gate.wait(timeout=60)
        with self.lock:
            self.together -= 1
        if isinstance(self.answer, Exception):
            raise self.answer
        if self.refusal:
            return refused(sending, self.refusal, "refused")
        again = timedelta(0) if self.answer == OutboundState.QUEUED else None
        return Outcome(sending, self.answer, provider_id=f"wamid.{sending.id}", retry_after=again)


@pytest.fixture
def line() -> Line:
    return make_line()


@pytest.fixture
def delivering() -> Iterator[list[Delivery]]:
    """Deliveries that are closed when the test is over."""
    begun: list[Delivery] = []
    yield begun
    for delivery in begun:
        delivery.close()


def deliver(provider: Provider, delivering: list[Delivery], *, steps: int = 50) -> None:
    delivery = Delivery({"whatsapp": provider.send})
    delivering.append(delivery)
    for _ in range(steps):
        if not delivery.step():
            return


def person(line: Line, number: str) -> ContactKey:
    take_in(arrival(sender=number, line=line.provider_id))
    return make_contact(number)


def states() -> set[str]:
    return set(OutboundMessage.objects.values_list("state", flat=True))


def test_every_message_goes_out_once_in_order_for_each_person(line: Line, delivering: list[Delivery]) -> None:
    provider = Provider()
    for number in range(5):
        contact = person(line, f"91000006{number:04}")
        for n in range(4):
            queue(contact, line, f"{number}.{n}")

    deliver(provider, delivering)

    for number in range(5):
        mine = [text for text in provider.taken if text.startswith(f"{number}.")]
        assert mine == [f"{number}.{n}" for n in range(4)]
    assert states() == {"accepted"}
    assert OutboundMessage.objects.filter(provider_id="").count() == 0


def test_people_do_not_wait_for_each_other(line: Line, delivering: list[Delivery]) -> None:
    provider = Provider(gate=threading.Barrier(4))
    for number in range(4):
        queue(person(line, f"91000007{number:04}"), line, "খবর")

    deliver(provider, delivering)

    assert provider.most_together == 4
    assert states() == {"accepted"}


def test_no_more_are_under_way_than_there_are_places(line: Line, delivering: list[Delivery]) -> None:
    Line.objects.update(per_second=1000)
    provider = Provider(gate=threading.Barrier(UNDER_WAY + 1))
    for number in range(UNDER_WAY + 10):
        queue(person(line, f"91000008{number:04}"), line, "খবর")
    delivery = Delivery({"whatsapp": provider.send})
    delivering.append(delivery)

    delivery.step()

    assert OutboundMessage.objects.filter(state="sending").count() == UNDER_WAY
    assert provider.gate
    provider.gate.wait(timeout=60)
    provider.gate = None
    while delivery.step():
        pass
    assert len(provider.taken) == UNDER_WAY + 10


def test_an_error_that_nobody_expected_leaves_the_message_in_the_air(
    line: Line, delivering: list[Delivery]
) -> None:
    provider = Provider(answer=RuntimeError("boom"))
    queue(person(line, "910000090001"), line)

    deliver(provider, delivering, steps=5)

    message = OutboundMessage.objects.get()
    assert (message.state, message.error, len(provider.taken)) == ("sending", "internal", 1)
    assert outbox.requeue_stalled(wall=clock.wall() + timedelta(minutes=1)) == 1


@pytest.mark.django_db(transaction=True)
def test_what_came_back_while_the_database_was_away_is_recorded_when_it_is_there(
    line: Line, delivering: list[Delivery]
) -> None:
    queue(person(line, "910000090003"), line)
    provider = Provider()

    def send(sending: Sending) -> Outcome:
        outcome = provider.send(sending)
        with psycopg.connect(url, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s, 5000)", [ours])
        return outcome

    url, ours = database_url(), connection.connection.info.backend_pid
    delivery = Delivery({"whatsapp": send})
    delivering.append(delivery)

    with pytest.raises((OperationalError, InterfaceError)):
        delivery.step()
    connection.close()
    assert states() == {"sending"}
    delivery.step()

    assert (states(), len(provider.taken)) == ({"accepted"}, 1)


def test_a_message_without_a_channel_fails_with_its_reason(line: Line, delivering: list[Delivery]) -> None:
    Line.objects.update(channel="telegraph")
    queue(make_contact(), line)

    deliver(Provider(), delivering)

    message = OutboundMessage.objects.get()
    assert (message.state, message.error) == ("failed", "no such channel")


def test_what_is_to_be_tried_again_is_tried_again(line: Line, delivering: list[Delivery]) -> None:
    provider = Provider(answer=OutboundState.QUEUED)
    queue(person(line, "910000090002"), line)

    deliver(provider, delivering, steps=3)

    assert len(provider.taken) == 3
    assert OutboundMessage.objects.get().attempts == 3


def test_a_line_that_nobody_answers_on_is_tried_by_one_message_and_loses_none(
    line: Line, delivering: list[Delivery]
) -> None:
    Line.objects.update(per_second=1000)
    provider = Provider(refusal=Refusal.AWAY)
    for number in range(UNDER_WAY * 2):
        queue(person(line, f"91000010{number:04}"), line)
    delivery = Delivery({"whatsapp": provider.send})
    delivering.append(delivery)

    while delivery.step():
        pass
    tried = len(provider.taken)
    provider.refusal = None
    begun = clock.monotonic()
    while states() & {"queued", "sending"}:
        delivery.step()

    assert UNDER_WAY <= tried <= UNDER_WAY + 2  # those that were under way when the first found nobody
    assert states() == {"accepted"}
    assert clock.monotonic() - begun < 3
    assert set(OutboundMessage.objects.values_list("attempts", flat=True)) == {1}


def test_a_template_that_the_provider_does_not_have_is_missed_and_the_message_waits(
    line: Line, delivering: list[Delivery]
) -> None:
    missed: list[str] = []
    provider = Provider(refusal=Refusal.NO_TEMPLATE)
    queue(person(line, "910000090003"), line)
    delivery = Delivery({"whatsapp": provider.send}, template_missed=lambda: missed.append("a template"))
    delivering.append(delivery)

    while not missed:
        delivery.step()

    message = OutboundMessage.objects.get()
    assert (message.state, message.attempts, missed) == ("queued", 1, ["a template"])


def test_one_person_is_not_flooded_and_nothing_is_lost(line: Line, delivering: list[Delivery]) -> None:
    provider, contact = Provider(), person(line, "910000110001")
    for number in range(50):
        queue(contact, line, str(number))

    deliver(provider, delivering, steps=200)

    assert provider.taken == [str(number) for number in range(45)]
    held_back = OutboundMessage.objects.filter(state="queued").order_by("id")
    assert [message.text for message in held_back] == ["45", "46", "47", "48", "49"]
    first = held_back[0]
    assert first.retry_at
    assert timedelta(0) < first.retry_at - clock.wall() < timedelta(seconds=7)
    assert first.attempts == 0


def test_with_nothing_to_send_there_is_nothing_to_do(delivering: list[Delivery]) -> None:
    delivery = Delivery({})
    delivering.append(delivery)

    assert delivery.step() is False


def test_closing_waits_for_what_is_under_way(line: Line) -> None:
    provider = Provider()
    queue(person(line, "910000090003"), line)
    delivery = Delivery({"whatsapp": provider.send})
    delivery.step()

    delivery.close()

    assert states() == {"accepted"}


def test_others_can_read_which_line_stands_still_until_it_sends_again(
    line: Line, delivering: list[Delivery]
) -> None:
    provider = Provider(refusal=Refusal.AWAY)
    queue(person(line, "910000090004"), line)
    Line.objects.update(held_for="line_stopped")
    delivery = Delivery({"whatsapp": provider.send})
    delivering.append(delivery)
    held: set[str] = set()

    def seen() -> str:
        held.add(Line.objects.get().held_for)
        return Line.objects.get().held_for

    while seen() != "away":
        delivery.step()
    provider.refusal = None
    while seen():
        delivery.step()

    assert held == {"line_stopped", "", "away"}  # what a sender before it left is taken away first
    assert states() == {"accepted"}


def test_when_a_line_last_sent_is_written_now_and_then_and_not_with_each_message(
    line: Line, delivering: list[Delivery]
) -> None:
    for number in range(30):
        queue(person(line, f"91000012{number:04}"), line)
    with CaptureQueriesContext(connection) as seen:
        deliver(Provider(), delivering, steps=200)

    told = [query for query in seen.captured_queries if "sent_at = greatest" in query["sql"]]
    assert states() == {"accepted"}
    assert len(told) <= 2

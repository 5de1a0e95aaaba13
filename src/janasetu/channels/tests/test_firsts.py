"""Whom an account may write to first: so many people a day, and nobody who has written waits for them."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from janasetu.channels.deliver import Delivery
from janasetu.channels.whatsapp.limits import TIERS
from janasetu.lib import clock
from janasetu.messaging import first_writes, outbox, standings, windows
from janasetu.messaging.choices import OutboundState, StandingKind
from janasetu.messaging.models import Line, OutboundMessage
from janasetu.messaging.outbox import Outcome, Sending
from janasetu.messaging.refusals import refused
from janasetu.messaging.tests.factories import NOW, arrival, make_line, take_in
from janasetu.messaging.values import Lane, Message, News, Outgoing, Refusal
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import ContactKey

pytestmark = pytest.mark.django_db
TEMPLATE = {"name": "janasetu_told", "lang": "bn", "params": []}
_numbers = count(910000200001)


class Provider:
    """Takes everything, unless it was told to refuse templates; knows what it took."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.refuses_templates = False

    def send(self, sending: Sending) -> Outcome:
        if self.refuses_templates and sending.goes_as_template(clock.now()):
            return refused(sending, Refusal.NOT_UNASKED, "131048")
        self.taken.append(sending.text)
        return Outcome(sending, OutboundState.ACCEPTED, provider_id=f"wamid.{sending.id}")


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with clock.fixed(NOW):
        yield


@pytest.fixture
def line() -> Line:
    return limited(make_line(), 2)


def limited(line: Line, most: int | None) -> Line:
    line.people_a_day = most
    line.save()
    return line


def stranger(line: Line) -> ContactKey:
    """Somebody who has never written."""
    number = str(next(_numbers))
    contact = make_contact(number)
    windows.introduce([(contact, line.id, number, "wa_id")])
    return contact


def someone_who_wrote(line: Line) -> ContactKey:
    number = str(next(_numbers))
    take_in(arrival(sender=number, line=line.provider_id))
    return make_contact(number)


def tell(contact: ContactKey, line: Line, text: str, *, lane: Lane = Lane.TALK) -> None:
    one = Outgoing(contact, line.id, Message(text), f"test:{text}", template=TEMPLATE, lane=lane)
    outbox.queue([one], now=NOW)


def deliver(provider: Provider, delivery: Delivery | None = None) -> Delivery:
    """What goes out until nothing more does."""
    at_work = delivery or Delivery({"whatsapp": provider.send})
    while at_work.step():
        pass
    return at_work


def waiting() -> list[str]:
    return list(OutboundMessage.objects.filter(for_room=True).order_by("id").values_list("text", flat=True))


def a_day_passes() -> None:
    """All that was written first was written a day earlier."""
    for message in OutboundMessage.objects.exclude(first_at=None):
        assert message.first_at
        message.first_at -= timedelta(hours=24)
        message.save()


def test_so_many_people_are_written_to_first_and_the_others_wait(line: Line) -> None:
    provider = Provider()
    for name in "abcd":
        tell(stranger(line), line, name)

    deliver(provider).close()

    assert (sorted(provider.taken), waiting()) == (["a", "b"], ["c", "d"])
    assert first_writes.accounts(wall=clock.wall())["whatsapp"].free == 0
    assert set(OutboundMessage.objects.filter(for_room=True).values_list("attempts", flat=True)) == {0}


def test_who_was_written_to_already_costs_nothing_more(line: Line) -> None:
    provider, contact = Provider(), stranger(line)
    for text in ("first", "second", "third"):
        tell(contact, line, text)

    deliver(provider).close()

    assert provider.taken == ["first", "second", "third"]
    assert first_writes.accounts(wall=clock.wall())["whatsapp"].used == 1


def test_who_has_written_is_answered_however_many_wait(line: Line) -> None:
    provider = Provider()
    for name in "abc":
        tell(stranger(line), line, name)
    tell(someone_who_wrote(line), line, "answer")

    deliver(provider).close()

    assert (sorted(provider.taken), waiting()) == (["a", "answer", "b"], ["c"])


def test_two_lines_share_one_limit(line: Line) -> None:
    other, provider = make_line(provider_id="200000000001003"), Provider()
    for name, where in (("a", line), ("b", other), ("c", other)):
        tell(stranger(where), where, name)

    deliver(provider).close()

    assert (sorted(provider.taken), waiting()) == (["a", "b"], ["c"])


def test_a_day_later_as_many_again_go_and_the_more_urgent_first(line: Line) -> None:
    provider = Provider()
    for name in "ab":
        tell(stranger(line), line, name)
    deliver(provider).close()
    for name, lane in (("crowd", Lane.CROWD), ("own", Lane.TALK), ("crowd 2", Lane.CROWD)):
        tell(stranger(line), line, name, lane=lane)
    deliver(provider).close()
    assert sorted(waiting()) == ["crowd", "crowd 2", "own"]

    a_day_passes()
    deliver(provider).close()

    assert sorted(provider.taken[2:]) == ["crowd", "own"]
    assert waiting() == ["crowd 2"]


def test_who_writes_while_a_message_waits_gets_it(line: Line) -> None:
    provider, number = Provider(), "910000299999"
    for name in "ab":
        tell(stranger(line), line, name)
    contact = make_contact(number)
    windows.introduce([(contact, line.id, number, "wa_id")])
    tell(contact, line, "c")
    deliver(provider).close()
    take_in(arrival(sender=number, line=line.provider_id))
    tell(contact, line, "answer")

    deliver(provider).close()

    assert provider.taken[2:] == ["c", "answer"]


def test_without_a_limit_nobody_waits_and_nothing_is_counted(line: Line) -> None:
    limited(line, None)
    provider = Provider()
    for name in "abc":
        tell(stranger(line), line, name)

    deliver(provider).close()

    assert sorted(provider.taken) == ["a", "b", "c"]
    assert OutboundMessage.objects.filter(first_at__isnull=False).count() == 0


def test_a_limit_that_is_lifted_lets_all_of_them_go(line: Line) -> None:
    provider = Provider()
    for name in "abcd":
        tell(stranger(line), line, name)
    deliver(provider).close()

    first_writes.set_limit("whatsapp", None)
    deliver(provider).close()

    assert (sorted(provider.taken), waiting()) == (["a", "b", "c", "d"], [])


def test_a_provider_that_wants_no_more_is_believed_and_answers_go_on(line: Line) -> None:
    limited(line, None)
    provider = Provider()
    provider.refuses_templates = True
    tell(stranger(line), line, "a")
    delivery = deliver(provider)
    for name in "bc":
        tell(stranger(line), line, name)
    tell(someone_who_wrote(line), line, "answer")

    deliver(provider, delivery).close()

    assert (provider.taken, waiting()) == (["answer"], ["b", "c"])
    assert OutboundMessage.objects.get(text="a").first_at is None


def test_many_that_wait_cost_one_look_and_not_one_each(line: Line) -> None:
    provider = Provider()
    for number in range(100):
        tell(stranger(line), line, str(number))

    deliver(provider).close()

    assert (len(provider.taken), len(waiting())) == (2, 98)
    tried = OutboundMessage.objects.filter(for_room=True, claimed_at__isnull=False).count()
    assert tried <= 38  # those that the line could send at once, before it was known that there is no room


def told(limit: str, *, hour: int = 0, number: str = "910000001002") -> None:
    at = NOW + timedelta(hours=hour)
    standings.hear([News("whatsapp", StandingKind.NUMBER, number, at, state="CONNECTED", limit=limit)])


def learnt(line: Line, **how: Any) -> int | None:
    Delivery({}, tiers={"whatsapp": TIERS}, **how).step()
    line.refresh_from_db()
    return line.people_a_day


def test_the_limit_is_what_the_provider_told_last_of_any_number(line: Line) -> None:
    other = make_line(provider_id="200000000001003")
    told("TIER_2K")
    told("TIER_10K", hour=1, number="910000001003")

    assert (learnt(line), learnt(other)) == (10_000, 10_000)
    told("TIER_UNLIMITED", hour=2)
    assert learnt(line) is None


def test_a_word_that_nobody_knows_and_no_word_change_nothing(line: Line) -> None:
    assert learnt(line) == 2
    told("TIER_9")
    assert learnt(line) == 2


def test_where_nothing_is_limited_nothing_is_learnt(line: Line) -> None:
    limited(line, None)
    told("TIER_250")

    assert learnt(line, unlimited=True) is None

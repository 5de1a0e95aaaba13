"""What is kept for a while only, and let go of in parts."""

from datetime import timedelta

import pytest

from janasetu.lib.ids import uuid7
from janasetu.messaging.models import InboundBatch, InboundMessage, SeenKey
from janasetu.messaging.pruning import prune_batches, prune_keys
from janasetu.messaging.tests.factories import NOW, arrival, make_line, take_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
WEEK = timedelta(days=7)


def a_batch(*, age: timedelta, state: str = "split") -> InboundBatch:
    return InboundBatch.objects.create(
        id=uuid7(), channel="whatsapp", body=b"{}", state=state, received_at=NOW - age
    )


def a_key(key: str, *, age: timedelta) -> None:
    SeenKey.objects.create(bucket=1, key=key, seen_at=NOW - age)


def test_a_key_is_kept_for_as_long_as_its_message_would_be_acted_on_and_a_day() -> None:
    a_key("old", age=91 * DAY + timedelta(seconds=1))
    a_key("young", age=91 * DAY)

    assert prune_keys(now=NOW) == 1
    assert list(SeenKey.objects.values_list("key", flat=True)) == ["young"]


def test_what_is_forgotten_and_comes_again_is_not_answered_again() -> None:
    make_line()
    first, again = arrival(provider_id="wamid.1"), arrival(provider_id="wamid.1")
    take_in(first)
    much_later = NOW + 92 * DAY
    prune_keys(now=much_later)

    (row,) = take_in(again, now=much_later)

    assert (SeenKey.objects.count(), row.state) == (1, "stale")
    assert InboundMessage.objects.filter(state="new").count() == 1


def test_keys_go_in_parts_the_oldest_first() -> None:
    for number in range(5):
        a_key(str(number), age=(100 + number) * DAY)

    assert [prune_keys(now=NOW, most=2) for _ in range(3)] == [2, 2, 1]
    a_key("5", age=200 * DAY)
    a_key("6", age=150 * DAY)
    prune_keys(now=NOW, most=1)
    assert list(SeenKey.objects.values_list("key", flat=True)) == ["6"]


def test_raw_bytes_go_when_they_were_split_and_are_old() -> None:
    a_batch(age=WEEK + timedelta(seconds=1))
    kept = [a_batch(age=WEEK), a_batch(age=2 * WEEK, state="new"), a_batch(age=2 * WEEK, state="unreadable")]

    assert prune_batches(now=NOW, kept=WEEK) == 1
    assert list(InboundBatch.objects.order_by("id")) == kept


def test_bytes_go_in_parts_too() -> None:
    for _ in range(3):
        a_batch(age=2 * WEEK)

    assert [prune_batches(now=NOW, kept=WEEK, most=2) for _ in range(3)] == [2, 1, 0]

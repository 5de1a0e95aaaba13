"""What came in: each thing once, in the order in which people said it, nothing lost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.lib.ids import bucket_of
from janasetu.messaging import inbox
from janasetu.messaging.models import InboundMessage, OutboundMessage, SeenKey, Window
from janasetu.messaging.tests.factories import (
    NOW,
    RITA,
    SALIM,
    SECOND,
    arrival,
    make_line,
    queue,
    report,
    take_in,
)
from janasetu.messaging.values import Media, Said, Spot
from janasetu.people.models import Contact
from janasetu.people.tests.factories import make_contact

pytestmark = pytest.mark.django_db


def texts(messages: list[InboundMessage]) -> list[str]:
    return [message.said["text"] for message in messages]


def test_a_message_of_a_person_on_our_line_waits_for_an_answer() -> None:
    line = make_line()

    (message,) = take_in(arrival("জল নেই", provider_id="wamid.1", at=NOW - SECOND))

    contact = Contact.objects.get()
    assert (message.contact_id, message.bucket, message.line_id) == (contact.id, contact.bucket, line.id)
    assert (message.provider_id, message.kind, message.said) == (
        "wamid.1",
        "text",
        {"kind": "text", "text": "জল নেই"},
    )
    assert (message.state, message.provider_at, message.received_at) == ("new", NOW - SECOND, NOW)


def test_the_same_message_again_leaves_no_second_row() -> None:
    make_line()
    take_in(arrival(provider_id="wamid.1"))

    assert take_in(arrival(provider_id="wamid.1")) == []
    assert SeenKey.objects.count() == 1


def test_the_same_message_twice_in_one_batch_is_one_row() -> None:
    make_line()

    assert texts(take_in(arrival("এক", provider_id="wamid.1"), arrival("এক", provider_id="wamid.1"))) == [
        "এক"
    ]


def test_the_same_id_on_another_line_is_another_message() -> None:
    make_line()
    make_line(provider_id="200000000001003")

    rows = take_in(arrival(provider_id="wamid.1"), arrival(provider_id="wamid.1", line="200000000001003"))

    assert len(rows) == 2


def test_of_messages_of_one_second_the_first_to_arrive_stays_first() -> None:
    make_line()
    one, two = arrival("এক"), arrival("দুই")

    assert texts(take_in(one, two, one, two)) == ["এক", "দুই"]


def test_what_belongs_to_no_person_is_kept_and_done() -> None:
    make_line()

    (row,) = take_in(arrival(sender=None, said=Said("unknown"), provider_id="account_update"))

    assert (row.state, row.note, row.contact_id) == ("done", "nobody to answer", None)
    assert row.bucket == bucket_of("whatsapp|200000000001002|account_update")
    assert not Contact.objects.exists()


def test_what_comes_on_a_line_that_is_not_ours_is_kept_and_done() -> None:
    (row,) = take_in(arrival())

    assert (row.state, row.note, row.line_id) == ("done", "nobody to answer", None)


def test_everything_said_comes_back_out_of_its_row() -> None:
    make_line()
    said = Said(
        "image",
        text="এই দেখুন",
        choice="",
        spot=Spot(26.5, 89.2, "বাজার"),
        media=Media("123", "image", "image/jpeg", "aGFzaA=="),
    )

    (row,) = take_in(arrival(said=said))

    assert Said.from_json(InboundMessage.objects.get(id=row.id).said) == said


def test_statements_do_not_grow_with_the_batch() -> None:
    make_line()

    def statements(number: int) -> int:
        arrivals = [arrival(sender=f"91000000{number:02}{n:02}") for n in range(number)]
        reports = [report("sent", opaque="", provider_id=f"wamid.{number}.{n}") for n in range(number)]
        with CaptureQueriesContext(connection) as seen:
            take_in(*arrivals, reports=reports)
        return len(seen)

    assert statements(3) == statements(1)


def test_a_status_is_kept_as_a_row_of_its_own_and_once() -> None:
    make_line()

    (row,) = take_in(reports=[report("sent", opaque=""), report("sent", opaque="")])

    assert (row.kind, row.state, row.said) == ("status", "done", {"kind": "status", "status": "sent"})
    assert take_in(reports=[report("sent", opaque="")]) == []


def test_a_status_moves_the_message_it_speaks_of() -> None:
    message = queue(make_contact(RITA), make_line())
    assert message

    take_in(reports=[report("delivered", opaque=f"{message.bucket}.{message.id}")])

    message.refresh_from_db()
    assert (message.state, message.provider_id) == ("delivered", "wamid.out")


def test_the_window_counts_from_the_newest_thing_said() -> None:
    line = make_line()

    take_in(arrival(at=NOW), arrival(at=NOW - 60 * SECOND), arrival(at=NOW - 30 * SECOND))

    window = Window.objects.get()
    assert (window.line_id, window.address, window.address_kind) == (line.id, RITA, "wa_id")
    assert window.last_inbound_at == NOW


def test_a_message_that_comes_days_late_does_not_move_the_window_back() -> None:
    make_line()
    take_in(arrival(at=NOW))

    take_in(arrival(at=NOW - timedelta(days=3)))

    assert Window.objects.get().last_inbound_at == NOW


def test_each_person_has_a_window_of_their_own_on_each_line() -> None:
    make_line()
    make_line(provider_id="200000000001003")

    take_in(arrival(), arrival(sender=SALIM), arrival(line="200000000001003"))

    assert Window.objects.count() == 3


def test_a_batch_nobody_can_read_keeps_its_bytes_and_says_why() -> None:
    take_in()
    (batch,) = inbox.unsplit(10)

    inbox.mark_unreadable(batch.id, "not JSON")

    batch.refresh_from_db()
    assert (batch.state, batch.note, bytes(batch.body)) == ("unreadable", "not JSON", b"{}")
    assert inbox.unsplit(10) == []


def test_nothing_goes_out_by_taking_in() -> None:
    make_line()

    take_in(arrival())

    assert not OutboundMessage.objects.exists()

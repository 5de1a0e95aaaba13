"""What came in: each thing once, in the order in which people said it, nothing lost."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection

from janasetu.lib.ids import bucket_of, uuid7
from janasetu.messaging import inbox, outbox
from janasetu.messaging.models import InboundBatch, InboundMessage, OutboundMessage, SeenKey, Window
from janasetu.messaging.tests.factories import (
    NOW,
    RITA,
    SALIM,
    SECOND,
    arrival,
    changed_number,
    make_line,
    queue,
    report,
    take_in,
)
from janasetu.messaging.values import Media, Said, Spot
from janasetu.people.choices import EpochReason
from janasetu.people.models import Contact
from janasetu.people.tests.factories import make_contact, statements
from janasetu.people.values import ContactKey

pytestmark = pytest.mark.django_db

NEW = "910000000009"
DAY = timedelta(days=1)


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

    def taken(number: int) -> int:
        arrivals = [arrival(sender=f"91000000{number:02}{n:02}") for n in range(number)]
        reports = [report("sent", opaque="", provider_id=f"wamid.{number}.{n}") for n in range(number)]
        return statements(lambda: take_in(*arrivals, reports=reports))

    assert taken(50) == taken(1)


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


# --- names that change ---


def moved_to() -> set[tuple[str, str]]:
    """Where answers go."""
    return set(Window.objects.values_list("address", "address_kind"))


def test_who_changes_number_goes_on_and_is_answered_at_the_new_one() -> None:
    make_line()
    take_in(arrival(at=NOW - SECOND))
    (rita,) = Contact.objects.all()

    (row,) = take_in(changed_number(RITA, NEW))

    assert (row.contact_id, row.kind, row.state) == (rita.id, "system", "new")
    assert moved_to() == {(NEW, "wa_id")}
    assert Window.objects.get().last_inbound_at == NOW - SECOND  # the person said nothing
    (again,) = take_in(arrival(sender=NEW, at=NOW + SECOND))
    assert again.contact_id == rita.id
    rita.refresh_from_db()
    assert (rita.epoch, rita.epoch_reason, rita.epoch_at) == (2, "number_changed", NOW)


def test_a_stranger_on_the_old_number_is_somebody_else() -> None:
    make_line()
    take_in(arrival(), changed_number(RITA, NEW))

    (row,) = take_in(arrival(at=NOW + DAY))

    assert row.contact_id not in Contact.objects.filter(epoch=2).values_list("id", flat=True)
    assert moved_to() == {(NEW, "wa_id"), (RITA, "wa_id")}


def test_what_waits_for_who_moved_is_not_sent_to_the_old_number() -> None:
    line = make_line()
    (row,) = take_in(arrival(at=NOW - SECOND))
    assert row.contact_id
    queue(ContactKey(row.bucket, row.contact_id), line, "আপনার ট্রেড লাইসেন্স তৈরি")

    take_in(changed_number(RITA, NEW))

    assert [(sending.address, sending.text) for sending in outbox.claim(5, wall=NOW)] == [
        (NEW, "আপনার ট্রেড লাইসেন্স তৈরি")
    ]


@pytest.mark.parametrize("new", ["", SALIM], ids=["told to nobody", "held by somebody else"])
def test_where_the_new_number_cannot_be_taken_nothing_more_goes_to_the_old_one(new: str) -> None:
    make_line()
    take_in(arrival(at=NOW - SECOND), arrival(sender=SALIM, at=NOW - SECOND))

    take_in(changed_number(RITA, new))

    assert moved_to() == {("", ""), (SALIM, "wa_id")}


def test_messages_from_before_and_after_the_change_are_of_one_person_in_any_order() -> None:
    make_line()
    (first,) = take_in(arrival("শুরু", at=NOW - DAY))
    before, after = arrival("আগে", at=NOW - SECOND), arrival("পরে", sender=NEW, at=NOW + SECOND)

    rows = take_in(after, changed_number(RITA, NEW), before)
    late = take_in(arrival("আরও আগে", at=NOW - 2 * SECOND))

    assert {row.contact_id for row in (*rows, *late)} == {first.contact_id}
    assert moved_to() == {(NEW, "wa_id")}
    assert Window.objects.get().last_inbound_at == NOW + SECOND


def test_the_same_change_told_again_begins_no_second_epoch() -> None:
    make_line()
    take_in(arrival(at=NOW - SECOND))

    for _ in range(3):
        take_in(changed_number(RITA, NEW, provider_id="wamid.system"))

    assert Contact.objects.get().epoch == 2


def test_the_first_message_and_the_change_after_it_may_come_in_any_order() -> None:
    make_line()

    change, first = take_in(changed_number(RITA, NEW), arrival(at=NOW - SECOND))

    assert change.contact_id == first.contact_id == Contact.objects.get().id
    assert moved_to() == {(NEW, "wa_id")}


def test_a_first_message_that_comes_after_its_change_is_not_answered_at_the_old_number() -> None:
    make_line()
    (change,) = take_in(changed_number(RITA, NEW))

    (first,) = take_in(arrival(at=NOW - SECOND))

    assert change.contact_id == first.contact_id
    assert moved_to() == set()


def test_another_account_of_nobody_we_know_is_kept_and_makes_nobody() -> None:
    make_line()
    plain = changed_number(RITA, RITA)
    assert plain.change

    (row,) = take_in(replace(plain, change=replace(plain.change, reason=EpochReason.IDENTITY_CHANGED)))

    assert (row.state, row.note, row.contact_id) == ("done", "nobody to answer", None)
    assert not Contact.objects.exists()


def test_what_the_line_says_of_a_person_opens_no_window() -> None:
    make_line()

    take_in(arrival(said=Said("system")))

    assert not Window.objects.exists()


def test_statements_do_not_grow_with_the_changes_in_a_batch() -> None:
    make_line()

    def taken(number: int) -> int:
        numbers = [f"9100001{number:02}{n:03}" for n in range(number)]
        take_in(*(arrival(sender=one, at=NOW - SECOND) for one in numbers))
        changes = [changed_number(one, one.replace("9100001", "9100002")) for one in numbers]
        return statements(lambda: take_in(*changes))

    assert taken(50) == taken(1)


# --- a long silence ---


def epochs() -> set[int]:
    return set(Contact.objects.values_list("epoch", flat=True))


def test_after_ninety_one_days_of_silence_a_new_epoch_has_begun_before_anybody_answers() -> None:
    make_line()
    take_in(arrival())

    take_in(arrival(at=NOW + 91 * DAY, profile_name="সালিম"), now=NOW + 91 * DAY)

    contact = Contact.objects.get()
    assert (contact.epoch, contact.epoch_reason, contact.profile_name) == (2, "silence", "সালিম")


def test_after_ninety_days_it_is_the_same_person() -> None:
    make_line()
    take_in(arrival())

    take_in(arrival(at=NOW + 90 * DAY), now=NOW + 90 * DAY)

    assert epochs() == {1}


def test_who_was_heard_on_another_line_was_not_silent() -> None:
    make_line()
    make_line(provider_id="200000000001003")
    take_in(arrival())
    take_in(arrival(at=NOW + 60 * DAY, line="200000000001003"))

    take_in(arrival(at=NOW + 120 * DAY))

    assert epochs() == {1}


def test_a_late_message_beside_one_of_today_hides_no_silence() -> None:
    make_line()
    take_in(arrival())

    take_in(arrival(at=NOW + 91 * DAY), arrival(at=NOW - DAY))

    assert epochs() == {2}


def test_two_messages_after_one_silence_begin_one_epoch() -> None:
    make_line()
    take_in(arrival())

    take_in(arrival(at=NOW + 91 * DAY), arrival(at=NOW + 91 * DAY + SECOND))
    take_in(arrival(at=NOW + 92 * DAY))

    assert epochs() == {2}


def test_fifty_silent_people_are_fifty_new_epochs_in_as_many_statements_as_one() -> None:
    make_line()

    def broken(number: int) -> int:
        numbers = [f"9100003{number:02}{n:03}" for n in range(number)]
        take_in(*(arrival(sender=one) for one in numbers))
        words = [arrival(sender=one, at=NOW + 91 * DAY) for one in numbers]
        return statements(lambda: take_in(*words))

    assert broken(50) == broken(1)
    assert epochs() == {2}


def test_what_a_machine_split_whose_clock_goes_before_ours_comes_before_what_follows_it() -> None:
    (early,) = take_in(arrival("এক"))
    tomorrow = UUID(int=early.id.int + (86_400_000 << 80))
    InboundMessage.objects.filter(id=early.id).update(id=tomorrow)

    take_in(arrival("দুই"), arrival("তিন"))

    assert texts(InboundMessage.objects.order_by("provider_at", "id")) == ["এক", "দুই", "তিন"]


def a_batch(body: bytes = b"{}") -> InboundBatch:
    return InboundBatch.objects.create(id=uuid7(), channel="whatsapp", body=body, received_at=NOW)


def test_while_one_splits_nobody_else_does() -> None:
    a_batch()
    another = connection.copy()
    with another.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [inbox._SPLITTING])
        meanwhile = inbox.unsplit(10, most_bytes=100)
        cursor.execute("SELECT pg_advisory_unlock(%s)", [inbox._SPLITTING])  # a close is not heard at once
    another.close()

    assert (meanwhile, len(inbox.unsplit(10, most_bytes=100))) == ([], 1)


def test_a_batch_nobody_can_read_keeps_its_bytes_and_says_why() -> None:
    a_batch()
    (batch,) = inbox.unsplit(10, most_bytes=100)

    inbox.mark_unreadable(batch.id, "not JSON")

    batch.refresh_from_db()
    assert (batch.state, batch.note, bytes(batch.body)) == ("unreadable", "not JSON", b"{}")
    assert inbox.unsplit(10, most_bytes=100) == []


def test_nothing_goes_out_by_taking_in() -> None:
    make_line()

    take_in(arrival())

    assert not OutboundMessage.objects.exists()


def test_few_large_batches_are_split_at_once_and_one_however_large() -> None:
    batches = [a_batch(b"x" * size) for size in (60, 50, 10)]

    assert [batch.id for batch in inbox.unsplit(10, most_bytes=110)] == [batch.id for batch in batches[:2]]
    assert [batch.id for batch in inbox.unsplit(10, most_bytes=5)] == [batches[0].id]
    assert [batch.id for batch in inbox.unsplit(1, most_bytes=1000)] == [batches[0].id]


# --- what comes too late ---


def test_what_is_older_than_ninety_days_is_kept_and_nothing_follows() -> None:
    make_line()

    (late,) = take_in(arrival("কবেকার কথা", at=NOW - 90 * DAY - SECOND))

    assert (late.state, late.contact_id, late.done_at, late.said["text"]) == ("stale", None, NOW, "কবেকার কথা")
    assert (Contact.objects.count(), Window.objects.count()) == (0, 0)


def test_what_is_ninety_days_old_is_answered() -> None:
    make_line()

    (message,) = take_in(arrival(at=NOW - 90 * DAY))

    assert message.state == "new"


def test_an_old_status_moves_no_message() -> None:
    line = make_line()
    message = queue(make_contact(RITA), line)
    assert message
    old = replace(report("read", opaque=f"{message.bucket}.{message.id}"), at=NOW - 91 * DAY)

    (row,) = take_in(reports=[old])

    message.refresh_from_db()
    assert (row.kind, row.state, row.said, message.state) == (
        "status",
        "stale",
        {"kind": "status", "status": "read"},
        "queued",
    )


def test_an_old_change_of_number_moves_nobody() -> None:
    make_line()
    take_in(arrival(at=NOW - SECOND))

    (change,) = take_in(changed_number(RITA, NEW, at=NOW - 91 * DAY))

    assert change.state == "stale"
    assert Window.objects.get().address == RITA


def test_what_is_stale_is_kept_once_too() -> None:
    make_line()
    for _ in range(2):
        take_in(arrival(provider_id="wamid.old", at=NOW - 91 * DAY))

    assert InboundMessage.objects.count() == 1

"""What goes out: once a source, in order for each person, never twice while its fate is unknown."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from janasetu.lib import clock
from janasetu.lib.ids import uuid7, uuid7_time
from janasetu.messaging import inbox, outbox
from janasetu.messaging.choices import RANK, OutboundState
from janasetu.messaging.models import InboundBatch, Line, OutboundMessage
from janasetu.messaging.outbox import AMBIGUOUS_AFTER, MOST_ATTEMPTS, Outcome, Sending
from janasetu.messaging.refusals import refused
from janasetu.messaging.tests.factories import NOW, RITA, SALIM, arrival, make_line, queue, report, take_in
from janasetu.messaging.values import Charge, Choice, Lane, Message, Outgoing, Refusal
from janasetu.people import actions as people
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import ContactKey

SENDING, QUEUED, ACCEPTED, FAILED = (
    OutboundState.SENDING,
    OutboundState.QUEUED,
    OutboundState.ACCEPTED,
    OutboundState.FAILED,
)


@pytest.fixture
def line(db: None) -> Line:
    return make_line()


@pytest.fixture
def rita(line: Line) -> ContactKey:
    """Somebody who has written to the line."""
    take_in(arrival(sender=RITA))
    return make_contact(RITA)


@pytest.fixture
def salim(line: Line) -> ContactKey:
    take_in(arrival(sender=SALIM))
    return make_contact(SALIM)


def state(message: OutboundMessage | None) -> str:
    assert message
    message.refresh_from_db()
    return message.state


def claimed() -> list[str]:
    return [sending.text for sending in outbox.claim(10, wall=NOW)]


def claim_one(*, wall: datetime = NOW) -> Sending:
    (sending,) = outbox.claim(1, wall=wall)
    return sending


# --- queueing ---


def test_the_same_source_is_one_message(rita: ContactKey, line: Line) -> None:
    queue(rita, line, "প্রথম", source="case:1")
    queue(rita, line, "দ্বিতীয়", source="case:1")

    assert list(OutboundMessage.objects.values_list("text", flat=True)) == ["প্রথম"]


def test_a_message_with_choices_keeps_them_in_order(rita: ContactKey, line: Line) -> None:
    choices = (Choice("a:yes", "হ্যাঁ"), Choice("a:no", "না", "কাজ হয়নি"))

    message = queue(rita, line, "হয়েছে?", choices=choices)

    assert message
    assert (message.kind, message.state, message.menu) == ("choice", "queued", "তালিকা")
    assert tuple(Choice.from_json(choice) for choice in message.choices) == choices


def test_who_said_stop_gets_no_message_unasked_but_every_answer(
    rita: ContactKey, salim: ContactKey, line: Line
) -> None:
    people.remember_opting_out({rita: True}, now=NOW)

    assert queue(rita, line, "খবর") is None
    assert queue(salim, line, "খবর") is not None
    assert queue(rita, line, "উত্তর", caused_by=line.id) is not None


# --- claiming ---


def test_each_line_gives_its_quota_and_none_starves_another(
    rita: ContactKey, salim: ContactKey, line: Line
) -> None:
    other, third = make_line(provider_id="2"), make_line(provider_id="3")
    for number, person in enumerate([rita, salim, *(make_contact(f"91000003{n:04}") for n in range(6))]):
        queue(person, line if number < 5 else other, f"{'ক' if number < 5 else 'খ'}{number}")
    queue(make_contact("910000040000"), third, "গ")

    first = outbox.claim(3, wall=NOW, quotas={line.id: 3, other.id: 2})
    rest = outbox.claim(10, wall=NOW, quotas={line.id: 1, other.id: 10})

    assert sorted(sending.text for sending in first) == ["ক0", "ক1", "খ5"]
    assert sorted(sending.text for sending in rest) == ["ক2", "খ6", "খ7"]


def test_an_answer_goes_before_what_goes_to_many_to_others_and_to_the_same_person(
    rita: ContactKey, salim: ContactKey, line: Line
) -> None:
    for person in (rita, salim):
        queue(person, line, "সবার জন্য খবর", lane=Lane.CROWD)
    queue(salim, line, "আপনার উত্তর")

    assert [sending.text for sending in outbox.claim(1, wall=NOW)] == ["আপনার উত্তর"]
    assert [(sending.contact_id, sending.text) for sending in outbox.claim(9, wall=NOW)] == [
        (rita.id, "সবার জন্য খবর")
    ]


def test_a_try_that_was_not_the_messages_fault_does_not_count(rita: ContactKey, line: Line) -> None:
    message = queue(rita, line)

    for _ in range(MOST_ATTEMPTS + 1):
        outbox.record([refused(claim_one(), Refusal.AWAY, "ConnectError")], wall=NOW)

    assert state(message) == "queued"
    assert message
    assert message.attempts == 0


def test_what_failed_for_want_of_a_template_goes_out_as_one_and_then_fails(
    rita: ContactKey, line: Line
) -> None:
    message = queue(rita, line)
    assert message
    OutboundMessage.objects.update(template={"name": "t"})
    outbox.record([Outcome(claim_one(), ACCEPTED, provider_id="wamid.first")], wall=NOW)
    told = report("failed", opaque=f"{message.bucket}.{message.id}", error="131047")
    failed = replace(told, refusal=Refusal.WINDOW_CLOSED)

    outbox.apply_reports([failed])
    again = claim_one()
    outbox.record([Outcome(again, ACCEPTED, provider_id="wamid.second")], wall=NOW)
    accepted = (state(message), message.provider_id)
    outbox.apply_reports([failed])

    assert again.by_template
    assert accepted == ("accepted", "wamid.second")
    assert state(message) == "failed"


def test_a_claim_says_where_the_message_goes(rita: ContactKey, line: Line) -> None:
    message = queue(rita, line, "জল আসবে")
    assert message

    assert outbox.claim(10, wall=NOW) == [
        Sending(
            bucket=rita.bucket,
            id=message.id,
            channel="whatsapp",
            line=line.provider_id,
            address=RITA,
            address_kind="wa_id",
            text="জল আসবে",
            choices=[],
            menu="",
            attempts=1,
            heard_at=NOW,
            line_id=line.id,
            contact_id=rita.id,
        )
    ]


def test_the_next_message_of_a_person_waits_for_the_one_under_way(
    rita: ContactKey, salim: ContactKey, line: Line
) -> None:
    for text in ("এক", "দুই"):
        queue(rita, line, text)
    queue(salim, line, "তিন")

    assert claimed() == ["এক", "তিন"]
    assert claimed() == []


@pytest.mark.parametrize("outcome", [ACCEPTED, FAILED])
def test_the_next_message_goes_when_the_one_before_it_is_out_or_failed(
    rita: ContactKey, line: Line, outcome: OutboundState
) -> None:
    queue(rita, line, "এক")
    queue(rita, line, "দুই")

    outbox.record([Outcome(claim_one(), outcome)], wall=NOW)

    assert claimed() == ["দুই"]


def test_a_message_to_be_tried_later_holds_back_the_next_one_until_its_time(
    rita: ContactKey, line: Line
) -> None:
    queue(rita, line, "এক")
    queue(rita, line, "দুই")
    later = timedelta(seconds=4)

    outbox.record([Outcome(claim_one(), QUEUED, error="500", retry_after=later)], wall=NOW)

    assert claimed() == []
    assert [sending.text for sending in outbox.claim(10, wall=NOW + later)] == ["এক"]


def test_no_more_are_claimed_than_asked_for(rita: ContactKey, salim: ContactKey, line: Line) -> None:
    queue(rita, line, "এক")
    queue(salim, line, "দুই")

    assert outbox.claim(0, wall=NOW) == []
    assert claim_one().text == "এক"
    assert claim_one().text == "দুই"


def test_a_range_of_buckets_is_claimed_by_its_own_sender(rita: ContactKey, line: Line) -> None:
    queue(rita, line)

    assert outbox.claim(10, wall=NOW, buckets=(rita.bucket + 1, 1023)) == []
    assert len(outbox.claim(10, wall=NOW, buckets=(rita.bucket, rita.bucket))) == 1


@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_never_claim_the_same_message() -> None:
    line = make_line()
    for number in range(30):
        contact = make_contact(f"91000000{number:04}")
        queue(contact, line, f"{number} ক")
        queue(contact, line, f"{number} খ")
    together = Barrier(2)

    def claim_all(_: int) -> list[str]:
        texts: list[str] = []
        try:
            together.wait(timeout=60)
            while taken := outbox.claim(4, wall=NOW):
                texts += [sending.text for sending in taken]
        finally:
            connection.close()
        return texts

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(claim_all, range(2))

    assert sorted(first + second) == sorted(f"{number} ক" for number in range(30))


# --- what became of it ---


def test_what_was_accepted_keeps_the_providers_id(rita: ContactKey, line: Line) -> None:
    message = queue(rita, line)

    outbox.record([Outcome(claim_one(), ACCEPTED, provider_id="wamid.9")], wall=NOW)

    assert state(message) == "accepted"
    assert message
    assert message.provider_id == "wamid.9"


def test_a_status_that_overtakes_the_answer_is_not_taken_back(rita: ContactKey, line: Line) -> None:
    message = queue(rita, line)
    sending = claim_one()

    outbox.apply_reports([report("delivered", opaque=sending.opaque)])
    outbox.record([Outcome(sending, ACCEPTED, provider_id="wamid.out")], wall=NOW)

    assert state(message) == "delivered"


def test_a_send_without_an_answer_waits_for_a_status_before_it_is_sent_again(
    rita: ContactKey, line: Line
) -> None:
    message = queue(rita, line)
    outbox.record([Outcome(claim_one(), SENDING, error="ReadTimeout")], wall=NOW)
    just_before = NOW + AMBIGUOUS_AFTER

    assert outbox.requeue_stalled(wall=just_before) == 0
    assert state(message) == "sending"

    assert outbox.requeue_stalled(wall=just_before + timedelta(microseconds=1)) == 1
    assert state(message) == "queued"


def test_after_we_could_hear_nothing_the_provider_has_time_to_tell_before_anything_is_sent_again(
    rita: ContactKey, line: Line
) -> None:
    message = queue(rita, line)
    outbox.record([Outcome(claim_one(), SENDING, error="ReadTimeout")], wall=NOW)
    later = NOW + 5 * AMBIGUOUS_AFTER

    assert outbox.requeue_stalled(wall=later, hears_for=AMBIGUOUS_AFTER * 0.99) == 0
    assert state(message) == "sending"

    assert outbox.requeue_stalled(wall=later, hears_for=AMBIGUOUS_AFTER) == 1


def test_what_a_machine_queued_whose_clock_goes_before_ours_is_sent_before_what_follows_it(
    rita: ContactKey, line: Line
) -> None:
    early = queue(rita, line, "এক")
    tomorrow = UUID(int=early.id.int + (86_400_000 << 80))
    OutboundMessage.objects.filter(id=early.id).update(id=tomorrow)

    outbox.queue(
        [
            Outgoing(rita, line.id, Message(text), f"after:{text}", caused_by=uuid7())
            for text in ("দুই", "তিন")
        ],
        now=NOW,
    )

    texts = OutboundMessage.objects.filter(contact_id=rita.id).order_by("id").values_list("text", flat=True)
    assert list(texts) == ["এক", "দুই", "তিন"]
    assert claim_one().text == "এক"


def test_while_what_came_in_is_not_split_the_status_may_be_in_it_and_nothing_is_sent_again(
    rita: ContactKey, line: Line
) -> None:
    message = queue(rita, line)
    batch = InboundBatch.objects.create(id=uuid7(), channel="whatsapp", body=b"{}", received_at=NOW)
    came_at = uuid7_time(batch.id)
    outbox.record([Outcome(claim_one(wall=came_at), SENDING, error="ReadTimeout")], wall=came_at)
    much_later = came_at + 10 * AMBIGUOUS_AFTER

    assert outbox.requeue_stalled(wall=much_later) == 0

    inbox.mark_split([batch.id])
    assert outbox.requeue_stalled(wall=much_later) == 1
    assert state(message) == "queued"


def test_a_send_without_an_answer_whose_status_comes_is_never_sent_again(
    rita: ContactKey, line: Line
) -> None:
    message = queue(rita, line)
    sending = claim_one()
    outbox.record([Outcome(sending, SENDING, error="ReadTimeout")], wall=NOW)

    outbox.apply_reports([report("sent", opaque=sending.opaque)])

    assert outbox.requeue_stalled(wall=NOW + timedelta(days=1)) == 0
    assert state(message) == "sent"


def test_what_never_gets_an_answer_fails_in_the_end(rita: ContactKey, line: Line) -> None:
    message = queue(rita, line)
    for n in range(MOST_ATTEMPTS):
        assert len(outbox.claim(1, wall=NOW)) == 1, n
        outbox.requeue_stalled(wall=NOW + timedelta(minutes=1))

    assert state(message) == "failed"
    assert message
    assert (message.error, message.attempts) == ("no answer", MOST_ATTEMPTS)


# --- statuses are ranked ---


@pytest.mark.parametrize(
    ("reports", "end"),
    [
        (["sent", "delivered", "read"], "read"),
        (["read", "delivered", "sent"], "read"),
        (["delivered", "sent"], "delivered"),
        (["failed", "sent"], "failed"),
        (["sent", "failed"], "failed"),
        (["failed", "delivered"], "delivered"),
        (["delivered", "failed"], "delivered"),
        (["read"], "read"),
    ],
)
@pytest.mark.parametrize("at_once", [True, False])
def test_a_status_never_goes_down(
    rita: ContactKey, line: Line, reports: list[str], end: str, *, at_once: bool
) -> None:
    message = queue(rita, line)
    arrived = [report(status, opaque=claim_one_opaque(message)) for status in reports]

    for batch in [arrived] if at_once else [[one] for one in arrived]:
        outbox.apply_reports(batch)

    assert state(message) == end


def claim_one_opaque(message: OutboundMessage | None) -> str:
    assert message
    return f"{message.bucket}.{message.id}"


def test_a_failure_keeps_its_code_and_a_later_arrival_clears_it(rita: ContactKey, line: Line) -> None:
    message = queue(rita, line)
    opaque = claim_one_opaque(message)

    outbox.apply_reports([report("failed", opaque=opaque, error="131049")])
    assert (state(message), message.error if message else "") == ("failed", "131049")

    outbox.apply_reports([report("delivered", opaque=opaque)])
    assert (state(message), message.error if message else "") == ("delivered", "")


@pytest.mark.parametrize("status", ["queued", "sending", "accepted", "deleted", "played?", ""])
def test_a_provider_cannot_give_a_state_that_is_ours_or_unknown(
    rita: ContactKey, line: Line, status: str
) -> None:
    message = queue(rita, line)

    outbox.apply_reports([report(status, opaque=claim_one_opaque(message))])

    assert state(message) == "queued"


@pytest.mark.parametrize(
    "opaque",
    [
        "",
        ".",
        "7",
        "7.",
        "x.y",
        "7.not-an-id",
        "{bucket}0.{id}",
        "-1.{id}",
        "99999999999999999999.{id}",
        "১৭.{id}",
    ],
)
def test_a_status_of_somebody_elses_message_changes_nothing(
    rita: ContactKey, line: Line, opaque: str
) -> None:
    message = queue(rita, line)
    assert message

    outbox.apply_reports([report("read", opaque=opaque.format(bucket=message.bucket, id=message.id))])

    assert state(message) == "queued"


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(
    st.lists(st.lists(st.sampled_from(["sent", "delivered", "read", "failed", "sending", "??"])), max_size=5)
)
def test_whatever_order_statuses_come_in_the_highest_rank_stays(batches: list[list[str]]) -> None:
    line = Line.objects.first() or make_line()
    message = queue(make_contact(RITA), line)
    ranks = [RANK[OutboundState.QUEUED]]

    for batch in batches:
        outbox.apply_reports([report(status, opaque=claim_one_opaque(message)) for status in batch])
        ranks.append(RANK[state(message)])

    reported = [RANK[status] for batch in batches for status in batch if RANK.get(status, 0) >= RANK["sent"]]
    assert ranks == sorted(ranks)
    assert ranks[-1] == max(reported, default=0)


def test_wall_time_decides_and_not_office_time(rita: ContactKey, line: Line) -> None:
    message = queue(rita, line)

    with clock.fixed(NOW + timedelta(days=30)):
        (sending,) = outbox.claim(1, wall=clock.wall())
        assert outbox.requeue_stalled(wall=clock.wall()) == 0

    assert message
    assert sending.id == message.id
    assert state(message) == "sending"


# --- what a message is charged as ---


def charged(message: OutboundMessage, status: str, charge: Charge | None) -> None:
    """The provider reports this, one batch for itself."""
    outbox.apply_reports([replace(report(status, opaque=claim_one_opaque(message)), charge=charge)])
    message.refresh_from_db()


UTILITY = Charge("utility", billable=True)


def test_what_a_message_is_charged_as_is_kept_though_the_last_report_does_not_tell_it(
    rita: ContactKey, line: Line
) -> None:
    message = queue(rita, line, source="a")
    assert message
    charged(message, "sent", UTILITY)
    charged(message, "read", None)

    assert (message.state, message.category, message.billable) == ("read", "utility", True)


def test_a_charge_that_comes_behind_a_better_report_is_kept_and_takes_nothing_back(
    rita: ContactKey, line: Line
) -> None:
    message = queue(rita, line, source="a")
    assert message
    charged(message, "read", None)
    charged(message, "delivered", UTILITY)

    assert (message.state, message.category, message.billable) == ("read", "utility", True)


def test_of_reports_that_come_together_the_charge_is_that_of_the_one_that_tells_it(
    rita: ContactKey, line: Line
) -> None:
    message = queue(rita, line, source="a")
    assert message
    opaque = claim_one_opaque(message)
    sent, read = report("sent", opaque=opaque), report("read", opaque=opaque)
    outbox.apply_reports([read, replace(sent, charge=Charge("service", billable=False))])
    message.refresh_from_db()

    assert (message.state, message.category, message.billable) == ("read", "service", False)


def test_of_what_nobody_told_the_charge_of_nothing_is_known(rita: ContactKey, line: Line) -> None:
    message = queue(rita, line, source="a")
    assert message
    charged(message, "delivered", None)

    assert (message.category, message.billable) == ("", None)


def test_the_parts_of_a_text_message_add_up_over_its_tries(rita: ContactKey, line: Line) -> None:
    message = queue(rita, line, source="a")
    assert message
    sending = claim_one()
    outbox.record([Outcome(sending, SENDING, parts=2)], wall=NOW)
    outbox.record([Outcome(sending, ACCEPTED, parts=2)], wall=NOW)
    message.refresh_from_db()

    assert (message.state, message.parts) == ("accepted", 4)


# --- with very many queued ---


def test_a_claim_asks_of_one_message_after_the_other_and_joins_no_crowd(line: Line) -> None:
    OutboundMessage.objects.bulk_create(
        OutboundMessage(
            bucket=number % 1024,
            contact_id=uuid7(),
            line_id=line.id,
            source=str(number),
            kind="text",
            text="-",
            lane=Lane.CROWD,
            queued_at=NOW,
        )
        for number in range(3000)
    )
    order = {
        "first": 0,
        "last": 1023,
        "wall": NOW,
        "limit": 16,
        "all": False,
        "lines": [line.id],
        "mosts": [16],
    }
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE messaging_outboundmessage")
        cursor.execute(f"EXPLAIN {outbox._CLAIM}", order)
        plan = " ".join(step for (step,) in cursor.fetchall())

    assert "Index Scan using outbound_ready" in plan
    assert "Anti Join" not in plan
    assert "Seq Scan on messaging_outboundmessage" not in plan


def test_what_was_put_off_goes_when_its_time_has_come(rita: ContactKey, line: Line) -> None:
    queue(rita, line, "পরে")
    outbox.record([refused(claim_one(), Refusal.AGAIN, "1")], wall=NOW)

    assert outbox.claim(1, wall=NOW) == []
    assert [sending.text for sending in outbox.claim(1, wall=NOW + timedelta(seconds=1))] == ["পরে"]
    assert OutboundMessage.objects.get().retry_at is None

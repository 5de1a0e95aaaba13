"""Reports of text messages: every state in our words, the odd kept, nothing moved that should stay."""

import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from janasetu.channels.loose import UnreadableError
from janasetu.channels.sms.errors import meaning_of_reason
from janasetu.channels.sms.reports import split
from janasetu.channels.tests.factories import post, work
from janasetu.lib.tests.strategies import bengali_hostile
from janasetu.messaging import outbox
from janasetu.messaging.choices import OutboundState
from janasetu.messaging.models import InboundBatch, InboundMessage, Line, OutboundMessage
from janasetu.messaging.outbox import Outcome
from janasetu.messaging.tests.factories import make_line, queue
from janasetu.messaging.values import Parts, Refusal, StatusReport
from janasetu.people.tests.factories import make_contact

RECEIVED_AT = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)
REFERENCE = "7.01a20000-0000-7000-8000-000000000001"
ODD: list[Any] = [
    *(None, True, 0, -1, 1.5, 10**30, "", "x", "\x00\ud800", "ক" * 5000, [], [[]], {}, {"id": {}}, [None]),
    *("2026-11-21", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-23:59", "2026-01-01T00:00:00+23:59"),
]


def reported(state: str, **more: Any) -> dict[str, Any]:
    """A report as a gateway posts it."""
    return {"id": "sms-1", "reference": REFERENCE, "state": state, "at": "2026-11-21T06:29:30Z"} | more


def split_(content: object) -> Parts:
    return split(json.dumps(content).encode(), received_at=RECEIVED_AT)


def report(content: object) -> StatusReport:
    (only,) = split_(content).reports
    return only


# --- what is known ---


def test_a_report_says_which_message_came_how_far() -> None:
    assert report(reported("delivered", to="910000000001", parts=2)) == StatusReport(
        channel="sms",
        line="",
        provider_id="sms-1",
        status="delivered",
        at=datetime(2026, 11, 21, 6, 29, 30, tzinfo=UTC),
        opaque=REFERENCE,
    )


@pytest.mark.parametrize(
    ("given", "state"),
    [
        *(("delivered", "delivered"), ("DELIVRD", "delivered"), ("sent", "sent"), ("ENROUTE", "sent")),
        *(("failed", "failed"), ("UNDELIV", "failed"), ("EXPIRED", "failed"), ("REJECTD", "failed")),
        *(("ACCEPTD", "acceptd"), ("queued-for-dinner", "queued-for-dinner")),
    ],
)
def test_a_state_is_told_in_our_words_and_one_that_nobody_knows_as_it_stands(given: str, state: str) -> None:
    assert report(reported(given)).status == state


@pytest.mark.parametrize(
    ("said", "error", "refusal"),
    [
        (reported("failed", reason="DND"), "DND", Refusal.OPTED_OUT),
        (reported("failed", reason="absent_subscriber"), "absent_subscriber", Refusal.UNREACHABLE),
        (reported("failed", reason="absentSubscriber"), "absentSubscriber", Refusal.UNREACHABLE),
        (reported("failed", reason="Template mismatch"), "Template mismatch", Refusal.OURS),
        (reported("failed", reason="memoryCapacityExceeded"), "memoryCapacityExceeded", Refusal.AGAIN),
        (reported("failed", reason="the moon"), "the moon", None),
        (reported("EXPIRED"), "EXPIRED", Refusal.UNREACHABLE),
        (reported("failed", reason=["DND"]), "failed", None),
        (reported("delivered", reason="DND"), "", None),
    ],
)
def test_a_failure_says_why_where_the_reason_is_known(
    said: object, error: str, refusal: Refusal | None
) -> None:
    told = report(said)

    assert (told.error, told.refusal) == (error, refusal)


def test_every_reason_has_a_meaning_that_asks_for_no_template() -> None:
    assert meaning_of_reason("") is None
    assert meaning_of_reason("DND") != Refusal.WINDOW_CLOSED


@pytest.mark.parametrize(
    ("given", "at"),
    [
        ("2026-11-21T06:29:30Z", datetime(2026, 11, 21, 6, 29, 30, tzinfo=UTC)),
        ("2026-11-21T11:59:30+05:30", datetime(2026, 11, 21, 6, 29, 30, tzinfo=UTC)),
        ("2026-11-21 11:59:30", datetime(2026, 11, 21, 6, 29, 30, tzinfo=UTC)),
        (RECEIVED_AT.timestamp(), RECEIVED_AT),
        ("1795242600000", RECEIVED_AT),
        *((odd, RECEIVED_AT) for odd in ("tomorrow", None, [], "0001-01-01T00:00:00+14:00", "9999-12-31")),
    ],
)
def test_a_time_without_a_zone_is_indias_and_an_absurd_one_is_that_of_arrival(
    given: object, at: datetime
) -> None:
    told = report(reported("delivered", at=given)).at

    assert (told, told.utcoffset()) == (at, timedelta(0))


def test_a_list_of_reports_is_told_one_by_one_and_what_is_none_is_kept_as_one_unknown_thing() -> None:
    parts = split_([reported("sent"), reported("delivered", id="sms-2"), 5, {"state": "sent"}, {"id": "x"}])

    assert [one.provider_id for one in parts.reports] == ["sms-1", "sms-2"]
    assert [(one.kind, one.sender) for one in parts.arrivals] == [("unknown", None)]


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        *((raw, "not JSON") for raw in (b"", b"{", b"\x00\xff", b"id=1&state=delivered", b"\xe0\xa6")),
        *((raw, "no report") for raw in (b"{}", b"[]", b"[null]", b"5", b'"x"', b"null", b"[[]]")),
    ],
)
def test_bytes_that_hold_no_report_are_said_to_be_unreadable(raw: bytes, why: str) -> None:
    with pytest.raises(UnreadableError, match=why):
        split(raw, received_at=RECEIVED_AT)


def test_of_repeated_keys_the_last_counts_and_other_encodings_are_read() -> None:
    twice = b'{"id": "sms-1", "state": "failed", "state": "delivered"}'
    wide = json.dumps(reported("delivered")).encode("utf-16")

    assert [one.status for one in split(twice, received_at=RECEIVED_AT).reports] == ["delivered"]
    assert [one.status for one in split(wide, received_at=RECEIVED_AT).reports] == ["delivered"]


# --- anything ---


def check_kept(content: object) -> None:
    """Nothing but UnreadableError comes out, and nothing that a column of ours could not hold."""
    try:
        parts = split_(content)
    except UnreadableError:
        return
    assert parts.arrivals or parts.reports
    for one in parts.reports:
        assert 0 < len(one.provider_id) <= 300
        assert len(one.seen_key) <= 400
        assert (len(one.opaque) <= 512, len(one.error) <= 200) == (True, True)
        assert one.at.utcoffset() == timedelta(0)
    for arrival in parts.arrivals:
        assert 0 < len(arrival.provider_id) <= 300
        assert len(arrival.seen_key) <= 400


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_report_with_several_parts_changed_at_will_is_kept(data: st.DataObject) -> None:
    odd = st.sampled_from(ODD) | bengali_hostile() | st.floats()
    several = [reported("failed", reason="DND"), reported("delivered")]
    for one in several:
        for key in data.draw(st.sets(st.sampled_from(["id", "reference", "state", "reason", "at"]))):
            one[key] = data.draw(odd)

    check_kept(several)
    check_kept(several[0])


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_report_with_bytes_changed_or_cut_is_kept_or_unreadable(data: st.DataObject) -> None:
    raw = bytearray(json.dumps([reported("failed", reason="DND")]).encode())
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(raw)))

    for torn in (bytes(raw), bytes(raw[:cut])):
        with suppress(UnreadableError):
            split(torn, received_at=RECEIVED_AT)


# --- what becomes of the message ---


@pytest.fixture
def sent(db: None) -> OutboundMessage:
    """A text message that the gateway has taken."""
    line = make_line()
    Line.objects.update(channel="sms", provider_id="JS-FALAKATA")
    message = queue(make_contact("910000000001"), line)
    assert message
    (sending,) = outbox.claim(1, wall=RECEIVED_AT)
    outbox.record([Outcome(sending, OutboundState.ACCEPTED, provider_id="sms-1")], wall=RECEIVED_AT)
    return message


def told(message: OutboundMessage, *states: str, **more: Any) -> str:
    """Where the message stands after these reports, each posted by itself."""
    for state in states:
        reference = f"{message.bucket}.{message.id}"
        post(json.dumps(reported(state, **{"reference": reference} | more)).encode(), "sms")
        work()
    message.refresh_from_db()
    return message.state


@pytest.mark.parametrize(
    ("states", "end"),
    [
        (["sent"], "sent"),
        (["DELIVRD"], "delivered"),
        (["delivered", "sent"], "delivered"),
        (["delivered", "failed"], "delivered"),
        (["failed", "delivered"], "delivered"),
        (["failed", "sent"], "failed"),
        (["sent", "sent", "delivered", "delivered"], "delivered"),
        (["accepted", "queued", "of no meaning"], "accepted"),
    ],
)
def test_a_message_climbs_by_its_reports_and_never_comes_down(
    sent: OutboundMessage, states: list[str], end: str
) -> None:
    assert told(sent, *states) == end
    assert list(InboundBatch.objects.values_list("state", flat=True)) == ["split"] * len(states)
    assert InboundMessage.objects.filter(kind="status", provider_id="sms-1").count() == len(set(states))


def test_what_failed_keeps_its_reason_and_is_not_sent_again(sent: OutboundMessage) -> None:
    assert told(sent, "failed", reason="DND") == "failed"
    assert sent.error == "DND"
    assert outbox.claim(1, wall=RECEIVED_AT + timedelta(days=1)) == []


def test_a_report_before_the_gateways_answer_tells_the_id_too(sent: OutboundMessage) -> None:
    OutboundMessage.objects.update(state="sending", provider_id="")

    assert told(sent, "delivered") == "delivered"
    assert sent.provider_id == "sms-1"


@pytest.mark.parametrize(
    "reference", ["", REFERENCE, "outbox-7", "99999999." + REFERENCE[2:], None, "7.", "১." + REFERENCE[2:]]
)
def test_a_report_of_a_message_that_nobody_knows_is_kept_and_moves_nothing(
    sent: OutboundMessage, reference: object
) -> None:
    assert told(sent, "delivered", reference=reference) == "accepted"
    kept = InboundMessage.objects.get(kind="status")
    assert (kept.state, kept.provider_id, kept.said["status"]) == ("done", "sms-1", "delivered")


def test_a_report_moves_nothing_that_went_by_another_channel(sent: OutboundMessage) -> None:
    Line.objects.update(channel="whatsapp")

    assert told(sent, "failed") == "accepted"


def test_bytes_that_nobody_can_read_hold_up_no_report(sent: OutboundMessage) -> None:
    for raw in (b"\x00", b"[" * 100_000, b"{}", b"state=delivered"):
        post(raw, "sms")

    assert told(sent, "delivered") == "delivered"
    assert list(InboundBatch.objects.order_by("id").values_list("note", flat=True)) == [
        *("not JSON", "not JSON", "no report", "not JSON", "")
    ]

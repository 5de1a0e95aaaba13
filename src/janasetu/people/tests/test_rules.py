"""When an epoch ends, and which word of consent counts: no database."""

from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

import pytest

from janasetu.lib.clock import KOLKATA
from janasetu.people import rules
from janasetu.people.choices import EpochReason
from janasetu.people.rules import hour_to_call
from janasetu.people.values import Consent, ContactKey, Epoch, Heard, Quiet

NOW = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)
DAY = timedelta(days=1)
RITA = ContactKey(7, uuid4())


def heard(*, last: datetime | None = NOW - DAY, at: datetime = NOW, identity_key: str = "") -> Heard:
    return Heard(RITA, at, last, identity_key=identity_key)


@pytest.mark.parametrize(
    ("last_heard", "ends"),
    [
        (None, False),
        (NOW, False),
        (NOW - 90 * DAY, False),
        (NOW - 90 * DAY - timedelta(seconds=1), True),
        (NOW - 91 * DAY, True),
        (NOW + DAY, False),
    ],
    ids=["a newcomer", "just now", "ninety days", "a second more", "ninety-one days", "a message come late"],
)
def test_an_epoch_ends_after_more_than_ninety_days_of_silence(
    last_heard: datetime | None, *, ends: bool
) -> None:
    assert rules.epoch_ends(last_heard, NOW) is ends


def test_the_first_word_after_a_long_silence_begins_an_epoch() -> None:
    assert rules.reason_to_end(Epoch(), heard(last=NOW - 91 * DAY)) is EpochReason.SILENCE
    assert rules.reason_to_end(Epoch(), heard()) is None


def test_one_silence_ends_one_epoch_only() -> None:
    long_ago = NOW - 91 * DAY
    other_process = Epoch(began_at=NOW - timedelta(seconds=1), reason="silence")

    assert rules.reason_to_end(other_process, heard(last=long_ago)) is None
    assert rules.reason_to_end(Epoch(NOW - 200 * DAY, "silence"), heard(last=long_ago)) == "silence"
    assert rules.reason_to_end(Epoch(NOW - DAY, "number_changed"), heard(last=long_ago)) == "silence"
    assert rules.reason_to_end(Epoch(None, "silence"), heard(last=long_ago)) == "silence"


def test_another_account_on_the_phone_begins_an_epoch() -> None:
    before = Epoch(identity_key="hash-1")

    assert rules.reason_to_end(before, heard(identity_key="hash-2")) is EpochReason.IDENTITY_CHANGED
    assert rules.reason_to_end(before, heard(identity_key="hash-1")) is None
    assert rules.reason_to_end(before, heard(identity_key="")) is None
    assert rules.reason_to_end(Epoch(), heard(identity_key="hash-1")) is None


def test_what_was_sent_before_the_epoch_began_does_not_end_it() -> None:
    epoch = Epoch(began_at=NOW, reason="identity_changed", identity_key="hash-2")

    assert rules.reason_to_end(epoch, heard(at=NOW - DAY, identity_key="hash-1")) is None
    assert rules.reason_to_end(epoch, heard(identity_key="hash-1")) is None  # of the very same second
    assert rules.reason_to_end(epoch, heard(at=NOW + DAY, identity_key="hash-3")) == "identity_changed"


def test_the_last_word_on_a_purpose_counts() -> None:
    body, person = uuid4(), uuid4()
    yes, no = Consent("messages", given=True, at=NOW - DAY), Consent("messages", given=False, at=NOW)
    named = Consent("scheme", given=True, at=NOW, body_id=body, person_id=person)

    assert rules.last_word([yes, no, named], "messages") == no
    assert rules.last_word([no, yes], "messages") == yes
    assert rules.last_word([yes, named], "scheme", body_id=body, person_id=person) == named
    assert rules.last_word([named], "scheme", body_id=body) is None
    assert rules.last_word([named], "scheme", person_id=person) is None


# --- when to call somebody whose phone others read ---


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=KOLKATA)


@pytest.mark.parametrize(
    ("now", "began"),
    [
        (at(21, 9), at(21, 14)),
        (at(21, 14), at(21, 14)),
        (at(21, 14, 45), at(21, 14)),
        (at(21, 14, 46), at(22, 14)),  # less than a quarter of the hour is left
        (at(21, 23, 59), at(22, 14)),
        (at(22, 0), at(22, 14)),
    ],
)
def test_a_call_comes_in_the_hour_that_runs_or_in_the_next_one(now: datetime, began: datetime) -> None:
    assert hour_to_call(Quiet(time(14), time(15)), now) == (began, began + timedelta(hours=1))


def test_where_no_hour_was_chosen_nobody_calls() -> None:
    assert hour_to_call(Quiet(), at(21, 14)) is None

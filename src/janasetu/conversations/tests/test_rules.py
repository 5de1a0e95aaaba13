"""The pure rules of a talk with the office: how long a reply arrives, which numbers are hidden, and how."""

from datetime import UTC, datetime, timedelta

import pytest

from janasetu.conversations.rules import hidden, tail
from janasetu.messaging.reach import WINDOW, window_open

NOW = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.mark.parametrize(
    ("wrote_at", "arrives"),
    [(None, False), (NOW, True), (NOW - WINDOW + timedelta(seconds=1), True), (NOW - WINDOW, False)],
)
def test_a_reply_arrives_for_a_day_after_the_person_wrote(wrote_at: datetime | None, arrives: bool) -> None:
    assert window_open(wrote_at, NOW) is arrives


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("919830012345", "45"),
        ("+919830012345", "45"),
        ("12345", "45"),
        ("1912", ""),  # two of four digits would tell half of it
        ("IN.9830012345", ""),
        ("৯৮৩০০১২৩৪৫", ""),  # no line calls anybody so
        ("", ""),
    ],
)
def test_two_digits_of_a_telephone_number_are_shown(address: str, shown: str) -> None:
    assert tail(address) == shown


def test_each_number_of_a_person_is_hidden_and_what_is_no_number_hides_nothing() -> None:
    said = "আমি IN.1234, ফোন ৯৮৩০০ ১২৩৪৫ বা +91 90000-00002, জরুরি ১১২"

    assert hidden(said, ["IN.1234", "919000000002", "112", "919830054321"]) == (
        "আমি IN.1234, ফোন ৯৮৩০০ ১২৩৪৫ বা ••••••02, জরুরি ১১২"
    )


def test_a_short_number_without_a_country_code_is_hidden_too() -> None:
    assert hidden("ফোন ১২৩৪-৫৬৭৮", ["12345678"]) == "ফোন ••••••78"

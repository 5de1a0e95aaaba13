"""The pure rules of a talk with the office: how long a reply arrives."""

from datetime import UTC, datetime, timedelta

import pytest

from janasetu.messaging.reach import WINDOW, window_open

NOW = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.mark.parametrize(
    ("wrote_at", "arrives"),
    [(None, False), (NOW, True), (NOW - WINDOW + timedelta(seconds=1), True), (NOW - WINDOW, False)],
)
def test_a_reply_arrives_for_a_day_after_the_person_wrote(wrote_at: datetime | None, arrives: bool) -> None:
    assert window_open(wrote_at, NOW) is arrives

"""Moments as scripts read and write them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from janasetu.lib import clock, moments


def test_a_moment_is_written_in_utc() -> None:
    noon = datetime(2026, 11, 21, 12, 0, 0, 120_000, tzinfo=clock.KOLKATA)

    assert moments.rfc3339(noon) == "2026-11-21T06:30:00.120000Z"
    assert moments.rfc3339(datetime(2026, 11, 21, 14, 5, 9, tzinfo=UTC)) == "2026-11-21T14:05:09Z"
    assert moments.rfc3339(None) is None


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_written_moment_is_read_back(moment: datetime) -> None:
    assert moments.read(moments.rfc3339(moment)) == moment


@pytest.mark.parametrize("text", ["2026-11-21T14:05:00", "2026-11-21", "৫টা", "", "2026-13-01T00:00:00Z"])
def test_what_names_no_moment_is_refused(text: str) -> None:
    with pytest.raises(moments.NotAMomentError, match="write it as"):
        moments.read(text)


def test_any_zone_is_read() -> None:
    assert moments.read("2026-11-21T14:05:00+05:30") == datetime(2026, 11, 21, 8, 35, tzinfo=UTC)

"""Prices of messages: only what the office has written down, from the day on which it holds."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from janasetu.messaging.prices import Prices, PricesError, load

WRITTEN = """
- from: 2026-10-01
  source: Agreement 17 of 2026
  rupees: {utility: 0.115, service: 0.1150, sms_part: "0.18"}
- from: 2026-01-01
  source: Rate card
  rupees: {utility: 0.14}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "prices.yaml"


def test_without_a_file_there_is_no_price(file: Path) -> None:
    assert load(file) == Prices()
    assert Prices().rupees("utility", 0) is None


def test_an_empty_file_is_no_price_either(file: Path) -> None:
    file.write_text("# none yet\n")

    assert load(file) == Prices()


def test_a_list_begins_at_midnight_in_kolkata_and_holds_until_the_next(file: Path) -> None:
    file.write_text(WRITTEN)
    prices = load(file)

    assert prices.moments == [
        datetime(2025, 12, 31, 18, 30, tzinfo=UTC),
        datetime(2026, 9, 30, 18, 30, tzinfo=UTC),
    ]
    assert [prices.rupees("utility", span) for span in range(3)] == [None, Decimal("0.14"), Decimal("0.115")]
    assert (prices.rupees("marketing", 2), prices.rupees("sms_part", 2)) == (None, Decimal("0.18"))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("prices: 1", "must be a list"),
        ("[", "line 2, column 1"),
        ("- 1", "entry 1: must have from, source and rupees"),
        ("- {from: 2026-10-01, rupees: {}}", "entry 1: must have from, source and rupees"),
        ("- {from: soon, source: a, rupees: {}}", "entry 1: from must be a day"),
        ("- {from: 2026-10-01, source: ' ', rupees: {}}", "source must say where"),
        ("- {from: 2026-10-01, source: a, rupees: 1}", "rupees must name a price"),
        ("- {from: 2026-10-01, source: a, rupees: {utility: much}}", "'much' is no price"),
        ("- {from: 2026-10-01, source: a, rupees: {utility: -1}}", "-1 is no price"),
        ("- {from: 2026-10-01, source: a, rupees: {utility: .inf}}", "inf is no price"),
        ("- {from: 2026-10-01, source: a, rupees: {utility: true}}", "True is no price"),
    ],
)
def test_what_is_no_price_list_is_said_to_be_none(file: Path, written: str, said: str) -> None:
    file.write_text(written)
    with pytest.raises(PricesError, match=said):
        load(file)

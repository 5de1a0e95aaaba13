"""Which fees fall due with which answers, and what they come to."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from janasetu.catalogue.schema import Fee, Service
from janasetu.payments import fees
from janasetu.payments.tests.factories import DAY, definition

SMALL, LARGE = {"workers": 2}, {"workers": 6}


def due(code: str, when: str, fields: dict[str, Any], on: date = DAY) -> list[Decimal]:
    return [line.amount for line in fees.lines_due(definition(code), fields, on=on, due=when)]


def with_fees(*written: dict[str, Any]) -> Service:
    """A trade NOC with other fees."""
    same: dict[str, Any] = {"from": "2026-04-01", "source": "a resolution", "due": "before scrutiny"}
    return definition("trade-noc").model_copy(
        update={"fee": tuple(Fee.model_validate(same | one) for one in written)}
    )


@pytest.mark.parametrize(
    ("fields", "amounts"), [(SMALL, ["200.00"]), ({"workers": 5}, ["200.00"]), (LARGE, ["500.00"]), ({}, [])]
)
def test_the_answers_decide_which_fee_it_is(fields: dict[str, Any], amounts: list[str]) -> None:
    assert [str(amount) for amount in due("trade-noc", "before scrutiny", fields)] == amounts


def test_of_several_due_times_each_has_its_own() -> None:
    plan = {"storeys": 3}

    assert due("building-permission", fees.WITH_APPLICATION, plan) == [Decimal(500)]
    assert due("building-permission", fees.before("approval"), plan) == [Decimal(10000)]
    assert due("building-permission", fees.ON_DELIVERY, plan) == []


def test_counts_multiply_and_are_kept_with_the_amount_of_one() -> None:
    stay = {"rooms": 3, "nights": 2, "purpose": "family"}

    (line,) = fees.lines_due(definition("guest-house"), stay, on=DAY, due=fees.WITH_APPLICATION)

    assert (str(line.amount), str(line.each), line.counts) == ("4800.00", "800.00", {"rooms": 3, "nights": 2})
    assert line.source == "sample; put the body's own resolution here"
    assert line.since == date(2026, 4, 1)
    assert line.name["bn"] == "ঘরভাড়া"


def test_paise_are_multiplied_exactly() -> None:
    small = {"amount": "0.01", "name": {"bn": "খুচরো", "en": "Change"}}
    service = with_fees({"amount": "33.33", "times": ["workers"]}, small)

    lines = fees.lines_due(service, {"workers": 999_983}, on=DAY, due="before scrutiny")

    assert [str(line.amount) for line in lines] == ["33329433.39", "0.01"]
    assert str(fees.total(lines)) == "33329433.40"


def test_before_the_first_day_of_a_table_nothing_is_due_and_a_later_table_does_not_reach_back() -> None:
    service = with_fees({"amount": 200}, {"amount": 250, "from": "2027-04-01"})

    def at(day: date) -> list[str]:
        return [str(line.amount) for line in fees.lines_due(service, SMALL, on=day, due="before scrutiny")]

    assert at(date(2026, 3, 31)) == []
    assert at(date(2026, 4, 1)) == at(date(2027, 3, 31)) == ["200.00"]
    assert at(date(2027, 4, 1)) == ["250.00"]


def test_a_fee_of_nothing_is_no_line() -> None:
    counted = {"amount": 100, "times": ["workers"], "name": {"bn": "কর্মী", "en": "Workers"}}
    service = with_fees({"amount": 0}, counted)

    assert fees.lines_due(service, {"workers": 0}, on=DAY, due="before scrutiny") == ()
    assert fees.knows_fees(service, "before scrutiny")
    assert not fees.knows_fees(service, fees.ON_DELIVERY)


def test_more_than_anybody_can_owe_is_refused() -> None:
    service = with_fees({"amount": "9999999999.99", "times": ["workers"]})
    lines = fees.lines_due(service, {"workers": 11}, on=DAY, due="before scrutiny")

    with pytest.raises(fees.TooMuchError):
        fees.total(lines)


def test_a_line_comes_back_from_its_row_as_it_was() -> None:
    (line,) = fees.lines_due(definition("trade-noc"), SMALL, on=DAY, due="before scrutiny")

    assert fees.Line.from_json(line.as_json()) == line


def test_numbers_name_the_financial_year_in_latin_digits() -> None:
    assert [fees.year_in_numbers(year) for year in (2026, 2099)] == ["2026-27", "2099-00"]

"""What a message states beside its matter: ward, reference, telephone, place, day, count."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from janasetu.lib.bn import digits
from janasetu.lib.tests.golden_tables import rows
from janasetu.lib.tests.strategies import bengali_hostile, bengali_typed
from janasetu.lib.tests.timing import begun, grows_in_step
from janasetu.understanding.facts import facts_of
from janasetu.understanding.values import Facts

TODAY = dt.date(2026, 11, 23)  # a Monday


def test_a_message_states_several_things_at_once() -> None:
    said = "অভিযোগ নং ৪৪৭১: গতকাল থেকে জল নেই, ৫ নং ওয়ার্ড, পাম্প হাউসের সামনে, ফোন ৯৮৩০০০০০০১, ৪০টা বাড়ি"

    facts = facts_of(said, today=TODAY)

    assert facts == Facts(
        ward="5",
        reference="4471",
        phone="+919830000001",
        landmark="পাম্প হাউসের সামনে",
        date=dt.date(2026, 11, 22),
        count=40,
    )


def test_a_message_that_states_nothing_has_no_facts() -> None:
    assert facts_of("জল আসছে না কেন", today=TODAY) == Facts()
    assert facts_of("", today=TODAY) == Facts()


def test_a_reference_is_found_where_one_is_cited() -> None:
    table = rows("citations", beside=__file__)

    assert [(said, facts_of(said, today=TODAY).reference) for said, _ in table] == table


def test_the_words_that_tell_a_place_are_found() -> None:
    table = rows("landmarks", beside=__file__)

    assert [(said, facts_of(said, today=TODAY).landmark) for said, _ in table] == table


def test_days_and_counts_are_found() -> None:
    table = rows("days", beside=__file__)

    found = [(said, facts_of(said, today=TODAY)) for said, _, _ in table]

    assert [
        (said, facts.date.isoformat() if facts.date else "", str(facts.count or "")) for said, facts in found
    ] == table


@pytest.mark.parametrize(
    ("said", "phone"),
    [
        ("call korun 98300 00001 e", "+919830000001"),
        ("ফোন ৯৮৩০০০০০০১", "+919830000001"),
        ("0 33 2241 5678", "+913322415678"),
        ("complaint 26-0413-00127-4", ""),
        ("12/11/2026 theke", ""),
        ("assessee no 110342200456", ""),
    ],
)
def test_a_telephone_number_is_told_from_other_figures(said: str, phone: str) -> None:
    assert facts_of(said, today=TODAY).phone == phone


@given(st.integers(10_000, 99_999))
def test_the_digits_of_a_reference_become_latin(number: int) -> None:
    said = f"complaint no {number} er ki holo"

    assert (
        facts_of(said, today=TODAY).reference == facts_of(digits(said), today=TODAY).reference == str(number)
    )


@given(bengali_typed() | bengali_hostile() | st.text())
def test_no_message_is_too_odd_to_be_read(text: str) -> None:
    facts = facts_of(f"no {text} 5", today=TODAY)

    assert facts.ward.isascii()
    assert len(facts.ward) < 4


@pytest.mark.parametrize("piled", ["বি ", "12-", "no 12 ", "স্কুল পাড়া "])
def test_a_long_message_takes_no_longer_than_it_is_long(piled: str) -> None:
    assert grows_in_step(lambda text: facts_of(text, today=TODAY), begun(piled * 1_000))

"""A lost SIM: the number of a case and its code tell how it stands on any telephone; without it, nothing."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings

from janasetu.cases.actions import CodeAsk, MoveOrder, make_move, tell_by_code
from janasetu.cases.codes import code_of, is_code_of
from janasetu.cases.models import Case
from janasetu.cases.tests.factories import NOW, Town, make_town, open_case, told
from janasetu.cases.tests.hidden import PHONE, case_about, hidden_case, make_panchayat
from janasetu.lib.ids import uuid7
from janasetu.lib.references import compose
from janasetu.people import actions as people
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import ContactKey, Quiet

pytestmark = pytest.mark.django_db

WALL = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
WRONG = "নম্বর ও সংকেত মিলছে না। দেখে নিয়ে আবার লিখুন।"
NEW_PHONE, OTHER_PHONE = "919830099887", "919830099886"


@pytest.fixture
def town() -> Town:
    return make_town()


def an_ask(town: Town, ref: str, code: str, contact: ContactKey, **changes: Any) -> CodeAsk:
    source = f"code:{uuid7()}"
    return CodeAsk(ref, code, contact, town.line.id, changes.pop("lang", "bn"), source, uuid7())


def types(town: Town, ref: str, code: str, *, phone: str = NEW_PHONE, after: timedelta = timedelta()) -> str:
    """What this phone is told."""
    contact = make_contact(phone)
    tell_by_code([an_ask(town, ref, code, contact)], now=NOW, wall=WALL + after)
    return told(contact)[-1]


def wrong_code_of(case: Case) -> str:
    return f"{(int(code_of(case.ref)) + 1) % 1_000_000:06}"


# --- the code ---


def test_a_code_has_six_digits_and_belongs_to_its_number() -> None:
    refs = [compose(year=2026, body=1002, serial=serial) for serial in range(1, 400)]
    codes = [code_of(ref) for ref in refs]

    assert {len(code) for code in codes} == {6}
    assert all(code.isascii() and code.isdigit() for code in codes)
    assert len(set(codes)) > 390  # of a million; two may be alike
    assert codes == [code_of(ref) for ref in refs]
    assert is_code_of(refs[0], codes[0])
    assert not is_code_of(refs[0], codes[1])
    assert not is_code_of(refs[0], "")
    assert not is_code_of(refs[0], "৩১-০২-২০২৬")


def test_a_code_goes_with_the_key_of_the_installation() -> None:
    ref = compose(year=2026, body=1002, serial=1)
    with override_settings(SECRET_KEY="the key before"):
        former = code_of(ref)

    assert former != code_of(ref)
    assert not is_code_of(ref, former)
    with override_settings(SECRET_KEY_FALLBACKS=["the key before"]):
        assert is_code_of(ref, former)


# --- what is told ---


def test_number_and_code_tell_how_it_stands_on_another_phone(town: Town) -> None:
    case = open_case(town, contact=make_contact(PHONE))
    make_move(officer=town.officer, ref=case.ref, order=MoveOrder("assign"), now=NOW)

    assert types(town, case.ref, code_of(case.ref)) == (
        f"{case.grouped_ref}: রাস্তার আলো জ্বলছে না\nজমা পড়েছে: শনিবার ২১ নভেম্বর, দুপুর ১২টা\nএখন: কাজ চলছে"
    )


def test_a_case_that_was_silent_for_61_days_still_answers(town: Town) -> None:
    case = open_case(town, contact=make_contact(PHONE))
    contact = make_contact(NEW_PHONE)

    later = NOW + timedelta(days=61)
    tell_by_code([an_ask(town, case.ref, code_of(case.ref), contact)], now=later, wall=WALL)

    assert told(contact)[-1].endswith("এখন: জমা পড়েছে")


def test_a_case_about_the_office_answers_too(town: Town) -> None:
    case = case_about(make_panchayat())

    assert "ঘুষ বা দুর্ব্যবহার" in types(town, case.ref, code_of(case.ref))


def test_neither_name_nor_number_nor_place_is_told(town: Town) -> None:
    case = hidden_case(town)

    said = types(town, case.ref, code_of(case.ref))

    for mark in ("রেহানা", PHONE[2:], "রামকৃষ্ণ", "ওয়ার্ড"):
        assert mark not in said


def test_of_who_is_quiet_no_subject_is_told(town: Town) -> None:
    contact = make_contact(PHONE)
    case = open_case(town, contact=contact)
    people.remember_quiet({contact: Quiet()}, now=NOW)

    assert types(town, case.ref, code_of(case.ref)) == f"{case.grouped_ref}: জমা পড়েছে"


def test_a_wrong_code_and_a_number_that_is_none_are_answered_alike(town: Town) -> None:
    case = open_case(town)
    nobodys = compose(year=2026, body=1002, serial=9999)
    of_no_body = compose(year=2026, body=9000, serial=1)

    assert types(town, case.ref, wrong_code_of(case)) == WRONG
    assert types(town, nobodys, code_of(nobodys)) == WRONG
    assert types(town, of_no_body, code_of(of_no_body)) == WRONG


# --- guessing ---


def test_after_five_wrong_codes_nothing_is_told_for_an_hour(town: Town) -> None:
    case = open_case(town)
    guesses = [types(town, case.ref, wrong_code_of(case)) for _ in range(5)]
    hour = timedelta(hours=1)

    assert guesses == [WRONG] * 5
    assert types(town, case.ref, code_of(case.ref)) == WRONG
    assert types(town, case.ref, code_of(case.ref), after=hour - timedelta(seconds=1)) == WRONG
    assert types(town, case.ref, code_of(case.ref), after=hour) != WRONG


def test_four_wrong_codes_and_a_right_one_are_answered_and_forgiven(town: Town) -> None:
    case = open_case(town)
    for _ in range(3):
        for _ in range(4):
            types(town, case.ref, wrong_code_of(case))
        assert types(town, case.ref, code_of(case.ref)) != WRONG


def test_guesses_of_one_phone_do_not_shut_out_another(town: Town) -> None:
    case = open_case(town)
    for _ in range(9):
        types(town, case.ref, wrong_code_of(case))

    assert types(town, case.ref, code_of(case.ref), phone=OTHER_PHONE) != WRONG


def test_guesses_from_many_phones_shut_the_case_for_an_hour(town: Town) -> None:
    case = open_case(town)
    for number in range(20):
        types(town, case.ref, wrong_code_of(case), phone=f"9198300{number:05}")

    assert types(town, case.ref, code_of(case.ref)) == WRONG
    assert types(town, case.ref, code_of(case.ref), after=timedelta(hours=1)) != WRONG


def test_many_guesses_at_the_same_instant_are_counted_one_by_one(town: Town) -> None:
    case, contact = open_case(town), make_contact(NEW_PHONE)
    asks = [an_ask(town, case.ref, wrong_code_of(case), contact) for _ in range(5)]

    tell_by_code([*asks, an_ask(town, case.ref, code_of(case.ref), contact)], now=NOW, wall=WALL)

    assert told(contact) == [WRONG] * 6


def test_one_ask_and_three_cost_the_same(town: Town) -> None:
    cases = [open_case(town, contact=make_contact(f"91983001{n:04}")) for n in range(4)]

    def cost(*asked: Case) -> int:
        asks = [an_ask(town, case.ref, code_of(case.ref), make_contact(NEW_PHONE)) for case in asked]
        with CaptureQueriesContext(connection) as seen:
            tell_by_code(asks, now=NOW, wall=WALL)
        return len(seen)

    assert cost(cases[0]) == cost(*cases[1:])

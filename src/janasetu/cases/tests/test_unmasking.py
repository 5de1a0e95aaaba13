"""Two officers look at who complains: one asks, another agrees, the citizen is told; a day later it ends."""

from datetime import timedelta

import pytest

from janasetu.bodies.models import Officer
from janasetu.bodies.tests.factories import make_officer
from janasetu.cases import queries
from janasetu.cases.actions import (
    CitizenReply,
    agree_to_unmask,
    answer_questions,
    ask_to_unmask,
    reveal_number,
)
from janasetu.cases.models import Case, CaseEvent, Unmasking
from janasetu.cases.queries import NoSuchCaseError, NoSuchUnmaskingError
from janasetu.cases.rules import RefusedError
from janasetu.cases.tests.factories import NOW, Town, events, make_town, open_case, told
from janasetu.cases.tests.hidden import (
    NAME,
    PHONE,
    PLACE,
    WORDS,
    Panchayat,
    a_photo,
    case_about,
    hidden_case,
    make_panchayat,
)
from janasetu.people.tests.factories import make_contact

pytestmark = pytest.mark.django_db

REASON = "সাক্ষী হিসেবে ডাকতে হবে"
DAY = timedelta(hours=24)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture
def case(town: Town) -> Case:
    return hidden_case(town, photo=a_photo())


def ask(officer: Officer, case: Case, reason: str = REASON) -> Unmasking:
    return ask_to_unmask(officer=officer, ref=case.ref, reason=reason, now=NOW)


def agree(officer: Officer, asked: Unmasking, *, after: timedelta = MINUTE) -> Case:
    return agree_to_unmask(officer=officer, unmasking_id=asked.id, now=NOW + after)


def sees_all(officer: Officer, case: Case, *, after: timedelta = MINUTE) -> bool:
    return queries.seen_by(officer, case, now=NOW + after).is_whole


def test_who_asked_sees_everything_for_a_day_and_nobody_else(town: Town, case: Case) -> None:
    agree(town.secretary, ask(town.officer, case))

    seen = queries.seen_by(town.officer, case, now=NOW + MINUTE)
    assert seen.party
    assert (seen.party.name, seen.party.phone) == (NAME, PHONE)
    assert (seen.fields["place"], seen.fields["description"]) == (PLACE, WORDS)
    assert seen.until == NOW + MINUTE + DAY
    assert sees_all(town.officer, case, after=DAY)
    assert not sees_all(town.officer, case, after=DAY + MINUTE)
    assert not sees_all(town.secretary, case)
    assert not sees_all(town.chairman, case)


def test_until_somebody_agrees_nothing_is_seen(town: Town, case: Case) -> None:
    ask(town.officer, case)

    assert not sees_all(town.officer, case)


def test_the_citizen_is_told_at_once_by_whom_and_why(town: Town) -> None:
    contact = make_contact(PHONE)
    case = hidden_case(town, contact=contact)

    agree(town.secretary, ask(town.officer, case))

    assert told(contact)[-1] == (
        f"আপনার অভিযোগ {case.grouped_ref}: কাজের জন্য একজন আধিকারিক এক দিন আপনার নাম ও নম্বর দেখতে "
        "পাবেন।\nকে দেখবেন: নিয়ন্ত্রক আধিকারিক\nকে সম্মতি দিয়েছেন: সচিব\nকারণ: সাক্ষী হিসেবে ডাকতে হবে"
    )


def test_both_stand_in_the_story_of_the_case(town: Town, case: Case) -> None:
    agree(town.secretary, ask(town.officer, case))

    assert events(case)[1:] == [
        ("unmask_asked", "officer@falakata"),
        ("unmasked", "secretary@falakata"),
    ]
    assert CaseEvent.objects.get(case=case, code="unmasked").params == {
        "reason": REASON,
        "officer": "officer@falakata",
    }


def test_the_number_is_revealed_to_who_sees_all_and_put_on_record(town: Town, case: Case) -> None:
    agree(town.secretary, ask(town.officer, case))

    assert reveal_number(officer=town.officer, ref=case.ref, now=NOW + MINUTE) == PHONE
    assert events(case)[-1] == ("revealed", "officer@falakata")
    with pytest.raises(RefusedError, match="unmask_first"):
        reveal_number(officer=town.secretary, ref=case.ref, now=NOW + MINUTE)


def test_later_words_are_seen_as_they_were_said(town: Town) -> None:
    contact = make_contact(PHONE)
    case = hidden_case(town, contact=contact)
    agree(town.secretary, ask(town.officer, case))
    reply = CitizenReply(
        ref=case.ref,
        contact=contact,
        epoch=1,
        line_id=town.line.id,
        lang="bn",
        source="answer",
        text=f"আমি {NAME}",
    )

    answer_questions([reply], now=NOW)

    event = CaseEvent.objects.get(case=case, code="answered_question")
    seen = queries.seen_by(town.officer, case, now=NOW + MINUTE)
    assert (event.params["note"], seen.answers[str(event.id)]) == ("আমি •••", f"আমি {NAME}")


# --- what is refused ---


@pytest.mark.parametrize("reason", ["", "  ", "ছোট", "ক" * 9, "ক" * 501])
def test_a_reason_is_needed_and_of_sensible_length(town: Town, case: Case, reason: str) -> None:
    with pytest.raises(RefusedError, match="unmask_reason_needed"):
        ask(town.officer, case, reason)
    assert not Unmasking.objects.exists()


def test_who_asked_cannot_agree_from_another_post(town: Town, case: Case) -> None:
    second_post = make_officer(town.body, "commissioner", user=town.officer.user)
    asked = ask(town.officer, case)

    with pytest.raises(RefusedError, match="unmask_same_person"):
        agree(second_post, asked)
    assert list(queries.unmaskings_to_agree(second_post, now=NOW)) == []


@pytest.mark.parametrize("role", ["chairman", "clerk", "inspector", "councillor"])
def test_the_elected_and_the_field_cannot_agree(town: Town, case: Case, role: str) -> None:
    asked = ask(town.officer, case)

    with pytest.raises(RefusedError, match="unmask_not_yours"):
        agree(make_officer(town.body, role), asked)


def test_who_neither_answers_for_it_nor_telephones_cannot_ask(town: Town, case: Case) -> None:
    with pytest.raises(RefusedError, match="unmask_not_yours"):
        ask(make_officer(town.body, "inspector"), case)
    assert ask(make_officer(town.body, "operator"), case).reason == REASON


def test_a_wish_is_over_after_a_day_and_after_it_was_granted(town: Town, case: Case) -> None:
    asked = ask(town.officer, case)
    with pytest.raises(RefusedError, match="unmask_over"):
        agree(town.secretary, asked, after=DAY)

    agree(town.secretary, ask(town.officer, case))
    with pytest.raises(RefusedError, match="unmask_over"):
        agree(make_officer(town.body, "commissioner"), asked)


def test_asking_again_is_the_same_wish_with_another_reason(town: Town, case: Case) -> None:
    first = ask(town.officer, case)

    again = ask(town.officer, case, "নোটিসে নাম লিখতে হবে")

    assert (first.id, again.reason) == (again.id, "নোটিসে নাম লিখতে হবে")
    assert [one.id for one in queries.unmaskings_to_agree(town.secretary, now=NOW)] == [first.id]


def test_the_very_same_wish_sent_twice_is_noted_once(town: Town, case: Case) -> None:
    ask(town.officer, case)
    ask(town.officer, case)

    assert [code for code, _ in events(case)] == ["opened", "unmask_asked"]


def test_where_nothing_is_hidden_nothing_is_asked(town: Town) -> None:
    with pytest.raises(RefusedError, match="unmask_nothing_hidden"):
        ask(town.officer, open_case(town))


def test_somebody_of_another_body_neither_asks_nor_agrees(town: Town, case: Case) -> None:
    other = make_town("basirhat", number=1003)
    asked = ask(town.officer, case)

    with pytest.raises(NoSuchCaseError):
        ask(other.officer, case)
    with pytest.raises(NoSuchUnmaskingError):
        agree(other.secretary, asked)


# --- about the office ---


@pytest.fixture
def panchayat() -> Panchayat:
    return make_panchayat()


def test_above_a_panchayat_two_of_above_agree_and_nobody_of_it(panchayat: Panchayat) -> None:
    case = case_about(panchayat)
    secretary = make_officer(panchayat.body, "secretary")
    assert panchayat.bdo.body.parent
    dm = make_officer(panchayat.bdo.body.parent, "dm")
    asked = ask(panchayat.bdo, case)

    with pytest.raises(NoSuchUnmaskingError):
        agree(secretary, asked)
    assert list(queries.unmaskings_to_agree(secretary, now=NOW)) == []
    assert [one.id for one in queries.unmaskings_to_agree(dm, now=NOW)] == [asked.id]
    agree(dm, asked)
    assert sees_all(panchayat.bdo, case)


def test_nobody_of_the_panchayat_can_ask(panchayat: Panchayat) -> None:
    with pytest.raises(NoSuchCaseError):
        ask(panchayat.pradhan, case_about(panchayat))

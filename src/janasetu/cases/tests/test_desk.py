"""The desk's own moves: to ask the citizen, to note, to refer, to refuse; and two officers at once."""

from datetime import timedelta

import pytest

from janasetu.bodies.models import Department
from janasetu.bodies.tests.factories import make_officer
from janasetu.cases import queries, rules
from janasetu.cases.actions import (
    CitizenAnswer,
    CitizenReply,
    MoveOrder,
    answer_claims,
    answer_questions,
    ask_for_papers,
    escalate_overdue,
    keep_draft,
    make_move,
    reveal_number,
    watch,
)
from janasetu.cases.actions.reading import STILL_THERE
from janasetu.cases.models import Case, CaseEvent
from janasetu.cases.notices import READY
from janasetu.cases.tests.factories import NOW, Town, events, make_town, open_case, told
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import ContactKey

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(db: None) -> Town:
    return make_town()


def moved(town: Town, case: Case, order: MoveOrder) -> Case:
    return make_move(officer=town.officer, ref=case.ref, now=NOW, order=order)


def reply(town: Town, contact: ContactKey, case: Case, text: str) -> None:
    source = f"in:{text}"
    said = CitizenReply(case.ref, contact, 1, town.line.id, "bn", source, text=text)
    answer_questions([said], now=NOW)
    case.refresh_from_db()


def test_a_question_waits_for_the_citizen_whose_answer_lets_the_work_go_on(town: Town) -> None:
    case = open_case(town, contact=(rita := make_contact()))

    asked = moved(town, case, MoveOrder("ask", note="পোলের নম্বর কত?"))

    assert asked.status == "waiting_citizen"
    assert told(rita)[-1].endswith("পোলের নম্বর কত?\nউত্তর এখানেই লিখে বা ছবি তুলে পাঠান।")
    reply(town, rita, case, "আটশো বাইশ")
    assert case.status == "in_progress"
    assert events(case)[-1] == ("answered_question", "citizen")
    assert CaseEvent.objects.latest("id").params == {"note": "আটশো বাইশ"}
    assert "নম্বরে লিখে নিলাম" in told(rita)[-1]


def test_words_that_nobody_waited_for_are_kept_and_promise_nothing(town: Town) -> None:
    case = open_case(town, contact=(rita := make_contact()))

    reply(town, rita, case, "খুঁটিটাও হেলে আছে")

    assert case.status == "received"
    assert told(rita)[-1] == f"ধন্যবাদ। আপনার কথা {case.grouped_ref} নম্বরের সঙ্গে লিখে রাখা হল, অফিস দেখবে।"


def test_what_changes_hands_while_the_citizen_owes_an_answer_goes_on_waiting(town: Town) -> None:
    case = open_case(town, contact=(rita := make_contact()))
    water = Department.objects.create(body=town.body, code="water", name={"bn": "জল সরবরাহ", "en": "Water"})
    engineer = make_officer(town.body, "officer", department=water)
    moved(town, case, MoveOrder("ask", note="পোলের নম্বর কত?"))

    given = moved(town, case, MoveOrder("assign", to=town.secretary))
    read = moved(town, case, MoveOrder("see"))
    referred = moved(town, case, MoveOrder("refer", note="এটা পাইপের কাজ", department=water))

    assert [given.officer, read.officer, referred.officer] == [town.secretary, town.secretary, engineer]
    assert {given.status, read.status, referred.status} == {"waiting_citizen"}
    assert escalate_overdue(now=case.promise_due_at + timedelta(days=1)) == 0
    reply(town, rita, case, "আটশো বাইশ")
    assert (case.status, case.officer) == ("in_progress", engineer)


def test_a_strangers_answer_joins_no_case_and_learns_nothing(town: Town) -> None:
    case = open_case(town, contact=make_contact())
    moved(town, case, MoveOrder("ask", note="কোথায়?"))

    reply(town, stranger := make_contact(), case, "এখানে")

    assert case.status == "waiting_citizen"
    assert [text for text in told(stranger) if "আগেই নেওয়া হয়েছে" in text] == told(stranger)


def test_a_note_is_for_the_office_alone_and_may_follow_a_closed_case(town: Town) -> None:
    case = open_case(town, contact=(rita := make_contact()))
    moved(town, case, MoveOrder("reject", reason="nothing_found"))

    moved(town, case, MoveOrder("note", note="ঠিকানা ভুল ছিল"))

    assert len(told(rita)) == 2  # registered, refused
    assert events(case)[-1] == ("noted", "officer@falakata")


def test_a_referred_case_goes_to_the_other_departments_officer_and_keeps_its_promise(town: Town) -> None:
    case = open_case(town, contact=(rita := make_contact()))
    water = Department.objects.create(body=town.body, code="water", name={"bn": "জল সরবরাহ", "en": "Water"})
    engineer = make_officer(town.body, "officer", department=water)
    promised = case.promise_due_at

    referred = moved(town, case, MoveOrder("refer", note="এটা পাইপের কাজ", department=water))

    assert (referred.department, referred.officer, referred.level) == (water, engineer, 0)
    assert referred.promise_due_at == promised
    assert "এখন দেখবে জল সরবরাহ দপ্তর" in told(rita)[-1]
    assert CaseEvent.objects.latest("id").params["department"] == "water"


def test_nothing_is_referred_to_where_it_lies_already(town: Town) -> None:
    case = open_case(town)

    with pytest.raises(rules.RefusedError, match="refer_where"):
        moved(town, case, MoveOrder("refer", note="ওদের কাজ", department=case.department))


@pytest.mark.parametrize(
    ("order", "missing"),
    [
        (MoveOrder("reject"), "reason_needed"),
        (MoveOrder("reject", reason="bored"), "reason_needed"),
        (MoveOrder("reject", reason="other", note=" "), "note_needed"),
        (MoveOrder("refer", note=""), "note_needed"),
        (MoveOrder("ask"), "note_needed"),
        (MoveOrder("reply", ready="no_such"), "no_such_ready_text"),
    ],
)
def test_a_move_that_lacks_something_changes_nothing(town: Town, order: MoveOrder, missing: str) -> None:
    case = open_case(town)

    with pytest.raises(rules.RefusedError, match=missing):
        moved(town, case, order)

    case.refresh_from_db()
    assert (case.status, [code for code, _ in events(case)]) == ("received", ["opened"])


def test_a_refusal_is_told_with_its_reason_and_the_citizen_may_object(town: Town) -> None:
    case = open_case(town, contact=(rita := make_contact()))

    moved(town, case, MoveOrder("reject", reason="place_not_found", note="দুবার লোক গেছে।"))

    assert "কারণ: জায়গাটি খুঁজে পাওয়া যায়নি।\nদুবার লোক গেছে।" in told(rita)[-1]
    no = CitizenAnswer(case.ref, rita, 1, town.line.id, "bn", "in:no", yes=False)
    answer_claims([no], now=NOW)
    case.refresh_from_db()
    assert (case.status, case.ended_at, case.level, case.officer) == ("in_progress", None, 1, town.secretary)


def test_a_yes_to_a_refusal_ends_nothing_as_resolved(town: Town) -> None:
    case = open_case(town, contact=(rita := make_contact()))
    moved(town, case, MoveOrder("reject", reason="not_our_work"))

    answer_claims([CitizenAnswer(case.ref, rita, 1, town.line.id, "bn", "in:yes", yes=True)], now=NOW)

    case.refresh_from_db()
    assert case.status == "rejected"


@pytest.mark.parametrize("ready", READY)
def test_a_ready_made_text_goes_out_in_the_citizens_words(town: Town, ready: str) -> None:
    case = open_case(town, contact=(rita := make_contact()))

    moved(town, case, MoveOrder("reply", ready=ready))

    assert case.grouped_ref in told(rita)[-1]
    assert CaseEvent.objects.latest("id").params == {"ready": ready, "note": told(rita)[-1]}


def test_the_second_of_two_officers_is_told_that_the_case_has_moved_on(town: Town) -> None:
    case = open_case(town)
    seen = queries.events_of(case).latest("id").id
    make_move(officer=town.secretary, ref=case.ref, now=NOW, order=MoveOrder("assign", seen=seen))

    with pytest.raises(rules.RefusedError, match="moved_on"):
        moved(town, case, MoveOrder("reject", reason="nothing_found", seen=seen))

    case.refresh_from_db()
    assert case.status == "in_progress"


def test_a_colleagues_note_and_ones_own_moves_hold_up_nobody(town: Town) -> None:
    case = open_case(town)
    seen = queries.events_of(case).latest("id").id
    make_move(officer=town.secretary, ref=case.ref, now=NOW, order=MoveOrder("note", note="দেখুন"))
    moved(town, case, MoveOrder("assign", seen=seen))

    assert moved(town, case, MoveOrder("reply", note="লোক যাচ্ছে", seen=seen)).status == "in_progress"


def test_a_number_is_shown_to_an_officer_on_record(town: Town) -> None:
    case = open_case(town, contact=make_contact())
    phone = queries.parties([town.body.id], [case.id])[case.id].phone

    assert reveal_number(officer=town.officer, ref=case.ref, now=NOW) == phone
    assert events(case)[-1] == ("revealed", "officer@falakata")


def test_who_has_a_case_open_sees_who_else_has(town: Town) -> None:
    case = open_case(town)

    assert watch(case, town.officer, wall=NOW, now=NOW) == []
    assert watch(case, town.secretary, wall=NOW, now=NOW) == [town.officer]
    assert watch(case, town.officer, wall=NOW + STILL_THERE, now=NOW) == []


def test_a_draft_is_kept_for_its_writer_until_it_is_emptied(town: Town) -> None:
    case = open_case(town)

    keep_draft(case, town.officer, move="reply", text="মিস্ত্রি বিকেলে", now=NOW)
    keep_draft(case, town.officer, move="note", text="ফোন করা হয়েছে", now=NOW)
    keep_draft(case, town.officer, move="note", text="", now=NOW)

    assert queries.draft_of(case, town.officer) == {"reply": "মিস্ত্রি বিকেলে"}
    assert queries.draft_of(case, town.secretary) == {}


def test_a_case_is_found_in_three_spellings_by_name_and_by_number(town: Town) -> None:
    case = open_case(town, contact=make_contact())
    party = queries.parties([town.body.id], [case.id])[case.id]
    everything = queries.open_cases_of(town.officer)

    def found(asked: str) -> bool:
        return case in queries.found_by(everything, asked)

    title = case.title_in("bn").split()[0]
    assert found(title)
    assert found(party.phone[-6:])
    assert found(case.ref)
    assert found(case.grouped_ref)
    assert not found("জাহাজঘাটা")
    assert not found("%")


def test_who_entered_a_case_asks_for_its_papers_and_what_comes_joins_it(town: Town) -> None:
    clerk, other = make_officer(town.body, "clerk"), make_officer(town.body, "operator")
    case = open_case(town, contact=(rita := make_contact()), by=clerk.post)
    with pytest.raises(rules.RefusedError, match="register_not_yours"):
        ask_for_papers(officer=other, ref=case.ref, now=NOW)

    asked = ask_for_papers(officer=clerk, ref=case.ref, now=NOW)

    assert asked.status == "waiting_citizen"
    assert told(rita)[-1].endswith("নিয়ে কাগজ লাগবে। ছবি তুলে বা পিডিএফ করে এখানে পাঠান।")
    with pytest.raises(rules.RefusedError, match="moved_on"):
        ask_for_papers(officer=clerk, ref=case.ref, now=NOW)
    reply(town, rita, case, "এই নিন")
    assert case.status == "in_progress"

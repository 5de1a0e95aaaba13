"""An officer's moves: assign, reply, resolve; each refused with its sentence where it may not be made."""

from typing import Any

import pytest

from janasetu.audit.models import AuditRow
from janasetu.bodies.models import Officer
from janasetu.bodies.tests.factories import make_officer
from janasetu.cases import queries, rules
from janasetu.cases.actions import MoveOrder, make_move
from janasetu.cases.actions.moving import add_evidence
from janasetu.cases.models import Case, CaseAttachment, CaseEvent
from janasetu.cases.notices import PHRASES
from janasetu.cases.tests.factories import (
    NOW,
    Town,
    events,
    evidence,
    make_town,
    open_case,
    resolved_case,
    told,
)
from janasetu.messaging.models import OutboundMessage
from janasetu.people.tests.factories import make_contact

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(db: None) -> Town:
    return make_town()


def refusal(*, officer: Officer, ref: str, **asked: Any) -> str:
    with pytest.raises(rules.RefusedError) as refused:
        make_move(officer=officer, ref=ref, now=NOW, order=MoveOrder(**asked))
    return PHRASES.say(refused.value.key, "bn")


# --- assigning ---


def test_assigning_takes_the_case_on(town: Town) -> None:
    case = open_case(town, contact=(rita := make_contact()))

    moved = make_move(officer=town.secretary, ref=case.ref, now=NOW, order=MoveOrder("assign"))

    assert (moved.status, moved.officer) == ("in_progress", town.secretary)
    assert events(case)[-1] == ("assigned", "secretary@falakata")
    assert CaseEvent.objects.latest("id").params == {"officer": "secretary@falakata"}
    assert len(told(rita)) == 1  # the acknowledgement; an assignment is the office's own matter


def test_a_case_can_be_assigned_to_another_officer_of_the_body(town: Town) -> None:
    case = open_case(town)

    assert (
        make_move(
            officer=town.officer, ref=case.ref, now=NOW, order=MoveOrder("assign", to=town.chairman)
        ).officer
        == town.chairman
    )


def test_a_case_is_not_assigned_to_somebody_elsewhere_or_out_of_office(town: Town) -> None:
    case = open_case(town)
    elsewhere = make_town("basirhat", number=1003).officer
    former = make_officer(town.body, active=False)

    for assignee in (elsewhere, former):
        assert refusal(officer=town.officer, ref=case.ref, move="assign", to=assignee) == (
            "এই কাজের অধিকার আপনার পদে নেই।"
        )
    assert events(case) == [("opened", "citizen")]


# --- replying ---


def test_a_reply_reaches_the_citizen_in_bengali_with_the_role_that_writes(town: Town) -> None:
    case = open_case(town, contact=(rita := make_contact()))

    make_move(officer=town.officer, ref=case.ref, now=NOW, order=MoveOrder("reply", note=" কাল লোক যাবে। "))

    assert told(rita)[-1] == (f"আপনার অভিযোগ {case.grouped_ref} নিয়ে নিয়ন্ত্রক আধিকারিক জানিয়েছেন:\nকাল লোক যাবে।")
    assert events(case)[-1] == ("replied", "officer@falakata")
    assert Case.objects.get(id=case.id).status == "received"


@pytest.mark.parametrize("note", ["", "   ", "\n\t"])
def test_a_reply_without_words_is_refused(town: Town, note: str) -> None:
    case = open_case(town)

    assert refusal(officer=town.officer, ref=case.ref, move="reply", note=note) == "কী জানাতে চান, লিখুন।"


def test_a_note_longer_than_a_thousand_letters_is_refused(town: Town) -> None:
    case = open_case(town)

    make_move(officer=town.officer, ref=case.ref, now=NOW, order=MoveOrder("reply", note="ক" * 1000))
    assert refusal(officer=town.officer, ref=case.ref, move="reply", note="ক" * 1001) == (
        "লেখাটি বেশি বড়। এক হাজার অক্ষরের মধ্যে লিখুন।"
    )


# --- resolving ---


def test_closing_without_evidence_is_refused(town: Town) -> None:
    case = open_case(town, contact=(rita := make_contact()))

    assert refusal(officer=town.officer, ref=case.ref, move="resolve", note="হয়ে গেছে") == (
        "ছবি ছাড়া নিষ্পত্তি করা যাবে না। কাজ শেষের অন্তত একটি ছবি দিন।"
    )
    assert Case.objects.get(id=case.id).status == "received"
    assert len(told(rita)) == 1


@pytest.mark.parametrize("state", ["wanted", "refused", "lost"])
def test_a_photo_that_is_not_stored_is_no_evidence(town: Town, state: str) -> None:
    case = open_case(town)

    assert refusal(officer=town.officer, ref=case.ref, move="resolve", photos=[evidence(state)]) == (
        "ছবি ছাড়া নিষ্পত্তি করা যাবে না। কাজ শেষের অন্তত একটি ছবি দিন।"
    )


def test_a_resolution_with_evidence_asks_the_citizen(town: Town) -> None:
    case = open_case(town, contact=(rita := make_contact()))
    photo = evidence()

    moved = make_move(
        officer=town.officer,
        ref=case.ref,
        now=NOW,
        order=MoveOrder("resolve", note="বাতি বদলানো হল", photos=[photo]),
    )

    assert (moved.status, moved.claimed_at, moved.ended_at) == ("awaiting_confirmation", NOW, None)
    assert told(rita)[-1] == (
        f"আপনার অভিযোগ {case.grouped_ref} (রাস্তার আলো জ্বলছে না): দপ্তর জানিয়েছে, কাজ শেষ হয়েছে।\n"
        "বাতি বদলানো হল\n"
        "কাজটা সত্যিই হয়েছে তো?"
    )
    asked = OutboundMessage.objects.latest("id")
    assert [(choice["id"], choice["title"]) for choice in asked.choices] == [
        (f"case:{case.ref}:yes", "হ্যাঁ, হয়েছে"),
        (f"case:{case.ref}:no", "না, হয়নি"),
    ]
    assert [(row.role, row.file_id) for row in CaseAttachment.objects.filter(case=case)] == [
        ("evidence", photo.id)
    ]
    assert CaseEvent.objects.latest("id").params == {"note": "বাতি বদলানো হল", "photos": [str(photo.id)]}


def test_a_resolution_without_a_note_leaves_no_empty_line(town: Town) -> None:
    case, rita = resolved_case(town)

    assert told(rita)[-1] == (
        f"আপনার অভিযোগ {case.grouped_ref} (রাস্তার আলো জ্বলছে না): দপ্তর জানিয়েছে, কাজ শেষ হয়েছে।\nকাজটা সত্যিই হয়েছে তো?"
    )


def test_what_is_claimed_done_is_not_claimed_again(town: Town) -> None:
    case, rita = resolved_case(town)

    for move in ("resolve", "assign"):
        assert refusal(officer=town.officer, ref=case.ref, move=move, photos=[evidence()]) == (
            "কাজ শেষ বলে জানানো হয়েছে, এখন নাগরিকের উত্তরের অপেক্ষা। উত্তর না আসা পর্যন্ত এটি করা যাবে না।"
        )
    assert len(told(rita)) == 2


# --- before others ---


def test_who_has_the_last_word_makes_a_case_urgent_and_the_reason_stands_where_the_auditor_reads(
    town: Town,
) -> None:
    case = open_case(town, contact=(rita := make_contact()))

    moved = make_move(
        officer=town.chairman, ref=case.ref, now=NOW, order=MoveOrder("hasten", note="স্কুলের সামনে")
    )

    assert (moved.lane, moved.status, moved.promise_due_at) == ("urgent", "received", case.promise_due_at)
    event = CaseEvent.objects.latest("id")
    assert (event.code, event.by) == ("hastened", town.chairman.post)
    assert event.params == {"from": "normal", "to": "urgent", "note": "স্কুলের সামনে"}
    row = AuditRow.objects.filter(table_name="cases_case", act="update").latest("number")
    assert (row.changed, row.actor, row.reason) == (
        {"lane": ["normal", "urgent"]},
        town.chairman.post,
        "স্কুলের সামনে",
    )
    assert len(told(rita)) == 1


def test_a_case_is_hastened_once_by_who_may_and_with_a_reason(town: Town) -> None:
    case = open_case(town)

    assert refusal(officer=town.secretary, ref=case.ref, move="hasten", note="আজই") == (
        "বিষয়টিকে জরুরি করার অধিকার শুধু সেই আধিকারিকের, এ বিষয়ে যাঁর সিদ্ধান্তই শেষ কথা।"
    )
    assert refusal(officer=town.chairman, ref=case.ref, move="hasten") == (
        "কেন অন্যদের আগে দেখতে হবে, লিখুন। নিরীক্ষক কারণটি পড়বেন।"
    )
    make_move(officer=town.chairman, ref=case.ref, now=NOW, order=MoveOrder("hasten", note="আজই"))
    assert refusal(officer=town.chairman, ref=case.ref, move="hasten", note="আবার") == (
        "বিষয়টি আগে থেকেই জরুরি।"
    )
    assert [code for code, _ in events(case)] == ["opened", "hastened"]


def test_a_photo_that_comes_after_the_claim_joins_it_and_the_claim_stays_as_it_was(town: Town) -> None:
    case, _ = resolved_case(town)
    claim, photo = CaseEvent.objects.latest("id"), evidence()

    assert add_evidence(officer=town.officer, ref=case.ref, photo=photo, now=NOW)
    assert not add_evidence(officer=town.secretary, ref=case.ref, photo=evidence(), now=NOW)

    added = CaseEvent.objects.latest("id")
    assert (added.code, added.by, added.params) == (
        "evidence_added",
        town.officer.post,
        {"photos": [str(photo.id)]},
    )
    assert CaseEvent.objects.get(id=claim.id).params == claim.params
    assert CaseAttachment.objects.filter(case=case, role="evidence").count() == 2


# --- who may ---


def test_every_level_of_the_service_may_act_and_no_other_role(town: Town) -> None:
    clerk = make_officer(town.body, "clerk")
    case = open_case(town)

    for officer in (town.officer, town.secretary, town.chairman):
        make_move(officer=officer, ref=case.ref, now=NOW, order=MoveOrder("reply", note="দেখছি"))
    assert refusal(officer=clerk, ref=case.ref, move="reply", note="দেখছি") == "এই কাজের অধিকার আপনার পদে নেই।"


def test_a_move_that_does_not_exist_is_refused(town: Town) -> None:
    case = open_case(town)

    assert refusal(officer=town.officer, ref=case.ref, move="delete") == "এমন কোনো কাজ নেই।"


def test_an_officer_of_another_body_finds_no_such_case(town: Town) -> None:
    case = open_case(town)
    elsewhere = make_town("basirhat", number=1003)

    with pytest.raises(queries.NoSuchCaseError):
        make_move(officer=elsewhere.officer, ref=case.ref, now=NOW, order=MoveOrder("reply", note="দেখছি"))
    with pytest.raises(queries.NoSuchCaseError):
        queries.case_visible_to(elsewhere.officer, case.ref)
    assert list(queries.open_cases_of(elsewhere.officer)) == []
    assert queries.case_visible_to(town.officer, case.ref) == case


def test_a_note_is_kept_without_what_could_turn_or_stall_a_page(town: Town) -> None:
    case = open_case(town)

    make_move(
        officer=town.officer,
        ref=case.ref,
        now=NOW,
        order=MoveOrder("reply", note="\u202eঠিক" + "\u0981" * 500),
    )

    assert CaseEvent.objects.latest("id").params == {"note": "ঠিক" + "\u0981" * 8}

"""The citizen's word on a claim: yes ends the case, no reopens it one level up, a stranger's is nothing."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from janasetu.cases.actions import CitizenAnswer, MoveOrder, answer_claims, make_move
from janasetu.cases.models import Case, CaseAttachment, CaseEvent
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
from janasetu.lib.references import compose, grouped
from janasetu.people import actions as people
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import ContactKey

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def town(db: None) -> Town:
    return make_town()


def answer(
    town: Town, contact: ContactKey, ref: str, *, yes: bool, source: str = "in:1:claim"
) -> CitizenAnswer:
    return CitizenAnswer(ref, contact, 1, town.line.id, "bn", source, town.line.id, yes=yes)


def say(town: Town, contact: ContactKey, case: Case, *, yes: bool, source: str = "in:1:claim") -> None:
    answer_claims([answer(town, contact, case.ref, yes=yes, source=source)], now=LATER)
    case.refresh_from_db()


def test_a_yes_ends_the_case_as_resolved_and_confirmed(town: Town) -> None:
    case, rita = resolved_case(town)

    say(town, rita, case, yes=True)

    assert (case.status, case.ended_at, case.is_open) == ("resolved_confirmed", LATER, False)
    assert told(rita)[-1] == (
        f"ধন্যবাদ। অভিযোগ {case.grouped_ref} মিটে গেছে বলে লেখা হল।\nকাজটা কেমন হল? পাঁচের মধ্যে কত দেবেন?"
    )
    assert events(case)[-1] == ("confirmed", "citizen")


def test_a_no_reopens_the_case_one_level_up(town: Town) -> None:
    case, rita = resolved_case(town)

    say(town, rita, case, yes=False)

    assert (case.status, case.level, case.officer, case.ended_at) == ("in_progress", 1, town.secretary, None)
    assert case.promise_due_at == NOW + timedelta(hours=72)  # the clock has run on
    assert case.escalates_at == LATER + timedelta(hours=72)
    assert told(rita)[-1] == (
        f"জানানোর জন্য ধন্যবাদ, অসুবিধার জন্য দুঃখিত। অভিযোগ {case.grouped_ref} আবার খোলা হল, এবার দেখবেন সচিব।"
    )
    assert events(case)[-1] == ("reopened", "citizen")
    assert CaseEvent.objects.latest("id").params == {
        "level": 1,
        "role": "secretary",
        "officer": "secretary@falakata",
    }


def test_a_photo_beside_the_word_is_kept_with_the_case(town: Town) -> None:
    case, rita = resolved_case(town)
    photo = evidence()

    shown = replace(answer(town, rita, case.ref, yes=False), file=(photo.bucket, photo.id))
    answer_claims([shown], now=LATER)

    assert CaseAttachment.objects.filter(case=case, role="given").values_list("file_id", "at").get() == (
        photo.id,
        LATER,
    )


def test_each_no_goes_one_level_up_and_the_top_level_keeps_the_case(town: Town) -> None:
    case, rita = resolved_case(town)
    levels = []
    for number in range(3):
        say(town, rita, case, yes=False, source=f"in:{number}:claim")
        levels.append((case.level, case.officer, case.escalates_at is None))
        make_move(
            officer=town.officer, ref=case.ref, now=NOW, order=MoveOrder("resolve", photos=[evidence()])
        )

    assert levels == [(1, town.secretary, False), (2, town.chairman, True), (2, town.chairman, True)]


def test_a_second_word_comes_too_late_and_says_so(town: Town) -> None:
    case, rita = resolved_case(town)
    say(town, rita, case, yes=True)

    say(town, rita, case, yes=False, source="in:2:claim")

    assert case.status == "resolved_confirmed"
    assert told(rita)[-1] == (
        f"{case.grouped_ref} নম্বর নিয়ে আপনার উত্তর আগেই নেওয়া হয়েছে। নতুন অসুবিধা হলে আবার জানাবেন।"
    )
    assert [code for code, _ in events(case)] == ["opened", "resolve_claimed", "confirmed"]


def test_yes_and_no_in_one_batch_count_in_their_order(town: Town) -> None:
    case, rita = resolved_case(town)

    answer_claims(
        [
            answer(town, rita, case.ref, yes=False, source="in:1:claim"),
            answer(town, rita, case.ref, yes=True, source="in:2:claim"),
        ],
        now=LATER,
    )

    case.refresh_from_db()
    assert case.status == "in_progress"
    assert len(told(rita)) == 4


def test_the_word_of_a_foreign_contact_changes_nothing_and_is_answered_like_a_late_one(town: Town) -> None:
    case, rita = resolved_case(town)
    stranger = make_contact()

    say(town, stranger, case, yes=True)

    assert case.status == "awaiting_confirmation"
    assert told(stranger) == [
        f"{case.grouped_ref} নম্বর নিয়ে আপনার উত্তর আগেই নেওয়া হয়েছে। নতুন অসুবিধা হলে আবার জানাবেন।"
    ]
    assert len(told(rita)) == 2
    assert len(events(case)) == 2


def test_the_word_on_a_case_that_does_not_exist_gets_the_same_answer(town: Town) -> None:
    stranger = make_contact()
    ref = compose(year=2026, body=1002, serial=77)

    answer_claims([answer(town, stranger, ref, yes=True)], now=LATER)

    assert told(stranger) == [f"{grouped(ref)} নম্বর নিয়ে আপনার উত্তর আগেই নেওয়া হয়েছে। নতুন অসুবিধা হলে আবার জানাবেন।"]


def test_a_case_that_nobody_claims_done_is_not_ended_by_a_yes(town: Town) -> None:
    case = open_case(town, contact=(rita := make_contact()))

    say(town, rita, case, yes=True)

    assert case.status == "received"


def test_a_strangers_word_beside_the_complainants_own_changes_nothing(town: Town) -> None:
    case, rita = resolved_case(town)
    stranger = make_contact()

    answer_claims(
        [
            answer(town, stranger, case.ref, yes=True, source="in:1:claim"),
            answer(town, rita, case.ref, yes=False, source="in:2:claim"),
        ],
        now=LATER,
    )

    case.refresh_from_db()
    assert case.status == "in_progress"


def test_who_changed_the_language_is_answered_in_it(town: Town) -> None:
    case, rita = resolved_case(town)
    people.remember_languages({rita: "en"})

    say(town, rita, case, yes=True)

    assert told(rita)[-1] == (
        f"Thank you. Your complaint {case.grouped_ref} is closed as resolved.\n"
        "How was the work? How many stars of five?"
    )


@pytest.mark.django_db(transaction=True)
def test_yes_and_no_at_once_end_as_one_of_them() -> None:
    town = make_town()
    case, rita = resolved_case(town)
    together = Barrier(2)

    def answered(yes: bool) -> None:
        try:
            connection.ensure_connection()
            together.wait(timeout=60)
            answer_claims([answer(town, rita, case.ref, yes=yes, source=f"in:{yes}")], now=LATER)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(answered, (True, False)))

    case.refresh_from_db()
    codes = [code for code, _ in events(case)][2:]
    assert (case.status, codes) in [("resolved_confirmed", ["confirmed"]), ("in_progress", ["reopened"])]
    assert len(told(rita)) == 4

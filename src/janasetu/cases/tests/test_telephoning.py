"""The citizen's word as the office hears it on the telephone, and calls that nobody answers."""

from dataclasses import replace
from datetime import timedelta

import pytest

from janasetu.bodies.models import Officer
from janasetu.bodies.tests.factories import make_officer
from janasetu.cases.actions import (
    CitizenAnswer,
    MoveOrder,
    answer_claims,
    close_call_back,
    close_silent,
    make_move,
)
from janasetu.cases.models import CallBack, Case, CaseEvent
from janasetu.cases.rules import RefusedError
from janasetu.cases.tests.factories import NOW, Town, evidence, make_town, open_case, resolved_case, told
from janasetu.catalogue.tests.factories import complaint_with, publish
from janasetu.messaging.models import OutboundMessage
from janasetu.people.values import ContactKey

CLOSED = NOW + timedelta(days=7)
RUNG = CLOSED + timedelta(hours=1)
A_DAY = timedelta(days=1)


@pytest.fixture
def town(db: None) -> Town:
    """In which every silent claim is checked by a call."""
    version = publish(complaint_with(limits={"confirm": {"called": 100}}))
    return replace(make_town(), version=version)


@pytest.fixture
def operator(town: Town) -> Officer:
    return make_officer(town.body, "operator")


@pytest.fixture
def urgent(town: Town) -> tuple[Case, ContactKey]:
    """A silent urgent claim, which waits for the call."""
    case, rita = resolved_case(town)
    Case.objects.filter(id=case.id).update(lane="urgent")
    close_silent(now=CLOSED)
    return case, rita


def write_down(officer: Officer, outcome: str, word: str = "", *, now: object = RUNG, note: str = "") -> None:
    call = CallBack.objects.latest("id")
    close_call_back(
        officer=officer,
        call_back_id=call.id,
        outcome=outcome,
        word=word,
        note=note,
        now=now,  # type: ignore[arg-type]
    )


def story(case: Case) -> list[tuple[str, str, dict[str, object]]]:
    """What happened after the claim."""
    rows = CaseEvent.objects.filter(case=case).order_by("id")
    return [(row.code, row.by, row.params) for row in rows][2:]


def fresh(case: Case) -> Case:
    return Case.objects.get(id=case.id)


# --- the word ---


def test_a_yes_on_the_telephone_ends_the_case_and_the_citizen_may_deny_it(
    town: Town, operator: Officer, urgent: tuple[Case, ContactKey]
) -> None:
    case, rita = urgent

    write_down(operator, "spoken", "yes")

    ended = fresh(case)
    assert (ended.status, ended.confirmed_by, ended.ended_at) == (
        "resolved_confirmed",
        "operator@falakata",
        RUNG,
    )
    assert story(case) == [
        ("rung", "operator@falakata", {"call": "spoken", "word": "yes"}),
        ("confirmed", "operator@falakata", {"call": "spoken"}),
    ]
    assert told(rita)[-1] == (
        f"ফোনে আপনার কথা শুনে অভিযোগ {case.grouped_ref} (রাস্তার আলো জ্বলছে না) মিটে গেছে বলে লেখা হল। ধন্যবাদ।\n"
        "এটা ঠিক না হলে নিচের বোতাম টিপুন, উপরের আধিকারিক আবার দেখবেন।"
    )
    offered = OutboundMessage.objects.filter(contact_id=rita.id).latest("id").choices
    assert [choice["id"] for choice in offered] == [f"case:{case.ref}:no"]


def test_a_yes_that_the_citizen_never_said_is_undone_by_their_own_no(
    town: Town, operator: Officer, urgent: tuple[Case, ContactKey]
) -> None:
    case, rita = urgent
    write_down(operator, "spoken", "yes")

    no = CitizenAnswer(case.ref, rita, 1, town.line.id, "bn", "in:1:claim", town.line.id, yes=False)
    answer_claims([no], now=RUNG + A_DAY)

    again = fresh(case)
    assert (again.status, again.level, again.confirmed_by) == ("in_progress", 1, "")


def test_a_no_on_the_telephone_opens_the_case_one_level_up_like_a_written_one(
    town: Town, operator: Officer, urgent: tuple[Case, ContactKey]
) -> None:
    case, rita = urgent

    write_down(operator, "spoken", "no", note="আলো এখনও জ্বলে না")

    again = fresh(case)
    assert (again.status, again.level, again.officer) == ("in_progress", 1, town.secretary)
    assert story(case) == [
        ("rung", "operator@falakata", {"call": "spoken", "word": "no", "note": "আলো এখনও জ্বলে না"}),
        (
            "reopened",
            "operator@falakata",
            {"level": 1, "role": "secretary", "officer": "secretary@falakata", "call": "spoken"},
        ),
    ]
    assert told(rita)[-1].endswith("আবার খোলা হল, এবার দেখবেন সচিব।")


def test_who_wrote_yes_and_says_no_when_rung_opens_the_case_again(town: Town, operator: Officer) -> None:
    case, rita = resolved_case(town)
    yes = CitizenAnswer(case.ref, rita, 1, town.line.id, "bn", "in:1:claim", town.line.id, yes=True)
    answer_claims([yes], now=NOW)

    write_down(operator, "spoken", "no", now=NOW + A_DAY)

    assert fresh(case).status == "in_progress"


def test_who_wrote_yes_and_says_it_again_changes_nothing(town: Town, operator: Officer) -> None:
    case, rita = resolved_case(town)
    yes = CitizenAnswer(case.ref, rita, 1, town.line.id, "bn", "in:1:claim", town.line.id, yes=True)
    answer_claims([yes], now=NOW)
    before = told(rita)

    write_down(operator, "spoken", "yes", now=NOW + A_DAY)

    assert (fresh(case).confirmed_by, told(rita)) == ("citizen", before)
    assert [code for code, *_ in story(case)] == ["confirmed", "rung"]


def test_who_can_only_be_telephoned_is_heard_before_the_week_is_over(town: Town, operator: Officer) -> None:
    case = open_case(town)
    make_move(officer=town.officer, ref=case.ref, now=NOW, order=MoveOrder("resolve", photos=[evidence()]))

    write_down(operator, "spoken", "yes", now=NOW + A_DAY)

    assert (fresh(case).status, fresh(case).confirmed_by) == ("resolved_confirmed", "operator@falakata")
    assert close_silent(now=CLOSED) == 0


# --- nobody answers ---


def test_nobody_is_rung_more_than_three_times_then_the_case_ends_unconfirmed(
    town: Town, operator: Officer, urgent: tuple[Case, ContactKey]
) -> None:
    case, rita = urgent
    due = []
    for day in range(3):
        write_down(operator, "no_answer", now=RUNG + day * A_DAY)
        due.append((CallBack.objects.get().due_at, fresh(case).status))

    assert due == [
        (RUNG + A_DAY, "awaiting_confirmation"),
        (RUNG + 2 * A_DAY, "awaiting_confirmation"),
        (RUNG + 2 * A_DAY, "resolved_unconfirmed"),
    ]
    assert story(case)[-1] == ("closed_unconfirmed", "system", {"call": "no_answer", "tries": 3})
    assert told(rita)[-1].startswith(f"আপনার অভিযোগ {case.grouped_ref}")
    with pytest.raises(RefusedError, match="call_done_already"):
        write_down(operator, "no_answer")


def test_a_wrong_number_ends_the_waiting_at_once(operator: Officer, urgent: tuple[Case, ContactKey]) -> None:
    case, _ = urgent

    write_down(operator, "wrong_number")

    assert fresh(case).status == "resolved_unconfirmed"
    assert story(case)[-1][2] == {"call": "wrong_number", "tries": 0}


def test_a_case_that_has_ended_already_is_not_ended_again_by_a_call_in_vain(
    town: Town, operator: Officer
) -> None:
    case, _ = resolved_case(town)
    close_silent(now=CLOSED)

    write_down(operator, "wrong_number")

    assert [code for code, *_ in story(case)] == ["closed_unconfirmed", "rung"]


# --- what may not be written down ---


@pytest.mark.parametrize(
    ("outcome", "word", "why"),
    [
        ("spoken", "", "call_word_needed"),
        ("no_answer", "yes", "call_word_unheard"),
        ("wrong_number", "no", "call_word_unheard"),
        ("spoken", "perhaps", "call_outcome_needed"),
        ("answered", "", "call_outcome_needed"),
    ],
)
def test_a_call_that_checks_wants_the_citizens_word_and_only_after_speaking(
    operator: Officer, urgent: tuple[Case, ContactKey], outcome: str, word: str, why: str
) -> None:
    with pytest.raises(RefusedError, match=f"^{why}$"):
        write_down(operator, outcome, word)

    assert fresh(urgent[0]).status == "awaiting_confirmation"


@pytest.mark.parametrize(("outcome", "word"), [("spoken", "yes"), ("spoken", "no"), ("no_answer", "")])
def test_nobody_checks_their_own_work_in_whatever_post(
    town: Town, urgent: tuple[Case, ContactKey], outcome: str, word: str
) -> None:
    second_post = make_officer(town.body, "operator")
    Officer.objects.filter(id=second_post.id).update(user=town.officer.user)
    second_post.refresh_from_db()

    for officer in (town.officer, second_post):
        with pytest.raises(RefusedError, match="call_own_work"):
            write_down(officer, outcome, word)

    assert fresh(urgent[0]).status == "awaiting_confirmation"


def test_a_post_that_enters_nothing_for_others_hears_no_word(
    town: Town, urgent: tuple[Case, ContactKey]
) -> None:
    with pytest.raises(RefusedError, match="call_not_yours"):
        write_down(make_officer(town.body, "inspector"), "spoken", "yes")

    assert fresh(urgent[0]).status == "awaiting_confirmation"


def test_a_yes_to_a_case_that_nobody_claims_done_is_not_heard(town: Town, operator: Officer) -> None:
    case = open_case(town)
    make_move(officer=town.officer, ref=case.ref, now=NOW, order=MoveOrder("resolve", photos=[evidence()]))
    Case.objects.filter(id=case.id).update(status="in_progress", claimed_at=None)

    with pytest.raises(RefusedError, match="call_word_too_late"):
        write_down(operator, "spoken", "yes")

    assert fresh(case).status == "in_progress"

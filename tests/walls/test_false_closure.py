"""No door ends a complaint without proof and the citizen's own word: each says why, nothing is changed."""

import argparse
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from janasetu.bodies.models import LocalBody, Officer
from janasetu.cases.actions import (
    CallBackOrder,
    CitizenAnswer,
    MoveOrder,
    answer_claims,
    ask_call_backs,
    call_back_about,
    close_call_back,
    close_silent,
    make_move,
)
from janasetu.cases.choices import CallReason
from janasetu.cases.models import CallBack, Case, CaseEvent, CaseParty
from janasetu.cases.rules import RefusedError
from janasetu.config.cli import act
from janasetu.console.tests.factories import NOW, PHONE, a_complaint, a_contact, a_picture, a_town, an_officer
from janasetu.documents import actions as documents
from janasetu.lib import clock
from janasetu.messaging.models import OutboundMessage

NO_PHOTO = "ছবি ছাড়া নিষ্পত্তি করা যাবে না। কাজ শেষের অন্তত একটি ছবি দিন।"
ENDED = ("resolved_confirmed", "resolved_unconfirmed", "awaiting_confirmation")


@pytest.fixture(autouse=True)
def morning(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.MEDIA_FOLDER = tmp_path / "media"
    with clock.fixed(NOW):
        yield


@pytest.fixture
def town(db: None) -> LocalBody:
    return a_town()


@pytest.fixture
def officer(town: LocalBody) -> Officer:
    return an_officer(town)


@pytest.fixture
def desk(officer: Officer) -> Client:
    return at_work(officer)


@pytest.fixture
def case(town: LocalBody, officer: Officer) -> Case:
    return a_complaint(town)


@pytest.fixture
def claimed(case: Case, officer: Officer) -> Case:
    """Said to be done, with a photo; the citizen is asked."""
    photo = documents.receive(a_picture(), now=NOW)
    return make_move(officer=officer, ref=case.ref, order=MoveOrder("resolve", photos=[photo]), now=NOW)


def at_work(officer: Officer) -> Client:
    browser = Client()
    browser.force_login(officer.user)
    return browser


def facts(case: Case) -> tuple[Any, ...]:
    """All that an end would change: the case, its story, what was said to anybody."""
    row = Case.objects.filter(id=case.id).values().get()
    story = list(CaseEvent.objects.filter(case=case).order_by("id").values_list("code", "by"))
    return row, story, OutboundMessage.objects.count()


# --- the page ---


@pytest.mark.parametrize("note", ["", "কাজ হয়ে গেছে, বিশ্বাস করুন"])
def test_the_page_resolves_nothing_without_a_photo(desk: Client, case: Case, note: str) -> None:
    before = facts(case)

    page = desk.post(f"/console/cases/{case.ref}/", {"move": "resolve", "note": note})

    assert NO_PHOTO in page.content.decode()
    assert facts(case) == before


@pytest.mark.parametrize(
    "move", ["confirm", "confirmed", "yes", "close", "resolved_confirmed", "end", "resolve;confirm", ""]
)
@pytest.mark.parametrize("stands", ["case", "claimed"])
def test_the_page_has_no_move_that_speaks_for_the_citizen(
    request: pytest.FixtureRequest, desk: Client, move: str, stands: str
) -> None:
    case = request.getfixturevalue(stands)
    before = facts(case)

    page = desk.post(f"/console/cases/{case.ref}/", {"move": move, "note": "হয়েছে", "status": ENDED[0]})

    assert "এমন কোনো কাজ নেই।" in page.content.decode()
    assert facts(case) == before


def test_the_page_changes_nothing_of_a_claim_while_the_citizen_is_asked(desk: Client, claimed: Case) -> None:
    before = facts(claimed)

    page = desk.post(f"/console/cases/{claimed.ref}/", {"move": "reject", "reason": "other", "note": "থাক"})

    assert "নাগরিকের উত্তরের অপেক্ষা" in page.content.decode()
    assert facts(claimed) == before


# --- many at once ---


def test_the_list_gives_cases_away_and_ends_none(desk: Client, case: Case, officer: Officer) -> None:
    asked = {"ref": [case.ref], "to": "", "move": "resolve", "status": ENDED[0], "note": "সব শেষ"}

    desk.post("/console/assign", asked)

    case.refresh_from_db()
    assert (case.status, case.claimed_at, case.ended_at) == ("in_progress", None, None)
    assert [code for code, _ in facts(case)[1]] == ["opened", "assigned"]


# --- the operator ---


@pytest.fixture
def call(claimed: Case) -> CallBack:
    """To ask Rahima whether the light burns."""
    party = CaseParty.objects.get(case=claimed)
    ask_call_backs([call_back_about(claimed, party, reason=CallReason.CHECKING, source="check:1", now=NOW)])
    return CallBack.objects.get()


def test_a_call_to_anybody_else_ends_no_case(town: LocalBody, claimed: Case) -> None:
    operator = an_officer(town, "operator")
    order = CallBackOrder(town.id, "call:1", CallReason.RANG, None, PHONE, "রহিমা খাতুন", "bn", None, NOW)
    ask_call_backs([order])
    before = facts(claimed)

    page = at_work(operator).post(
        f"/console/calls/{CallBack.objects.get().id}/", {"outcome": "spoken", "word": "yes"}
    )

    assert page.status_code == 302  # the call is done; there was no word to write down
    assert facts(claimed) == before


def test_the_form_of_a_call_wants_to_know_what_the_citizen_said(
    town: LocalBody, claimed: Case, call: CallBack
) -> None:
    before = facts(claimed)

    page = at_work(an_officer(town, "operator")).post(f"/console/calls/{call.id}/", {"outcome": "spoken"})

    assert "নাগরিক কী বললেন, বেছে নিন।" in page.content.decode()
    assert facts(claimed) == before


def test_who_did_the_work_writes_down_no_yes_about_it(desk: Client, claimed: Case, call: CallBack) -> None:
    before = facts(claimed)

    page = desk.post(f"/console/calls/{call.id}/", {"outcome": "spoken", "word": "yes"})

    assert "যিনি কাজ শেষ বলে জানিয়েছেন, তিনি নিজে এই খোঁজ নিতে পারবেন না।" in page.content.decode()
    assert facts(claimed) == before


def test_a_form_for_a_caller_opens_a_case_and_ends_none(town: LocalBody, case: Case) -> None:
    before = facts(case)

    at_work(an_officer(town, "operator")).post(
        "/console/new/", {"ref": case.ref, "status": ENDED[0], "word": "yes", "outcome": "spoken"}
    )

    assert facts(case)[:2] == before[:2]


# --- the command ---


def by_command(case: Case, move: str, **more: str | None) -> int:
    asked = {"post": "officer@falakata", "note": "হয়েছে", "department": "", "reason": "", "photo": None}
    of_many = {"subject": "", "into": "", "wards": "", "until": ""}
    return act.run(argparse.Namespace(ref=case.ref, move=move, **asked | of_many | more))


def test_the_command_resolves_nothing_without_a_photo(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    before = facts(case)

    assert by_command(case, "resolve") == 1

    assert NO_PHOTO in capsys.readouterr().err
    assert facts(case) == before


@pytest.mark.parametrize("move", ["confirm", "yes", "resolved_confirmed"])
def test_the_command_has_no_move_that_speaks_for_the_citizen(
    claimed: Case, move: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = facts(claimed)
    parser = argparse.ArgumentParser()
    act.add_arguments(parser)

    with pytest.raises(SystemExit):
        parser.parse_args([claimed.ref, move, "--as", "officer@falakata"])
    assert by_command(claimed, move) == 1

    assert "এমন কোনো কাজ নেই।" in capsys.readouterr().err
    assert facts(claimed) == before


# --- the acts themselves ---


@pytest.mark.parametrize(
    ("move", "why"), [("resolve", "evidence_needed"), ("confirm", "move_unknown"), ("yes", "move_unknown")]
)
@pytest.mark.parametrize("role", ["officer", "secretary", "chairman"])
def test_no_act_ends_a_case_whoever_calls_it(
    town: LocalBody, case: Case, role: str, move: str, why: str
) -> None:
    who = Officer.objects.filter(body=town, role=role).first() or an_officer(town, role)
    before = facts(case)

    with pytest.raises(RefusedError, match=why):
        make_move(officer=who, ref=case.ref, order=MoveOrder(move, note="হয়েছে"), now=NOW)

    assert facts(case) == before


def test_the_complaints_own_photo_ends_nothing(town: LocalBody, officer: Officer) -> None:
    given = documents.receive(a_picture(), now=NOW)
    case = a_complaint(town, files=[given])
    same = documents.receive(a_picture(), now=NOW)
    before = facts(case)

    with pytest.raises(RefusedError, match="evidence_is_theirs"):
        make_move(officer=officer, ref=case.ref, order=MoveOrder("resolve", photos=[same]), now=NOW)

    assert facts(case) == before


def test_a_photo_that_the_gate_refused_is_no_proof(case: Case, officer: Officer) -> None:
    photo = documents.receive(a_picture(), now=NOW)
    photo.state = "refused"
    before = facts(case)

    with pytest.raises(RefusedError, match="evidence_needed"):
        make_move(officer=officer, ref=case.ref, order=MoveOrder("resolve", photos=[photo]), now=NOW)

    assert facts(case) == before


def test_the_end_of_the_window_ends_no_case_that_nobody_claims_done(case: Case) -> None:
    before = facts(case)

    assert close_silent(now=NOW + timedelta(days=400)) == 0

    assert facts(case) == before


def test_a_call_that_is_done_is_not_used_again(town: LocalBody, claimed: Case, call: CallBack) -> None:
    operator = an_officer(town, "operator")
    close_call_back(officer=operator, call_back_id=call.id, outcome="spoken", word="no", now=NOW)
    before = facts(claimed)

    with pytest.raises(RefusedError, match="call_done_already"):
        close_call_back(officer=operator, call_back_id=call.id, outcome="spoken", word="yes", now=NOW)

    assert facts(claimed) == before


# --- in the place of the citizen ---


def word(case: Case, **changes: Any) -> CitizenAnswer:
    party = CaseParty.objects.get(case=case)
    assert party.contact_bucket is not None
    asked = {
        "ref": case.ref,
        "contact": type(a_contact())(party.contact_bucket, party.contact_id),
        "epoch": party.contact_epoch,
        "line_id": party.line_id,
        "lang": "bn",
        "source": "in:1:claim",
        "yes": True,
    }
    return CitizenAnswer(**asked | changes)


def test_an_officers_own_telephone_says_no_yes_for_the_citizen(claimed: Case) -> None:
    row, story, told = facts(claimed)

    answer_claims([word(claimed, contact=a_contact())], now=NOW)

    assert facts(claimed) == (row, story, told + 1)
    assert OutboundMessage.objects.order_by("id").last().choices == []  # type: ignore[union-attr]


def test_a_complaint_in_the_officers_own_number_is_not_confirmed_by_them(
    claimed: Case, officer: Officer
) -> None:
    Officer.objects.filter(id=officer.id).update(phone=f"+{PHONE}")
    row, story, _ = facts(claimed)

    answer_claims([word(claimed)], now=NOW)

    assert facts(claimed)[:2] == (row, story)
    assert OutboundMessage.objects.order_by("id").last().text == (  # type: ignore[union-attr]
        f"{claimed.grouped_ref} নম্বরের কাজ এই মোবাইল নম্বরের আধিকারিক নিজেই শেষ বলে জানিয়েছেন। "
        "নিজের কাজ নিজে নিশ্চিত করা যায় না।"
    )


def test_whoever_has_the_phone_since_says_nothing_for_who_had_it(claimed: Case) -> None:
    row, story, _ = facts(claimed)

    answer_claims([word(claimed, epoch=2)], now=NOW)

    assert facts(claimed)[:2] == (row, story)


def test_a_yes_before_anybody_says_that_it_is_done_ends_nothing(case: Case) -> None:
    row, story, _ = facts(case)

    answer_claims([word(case)], now=NOW)

    assert facts(case)[:2] == (row, story)


# --- the row itself ---


@pytest.mark.parametrize("status", ENDED)
def test_the_database_keeps_no_case_as_done_that_nobody_claimed_done(case: Case, status: str) -> None:
    before = facts(case)
    case.status, case.ended_at = status, NOW

    with pytest.raises(IntegrityError, match="case_done_was_claimed"), transaction.atomic():
        case.save()
    with pytest.raises(IntegrityError, match="case_done_was_claimed"), transaction.atomic():
        Case.objects.filter(id=case.id).update(status=status)

    assert facts(case) == before


def test_a_no_takes_the_claim_away_so_that_the_row_cannot_be_ended_by_it(claimed: Case) -> None:
    answer_claims([word(claimed, yes=False)], now=NOW)
    claimed.refresh_from_db()
    assert (claimed.status, claimed.claimed_at) == ("in_progress", None)

    with pytest.raises(IntegrityError, match="case_done_was_claimed"), transaction.atomic():
        Case.objects.filter(id=claimed.id).update(status="resolved_confirmed")

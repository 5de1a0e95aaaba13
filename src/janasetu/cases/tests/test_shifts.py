"""A line that breaks, and what a shift counts: every figure is the list behind it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.bodies.models import Officer
from janasetu.bodies.tests.factories import make_officer
from janasetu.cases.actions import (
    Caller,
    LostCall,
    Registration,
    close_call_back,
    note_lost_call,
    register_case,
)
from janasetu.cases.choices import CallOutcome
from janasetu.cases.models import CallBack, CaseParty
from janasetu.cases.queries import call_backs
from janasetu.cases.rules import RefusedError
from janasetu.cases.shifts import FIGURES, Entry, ShiftAsk, entries_of, listed
from janasetu.cases.tests.factories import NOW, Town, make_town, open_case
from janasetu.lib.clock import local

RITA, SELIM = "+919830012345", "+919830054321"
TODAY = ShiftAsk(local(NOW).date())
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def town(db: None) -> Town:
    return make_town()


@pytest.fixture
def operator(town: Town) -> Officer:
    return make_officer(town.body, "operator")


def lost(**changes: Any) -> LostCall:
    """Rita was cut off while she told of a lamp."""
    typed = {"_phone": ["9830012345"], "description": ["তিন রাত ধরে আলো নেই"]}
    return replace(LostCall(RITA, "রীতা রায়", "bn", uuid4().hex, typed), **changes)


def enters(town: Town, officer: Officer, **changes: Any) -> CaseParty:
    fields = {
        "category": "streetlight_out",
        "description": "আলো নেই",
        "place": {"text": "৫ নং ওয়ার্ড", "ward": "5", "landmark": None, "lat": None, "lon": None},
    }
    caller = Caller("রীতা রায়", RITA, "bn", changes.pop("way", ""))
    told = {"channel": "phone", "caller": caller, "nonce": uuid4().hex} | changes
    at = told.pop("at", NOW)
    return register_case(
        officer=officer, registration=Registration(version_id=town.version, fields=fields, **told), now=at
    )


def counted(entries: list[Entry]) -> dict[str, int]:
    """The figures that are not nought."""
    figures = {name: len(listed(entries, replace(TODAY, figure=name))) for name in FIGURES}
    return {name: count for name, count in figures.items() if count}


def test_whoever_was_cut_off_is_called_back_with_the_form_as_it_stood(town: Town, operator: Officer) -> None:
    told = lost()

    call = note_lost_call(officer=operator, lost=told, now=NOW)
    again = note_lost_call(officer=operator, lost=told, now=LATER)  # the same form, sent twice

    assert again.id == call.id
    (waiting,) = call_backs(operator, now=LATER)
    assert (waiting.reason, waiting.phone, waiting.name) == ("lost", "919830012345", "রীতা রায়")
    assert (waiting.asked_at, waiting.due_at) == (NOW, LATER + timedelta(hours=2))
    assert waiting.draft == told.draft


def test_the_matter_that_is_entered_then_ends_the_waiting_and_nothing_typed_is_kept(
    town: Town, operator: Officer
) -> None:
    call = note_lost_call(officer=operator, lost=lost(phone=SELIM), now=NOW)
    note_lost_call(officer=operator, lost=lost(), now=NOW)  # and rings again, before anybody rang her
    strangers = note_lost_call(officer=operator, lost=lost(phone="+919830099999"), now=NOW)

    enters(town, operator, call_back_id=call.id, at=LATER)

    call.refresh_from_db()
    assert list(call_backs(operator, now=LATER)) == [strangers]
    assert (call.outcome, call.done_by, call.done_at) == ("spoken", operator.post, LATER)
    assert call.draft is None


def test_a_call_that_ends_otherwise_keeps_nothing_typed_either(town: Town, operator: Officer) -> None:
    call = note_lost_call(officer=operator, lost=lost(), now=NOW)

    close_call_back(officer=operator, call_back_id=call.id, outcome=CallOutcome.WRONG_NUMBER, now=LATER)

    assert CallBack.objects.get(id=call.id).draft is None


def test_without_a_number_and_from_another_post_nothing_is_noted(town: Town, operator: Officer) -> None:
    with pytest.raises(RefusedError, match="lost_without_a_number"):
        note_lost_call(officer=operator, lost=lost(phone=""), now=NOW)
    with pytest.raises(RefusedError, match="register_not_yours"):
        note_lost_call(officer=make_officer(town.body, "inspector"), lost=lost(), now=NOW)
    assert not CallBack.objects.exists()


def test_a_shift_is_what_this_desk_entered_and_whom_it_lost_and_rang(town: Town, operator: Officer) -> None:
    open_case(town)  # by its citizen, on WhatsApp
    clerk = make_officer(town.body, "clerk")
    enters(town, clerk, channel="counter")
    first = enters(town, operator, way="whatsapp")
    enters(town, operator, joins=first.case.ref, at=LATER)
    call = note_lost_call(officer=operator, lost=lost(), now=NOW)
    note_lost_call(officer=operator, lost=lost(phone=SELIM), now=LATER)
    close_call_back(officer=operator, call_back_id=call.id, outcome=CallOutcome.SPOKEN, now=LATER)
    enters(town, operator, at=NOW - timedelta(days=1))

    own = entries_of(operator, TODAY, now=LATER)
    everybodys = entries_of(town.secretary, TODAY, now=LATER)

    assert counted(own) == {
        "taken": 4,
        "complaints": 2,
        "joined": 1,
        "sent": 1,
        "lost": 2,
        "unrung": 1,
        "rung": 1,
    }
    assert {one.by for one in own} == {operator.post}
    assert {one.by for one in everybodys} == {operator.post, clerk.post}
    assert counted(entries_of(town.secretary, replace(TODAY, post=clerk.post), now=LATER)) == {
        "complaints": 1
    }
    at_ten = listed(own, replace(TODAY, hour=local(NOW).hour))
    assert counted(at_ten) == {"taken": 2, "complaints": 1, "sent": 1, "lost": 1}


def test_one_desk_reads_no_others_shift_and_none_of_another_body(town: Town, operator: Officer) -> None:
    enters(town, make_officer(town.body, "clerk"))
    stranger = make_officer(make_town("basirhat", number=1003).body, "secretary")

    assert entries_of(operator, replace(TODAY, post="clerk@falakata"), now=NOW) == []
    assert entries_of(stranger, replace(TODAY, post="clerk@falakata"), now=NOW) == []


def test_a_shift_costs_as_many_queries_with_three_matters_as_with_one(town: Town, operator: Officer) -> None:
    enters(town, operator)
    note_lost_call(officer=operator, lost=lost(), now=NOW)
    with CaptureQueriesContext(
        connection,
    ) as few:
        entries_of(operator, TODAY, now=NOW)
    for _ in range(2):
        enters(town, operator)
        note_lost_call(officer=operator, lost=lost(), now=NOW)

    with CaptureQueriesContext(connection) as many:
        assert len(entries_of(operator, TODAY, now=NOW)) == 8  # who is entered is rung no more

    assert (len(few), len(many)) == (3, 3)

"""Reads of cases: a citizen's own, a body's own, and the lines for scripts."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.cases import exports, queries
from janasetu.cases.actions import MoveOrder, escalate_overdue, make_move
from janasetu.cases.queries import CaseAsk, CaseBrief
from janasetu.cases.tests.factories import NOW, evidence, make_town, open_case, resolved_case
from janasetu.catalogue.tests.factories import bundled, publish
from janasetu.people.tests.factories import make_contact

pytestmark = pytest.mark.django_db


def test_a_citizen_has_the_open_cases_of_their_own_contact_newest_first() -> None:
    town, rita = make_town(), make_contact()
    old, new = open_case(town, contact=rita), open_case(town, contact=rita, fields={"category": "mosquito"})
    open_case(town, contact=make_contact())

    ask = CaseAsk(town.body.id, rita.id, epoch=1)
    found = queries.cases_of_contacts([ask], langs=["bn"])

    assert found == {
        ask: [
            CaseBrief(new.ref, {"bn": "মশা বা ডেঙ্গু"}, "received"),
            CaseBrief(old.ref, {"bn": "রাস্তার আলো জ্বলছে না"}, "received"),
        ]
    }


def test_a_citizens_cases_with_another_body_are_not_this_bodys() -> None:
    here, there, rita = make_town(), make_town("basirhat", number=1003), make_contact()
    open_case(there, contact=rita)

    ask = CaseAsk(here.body.id, rita.id, epoch=1)

    assert queries.cases_of_contacts([ask], langs=["bn"]) == {ask: []}


def test_the_line_for_scripts_has_the_promised_shape() -> None:
    town, rita = make_town(), make_contact()
    case = open_case(town, contact=rita)
    make_move(officer=town.officer, ref=case.ref, now=NOW, order=MoveOrder("reply", note="দেখছি"))
    escalate_overdue(now=NOW + timedelta(hours=72))
    make_move(
        officer=town.officer, ref=case.ref, now=NOW, order=MoveOrder("resolve", photos=[photo := evidence()])
    )

    (line,) = (exports.as_json(row) for row in queries.for_export())

    assert json.loads(json.dumps(line)) == {
        "ref": case.ref,
        "body": "falakata",
        "service": "complaint",
        "kind": "complaint",
        "lane": "normal",
        "urgent": False,
        "intent": "complaint",
        "category": "streetlight_out",
        "status": "awaiting_confirmation",
        "stage": None,
        "level": 1,
        "channel": "whatsapp",
        "ward": "5",
        "department": "m_lighting",
        "officer": "secretary@falakata",
        "opened_at": "2026-11-21T06:30:00Z",
        "promise_due_at": "2026-11-24T06:30:00Z",
        "statutory_due_at": None,
        "first_action_due_at": "2026-11-22T06:30:00Z",
        "first_action_at": "2026-11-21T06:30:00Z",
        "closes_at": "2026-11-28T06:30:00Z",
        "ended_at": None,
        "stars": None,
        "resolved_by": "officer@falakata",
        "fields": {
            "category": "streetlight_out",
            "description": "তিন দিন আলো নেই",
            "place": {"text": "৫ নং ওয়ার্ড", "ward": "5", "landmark": None, "lat": None, "lon": None},
        },
        "attachments": 1,
        "supporters": 0,
        "events": [
            {"at": "2026-11-21T06:30:00Z", "code": "opened", "by": "citizen"},
            {"at": "2026-11-21T06:30:00Z", "code": "replied", "by": "officer@falakata", "note": "দেখছি"},
            {
                "at": "2026-11-24T06:30:00Z",
                "code": "escalated",
                "by": "system",
                "level": 1,
                "role": "secretary",
                "officer": "secretary@falakata",
            },
            {
                "at": "2026-11-24T06:30:00Z",
                "code": "explanation_asked",
                "by": "system",
                "level": 0,
                "officer": "officer@falakata",
            },
            {
                "at": "2026-11-21T06:30:00Z",
                "code": "resolve_claimed",
                "by": "officer@falakata",
                "photos": [str(photo.id)],
            },
        ],
        "parent": None,
        "incident": None,
    }


def test_the_lines_for_scripts_take_as_many_queries_for_three_cases_as_for_one() -> None:
    town = make_town()

    def statements() -> int:
        with CaptureQueriesContext(connection) as seen:
            [exports.as_json(row) for row in queries.for_export()]
        return len(seen)

    resolved_case(town)
    one = statements()
    resolved_case(town)
    resolved_case(town)

    assert statements() == one


def test_overdue_are_those_that_lie_with_the_office_past_their_promise() -> None:
    town = make_town()
    late = open_case(town)
    resolved_case(town)
    open_case(town, opened_at=NOW + timedelta(hours=1))
    after = NOW + timedelta(hours=72, minutes=1)

    assert list(queries.overdue(queries.open_cases_of(town.officer), now=after)) == [late]
    assert queries.overdue_count(now=after) == 1


# What `janasetu cases --json` promises: codes that the counts of talks have too.
INTENTS = {
    "birth-certificate": "svc_birth_certificate",
    "death-certificate": "svc_death_certificate",
    "building-permission": "svc_building_plan",
    "building-permission-panchayat": "svc_building_plan",
    "character-recommendation": "svc_residence_certificate",
    "commissioner-appointment": "appointment",
    "complaint": "complaint",
    "feedback": "thanks",
    "guest-house": "booking",
    "guest-house-cancellation": "booking_cancel",
    "income-recommendation": "svc_income_certificate",
    "pay-slip": "pay_slip",
    "other-office": "other_agency",
    "emergency": "emergency",
    "residence-recommendation": "svc_residence_certificate",
    "same-person-recommendation": "svc_residence_certificate",
    "suggestion": "suggestion",
    "thanks": "thanks",
    "rtps-appeal": "svc_rtps_appeal",
    "trade-noc": "svc_trade_noc",
    "vaccination-slot": "svc_vaccination",
}


def test_a_case_of_every_bundled_service_tells_its_intent() -> None:
    town = make_town()
    offered = [one for one in bundled() if one.service.opens_cases]
    for definition in offered:
        open_case(replace(town, version=publish(definition)))

    told = {line["service"]: line["intent"] for line in map(exports.as_json, queries.for_export())}

    assert told == INTENTS


def test_events_and_attachments_are_those_of_the_case_oldest_first() -> None:
    case, _ = resolved_case(make_town())

    assert [event.code for event in queries.events_of(case)] == ["opened", "resolve_claimed"]
    assert [attached.role for attached in queries.attachments_of(case)] == ["evidence"]

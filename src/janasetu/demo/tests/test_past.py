"""The year that the demo begins with: rows as the acts of casework leave them, nothing left to be done."""

import io
import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.db.models import F
from PIL import Image

from janasetu.bodies.models import Officer
from janasetu.cases import queries, rules
from janasetu.cases.actions import CaseOrder, close_silent, escalate_overdue, hand_over_due, open_cases
from janasetu.cases.choices import OPEN, WITH_OFFICE
from janasetu.cases.exports import as_json
from janasetu.cases.models import Case, CaseAttachment, CaseEvent, CaseParty
from janasetu.cases.records import register_of
from janasetu.cases.records import tries as ways_to_look
from janasetu.catalogue import form
from janasetu.catalogue.queries import service
from janasetu.conversations.models import Conversation
from janasetu.conversations.queries import handed_over_talks
from janasetu.demo import seed
from janasetu.demo.past import year
from janasetu.demo.past.scenes import SCENES, draw
from janasetu.documents import gate, store
from janasetu.documents.models import ReceivedFile
from janasetu.lib import clock
from janasetu.lib.amounts import rupees
from janasetu.lib.ids import uuid7_time
from janasetu.lib.texts import as_lang
from janasetu.messaging import outbox
from janasetu.messaging.models import InboundMessage, OutboundMessage
from janasetu.payments.models import Demand
from janasetu.people.models import Contact
from janasetu.registers.searching import find_any

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("laid_down"),
]  # each test within the module's rows

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)  # a Friday afternoon in Kolkata


@pytest.fixture(scope="module")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("media")


@pytest.fixture(scope="module")
def laid_down(django_db_setup: None, django_db_blocker: Any, media: Path) -> Iterator[None]:
    """The towns with the small year behind them, once for the whole module; gone afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        seed.found()
        year.lay_down(year.SMALL, media=media, now=NOW)
        yield
        transaction.set_rollback(True)


def cases() -> list[Case]:
    return list(queries.for_export().select_related("officer__role"))


# --- How much there is ---


def test_there_are_three_hundred_cases_in_four_towns() -> None:
    assert Counter(Case.objects.values_list("body__code", flat=True)) == year.SMALL.cases


def test_every_service_that_opens_cases_has_some() -> None:
    opened = {case.service.code for case in cases()}

    assert opened >= {"complaint", "birth-certificate", "residence-recommendation", "trade-noc", "thanks"}
    assert len(opened) >= 11


def test_a_town_that_keeps_its_registers_makes_their_copies_itself() -> None:
    born = {
        case.body.code: case.service.output for case in cases() if case.service.code == "birth-certificate"
    }

    assert {code: output.from_ for code, output in born.items() if output} == {
        "basirhat": "here",
        **dict.fromkeys(born.keys() - {"basirhat"}, "state_portal"),
    }


def test_people_ask_for_births_that_stand_in_the_register() -> None:
    asked = [one for one in cases() if one.service.code in ("birth-certificate", "death-certificate")]
    tries = [(one, register_of(one.service)) for one in asked if one.body.code in ("kmc", "basirhat")]
    sure = [
        any(hit.is_sure for hit in find_any(case.body_id, ways_to_look(case, register)).hits)
        for case, register in tries
        if register
    ]

    assert 0.25 <= sum(sure) / len(sure) <= 0.8


def test_an_inbox_can_be_worked_through_and_has_everything_in_it() -> None:
    open_now = Counter(Case.objects.filter(status__in=OPEN).values_list("body__code", flat=True))
    overdue = queries.overdue(Case.objects.all(), now=NOW).count()

    assert all(5 <= open_now[code] <= 60 for code in year.SMALL.cases), open_now
    assert 3 <= overdue <= 40, overdue
    assert Case.objects.filter(level__gt=0, status__in=OPEN).exists()


def test_most_promises_were_kept_and_some_were_not() -> None:
    done = Case.objects.filter(claimed_at__isnull=False)
    kept = done.filter(claimed_at__lte=F("promise_due_at")).count()

    assert 0.75 <= kept / done.count() <= 0.95


def test_people_say_how_the_work_was_and_some_are_silent() -> None:
    confirmed = Case.objects.filter(status="resolved_confirmed")
    rated = confirmed.filter(stars__isnull=False)

    assert 0.35 <= rated.count() / confirmed.count() <= 0.75
    assert set(rated.values_list("stars", flat=True)) == {1, 2, 3, 4, 5}
    assert not rated.filter(resolved_by=None).exists()
    assert CaseEvent.objects.filter(code="closed_unconfirmed").exists()


def test_people_write_as_they_do() -> None:
    said = list(Case.objects.filter(category__gt="").values_list("fields", flat=True))
    words = [one["description"] for one in said if "description" in one]
    bengali = sum(any("\u0980" <= letter <= "\u09ff" for letter in text) for text in words)

    assert 0.35 <= bengali / len(words) <= 0.65


def test_nobodys_number_can_be_somebodys() -> None:
    numbers = set(CaseParty.objects.values_list("phone", flat=True))

    assert all(number.startswith("910000") and len(number) == 12 for number in numbers)


# --- Rows as the acts leave them ---


def test_every_history_is_one_that_the_rules_allow() -> None:
    officers = {one.post: one for one in Officer.objects.select_related("body", "role")}

    assert [case.ref for case in cases() if replayed(case, officers) != case.status] == []


def replayed(case: Case, officers: dict[str, Officer]) -> str:
    """The status to which the events lead; an event that the rules refuse raises."""
    again = Case(body=case.body, version_id=case.version_id, fields=case.fields, status="received")
    again.officer = None
    for event in case.events.all():
        step(again, event, officers)
    return again.status


MOVE_OF = {
    "assigned": "assign",
    "replied": "reply",
    "asked": "ask",
    "noted": "note",
    "referred": "refer",
    "resolve_claimed": "resolve",
    "rejected": "reject",
}


def step(case: Case, event: CaseEvent, officers: dict[str, Officer]) -> None:
    match event.code:
        case "opened" | "handed_over" | "first_action_missed" | "rung" | "asked_again" | "demand_raised":
            pass
        case "rated":
            assert case.status == "resolved_confirmed"
            assert 1 <= event.params["stars"] <= 5
        case "closed_unconfirmed":
            assert case.status == "awaiting_confirmation"
            case.status = "resolved_unconfirmed"
        case "answered_question":
            case.status = "in_progress" if case.status == "waiting_citizen" else case.status
        case "confirmed":
            assert case.status == "awaiting_confirmation"
            case.status = "resolved_confirmed"
        case "reopened":
            assert case.status in rules.REOPENED_BY_NO
            case.status, case.level = "in_progress", rules.next_level(case.level, case.levels)
        case "escalated":
            assert case.status in WITH_OFFICE
            case.level = rules.next_level(case.level, case.levels)
        case code:
            move(case, MOVE_OF[code], event, officers[event.by])
    named = event.params.get("officer") if event.code != "rated" else None  # whose work it was
    case.officer = officers[named] if named else case.officer
    assert event.params.get("level", case.level) == case.level


def move(case: Case, code: str, event: CaseEvent, officer: Officer) -> None:
    params = event.params
    if case.officer is None:  # as it was opened: with whoever answers for its level
        case.officer = officer
    attempt = rules.Attempt(
        code,
        case.status,
        case.roles_of(officer),
        params.get("note", ""),
        len(params.get("photos", ())),
        params.get("reason", ""),
    )
    allowed = rules.check_move(attempt, levels=case.levels, evidence=case.service.evidence)
    case.status = rules.status_after(allowed, case.status)
    case.level = 0 if code == "refer" else case.level
    if code == "resolve" and not case.service.asks_the_citizen:
        case.status = "resolved_unconfirmed"


def test_an_opening_is_what_the_act_of_opening_writes() -> None:
    untouched = Case.objects.filter(status="received", level=0, channel="whatsapp", events__code="opened")
    case = untouched.select_related("body").order_by("-id")[0]
    party = CaseParty.objects.get(case=case)
    order = CaseOrder(
        body_id=case.body_id,
        version_id=case.version_id,
        source="the same again",
        channel=case.channel,
        fields=case.fields,
        opened_at=case.opened_at,
        name=party.name,
        phone=party.phone,
        lang=party.lang,  # type: ignore[arg-type]  # one of ours
    )

    (again,) = open_cases([order], now=NOW)

    assert facts(again) == facts(case)
    assert facts(CaseParty.objects.get(case=again)) == facts(party)


_OWN = {"id", "ref", "source", "case", "contact_bucket", "contact_id", "line_id"}


def facts(row: Any) -> dict[str, Any]:
    """What the row says, but for what makes it itself."""
    return {
        field.name: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name not in _OWN
    }


def test_every_answer_belongs_to_a_question_and_none_is_missing() -> None:
    for case in cases():
        definition = service(case.version_id)
        given = queries.answers_as_given(case)
        answers = form.unfolded(definition, given)
        assert form.missing(definition, answers) is None, given
        assert form.folded(definition, answers) == given


def test_who_complains_confidentially_is_kept_apart_in_the_past_too() -> None:
    hidden = [case for case in cases() if case.confidential]
    parties = CaseParty.objects.filter(case__in=hidden)

    assert {case.confidential for case in hidden} <= {"complainant", "office"}
    assert hidden
    assert {bool(service(one.version_id).hidden_in(one.body.kind, one.fields)) for one in hidden} == {True}
    assert {(party.search, party.withheld is None) for party in parties} == {("", False)}
    assert {case.fields["place"]["text"] for case in hidden if case.fields.get("place")} <= {""}
    given = CaseAttachment.objects.filter(case__in=hidden, role="given")
    assert not given.exists()


def test_every_case_is_exported() -> None:
    lines = [json.dumps(as_json(case)) for case in cases()]

    assert len(lines) == 300


def test_numbers_run_in_the_order_of_opening() -> None:
    for code in year.SMALL.cases:
        refs = list(Case.objects.filter(body__code=code).order_by("id").values_list("ref", flat=True))
        assert refs == sorted(refs)
        assert len(set(refs)) == len(refs)


def test_ids_lie_in_the_past_as_their_rows_do() -> None:
    for model, column in ((Case, "opened_at"), (CaseEvent, "at"), (OutboundMessage, "queued_at")):
        for pk, at in model._default_manager.values_list("id", column):  # type: ignore[attr-defined]
            assert abs(uuid7_time(pk) - at) < timedelta(milliseconds=2)


def test_every_photo_is_there_and_would_pass_the_gate(media: Path) -> None:
    files = {file.sha256: file for file in ReceivedFile.objects.all()}

    for sha256, file in files.items():
        content = store.path_of(media, sha256).read_bytes()
        assert len(content) == file.size
        assert 8_000 < file.size < 40_000
    assert gate.admit(content, kind="image").mime == "image/jpeg"


@pytest.mark.parametrize("scene", SCENES)
def test_a_mended_scene_looks_different(scene: str) -> None:
    before, after = (draw(scene, Random(1), mended=mended) for mended in (False, True))

    assert Image.open(io.BytesIO(before)).tobytes() != Image.open(io.BytesIO(after)).tobytes()


# --- Nothing is left to be done ---


def test_nothing_of_the_past_is_sent() -> None:
    assert outbox.claim(100, wall=clock.wall()) == []
    assert set(OutboundMessage.objects.values_list("state", flat=True)) == {"delivered", "read"}
    assert set(InboundMessage.objects.values_list("state", flat=True)) == {"done"}


def test_nothing_is_due_when_the_demo_starts() -> None:
    assert (escalate_overdue(now=NOW), hand_over_due(now=NOW), close_silent(now=NOW)) == (0, 0, 0)


def test_some_people_wait_for_a_person_and_some_are_in_the_middle_of_a_form() -> None:
    states = Counter(Conversation.objects.values_list("state", flat=True))

    assert (states["handed_over"], states["asking"]) == (12, 8)
    assert states["idle"] + 20 == Contact.objects.count()
    body = Case.objects.filter(body__code="kmc").first()
    assert body
    assert len(handed_over_talks(body.body_id, now=NOW)) == 3


def test_a_year_is_laid_down_once() -> None:
    before = Case.objects.count()

    seed.seed(small=True)

    assert Case.objects.count() == before


# --- What it cost ---


def test_every_message_over_a_case_is_counted_for_it_and_charged_as_something() -> None:
    said = OutboundMessage.objects.exclude(about_body_id=None)
    questions = set(said.filter(about_id=None).exclude(draft="").values_list("contact_id", "draft"))
    receipts = list(said.exclude(about_id=None).exclude(draft="").values_list("contact_id", "draft"))
    told = set(said.exclude(about_id=None).values_list("about_id", flat=True))

    assert questions
    assert questions <= set(receipts)
    assert len(receipts) == len(set(receipts))
    assert told == set(Case.objects.filter(channel="whatsapp").values_list("id", flat=True))
    assert set(OutboundMessage.objects.values_list("category", "billable")) == {
        ("service", False),
        ("utility", True),
    }


def test_what_an_application_cost_was_said_with_its_receipt_and_is_owed_or_over() -> None:
    demands = list(Demand.objects.all())
    cases = Case.objects.in_bulk([one.case_id for one in demands])
    said: dict[UUID, str] = {}
    for row in OutboundMessage.objects.filter(about_id__in=list(cases)).order_by("id"):
        said[row.about_id] = f"{said.get(row.about_id, '')}\n{row.text}"

    assert demands
    assert {one.state for one in demands if cases[one.case_id].ended_at} <= {"dropped"}
    told = [one for one in demands if one.case_id in said]
    assert [one.ref for one in told if _amount(one) not in said[one.case_id]] == []


def _amount(demand: Demand) -> str:
    """As whoever was told of it reads it."""
    return rupees(demand.amount, as_lang(demand.lang))

"""A talk gives the same case through WhatsApp as through the act called with the same answers.

The longest transcripts of each service; all of them are played by the engine alone in the guards.
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby, islice
from typing import Any
from uuid import UUID

import pytest

from janasetu.bodies.models import LocalBody
from janasetu.bodies.tests.factories import make_body, make_department, make_officer
from janasetu.cases.actions import CaseOrder, open_cases
from janasetu.cases.clocks import terms_of
from janasetu.cases.models import Case
from janasetu.catalogue import form
from janasetu.catalogue.fields import KINDS, Given
from janasetu.catalogue.schema import Service
from janasetu.catalogue.tests.factories import publish
from janasetu.channels.tests.chat import Chat
from janasetu.channels.whatsapp.tests.samples import PHONE_NUMBER_ID
from janasetu.conversations.tests.talking import BEGAN_AT
from janasetu.conversations.tests.transcripts import Transcript, counted, play, transcripts
from janasetu.lib import clock
from janasetu.messaging.tests.factories import make_line

OF_EACH = 2


def longest() -> Iterator[Transcript]:
    """Of each service those that end in a case in the most steps."""
    ending = (one for one in transcripts() if one.case is not None)
    of_service = sorted(ending, key=lambda one: (one.service.code, -len(one.steps), one.name))
    for _, theirs in groupby(of_service, key=lambda one: one.service.code):
        yield from islice(theirs, OF_EACH)


ENDING_IN_A_CASE = list(longest())


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with clock.fixed(BEGAN_AT):
        yield


def town_of(transcript: Transcript) -> tuple[LocalBody, UUID]:
    """A body of the transcript's kind that offers just this service, with who answers for it."""
    service = transcript.service
    body = make_body(kind=transcript.body_kind, languages=("bn", "en", "hi"))
    make_line(body.id, provider_id=PHONE_NUMBER_ID)
    make_officer(body, service.levels_in(body.kind)[0])
    for department in sorted(departments(service, body.kind)):
        make_department(body, department)
    return body, publish(transcript.definition)


def departments(service: Service, kind: str) -> set[str]:
    options = [option for field in service.fields() for option in field.options.values()]
    named = {service.department_in(kind, {}), *(option.department_in(kind) for option in options)}
    return {code for code in named if code}


def by_the_act(body: LocalBody, version: UUID, service: Service, kept: dict[str, Any]) -> Case:
    """The case that the act opens when a form with these answers is handed in."""
    answers = form.unfolded(service, kept)
    filled = form.fill(service, as_given(service, answers), today=clock.local(BEGAN_AT).date())
    assert filled.problems == {}
    fields = form.folded(service, filled.answers)
    order = CaseOrder(body.id, version, "test:act", "web", fields, BEGAN_AT)
    return open_cases([order], now=BEGAN_AT)[0]


def as_given(service: Service, answers: dict[str, Any]) -> dict[str, tuple[Given, ...]]:
    return {
        slot.path: KINDS[slot.field.kind].again(slot.field, answers[slot.path])
        for slot in form.slots(service, answers)
        if answers.get(slot.path) is not None and not slot.asks_for_more
    }


def decided(case: Case) -> dict[str, Any]:
    """What the definition decides of a case, whoever brought it."""
    case.refresh_from_db()
    names = (
        "body_id",
        "version_id",
        "lane",
        "category",
        "status",
        "level",
        "ward",
        "department_id",
        "officer_id",
    )
    terms = terms_of(case.service, case.fields, case.opened_at)
    return {name: getattr(case, name) for name in names} | {
        "fields": counted(case.service, case.fields),
        "promised": terms.promise,
        "by_law": terms.statutory if case.statutory_due_at else None,
        "runs": terms.runs,
    }


@pytest.mark.parametrize("transcript", ENDING_IN_A_CASE, ids=lambda one: one.name)
def test_whatsapp_and_the_act_open_the_same_case(transcript: Transcript, db: None) -> None:
    body, version = town_of(transcript)
    chat = Chat()

    play(transcript, chat)
    (by_chat,) = chat.cases
    by_act = by_the_act(body, version, transcript.service, by_chat.fields)

    assert decided(by_chat) == decided(by_act)
    assert by_chat.promise_due_at - by_chat.opened_at > timedelta(0)
    assert counted(transcript.service, by_chat.fields) == transcript.case


def test_there_are_transcripts_of_every_service_that_opens_cases() -> None:
    told = {one.service.code for one in ENDING_IN_A_CASE}

    assert told == {one.service.code for one in transcripts() if one.service.opens_cases}

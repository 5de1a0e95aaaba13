"""One assistant in charge of two panchayats, from one login: each act is one of the body it is for."""

from datetime import timedelta
from typing import Any

import pytest

from janasetu.audit.models import AuditRow, AuditSeal, Look
from janasetu.audit.sealing import seal_all
from janasetu.audit.verifying import Scope, verify
from janasetu.bodies.models import Department, LocalBody, Officer
from janasetu.cases.models import Case, CaseDraft, CaseEvent
from janasetu.console.tests.conftest import Visitor
from janasetu.console.tests.factories import NOW, a_complaint, a_town, newest_event
from janasetu.lib.tests.html_pages import Page

EAST, WEST = ("purba", "পূর্ব গ্রাম পঞ্চায়েত"), ("paschim", "পশ্চিম গ্রাম পঞ্চায়েত")


def a_panchayat(code: str, name: str, number: int) -> LocalBody:
    body = a_town(code, number)
    LocalBody.objects.filter(id=body.id).update(kind="gram_panchayat", name={"bn": name, "en": code.title()})
    body.refresh_from_db()
    Department.objects.create(body=body, code="gp_works", name={"bn": "পূর্ত", "en": "Works"})
    return body


@pytest.fixture
def east(db: None) -> LocalBody:
    return a_panchayat(*EAST, 4001)


@pytest.fixture
def west(db: None) -> LocalBody:
    return a_panchayat(*WEST, 4002)


@pytest.fixture
def assistant(east: LocalBody, west: LocalBody) -> list[Officer]:
    """One person, executive assistant of both, the first since longer ago."""
    names = {"bn": "সুজাতা মাহাতো", "en": "Sujata Mahato"}
    first = Officer.objects.create(
        body=east, role_id="ea", name=names, user=_user("sujata"), since=NOW - timedelta(days=90)
    )
    second = Officer.objects.create(
        body=west, role_id="ea", name=names, user=first.user, since=NOW - timedelta(days=9)
    )
    return [first, second]


def _user(name: str) -> Any:
    from django.contrib.auth.models import User

    return User.objects.create(username=name)


@pytest.fixture
def sujata(assistant: list[Officer]) -> Visitor:
    visitor = Visitor()
    visitor.force_login(assistant[0].user)
    return visitor


def text(answer: Any) -> str:
    return Page(answer.content.decode()).text


def note(case: Case, words: str) -> dict[str, str]:
    return {"move": "note", "note": words, "since": str(newest_event(case))}


def hands(body: LocalBody) -> set[str]:
    """By whom anything of the body was changed or looked at from the desk."""
    changed = AuditRow.objects.filter(body_id=body.id).values_list("actor", flat=True)
    looked = Look.objects.filter(body_id=body.id).values_list("by", flat=True)
    return {by for by in {*changed, *looked} if "@" in by}


def test_every_page_says_for_which_panchayat_one_works(
    sujata: Visitor, assistant: list[Officer], east: LocalBody
) -> None:
    case = a_complaint(east)
    pages = [
        "/console/",
        f"/console/cases/{case.ref}/",
        "/console/staff/",
        "/console/calls/",
        "/console/map/",
    ]

    shown = [text(sujata.get(page)) for page in pages]

    assert ["আপনি এখন কাজ করছেন: পূর্ব গ্রাম পঞ্চায়েত · নির্বাহী সহায়ক" in page for page in shown] == [True] * 5


def test_each_act_is_logged_under_the_body_it_is_for(
    sujata: Visitor, assistant: list[Officer], east: LocalBody, west: LocalBody
) -> None:
    here, there = a_complaint(east), a_complaint(west)

    sujata.post(f"/console/cases/{here.ref}/", note(here, "পূর্বের কাজ"))
    sujata.post("/console/post/", {"post": assistant[1].id})
    assert "পশ্চিম গ্রাম পঞ্চায়েত" in text(sujata.get(f"/console/cases/{there.ref}/"))
    sujata.post(f"/console/cases/{there.ref}/", note(there, "পশ্চিমের কাজ"))

    noted = CaseEvent.objects.filter(code="noted").order_by("id")
    assert [(one.body, one.by) for one in noted] == [(east, "ea@purba"), (west, "ea@paschim")]
    assert (hands(east), hands(west)) == ({"ea@purba"}, {"ea@paschim"})
    seal_all(wall=NOW)
    assert [verify(Scope(body.id)).findings for body in (east, west)] == [[], []]
    assert [AuditSeal.objects.filter(body_id=body.id).count() for body in (east, west)] == [1, 1]


def test_a_case_of_the_other_panchayat_is_not_moved_and_what_was_typed_waits_there(
    sujata: Visitor, assistant: list[Officer], west: LocalBody
) -> None:
    case = a_complaint(west)

    answer = sujata.post(f"/console/cases/{case.ref}/", note(case, "কাল লোক যাবে।"))

    assert answer.status_code == 409
    assert "এই কাজটি আপনার অন্য পদের" in text(answer)
    assert "পশ্চিম গ্রাম পঞ্চায়েত" in text(answer)
    assert [event.code for event in case.events.all()] == ["opened"]
    assert CaseDraft.objects.get(case=case).texts == {"note": "কাল লোক যাবে।"}

    there = sujata.post("/console/post/", {"post": assistant[1].id, "case": case.ref}, follow=True)
    assert there.redirect_chain == [(f"/console/cases/{case.ref}/", 302)]
    assert "কাল লোক যাবে।" in there.content.decode()


def test_no_door_of_the_other_panchayats_case_is_open_meanwhile(sujata: Visitor, west: LocalBody) -> None:
    case = a_complaint(west)

    for door in ("explain", "number", "call", "draft"):
        answer = sujata.post(f"/console/cases/{case.ref}/{door}", {"words": "ক", "move": "note", "text": "ক"})
        assert answer.status_code == 404, door
    assert [event.code for event in case.events.all()] == ["opened"]


def test_a_bulk_assignment_leaves_out_what_is_of_the_other_panchayat(
    sujata: Visitor, assistant: list[Officer], east: LocalBody, west: LocalBody
) -> None:
    here, there = a_complaint(east), a_complaint(west)
    before = Case.objects.get(id=there.id).officer

    sujata.post("/console/assign", {"ref": [here.ref, there.ref], "to": str(assistant[0].id)})

    assert Case.objects.get(id=here.id).officer == assistant[0]
    assert Case.objects.get(id=there.id).officer == before
    assert there.events.count() == 1


def test_a_case_of_a_stranger_is_no_case_in_either_post(sujata: Visitor) -> None:
    elsewhere = a_complaint(a_town("basirhat", 1003))

    assert sujata.get(f"/console/cases/{elsewhere.ref}/").status_code == 404

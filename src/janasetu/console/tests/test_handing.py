"""A paper that is handed out at the desk: who came is written down, and a link is shown once."""

import html

import pytest

from janasetu.bodies.models import LocalBody, Officer
from janasetu.cases.models import Case, PaperLink, Proof
from janasetu.console.tests.conftest import Visitor
from janasetu.console.tests.factories import NOW, an_application, an_officer
from janasetu.console.tests.test_confidential import at_desk, shown
from janasetu.documents.tests.issued_papers import a_paper


@pytest.fixture
def clerk(town: LocalBody) -> Officer:
    return an_officer(town, "clerk")


@pytest.fixture
def counter(clerk: Officer) -> Visitor:
    return at_desk(clerk)


def a_case_with_its_paper(town: LocalBody, code: str) -> Case:
    case = an_application(town, {}, [], code=code)
    Case.objects.filter(id=case.id).update(status="issued", ended_at=NOW)
    a_paper(town, case_id=case.id)
    return case


@pytest.fixture
def case(town: LocalBody) -> Case:
    """A birth certificate, which wants a proof."""
    return a_case_with_its_paper(town, "birth-certificate")


def page(visitor: Visitor, case: Case) -> str:
    return html.unescape(shown(visitor, f"/console/cases/{case.ref}/"))


def test_who_came_is_written_down_before_a_link_is_offered(counter: Visitor, case: Case) -> None:
    address = f"/console/cases/{case.ref}/"
    before = page(counter, case)
    refused = html.unescape(counter.post(address + "link", follow=True).content.decode())

    said = counter.post(address + "proof", {"kind": "identity_paper"}, follow=True).content.decode()

    assert "কে নিতে এসেছেন তা মিলিয়ে দেখার আগে এই কাগজ দেওয়া যায় না।" in before
    assert f"{address}link" not in before
    assert "আগে পরিচয় মিলিয়ে দেখে লিখে রাখুন" in refused
    assert "লেখা হল। ৩০ দিন পর্যন্ত কাগজ দেওয়া যাবে।" in said
    assert "২৪ ডিসেম্বর ২০২৬ পর্যন্ত চ্যাটে বা লিঙ্কে" in page(counter, case)
    link = counter.post(address + "link").content.decode()
    assert "/paper/" in link
    assert "<svg" in link
    assert (Proof.objects.count(), PaperLink.objects.get().by) == (1, "clerk@falakata")


def test_how_it_is_known_must_be_said(counter: Visitor, case: Case) -> None:
    said = html.unescape(counter.post(f"/console/cases/{case.ref}/proof", {}).content.decode())

    assert "কীভাবে চিনলেন, বেছে নিন।" in said
    assert not Proof.objects.exists()


def test_who_hands_nothing_out_sees_no_such_card(town: LocalBody, case: Case) -> None:
    assert 'id="handing"' not in page(at_desk(an_officer(town, "auditor")), case)

"""The law's time at the desk: the list, the box on the page of a case, and a decision."""

from datetime import timedelta
from typing import Any

import pytest

from janasetu.bodies.tests.factories import make_officer
from janasetu.cases.actions import appeal_by_code, press_rights_papers, tell_law_passed
from janasetu.cases.codes import code_of
from janasetu.cases.models import Appeal, Case
from janasetu.cases.tests.offices import SHOP, Office, a_panchayat, apply_for, definition_of
from janasetu.catalogue.tests.factories import publish
from janasetu.console.tests.test_desks import at_desk, text_of
from janasetu.lib import clock
from janasetu.lib.tests.html_pages import Page
from janasetu.messaging.tests.factories import NOW

pytestmark = pytest.mark.django_db
LATE = NOW + timedelta(days=40)
FINE = "জরিমানা"


@pytest.fixture
def office() -> Office:
    publish(definition_of("rtps-appeal"))
    return a_panchayat()


def appealed(case: Case) -> Case:
    """What whoever has the secret makes of it on the web."""
    made = appeal_by_code(ref=case.ref, code=code_of(case.ref), source=f"test:{case.ref}", now=LATE)
    assert made
    return made


def test_an_appeal_is_listed_decided_and_goes_on_to_who_reviews(office: Office) -> None:
    appellate, reviewing = (make_officer(office.body, role) for role in ("appellate", "reviewing"))
    case, other = apply_for(office, SHOP), apply_for(office, SHOP)
    tell_law_passed(now=LATE)
    first = appealed(case)
    press_rights_papers(now=LATE)
    with clock.fixed(LATE):
        desk = at_desk(appellate)
        listed = text_of(desk, "/console/rights/")
        page = f"/console/cases/{first.ref}/"
        assert {first.grouped_ref, case.grouped_ref, other.grouped_ref} <= set(listed.split())
        assert "সিদ্ধান্ত বাকি" in listed
        box = text_of(desk, page)
        assert "মঞ্জুর" in box
        assert FINE not in box
        assert b"".join(desk.get(f"{page}rights/form-2.pdf").streaming_content).startswith(b"%PDF")

        refused: Any = desk.post(f"{page}appeal", {"decision": "allow", "reason": "দিন", "by_day": ""})
        assert "নতুন শেষ দিন দিন" in Page(refused.content.decode()).text
        desk.post(f"{page}appeal", {"decision": "dismiss", "reason": "কাগজ দেরিতে এসেছে", "by_day": ""})

    assert Appeal.objects.get().allowed is False
    second = appealed(first)
    with clock.fixed(LATE):
        assert FINE in text_of(at_desk(reviewing), f"/console/cases/{second.ref}/")
        assert FINE not in text_of(at_desk(office.officers["pradhan"]), f"/console/cases/{case.ref}/")


def test_somebody_elses_appeal_has_no_buttons(office: Office) -> None:
    make_officer(office.body, "appellate")
    case = apply_for(office, SHOP)
    tell_law_passed(now=LATE)
    made = appealed(case)

    with clock.fixed(LATE):
        box = text_of(at_desk(office.officers["pradhan"]), f"/console/cases/{made.ref}/")

    assert "সিদ্ধান্ত বাকি" in box
    assert "মঞ্জুর" not in box

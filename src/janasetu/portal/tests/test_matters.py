"""How an application stands on the web, and the two presses of an appeal."""

from datetime import timedelta

import pytest

from janasetu.bodies.tests.factories import make_officer
from janasetu.cases.actions import tell_law_passed
from janasetu.cases.codes import code_of
from janasetu.cases.models import Appeal, Case
from janasetu.cases.tests.offices import SHOP, a_panchayat, apply_for, definition_of
from janasetu.catalogue.tests.factories import publish
from janasetu.lib import clock
from janasetu.messaging.tests.factories import NOW
from janasetu.portal.tests.conftest import Visitor

pytestmark = pytest.mark.django_db
LATE = NOW + timedelta(days=40)


@pytest.fixture
def late() -> Case:
    office = a_panchayat()
    publish(definition_of("rtps-appeal"))
    make_officer(office.body, "appellate")
    case = apply_for(office, SHOP)
    tell_law_passed(now=LATE)
    return case


def posted(case: Case, code: str, **more: str) -> tuple[int, str]:
    with clock.fixed(LATE):
        answer = Visitor().post(f"/case/{case.ref}/", {"number": case.grouped_ref, "code": code} | more)
    return answer.status_code, answer.content.decode()


def test_number_and_secret_tell_the_last_day_by_law_and_offer_the_appeal(late: Case) -> None:
    status, page = posted(late, code_of(late.ref))

    assert status == 200
    assert "আইনে বাঁধা শেষ দিন" in page
    assert 'value="appeal"' in page
    assert not Appeal.objects.exists()


def test_the_second_press_appeals_and_a_third_makes_no_other(late: Case) -> None:
    asked = posted(late, code_of(late.ref), act="appeal")[1]
    assert 'value="appeal-yes"' in asked
    assert not Appeal.objects.exists()

    pages = [posted(late, code_of(late.ref), act="appeal-yes")[1] for _ in range(2)]

    made = Appeal.objects.get().case
    assert all(made.grouped_ref in page for page in pages)
    assert made.channel == "web"


def test_a_wrong_code_tells_nothing_and_appeals_nothing(late: Case) -> None:
    wrong = f"{(int(code_of(late.ref)) + 1) % 10**6:06}"

    status, page = posted(late, wrong, act="appeal-yes")

    assert status == 404
    assert "নম্বর আর সংকেত মিলছে না।" in page
    assert late.title_in("bn") not in page
    assert not Appeal.objects.exists()

"""A paper goes home where its definition says so, and who applies at night hears when work begins."""

from datetime import datetime

import pytest

from janasetu.bodies.models import Holiday
from janasetu.cases.doorstep import visit_for
from janasetu.cases.queries import parties
from janasetu.cases.tests.factories import told
from janasetu.cases.tests.offices import SHOP, a_panchayat, apply_for
from janasetu.lib.clock import KOLKATA
from janasetu.lib.ids import uuid7
from janasetu.people.tests.factories import make_contact

NIGHT = datetime(2026, 11, 24, 1, 10, tzinfo=KOLKATA)  # a Tuesday


@pytest.mark.django_db
def test_the_visit_goes_where_the_applicant_said_and_tells_whoever_applied() -> None:
    panchayat, rahima = a_panchayat(), make_contact()
    case, paper = apply_for(panchayat, SHOP, contact=rahima), uuid7()

    visit = visit_for(case, paper, parties([case.body_id], [case.id])[case.id])

    assert visit
    assert (visit.source, visit.paper_id, visit.ref) == (f"paper:{paper}", paper, case.ref)
    assert (visit.address, visit.ward, visit.contact) == ("হাটখোলা, ওয়ার্ড ৫", "5", rahima)
    assert (visit.title["bn"], visit.confidential) == (case.title_in("bn"), False)


@pytest.mark.django_db
def test_without_a_place_nobody_comes() -> None:
    panchayat = a_panchayat()
    case = apply_for(panchayat, {**SHOP, "premises": None})

    assert visit_for(case, uuid7(), None) is None


@pytest.mark.django_db
def test_an_application_at_night_is_acknowledged_at_once_with_the_hour_of_the_office() -> None:
    panchayat, rahima, karim = a_panchayat(), make_contact(), make_contact("919830054321")

    apply_for(panchayat, SHOP, contact=rahima, at=NIGHT)
    Holiday.objects.create(body=panchayat.body, day=NIGHT.date(), name={"bn": "স্থানীয় ছুটি"}, declared_at=NIGHT)
    apply_for(panchayat, SHOP, contact=karim, at=NIGHT)

    assert "এখন অফিস বন্ধ। কাজ শুরু হবে মঙ্গলবার ২৪ নভেম্বর, সকাল ১০টা থেকে।" in told(rahima)[0]
    assert "কাজ শুরু হবে বুধবার ২৫ নভেম্বর, সকাল ১০টা থেকে।" in told(karim)[0]


@pytest.mark.django_db
def test_in_office_hours_nothing_is_said_of_them() -> None:
    panchayat, rahima = a_panchayat(), make_contact()

    apply_for(panchayat, SHOP, contact=rahima, at=NIGHT.replace(hour=11))

    assert "অফিস বন্ধ" not in told(rahima)[0]

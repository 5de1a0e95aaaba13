"""Papers that run out: their holders are told once, as long before as the definition says."""

from datetime import date, timedelta

import pytest

from janasetu.cases.actions import PaperFile, file_paper, tell_renewals
from janasetu.cases.actions.renewing import first_day
from janasetu.cases.models import Case
from janasetu.cases.tests.factories import NOW, events, told
from janasetu.cases.tests.offices import SHOP, Office, a_file, a_panchayat, apply_for, move
from janasetu.catalogue.schema import Span
from janasetu.documents.models import Paper
from janasetu.messaging.models import OutboundMessage
from janasetu.people.models import Contact
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import ContactKey

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock_at_now")]
LAST = date(2027, 3, 31)  # of the financial year
DUE = NOW.replace(year=2027, month=3, day=1)  # 30 days before


@pytest.fixture
def rahima() -> ContactKey:
    return make_contact()


@pytest.fixture
def panchayat() -> Office:
    return a_panchayat(born="state_portal")


def with_a_noc(office: Office, contact: ContactKey | None) -> Case:
    case = apply_for(office, SHOP, contact=contact)
    for stage, code in (("scrutiny", "accept"), ("site", "report"), ("approval", "approve")):
        move(office, case, stage, code)
    file_paper(
        officer=office.officers["sahayak"], ref=case.ref, order=PaperFile(a_file(b"%PDF"), "১২"), now=NOW
    )
    return Case.objects.get(id=case.id)


@pytest.mark.parametrize(
    ("before", "day"),
    [("30 days", date(2027, 3, 1)), ("1 month", date(2027, 2, 28)), ("1 year", date(2026, 3, 31))],
)
def test_the_day_on_which_the_holder_is_told(before: str, day: date) -> None:
    assert first_day(LAST, Span.read(before)) == day


def test_the_holder_is_told_once_with_a_button(panchayat: Office, rahima: ContactKey) -> None:
    case = with_a_noc(panchayat, rahima)

    assert tell_renewals(now=DUE - timedelta(days=1)) == 0
    assert tell_renewals(now=DUE) == 1
    assert [tell_renewals(now=DUE + timedelta(days=days)) for days in (0, 1, 40)] == [0, 0, 0]

    news = [one for one in OutboundMessage.objects.filter(contact_id=rahima.id) if "মেয়াদ" in one.text]
    assert [[choice["id"] for choice in one.choices] for one in news] == [
        [f"case:{case.ref}:renew", f"case:{case.ref}:wrong"]
    ]
    assert "১২ নম্বর কাগজের মেয়াদ ৩১ মার্চ ২০২৭ পর্যন্ত" in news[0].text
    assert events(case)[-1] == ("renewal_told", "system")


def test_of_a_paper_that_holds_no_more_nobody_is_told(panchayat: Office, rahima: ContactKey) -> None:
    case = with_a_noc(panchayat, rahima)
    Paper.objects.filter(case_id=case.id).update(standing="revoked")

    assert tell_renewals(now=DUE) == 0


def test_whose_number_has_changed_hands_is_told_nothing(panchayat: Office, rahima: ContactKey) -> None:
    with_a_noc(panchayat, rahima)
    before = told(rahima)
    Contact.objects.filter(id=rahima.id).update(epoch=2)

    tell_renewals(now=DUE)

    assert told(rahima) == before

"""A paper in which something is wrong, told of in the chat by whose it is: a line, and what it should say."""

from collections.abc import Iterator

import pytest

from janasetu.cases.actions import PaperFile, file_paper
from janasetu.cases.models import Case, Correction
from janasetu.cases.tests.offices import (
    SHOP,
    Office,
    a_file,
    a_panchayat,
    apply_for,
    definition_of,
    move,
)
from janasetu.catalogue.tests.factories import publish
from janasetu.conversations.tests.applicant import heard, offered, pressed, rita, says, tapped
from janasetu.lib import clock
from janasetu.messaging.models import OutboundMessage
from janasetu.messaging.tests.factories import NOW, SECOND
from janasetu.people.models import Contact

pytestmark = pytest.mark.django_db


@pytest.fixture
def panchayat() -> Iterator[Office]:
    with clock.fixed(NOW):
        office = a_panchayat(born="state_portal")
        publish(definition_of("paper-correction"))
        yield office


def given_noc(office: Office) -> Case:
    """Rita has her NOC."""
    says(office, "নমস্কার")
    case = apply_for(office, SHOP, contact=rita())
    for stage, code in (("scrutiny", "accept"), ("site", "report"), ("approval", "approve")):
        move(office, case, stage, code)
    noc = PaperFile(a_file(b"%PDF-1.7 noc"), "জিপি/১২")
    file_paper(officer=office.officers["sahayak"], ref=case.ref, order=noc, now=NOW)
    return case


def test_the_line_is_chosen_what_it_should_say_is_asked_and_a_case_of_its_own_is_opened(
    panchayat: Office,
) -> None:
    case = given_noc(panchayat)
    news = OutboundMessage.objects.get(file__isnull=False)
    assert {"id": f"case:{case.ref}:wrong", "title": "কাগজে ভুল আছে"}.items() <= news.choices[1].items()

    says(panchayat, pressed(case, "wrong"), at=NOW + SECOND)
    assert "জিপি/১২ নম্বর কাগজের কোন লাইনটা ভুল?" in heard()
    lines = offered()
    says(panchayat, tapped(lines["আবেদনকারী"]), at=NOW + 2 * SECOND)
    assert "সেখানে কী লেখা থাকার কথা?" in heard()
    says(panchayat, "রহিমা বেগম খাতুন", at=NOW + 3 * SECOND)
    says(panchayat, tapped(offered()["অফিসের লেখায়"]), at=NOW + 4 * SECOND)
    says(panchayat, tapped(offered()["প্রমাণ নেই"]), at=NOW + 5 * SECOND)
    assert "রহিমা বেগম খাতুন" in heard()
    submit = next(code for code in offered().values() if code.endswith(":submit"))
    says(panchayat, tapped(submit), tapped(submit), at=NOW + 6 * SECOND)

    row = Correction.objects.get()
    assert (row.application_id, row.line, row.paper.number) == (case.id, "applicant", "জিপি/১২")
    assert row.case.fields["should_be"] == "রহিমা বেগম খাতুন"
    assert (row.case.fields["fault"], row.case.fields["days"]) == ("office", 0)


def test_by_words_the_one_paper_is_meant_and_of_none_that_is_said(panchayat: Office) -> None:
    says(panchayat, "কাগজে ভুল আছে")
    assert "কোনো কাগজ এই ফোনে নেই।" in heard()
    given_noc(panchayat)

    says(panchayat, "কাগজে ভুল আছে", at=NOW + 2 * SECOND)

    assert "জিপি/১২ নম্বর কাগজের কোন লাইনটা ভুল?" in heard()


def test_who_has_the_number_now_is_told_nothing_of_the_paper(panchayat: Office) -> None:
    case = given_noc(panchayat)
    Contact.objects.update(epoch=2)

    says(panchayat, pressed(case, "wrong"), pressed(case, "wrong:1"), at=NOW + 2 * SECOND)

    heard = OutboundMessage.objects.order_by("-id")[:2]
    assert not any("জিপি/১২" in row.text or "রহিমা" in row.text for row in heard)
    assert not Correction.objects.exists()

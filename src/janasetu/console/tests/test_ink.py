"""The page of a paper signed by hand, and the register of issued papers for the shelf."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from janasetu.audit.choices import LookKind
from janasetu.audit.models import Look
from janasetu.bodies.tests.factories import make_officer
from janasetu.cases.models import Case
from janasetu.cases.tests.factories import NOW as OPENED
from janasetu.cases.tests.offices import Office, a_panchayat
from janasetu.cases.tests.test_inking import photo_of, pressed, to_be_signed
from janasetu.console.tests.conftest import Visitor
from janasetu.console.tests.factories import NOW
from janasetu.console.tests.test_desks import at_desk, text_of
from janasetu.documents.actions import withdraw_paper
from janasetu.documents.choices import InkReading, PaperState
from janasetu.documents.models import InkPage, Paper
from janasetu.documents.tests.ink_pages import a_page
from janasetu.documents.tests.reading_papers import by_pdfium

pytestmark = pytest.mark.django_db


@pytest.fixture
def panchayat() -> Office:
    return a_panchayat(born="ink")


@pytest.fixture
def desk(panchayat: Office) -> Visitor:
    return at_desk(panchayat.officers["sahayak"], confirmed=True)


def address(name: str, case: Case) -> str:
    return reverse(f"console:{name}", args=[case.ref])


def a_file(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("photo.jpg", content, "image/jpeg")


def test_the_page_of_the_case_leads_to_the_paper_which_is_being_made(
    desk: Visitor, panchayat: Office
) -> None:
    case, _ = to_be_signed(panchayat)

    assert "কাগজের পাতায় যান" in text_of(desk, address("case", case))
    page = text_of(desk, address("ink", case))

    assert "কাগজ তৈরি হচ্ছে" in page
    assert "কাগজটি ছাপুন" not in page


def test_from_print_to_sent_by_the_buttons_of_the_page(desk: Visitor, panchayat: Office) -> None:
    case, paper = to_be_signed(panchayat)
    photo = photo_of(pressed(paper))

    printed: Any = desk.post(address("ink_print", case), follow=True)
    assert printed["Content-Type"] == "application/pdf"
    assert by_pdfium(b"".join(printed.streaming_content))
    assert Paper.objects.get(id=paper.id).state == PaperState.PRINTED
    desk.post(address("ink", case), {"photos": [a_file(photo)]})
    page = text_of(desk, address("ink", case))
    assert "কিউআর মিলেছে" in page
    picture: Any = desk.get(address("ink_picture", case))
    assert b"".join(picture.streaming_content).startswith(b"\xff\xd8")
    (taken,) = InkPage.objects.all()
    straight: Any = desk.get(reverse("console:ink_page", args=[case.ref, taken.id]))
    assert len(b"".join(straight.streaming_content)) == taken.size
    desk.post(address("ink_send", case), {"page": [str(taken.id)]})

    assert Case.objects.get(id=case.id).status == "issued"
    assert "জমা হয়েছে" in text_of(desk, address("ink", case))
    sealed: Any = desk.get(address("ink_sealed", case))
    assert b"".join(sealed.streaming_content).startswith(b"%PDF-")
    looked = Look.objects.filter(case_id=case.id, what=LookKind.FILE)
    assert set(looked.values_list("about", flat=True)) == {paper.id, taken.id}


def test_of_two_photos_the_good_one_is_kept_and_the_other_told(desk: Visitor, panchayat: Office) -> None:
    case, paper = to_be_signed(panchayat)
    photo = photo_of(pressed(paper))

    answer: Any = desk.post(address("ink", case), {"photos": [a_file(b"GIF89a"), a_file(photo)]})

    assert InkPage.objects.filter(paper=paper).count() == 1
    assert "১ নম্বর ছবি: এটা ছবি বলে চেনা গেল না" in answer.content.decode()


def test_a_wrong_code_is_still_in_its_box(desk: Visitor, panchayat: Office) -> None:
    case, paper = to_be_signed(panchayat)
    page = a_page(paper, at=OPENED, reading=InkReading.NONE)

    said = {"page": str(page.id), "code": "0ZBK AMQE 332B DA", "compared": "1"}
    answer: Any = desk.post(address("ink_vouch", case), said)

    assert 'value="0ZBK AMQE 332B DA"' in answer.content.decode()
    assert "এই কোড এই কাগজের নয়" in answer.content.decode()
    desk.post(address("ink_vouch", case), said | {"code": paper.code})
    page.refresh_from_db()
    assert page.reading == InkReading.CODE


def test_a_page_costs_no_more_than_three(desk: Visitor, panchayat: Office) -> None:
    case, paper = to_be_signed(panchayat)
    a_page(paper, at=OPENED)
    text_of(desk, address("ink", case))
    with CaptureQueriesContext(
        connection,
    ) as one:
        text_of(desk, address("ink", case))
    for shade in (100, 200):
        a_page(paper, at=OPENED, shade=shade)

    with CaptureQueriesContext(connection) as three:
        text_of(desk, address("ink", case))

    assert len(three) == len(one)


# --- the register for the shelf ---


def issued(office: Office, *, at: Any) -> Paper:
    _, paper = to_be_signed(office)
    paper.state, paper.issued_at, paper.sha256 = PaperState.SEALED, at, "ab" * 32
    paper.save()
    return paper


def test_the_register_of_a_day_tells_each_paper_and_each_serial_in_between(
    desk: Visitor, panchayat: Office
) -> None:
    first = issued(panchayat, at=NOW)
    _, back = to_be_signed(panchayat)
    withdraw_paper(paper=back)
    yesterday = issued(panchayat, at=NOW - timedelta(days=1))
    last = issued(panchayat, at=NOW)

    address = f"/console/papers/?day={NOW:%Y-%m-%d}"
    answer: Any = desk.get(address)
    page = text_of(desk, address)

    shown = answer.content.decode()
    assert [one.number in shown for one in (first, yesterday, last)] == [True, False, True]
    assert "রহিমা খাতুন" in page
    assert "১ থেকে ৪" in page
    assert "২ এই দিনে দেওয়া হয়নি: ফেরত নেওয়া হয়েছে" in page
    assert "৩ এই দিনে দেওয়া হয়নি:" in page
    look = Look.objects.filter(what=LookKind.REGISTER).latest("id")
    assert (look.rows, look.asked) == (2, {"view": "papers", "day": f"{NOW:%Y-%m-%d}"})


def test_a_day_before_every_calendar_is_today(desk: Visitor, panchayat: Office) -> None:
    today, before_every_calendar = (
        text_of(desk, address) for address in ("/console/papers/", "/console/papers/?day=0001-01-01")
    )

    assert before_every_calendar == today


def test_the_register_costs_the_same_for_one_paper_and_for_three(desk: Visitor, panchayat: Office) -> None:
    issued(panchayat, at=NOW)
    text_of(desk, "/console/papers/")
    with CaptureQueriesContext(connection) as one:
        text_of(desk, "/console/papers/")
    for _ in range(2):
        issued(panchayat, at=NOW)

    with CaptureQueriesContext(connection) as three:
        text_of(desk, "/console/papers/")

    assert len(three) == len(one)


def test_the_day_is_printed_for_the_shelf_and_taken_out_as_a_file(desk: Visitor, panchayat: Office) -> None:
    paper = issued(panchayat, at=NOW)

    printed: Any = desk.post("/console/papers/print", {"day": f"{NOW:%Y-%m-%d}"})
    taken: Any = desk.post("/console/papers/file", {"day": f"{NOW:%Y-%m-%d}"})

    assert printed["Content-Type"] == "application/pdf"
    words = by_pdfium(printed.content)
    assert paper.number in words
    assert "রহিমা খাতুন" in words
    (heading, row) = list(csv.reader(io.StringIO(taken.content.decode("utf-8-sig"))))
    assert dict(zip(heading, row, strict=True))["কাগজের নম্বর"] == paper.number
    assert Look.objects.filter(what=LookKind.EXPORT).count() == 2


def test_another_office_sees_none_of_it_and_a_runner_no_register(panchayat: Office) -> None:
    paper = issued(panchayat, at=NOW)
    other = a_panchayat_beside()

    theirs: Any = at_desk(other).get("/console/papers/")
    assert theirs.status_code == 200
    assert paper.number not in theirs.content.decode()
    runner: Any = at_desk(make_officer(panchayat.body, "runner")).get("/console/papers/")
    assert runner.status_code == 403


def a_panchayat_beside() -> Any:
    from janasetu.bodies.tests.factories import make_body

    return make_officer(make_body("basirhat", number=1077, kind="gram_panchayat"), "pradhan")

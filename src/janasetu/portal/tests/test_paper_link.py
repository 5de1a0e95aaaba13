"""A paper behind a link on the web: fetched by a press alone, byte for byte, and soon no more."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from janasetu.bodies.models import Attempt
from janasetu.cases.actions import PaperFile, file_paper, make_link
from janasetu.cases.codes import code_of
from janasetu.cases.models import Case, CasePaper, Correction, PaperLink
from janasetu.cases.tests.offices import SHOP, a_file, a_panchayat, apply_for, definition_of, move
from janasetu.catalogue.tests.factories import publish
from janasetu.documents.models import ReceivedFile
from janasetu.documents.tests.pictures import photo
from janasetu.lib import clock
from janasetu.lib.tests.html_pages import Page
from janasetu.portal.tests.conftest import NOW, Visitor

PDF = b"%PDF-1.7 the very bytes"


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_FOLDER = tmp_path / "media"


def linked(level: str) -> tuple[Case, str]:
    """A case whose paper the counter gives by a link, and the address of that."""
    office = a_panchayat(born="state_portal", assurance=level)
    case = apply_for(office, SHOP)
    for stage, code in (("scrutiny", "accept"), ("site", "report"), ("approval", "approve")):
        move(office, case, stage, code)
    sahayak = office.officers["sahayak"]
    file_paper(officer=sahayak, ref=case.ref, order=PaperFile(a_file(PDF), "জিপি/১২"), now=NOW)
    address = make_link(officer=sahayak, ref=case.ref, now=NOW, wall=clock.wall())
    return case, "/paper/" + address.rpartition("/")[2]


def text(answer: Any) -> str:
    return Page(answer.content.decode()).text


@pytest.mark.django_db
def test_a_look_fetches_nothing_and_a_press_the_very_bytes(visitor: Visitor) -> None:
    _, address = linked("A0")

    looked = [visitor.get(address), visitor.head(address), visitor.get(address)]
    fetched = visitor.post(address)

    assert [one.status_code for one in looked] == [200, 200, 200]
    assert "কাগজ নামান" in text(looked[0])
    assert fetched.content == PDF
    assert fetched["Content-Type"] == "application/pdf"
    assert fetched["Content-Disposition"].startswith("attachment;")
    for answer in (*looked, fetched):
        assert answer["Cache-Control"] == "no-store"
        assert answer["Referrer-Policy"] == "same-origin"
    assert PaperLink.objects.get().fetched == 1


@pytest.mark.django_db
def test_the_sixth_press_and_a_link_of_nobody_are_answered_alike(visitor: Visitor) -> None:
    _, address = linked("A0")
    for _ in range(5):
        assert visitor.post(address).status_code == 200

    answers = [visitor.post(address), visitor.get(address), visitor.get("/paper/" + "A" * 24)]

    assert {one.status_code for one in answers} == {404}
    assert len({text(one) for one in answers}) == 1
    assert "এই লিঙ্ক আর খুলবে না।" in text(answers[0])


@pytest.mark.django_db
def test_a_link_without_a_proof_asks_for_the_secret_in_any_digits(visitor: Visitor) -> None:
    case, address = linked("A1")
    bengali = code_of(case.ref).translate(str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯"))

    wrong = visitor.post(address, {"secret": "12"})
    empty = visitor.post(address)

    assert (wrong.status_code, empty.status_code) == (403, 403)
    assert "রসিদের সংকেতের সঙ্গে মিলছে না" in text(wrong)
    assert 'value="12"' in wrong.content.decode()
    assert visitor.post(address, {"secret": bengali}).content == PDF
    assert PaperLink.objects.get().fetched == 1


@pytest.mark.django_db
def test_who_tries_links_that_are_none_waits_and_who_looks_at_their_own_does_not(visitor: Visitor) -> None:
    _, address = linked("A0")
    for _ in range(30):
        assert visitor.get(address).status_code == 200
    for _ in range(30):
        visitor.get("/paper/" + "A" * 24)

    answer = visitor.get(address)

    assert answer.status_code == 429
    assert "অনেক বার চেষ্টা হয়েছে।" in text(answer)
    assert Attempt.objects.count() == 1


@pytest.mark.django_db
def test_who_may_fetch_it_may_say_what_is_wrong_in_it_once(visitor: Visitor) -> None:
    case, address = linked("A1")
    publish(definition_of("paper-correction"))
    said = {"wrong": "1", "line": "applicant", "should_be": "রহিমা বেগম খাতুন", "fault": "office"}

    strangers = visitor.post(address, said)
    silent = visitor.post(address, {**said, "should_be": " ", "secret": code_of(case.ref)})
    assert (strangers.status_code, silent.status_code) == (403, 400)
    assert "রহিমা বেগম খাতুন" in strangers.content.decode()
    assert not Correction.objects.exists()

    twice = [visitor.post(address, {**said, "secret": code_of(case.ref)}) for _ in range(2)]

    row = Correction.objects.get()
    assert (row.line, row.case.channel, row.case.fields["line"]) == ("applicant", "web", "আবেদনকারী")
    assert all(row.case.grouped_ref in text(one) for one in twice)
    assert "রহিমা খাতুন" not in text(visitor.get(address))


@pytest.mark.django_db
def test_what_proves_it_goes_with_it_through_the_gate_and_of_a_stranger_is_not_looked_at(
    visitor: Visitor,
) -> None:
    case, address = linked("A1")
    publish(definition_of("paper-correction"))
    said = {"wrong": "1", "line": "applicant", "should_be": "রহিমা বেগম খাতুন", "fault": "office"}
    before = ReceivedFile.objects.count()

    def sends(content: bytes, secret: str) -> Any:
        proof = SimpleUploadedFile("aadhaar.jpg", content, "image/jpeg")
        return visitor.post(address, {**said, "secret": secret, "proof": proof})

    stranger = sends(photo(), "111111")
    hostile = sends(b"<script>alert(1)</script>", code_of(case.ref))
    assert (stranger.status_code, hostile.status_code) == (403, 400)
    assert ReceivedFile.objects.count() == before
    assert "রহিমা বেগম খাতুন" in hostile.content.decode()
    assert "no-proof" in hostile.content.decode()

    assert sends(photo(), code_of(case.ref)).status_code == 200

    made = Correction.objects.get().case
    file = ReceivedFile.objects.latest("id")
    assert made.fields["proof"] == [str(file.id)]
    assert [(one.question, one.file_id) for one in CasePaper.objects.filter(case=made)] == [
        ("proof", file.id)
    ]

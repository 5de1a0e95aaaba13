"""Tests of a paper signed by hand: printed, photographed, checked against its QR, and handed out."""

import hashlib
from datetime import timedelta

import pikepdf
import pytest
from django.conf import settings as django_settings

from janasetu.bodies.tests.factories import make_officer
from janasetu.cases.actions import (
    photograph_paper,
    print_paper,
    put_page_aside,
    seal_paper,
    send_back,
    vouch_for_page,
)
from janasetu.cases.models import Case, CaseEvent
from janasetu.cases.rules import RefusedError
from janasetu.cases.tests.factories import NOW, events
from janasetu.cases.tests.offices import SHOP, Office, a_panchayat, apply_for, lies_at, move
from janasetu.catalogue.loader import BUNDLED
from janasetu.documents import store
from janasetu.documents.actions import take_draft
from janasetu.documents.choices import InkPen, InkReading, PaperState
from janasetu.documents.ink.errors import InkError
from janasetu.documents.ink.tests import made_photos
from janasetu.documents.models import InkPage, Paper
from janasetu.documents.pressing import Presser
from janasetu.documents.tests.ink_pages import a_page
from janasetu.messaging.models import OutboundMessage, Window
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import ContactKey

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock_at_now")]


@pytest.fixture
def panchayat() -> Office:
    return a_panchayat(born="ink")


def to_be_signed(office: Office, contact: ContactKey | None = None) -> tuple[Case, Paper]:
    """A trade NOC that the pradhan let pass, and its paper."""
    case = apply_for(office, SHOP, contact=contact)
    move(office, case, "scrutiny", "accept")
    move(office, case, "site", "report")
    move(office, case, "approval", "approve")
    return case, Paper.objects.get(case_id=case.id)


def pressed(paper: Paper) -> bytes:
    """What the signer's process does: the PDF to be printed."""
    made = Presser([BUNDLED], django_settings.MARKS_FOLDER)(paper)
    take_draft(paper, made)
    return made


def photo_of(pdf: bytes) -> bytes:
    """Signed, sealed, on a table, a little askew."""
    page = made_photos.signed(made_photos.printed_page(pdf, dpi=120))
    return made_photos.photo(page, made_photos.Way(size=(1200, 1600)))


def has_written(contact: ContactKey, office: Office) -> None:
    Window.objects.create(
        bucket=contact.bucket,
        contact_id=contact.id,
        line_id=office.line.id,
        last_inbound_at=NOW - timedelta(hours=1),
    )


def test_a_paper_is_printed_photographed_checked_and_handed_out(panchayat: Office) -> None:
    rahima = make_contact()
    has_written(rahima, panchayat)
    case, paper = to_be_signed(panchayat, rahima)
    sahayak, photo = panchayat.officers["sahayak"], photo_of(pressed(paper))

    print_paper(officer=sahayak, ref=case.ref, now=NOW)
    page = photograph_paper(officer=sahayak, ref=case.ref, photo=photo, now=NOW)
    again = photograph_paper(officer=sahayak, ref=case.ref, photo=photo, now=NOW)
    seal_paper(officer=sahayak, ref=case.ref, photos=[page.id], now=NOW)

    assert (again.id, page.reading, page.by) == (page.id, InkReading.QR, "sahayak@panchayat")
    paper.refresh_from_db()
    ended = Case.objects.get(id=case.id)
    assert (paper.state, paper.mime, paper.issued_at) == (PaperState.SEALED, "application/pdf", NOW)
    assert (ended.status, ended.resolved_by, lies_at(ended)) == ("issued", sahayak, [])
    assert events(case)[-1] == ("issued", "sahayak@panchayat")
    media = django_settings.MEDIA_FOLDER
    with pikepdf.open(store.path_of(media, paper.sha256)) as opened:
        (sheet,) = opened.pages
        assert [round(float(one)) for one in sheet.mediabox] == [0, 0, 595, 842]
        assert hashlib.sha256(sheet.obj.Resources.XObject.Page.read_raw_bytes()).hexdigest() == page.sha256
        assert str(opened.docinfo["/Title"]) == paper.number
    assert store.path_of(media, page.photo_sha256).exists()
    sent = OutboundMessage.objects.filter(contact_id=rahima.id, file__isnull=False).get()
    assert sent.file["sha256"] == paper.sha256


def test_the_photo_of_another_paper_is_refused_by_its_number(panchayat: Office) -> None:
    case, _ = to_be_signed(panchayat)
    _, other = to_be_signed(panchayat)
    photo = photo_of(pressed(other))

    with pytest.raises(InkError) as refused:
        photograph_paper(officer=panchayat.officers["sahayak"], ref=case.ref, photo=photo, now=NOW)

    assert other.number in refused.value.sentence("bn")
    assert not InkPage.objects.exists()


def test_whoever_presses_second_changes_nothing(panchayat: Office) -> None:
    case, paper = to_be_signed(panchayat)
    page = a_page(paper, at=NOW)
    seal_paper(officer=panchayat.officers["sahayak"], ref=case.ref, photos=[page.id], now=NOW)
    before = events(case)

    seal_paper(
        officer=panchayat.officers["sahayak"], ref=case.ref, photos=[page.id], now=NOW + timedelta(minutes=1)
    )

    assert events(case) == before
    assert Paper.objects.get(id=paper.id).issued_at == NOW


def test_pages_that_the_officer_has_not_seen_are_not_sent(panchayat: Office) -> None:
    case, paper = to_be_signed(panchayat)
    seen = a_page(paper, at=NOW)
    a_page(paper, at=NOW, shade=240)

    with pytest.raises(InkError, match="ink_pages_changed"):
        seal_paper(officer=panchayat.officers["sahayak"], ref=case.ref, photos=[seen.id], now=NOW)


def test_a_page_put_aside_is_not_in_the_paper_and_its_photo_stays(panchayat: Office) -> None:
    case, paper = to_be_signed(panchayat)
    sahayak = panchayat.officers["sahayak"]
    bad, good = a_page(paper, at=NOW), a_page(paper, at=NOW, shade=240)

    put_page_aside(officer=sahayak, ref=case.ref, page_id=bad.id, now=NOW)
    seal_paper(officer=sahayak, ref=case.ref, photos=[good.id], now=NOW)

    assert InkPage.objects.get(id=bad.id).away_at == NOW
    assert store.path_of(django_settings.MEDIA_FOLDER, bad.photo_sha256).exists()


def test_a_qr_that_could_not_be_read_needs_its_code_and_a_word_of_the_officer(panchayat: Office) -> None:
    case, paper = to_be_signed(panchayat)
    sahayak = panchayat.officers["sahayak"]
    page = a_page(paper, at=NOW, reading=InkReading.NONE)

    def vouch(code: str, *, compared: bool) -> None:
        vouch_for_page(officer=sahayak, ref=case.ref, page_id=page.id, code=code, compared=compared, now=NOW)

    with pytest.raises(InkError, match="ink_code_needed"):
        seal_paper(officer=sahayak, ref=case.ref, photos=[page.id], now=NOW)
    with pytest.raises(InkError, match="ink_wrong_code"):
        vouch("0ZBKAMQE332BDA", compared=True)
    with pytest.raises(InkError, match="ink_not_confirmed"):
        vouch(paper.code, compared=False)

    vouch(f" {paper.code[:4].lower()}-{paper.code[4:]}", compared=True)
    seal_paper(officer=sahayak, ref=case.ref, photos=[page.id], now=NOW)

    page.refresh_from_db()
    assert (page.reading, page.confirmed_by) == (InkReading.CODE, "sahayak@panchayat")


def test_where_no_signature_is_seen_the_officer_says_that_it_is_there_and_that_stands_on_record(
    panchayat: Office,
) -> None:
    case, paper = to_be_signed(panchayat)
    sahayak = panchayat.officers["sahayak"]
    photo = made_photos.photo(
        made_photos.printed_page(pressed(paper), dpi=120), made_photos.Way(size=(1200, 1600))
    )
    page = photograph_paper(officer=sahayak, ref=case.ref, photo=photo, now=NOW)

    with pytest.raises(InkError, match="ink_no_pen"):
        seal_paper(officer=sahayak, ref=case.ref, photos=[page.id], now=NOW)
    seal_paper(officer=sahayak, ref=case.ref, photos=[page.id], now=NOW, signed=True)

    assert page.pen == InkPen.MISSING
    issued = CaseEvent.objects.get(case=case, code="issued")
    assert (issued.by, issued.at, issued.params["signature_vouched"]) == ("sahayak@panchayat", NOW, True)


def test_a_signature_that_is_seen_needs_no_word_and_none_is_written_down(panchayat: Office) -> None:
    case, paper = to_be_signed(panchayat)
    unsigned, good = a_page(paper, at=NOW, pen=InkPen.MISSING), a_page(paper, at=NOW, shade=240)

    seal_paper(
        officer=panchayat.officers["sahayak"],
        ref=case.ref,
        photos=[unsigned.id, good.id],
        now=NOW,
        signed=True,
    )

    assert "signature_vouched" not in CaseEvent.objects.get(case=case, code="issued").params


def test_a_paper_that_was_drawn_back_takes_no_photo_and_ends_no_case(panchayat: Office) -> None:
    case, paper = to_be_signed(panchayat)
    page = a_page(paper, at=NOW)
    send_back(officer=panchayat.officers["pradhan"], ref=case.ref, note="নামে ভুল", now=NOW)

    with pytest.raises(RefusedError, match="issue_not_awaited"):
        seal_paper(officer=panchayat.officers["sahayak"], ref=case.ref, photos=[page.id], now=NOW)

    assert Case.objects.get(id=case.id).status != "issued"


def test_who_has_nothing_to_do_with_the_case_cannot_send_its_paper(panchayat: Office) -> None:
    case, paper = to_be_signed(panchayat)
    page = a_page(paper, at=NOW)

    with pytest.raises(RefusedError, match="stage_not_yours"):
        seal_paper(officer=make_officer(panchayat.body, "runner"), ref=case.ref, photos=[page.id], now=NOW)

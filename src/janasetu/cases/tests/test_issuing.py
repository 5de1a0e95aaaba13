"""Tests of the paper in which an application ends: drafted from the case, signed, released, handed out."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from janasetu.bodies.tests.factories import make_officer
from janasetu.cases import paperwork
from janasetu.cases.actions import (
    PaperFile,
    Withdrawal,
    draft_anew,
    file_paper,
    finish_signed,
    release_paper,
    send_back,
    sign_paper,
    withdraw,
)
from janasetu.cases.actions.records import ask_records, hear_record_room
from janasetu.cases.models import Case
from janasetu.cases.rules import RefusedError
from janasetu.cases.tests.factories import NOW, events, told
from janasetu.cases.tests.offices import (
    SHOP,
    Office,
    a_birth_office,
    a_file,
    a_panchayat,
    apply_for,
    desk,
    lies_at,
    move,
)
from janasetu.cases.tests.test_records import BORN
from janasetu.catalogue.loader import BUNDLED
from janasetu.documents import store
from janasetu.documents.choices import Born, PaperState, SigningState
from janasetu.documents.errors import RefusedError as NotSignedError
from janasetu.documents.models import Paper, SigningOrder
from janasetu.documents.pressing import Presser
from janasetu.documents.signing import reading, specimens
from janasetu.documents.signing.places import KeyPlaces
from janasetu.documents.signing.signer import SignerAtWork
from janasetu.lib import bn, clock
from janasetu.messaging.models import OutboundMessage, Window
from janasetu.payments.models import Demand
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import ContactKey
from janasetu.registers.actions import note_not_found

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(scope="session")
def key_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One test authority for the whole run."""
    folder = tmp_path_factory.mktemp("keys")
    specimens.ensure(folder, wall=clock.wall())
    return folder


@pytest.fixture(autouse=True)
def _here(key_folder: Path, tmp_path: Path, settings: Settings) -> Iterator[None]:
    settings.MEDIA_FOLDER = tmp_path / "media"
    settings.SIGNING_KEYS = KeyPlaces(key_folder)
    with clock.fixed(NOW):
        yield


@pytest.fixture
def panchayat() -> Office:
    return a_panchayat()


@pytest.fixture
def rahima() -> ContactKey:
    return make_contact()


def signed_by_all(office: Office) -> None:
    """The signer does its work."""
    presser = Presser([BUNDLED], django_settings.MARKS_FOLDER)
    signer = SignerAtWork(django_settings.SIGNING_KEYS, press=presser)
    while signer.step():
        pass


def approved(office: Office, contact: ContactKey | None = None) -> Case:
    """A trade NOC that the pradhan has just let pass, with a one-time code."""
    case = apply_for(office, SHOP, contact=contact)
    move(office, case, "scrutiny", "accept")
    move(office, case, "site", "report")
    move(office, case, "approval", "approve")
    return case


def has_written(contact: ContactKey, office: Office) -> None:
    """So that a file may be sent in answer."""
    Window.objects.create(
        bucket=contact.bucket,
        contact_id=contact.id,
        line_id=office.line.id,
        last_inbound_at=NOW - timedelta(hours=1),
    )


def fresh(case: Case) -> Case:
    return Case.objects.get(id=case.id)


def test_the_paper_is_drafted_from_the_case_and_its_signatory_has_signed_with_the_code(
    panchayat: Office,
) -> None:
    case = approved(panchayat)

    paper = Paper.objects.get(case_id=case.id)
    order = SigningOrder.objects.get(paper=paper)
    assert (paper.born, paper.state, paper.serial) == (Born.HERE, PaperState.DRAFTED, 1)
    assert paper.number == "1004/NOC/2026-27/0001"
    assert paper.layout == "trade-noc/noc.typ"
    assert paper.valid_until == date(2027, 3, 31)
    assert paper.snapshot["person"] == {"bn": "রহিমা খাতুন", "en": "রহিমা খাতুন"}
    rows = {row["name"]: row["value"] for row in paper.snapshot["rows"]}
    assert rows["trade_name"] == {"bn": "রহিমা স্টোর", "en": "রহিমা স্টোর"}
    assert rows["trade"] == {"bn": "মুদি ও মনিহারি", "en": "Grocery and stationery"}
    assert "ward" not in rows
    assert (order.state, order.roles, order.needed) == (SigningState.WAITING, ["pradhan"], 2)
    assert [(one.role, one.signs) for one in order.approvals.all()] == [("pradhan", True)]
    assert lies_at(case) == ["issue"]


def test_two_officers_want_it_it_is_signed_and_goes_out_with_the_very_bytes(
    panchayat: Office, rahima: ContactKey, tmp_path: Path, key_folder: Path
) -> None:
    case = approved(panchayat, rahima)
    has_written(rahima, panchayat)
    release_paper(officer=panchayat.officers["sahayak"], ref=case.ref, now=NOW)

    signed_by_all(panchayat)
    assert finish_signed(now=NOW) == 1
    assert finish_signed(now=NOW) == 0

    paper = Paper.objects.get(case_id=case.id)
    ended = fresh(case)
    assert (paper.state, ended.status, ended.claimed_at) == (PaperState.SIGNED, "issued", NOW)
    assert ended.resolved_by == panchayat.officers["pradhan"]
    assert lies_at(case) == []
    sent = OutboundMessage.objects.get(contact_id=rahima.id, file__isnull=False)
    assert sent.file is not None
    assert sent.file["sha256"] == paper.sha256
    assert any(f"কাগজের নম্বর: {paper.number}" in text for text in told(rahima))
    pdf = store.path_of(tmp_path / "media", paper.sha256).read_bytes()
    verdict = reading.verdict(pdf, trusted=reading.authorities([specimens.authority_of(key_folder)]))
    assert verdict is not None
    assert verdict.is_genuine
    assert [one[0] for one in events(case)][-3:] == ["desk_done", "paper_released", "issued"]


def test_what_is_signed_in_the_very_second_of_the_approval_goes_out(panchayat: Office) -> None:
    in_between = NOW + timedelta(milliseconds=700)
    case = apply_for(panchayat, SHOP)
    move(panchayat, case, "scrutiny", "accept")
    move(panchayat, case, "site", "report")
    move(panchayat, case, "approval", "approve", now=in_between)
    release_paper(officer=panchayat.officers["sahayak"], ref=case.ref, now=in_between)
    signed_by_all(panchayat)

    assert finish_signed(now=in_between) == 1


def test_what_one_officer_wants_alone_is_not_signed(panchayat: Office) -> None:
    case = approved(panchayat)

    with pytest.raises(NotSignedError, match="same_officer"):
        release_paper(officer=panchayat.officers["pradhan"], ref=case.ref, now=NOW)

    signed_by_all(panchayat)
    assert finish_signed(now=NOW) == 0
    assert fresh(case).is_open


def test_who_may_not_sign_such_a_paper_cannot(panchayat: Office) -> None:
    case = approved(panchayat)

    with pytest.raises(NotSignedError, match="wrong_authority"):
        sign_paper(officer=panchayat.officers["sahayak"], ref=case.ref, now=NOW)


def test_a_seat_that_is_vacant_has_no_paper_until_somebody_is_appointed_by_order(panchayat: Office) -> None:
    case = apply_for(panchayat, SHOP)
    move(panchayat, case, "scrutiny", "accept")
    move(panchayat, case, "site", "report")
    pradhan = panchayat.officers["pradhan"]
    upa = make_officer(panchayat.body, "upa_pradhan")
    pradhan.until = NOW
    pradhan.save(update_fields=["until"])
    desk = case.desks.get(stage="approval")
    desk.officer = upa
    desk.save(update_fields=["officer"])
    move(panchayat, case, "approval", "approve", officer=upa)
    assert not Paper.objects.filter(case_id=case.id).exists()
    with pytest.raises(RefusedError, match="issue_no_signatory"):
        draft_anew(officer=panchayat.officers["sahayak"], ref=case.ref, now=NOW)

    upa.acting_for_id, upa.order_number, upa.order_date = "pradhan", "GP/7", date(2026, 11, 1)
    upa.save()
    draft_anew(officer=panchayat.officers["sahayak"], ref=case.ref, now=NOW)
    printed = Paper.objects.get(case_id=case.id).snapshot["signatory"]
    assert printed["title"]["bn"] == "ভারপ্রাপ্ত প্রধান"
    assert "GP/7" in printed["order"]["bn"]
    sign_paper(officer=upa, ref=case.ref, now=NOW)
    release_paper(officer=panchayat.officers["sahayak"], ref=case.ref, now=NOW)
    signed_by_all(panchayat)
    assert finish_signed(now=NOW) == 1


def test_a_paper_that_is_not_right_goes_back_to_the_desk_and_its_number_is_used_up(panchayat: Office) -> None:
    case = approved(panchayat)

    send_back(officer=panchayat.officers["sahayak"], ref=case.ref, note="নামের বানান ভুল", now=NOW)

    assert Paper.objects.get(case_id=case.id).state == PaperState.REFUSED
    assert lies_at(case) == ["approval"]
    move(panchayat, case, "approval", "approve")
    assert [one.serial for one in Paper.objects.filter(case_id=case.id).order_by("id")] == [1, 2]
    assert lies_at(case) == ["issue"]


def test_nothing_is_signed_of_an_application_that_was_taken_back(
    panchayat: Office, rahima: ContactKey
) -> None:
    case = approved(panchayat, rahima)
    word = Withdrawal(
        ref=case.ref, contact=rahima, epoch=1, line_id=panchayat.line.id, lang="bn", source="in:back"
    )

    withdraw([word], now=NOW)

    assert Paper.objects.get(case_id=case.id).state == PaperState.REFUSED
    assert SigningOrder.objects.get(body=panchayat.body).state == SigningState.WITHDRAWN


def test_what_the_state_portal_issued_is_filed_with_its_own_number() -> None:
    office = a_panchayat(born="state_portal")
    case = approved(office)
    assert not Paper.objects.filter(case_id=case.id).exists()
    sahayak = office.officers["sahayak"]
    with pytest.raises(RefusedError, match="issue_number_needed"):
        file_paper(officer=sahayak, ref=case.ref, order=PaperFile(a_file(b"%PDF-1.7 portal")), now=NOW)
    file_paper(
        officer=sahayak, ref=case.ref, order=PaperFile(a_file(b"%PDF-1.7 portal"), "WB/২০২৬/১"), now=NOW
    )

    paper = Paper.objects.get(case_id=case.id)
    assert (paper.born, paper.state, paper.number) == (Born.STATE_PORTAL, PaperState.FILED, "WB/২০২৬/১")
    assert fresh(case).status == "issued"


def test_who_is_in_no_register_gets_a_paper_that_says_so_and_pays_nothing(rahima: ContactKey) -> None:
    """The portal makes no such paper: it is made and signed here, once the record room has found nobody."""
    office = a_birth_office()
    clerk, registrar = office.officers["clerk"], office.officers["registrar"]
    case = apply_for(office, BORN, contact=rahima)
    with pytest.raises(RefusedError, match="no_entry_needed"):
        move(office, case, "search", "missed")
    search = ask_records(officer=clerk, ref=case.ref, desk=desk(case, "search").id, now=NOW)
    note_not_found(officer=registrar, search_id=search.id, searched="১৯৮৬-৮৮, বই ১-৬", now=NOW)
    hear_record_room(now=NOW)
    with pytest.raises(RefusedError, match="entry_needed"):
        move(office, case, "search", "accept")

    move(office, case, "search", "missed", owes=True)
    move(office, case, "approval", "approve", owes=True)
    release_paper(officer=clerk, ref=case.ref, now=NOW)
    signed_by_all(office)
    finish_signed(now=NOW)

    paper = Paper.objects.get(case_id=case.id)
    assert (paper.born, paper.state, paper.layout) == (Born.HERE, "signed", "birth-certificate/not-found.typ")
    assert (paper.number, fresh(case).status) == ("1002/NAB/2026-27/0001", "issued")
    assert paper.snapshot["title"]["bn"] == "জন্ম নিবন্ধন না থাকার শংসাপত্র"
    assert {row["name"]: row["value"]["bn"] for row in paper.snapshot["rows"]} == {
        "person": "মহম্মদ রহমান",
        "date_of_birth": "৪ মার্চ ১৯৮৭",
        "mother": "সাবিনা বিবি",
        "father": "আব্দুল রহমান",
        "searched_years": "১৯৮৬–১৯৮৮",
        "searched": "১৯৮৬-৮৮, বই ১-৬",
        "searched_on": bn.date(NOW.date(), "bn"),
        "searched_for": "রহিমা খাতুন",
    }
    assert not Demand.objects.filter(case_id=case.id).exists()
    assert any("পাওয়া যায়নি বলে একটি শংসাপত্র দেওয়া হবে। কোনো টাকা লাগবে না।" in text for text in told(rahima))


def test_a_paper_that_is_signed_here_is_not_filed_by_hand(panchayat: Office) -> None:
    case = approved(panchayat)

    with pytest.raises(RefusedError, match="issue_signed_here"):
        file_paper(
            officer=panchayat.officers["sahayak"],
            ref=case.ref,
            order=PaperFile(a_file(b"%PDF-1.7"), "1"),
            now=NOW,
        )


def test_finishing_many_asks_no_more_than_finishing_one(panchayat: Office) -> None:
    def signed(count: int) -> None:
        for _ in range(count):
            release_paper(officer=panchayat.officers["sahayak"], ref=approved(panchayat).ref, now=NOW)
        signed_by_all(panchayat)

    signed(1)
    with CaptureQueriesContext(connection) as one:
        finish_signed(now=NOW)
    signed(3)
    with CaptureQueriesContext(connection) as three:
        assert finish_signed(now=NOW) == 3
    assert len(three) - len(one) <= 4 * 2  # each case, its desk and its event are saved by themselves


def test_the_number_of_a_paper_begins_with_the_short_form_of_its_office(panchayat: Office) -> None:
    panchayat.body.facts = {"short": "DGP"}

    assert paperwork.prefix(panchayat.body) == "DGP"

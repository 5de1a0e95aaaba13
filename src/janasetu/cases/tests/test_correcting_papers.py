"""A paper in which something is wrong: its holder says what, the desk puts it right, a new one is given."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from janasetu.cases.actions import (
    CaseOrder,
    CorrectionWish,
    LinesOrder,
    PaperFile,
    StageOrder,
    ask_corrections,
    correct_lines,
    decide,
    file_paper,
)
from janasetu.cases.models import Case, CaseEvent, Correction
from janasetu.cases.rules import RefusedError
from janasetu.cases.tests.factories import NOW, told
from janasetu.cases.tests.offices import (
    SHOP,
    Office,
    a_file,
    a_panchayat,
    apply_for,
    definition_of,
    desk,
    lies_at,
    move,
)
from janasetu.catalogue.tests.factories import publish
from janasetu.deliveries.models import Visit
from janasetu.documents import checking
from janasetu.documents.choices import Standing
from janasetu.documents.models import Paper
from janasetu.documents.queries import issued_papers
from janasetu.payments.models import Demand
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import ContactKey

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock_at_now")]
DAY = timedelta(days=1)
LATER = NOW + 10 * DAY
SAID: dict[str, object] = {"line": "আবেদনকারী", "should_be": "রহিমা বেগম খাতুন", "fault": "office", "proof": None}


@pytest.fixture
def panchayat() -> Office:
    """Signs its papers by hand, and corrects them."""
    office = a_panchayat(born="ink")
    publish(definition_of("paper-correction"))
    return office


@pytest.fixture
def rahima() -> ContactKey:
    return make_contact()


def given_paper(office: Office, contact: ContactKey) -> tuple[Case, Paper]:
    """An application that ended in its paper."""
    case = apply_for(office, SHOP, contact=contact)
    for stage, code in (("scrutiny", "accept"), ("site", "report"), ("approval", "approve")):
        move(office, case, stage, code)
    return sealed(office, case)


def sealed(office: Office, case: Case, *, at: Case | None = None) -> tuple[Case, Paper]:
    """Its paper came back with signature and seal."""
    file_paper(
        officer=office.officers["sahayak"], ref=case.ref, order=PaperFile(a_file(case.ref.encode())), now=NOW
    )
    case.refresh_from_db()
    return case, Paper.objects.get(case_id=case.id)


def version_of(code: str) -> UUID:
    from janasetu.catalogue.models import ServiceVersion

    return ServiceVersion.objects.get(code=code, current=True).id


def wish(
    office: Office, case: Case, contact: ContactKey, *, said: dict[str, object] | None = None, epoch: int = 1
) -> CorrectionWish:
    order = CaseOrder(
        body_id=office.body.id,
        version_id=version_of("paper-correction"),
        source=f"in:{case.ref}:{epoch}",
        channel="whatsapp",
        fields={"paper": "9999", "days": 9999, **SAID, **(said or {})},
        opened_at=LATER,
        contact=contact,
        contact_epoch=epoch,
        line_id=office.line.id,
    )
    return CorrectionWish(case.ref, order, line="applicant")


def corrected(office: Office, case: Case, *, fault: str = "office") -> Correction:
    """The desk writes how the name is spelt."""
    order = LinesOrder(
        desk(case, "checking").id, fault, {"applicant": {"bn": "রহিমা বেগম খাতুন", "en": "Rahima Begum Khatun"}}
    )
    return correct_lines(officer=office.officers["sahayak"], ref=case.ref, order=order, now=LATER)


def test_a_new_paper_takes_the_place_of_the_wrong_one(panchayat: Office, rahima: ContactKey) -> None:
    application, old = given_paper(panchayat, rahima)

    (case,) = ask_corrections([wish(panchayat, application, rahima)], now=LATER)
    assert (case.fields["paper"], case.fields["days"], case.ward) == (old.number, 10, "5")
    assert case.title_in("bn") == "কাগজ সংশোধন: ট্রেড এনওসি"
    corrected(panchayat, case)
    move(panchayat, case, "checking", "correct", now=LATER)
    case, new = sealed(panchayat, case)

    old.refresh_from_db()
    application.refresh_from_db()
    assert (old.standing, old.standing_reason) == (Standing.SUPERSEDED, new.number)
    assert new.snapshot["person"] == {"bn": "রহিমা বেগম খাতুন", "en": "Rahima Begum Khatun"}
    assert [row for row in new.snapshot["rows"] if row["name"] != "applicant"] == [
        row for row in old.snapshot["rows"] if row["name"] != "applicant"
    ]
    assert old.number in new.snapshot["instead_of"]["bn"]
    assert (new.type, new.valid_until, new.layout) == ("noc", old.valid_until, old.layout)
    assert application.fields["applicant"]["bn"] == "রহিমা খাতুন"
    assert issued_papers([(application.body_id, application.id)])[application.id].id == new.id
    found = checking.checked(old.code)
    assert found
    assert found.replaced_by == new.number
    visit = Visit.objects.get(paper_id=old.id)  # nobody brings the old one home any more
    assert (visit.state, new.number in visit.note) == ("called_off", True)


def test_what_was_changed_stands_on_the_timeline_line_by_line(panchayat: Office, rahima: ContactKey) -> None:
    application, old = given_paper(panchayat, rahima)
    (case,) = ask_corrections([wish(panchayat, application, rahima)], now=LATER)

    corrected(panchayat, case)

    event = CaseEvent.objects.get(case=case, code="lines_corrected")
    assert (event.by, event.params["note"]) == (
        "sahayak@panchayat",
        "আবেদনকারী: রহিমা খাতুন → রহিমা বেগম খাতুন",
    )
    asked = CaseEvent.objects.get(case=application, code="correction_asked")
    assert asked.params == {"ref": case.ref}
    assert old.snapshot["rows"] == Paper.objects.get(id=old.id).snapshot["rows"]


def test_no_new_paper_is_made_before_its_lines_are_right(panchayat: Office, rahima: ContactKey) -> None:
    application, _ = given_paper(panchayat, rahima)
    (case,) = ask_corrections([wish(panchayat, application, rahima)], now=LATER)

    with pytest.raises(RefusedError) as refused:
        move(panchayat, case, "checking", "correct", now=LATER)

    assert refused.value.key == "lines_needed"
    same = LinesOrder(desk(case, "checking").id, "office", {"applicant": {"bn": "রহিমা খাতুন", "en": ""}})
    with pytest.raises(RefusedError) as unchanged:
        correct_lines(officer=panchayat.officers["sahayak"], ref=case.ref, order=same, now=LATER)
    assert unchanged.value.key == "lines_needed"


def test_the_correction_is_free_where_the_office_was_wrong_and_costs_where_it_was_not(
    panchayat: Office, rahima: ContactKey
) -> None:
    application, _ = given_paper(panchayat, rahima)
    (case,) = ask_corrections([wish(panchayat, application, rahima)], now=LATER)
    corrected(panchayat, case, fault="holder")

    move(panchayat, case, "checking", "correct", now=LATER)

    assert Demand.objects.get(case_id=case.id).amount == Decimal(20)
    with pytest.raises(RefusedError) as unpaid:
        sealed(panchayat, case)
    assert unpaid.value.key == "fee_unpaid"


def test_a_correction_that_is_refused_says_why_and_the_paper_holds(
    panchayat: Office, rahima: ContactKey
) -> None:
    application, old = given_paper(panchayat, rahima)
    (case,) = ask_corrections([wish(panchayat, application, rahima)], now=LATER)
    order = StageOrder(desk(case, "checking").id, "reject", note="আধার কার্ডে আগের নামই আছে")

    decide(officer=panchayat.officers["sahayak"], ref=case.ref, order=order, now=LATER)

    old.refresh_from_db()
    assert (old.standing, lies_at(case)) == (Standing.VALID, [])
    assert "আধার কার্ডে আগের নামই আছে" in told(rahima)[-1]


def test_only_whose_paper_it_is_has_it_corrected_once_at_a_time(
    panchayat: Office, rahima: ContactKey
) -> None:
    application, _ = given_paper(panchayat, rahima)
    stranger, later_owner = make_contact("919800000077"), 2

    assert ask_corrections([wish(panchayat, application, stranger)], now=LATER) == []
    assert ask_corrections([wish(panchayat, application, rahima, epoch=later_owner)], now=LATER) == []
    assert len(ask_corrections([wish(panchayat, application, rahima)], now=LATER)) == 1
    assert Correction.objects.count() == 1

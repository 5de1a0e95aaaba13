"""How an application stands on the web, the two presses of an appeal, and its paper."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from janasetu.bodies.tests.factories import make_officer
from janasetu.cases.actions import PaperFile, file_paper, note_proof, tell_law_passed
from janasetu.cases.choices import ProofKind
from janasetu.cases.codes import code_of
from janasetu.cases.models import Appeal, Case
from janasetu.cases.tests.factories import events, told
from janasetu.cases.tests.offices import SHOP, Office, a_file, a_panchayat, apply_for, definition_of, move
from janasetu.catalogue.tests.factories import publish
from janasetu.lib import clock
from janasetu.messaging.models import OutboundMessage
from janasetu.messaging.tests.factories import NOW
from janasetu.people.models import Contact
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import ContactKey
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


# --- its paper ---

PDF = b"%PDF-1.7 the very bytes"


def with_paper(level: str, *, contact: ContactKey | None = None) -> tuple[Office, Case]:
    """A case that ended in a paper of this level."""
    office = a_panchayat(born="state_portal", assurance=level)
    case = apply_for(office, SHOP, contact=contact)
    for stage, code in (("scrutiny", "accept"), ("site", "report"), ("approval", "approve")):
        move(office, case, stage, code)
    sahayak = office.officers["sahayak"]
    file_paper(officer=sahayak, ref=case.ref, order=PaperFile(a_file(PDF), "জিপি/১২"), now=NOW)
    return office, case


def asked(case: Case, **more: str) -> Any:
    with clock.fixed(NOW):
        return Visitor().post(
            f"/case/{case.ref}/", {"number": case.grouped_ref, "code": code_of(case.ref)} | more
        )


def test_number_and_secret_fetch_a_paper_that_wants_no_more(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_FOLDER = tmp_path
    _, case = with_paper("A1")
    wrong = f"{(int(code_of(case.ref)) + 1) % 10**6:06}"

    assert 'value="paper"' in asked(case).content.decode()
    file = asked(case, act="paper")
    assert file.content == PDF
    assert "no-store" in file["Cache-Control"]
    assert asked(case, code=wrong, act="paper").status_code == 404
    assert events(case)[-1] == ("paper_fetched", "citizen")


def test_what_wants_a_proof_goes_to_the_proven_phone_and_never_to_the_page(
    settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_FOLDER = tmp_path
    rita = make_contact()
    office, case = with_paper("A2", contact=rita)
    before = len(told(rita))

    unproven = [asked(case, act=act) for act in ("paper", "send")]
    assert all(PDF not in one.content for one in unproven)
    assert "পরিচয়পত্র নিয়ে আসুন" in unproven[0].content.decode()
    assert len(told(rita)) == before

    sahayak = office.officers["sahayak"]
    note_proof(officer=sahayak, ref=case.ref, kind=ProofKind.IDENTITY_PAPER, now=NOW)
    sent = [asked(case, act=act) for act in ("paper", "send")]
    assert all(PDF not in one.content for one in sent)
    files = OutboundMessage.objects.filter(contact_id=rita.id, file__isnull=False)
    assert files.count() == 1


def test_a_number_that_changed_hands_gets_nothing_that_was_proven_for_its_former_owner(
    settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_FOLDER = tmp_path
    rita = make_contact()
    office, case = with_paper("A2", contact=rita)
    note_proof(officer=office.officers["sahayak"], ref=case.ref, kind=ProofKind.KNOWN, now=NOW)
    Contact.objects.update(epoch=2)
    before = len(told(rita))

    page = asked(case, act="send").content.decode()

    assert "পরিচয়পত্র নিয়ে আসুন" in page
    assert len(told(rita)) == before

"""A paper that copies a register: the entry is corrected in its margin, the new paper says what it says."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from janasetu.cases.actions import (
    CaseOrder,
    CorrectionWish,
    LinesOrder,
    PaperFile,
    ask_corrections,
    choose_entry,
    correct_lines,
    file_paper,
)
from janasetu.cases.models import Case, CaseEvent
from janasetu.cases.rules import RefusedError
from janasetu.cases.tests.factories import NOW
from janasetu.cases.tests.offices import (
    Office,
    a_birth_office,
    a_file,
    apply_for,
    definition_of,
    desk,
    lies_at,
    move,
)
from janasetu.cases.tests.test_correcting_papers import version_of
from janasetu.cases.tests.test_records import BORN
from janasetu.catalogue.tests.factories import publish
from janasetu.documents.choices import Standing
from janasetu.documents.models import Paper
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import ContactKey
from janasetu.registers.models import MarginalEntry, RegisterEntry
from janasetu.registers.register_file import FaultsError
from janasetu.registers.tests.factories import entered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock_at_now")]
LATER = NOW + timedelta(days=10)
NAMELESS: Mapping[str, Any] = {**BORN, "person": None}


@pytest.fixture
def office() -> Office:
    """Copies births by hand, and corrects what it gave."""
    office = a_birth_office(born="ink")
    publish(definition_of("paper-correction"))
    return office


@pytest.fixture
def parent() -> ContactKey:
    return make_contact()


@pytest.fixture
def entry(office: Office) -> RegisterEntry:
    """A child whose name was not there yet, with its father's as the clerk heard it."""
    (row,) = entered(office.officers["registrar"], {"father_bn": "শেখ কালাম", "mother_bn": "সাবিনা বিবি"})
    return row


def given_copy(office: Office, entry: RegisterEntry, contact: ContactKey) -> tuple[Case, Paper]:
    """An application that ended in its copy."""
    case = apply_for(office, NAMELESS, contact=contact)
    at = desk(case, "search").id
    choose_entry(officer=office.officers["clerk"], ref=case.ref, desk=at, entry_id=entry.id, now=NOW)
    move(office, case, "search", "accept")
    move(office, case, "approval", "approve")
    return sealed(office, case)


def sealed(office: Office, case: Case) -> tuple[Case, Paper]:
    """Its paper came back with signature and seal."""
    order = PaperFile(a_file(case.ref.encode()))
    file_paper(officer=office.officers["registrar"], ref=case.ref, order=order, now=LATER)
    case.refresh_from_db()
    return case, Paper.objects.get(case_id=case.id)


def asked(office: Office, case: Case, contact: ContactKey) -> Case:
    """The parent says that the name is missing."""
    said = {"line": "নাম", "should_be": "রফিকুল শেখ", "fault": "blank", "proof": None}
    order = CaseOrder(
        body_id=office.body.id,
        version_id=version_of("paper-correction"),
        source=f"in:{case.ref}",
        channel="whatsapp",
        fields={"paper": "", "days": 0, **said},
        opened_at=LATER,
        contact=contact,
        line_id=office.line.id,
    )
    (made,) = ask_corrections([CorrectionWish(case.ref, order, line="name")], now=LATER)
    return made


def written(office: Office, case: Case, cells: Mapping[str, str], *, by: str = "clerk") -> None:
    """The desk writes what is to stand in the register."""
    (at,) = lies_at(case)
    order = LinesOrder(desk(case, at).id, "blank", cells=cells)
    correct_lines(officer=office.officers[by], ref=case.ref, order=order, now=LATER)


def test_a_name_is_added_in_the_margin_and_a_new_copy_takes_the_place_of_the_old(
    office: Office, entry: RegisterEntry, parent: ContactKey
) -> None:
    application, old = given_copy(office, entry, parent)
    case = asked(office, application, parent)
    written(office, case, {"name_bn": "রফিকুল শেখ", "name_en": "Rafikul Sheikh"})

    move(office, case, "checking", "correct", now=LATER)
    assert (lies_at(case), desk(case, "order").role) == (["order"], "registrar")
    entry.refresh_from_db()
    assert (entry.name_bn, entry.margins) == ("", 0)  # the clerk proposes, and changes nothing
    move(office, case, "order", "enter", now=LATER)
    case, new = sealed(office, case)

    note = MarginalEntry.objects.get()
    assert (note.number, note.by, note.case_ref) == (1, "registrar@falakata", case.ref)
    assert note.lines == {"name_bn": ["", "রফিকুল শেখ"], "name_en": ["", "Rafikul Sheikh"]}
    assert CaseEvent.objects.get(case=case, code="margin_written").params["note"].splitlines() == [
        "নাম (বাংলা): (ফাঁকা) → রফিকুল শেখ",
        "নাম (ইংরেজি): (ফাঁকা) → Rafikul Sheikh",
    ]
    said = {row["name"]: row["value"]["bn"] for row in new.snapshot["rows"]}
    assert (said["name"], said["father"], said["margin"]) == ("রফিকুল শেখ", "শেখ কালাম", "১ নং, ১ ডিসেম্বর ২০২৬")
    assert new.snapshot["person"] == {"bn": "রফিকুল শেখ", "en": "Rafikul Sheikh"}
    old.refresh_from_db()
    assert (old.standing, old.standing_reason) == (Standing.SUPERSEDED, new.number)


def test_nobody_but_the_registrar_orders_it_and_nothing_is_kept_that_no_entry_can_say(
    office: Office, entry: RegisterEntry, parent: ContactKey
) -> None:
    application, _ = given_copy(office, entry, parent)
    case = asked(office, application, parent)

    with pytest.raises(RefusedError, match="lines_needed"):
        move(office, case, "checking", "correct", now=LATER)
    with pytest.raises(RefusedError, match="lines_needed"):
        written(office, case, {"father_bn": " শেখ  কালাম "})
    with pytest.raises(FaultsError) as wrong:
        written(office, case, {"name_bn": "Rafikul", "date": "৩১/০২/১৯৮৭"})
    assert {fault.column for fault in wrong.value.faults} == {"name_bn", "date"}

    written(office, case, {"name_bn": "রফিকুল শেখ"})
    move(office, case, "checking", "correct", now=LATER)
    with pytest.raises(RefusedError, match="stage_not_yours"):
        move(office, case, "order", "enter", by="clerk", now=LATER)
    assert not MarginalEntry.objects.exists()


def test_without_a_desk_that_orders_it_no_copy_of_the_same_words_is_made(
    office: Office, entry: RegisterEntry, parent: ContactKey
) -> None:
    application, _ = given_copy(office, entry, parent)
    case = asked(office, application, parent)
    case.fields = {name: said for name, said in case.fields.items() if name != "copied"}
    case.save()  # as one that was opened before there was such a desk
    written(office, case, {"name_bn": "রফিকুল শেখ"})

    with pytest.raises(RefusedError, match="lines_needed"):
        move(office, case, "checking", "correct", now=LATER)


def test_what_the_registrar_sends_back_or_refuses_leaves_the_register_as_it_was(
    office: Office, entry: RegisterEntry, parent: ContactKey
) -> None:
    application, old = given_copy(office, entry, parent)
    case = asked(office, application, parent)
    written(office, case, {"father_bn": "শেখ কালামউদ্দিন"})
    move(office, case, "checking", "correct", now=LATER)

    move(office, case, "order", "return", now=LATER)
    move(office, case, "checking", "reject", now=LATER)

    entry.refresh_from_db()
    old.refresh_from_db()
    assert (entry.father_bn, entry.margins, old.standing) == ("শেখ কালাম", 0, Standing.VALID)

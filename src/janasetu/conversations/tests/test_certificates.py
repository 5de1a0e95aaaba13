"""A birth and a death from the first word in the chat to the paper, by the register and the record room."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings

from janasetu.cases import records
from janasetu.cases.actions import PaperFile, ask_records, choose_entry, file_paper, hear_record_room, look_up
from janasetu.cases.models import Case
from janasetu.cases.tests.offices import Office, a_birth_office, a_death_office, a_file, desk, move
from janasetu.conversations.tests.test_applications import heard, says
from janasetu.documents import store
from janasetu.documents.choices import Born, PaperState
from janasetu.documents.models import Paper
from janasetu.lib import clock
from janasetu.messaging.tests.factories import NOW
from janasetu.registers.actions import enter_found
from janasetu.registers.models import RecordSearch, RegisterEntry
from janasetu.registers.queries import paper_rows
from janasetu.registers.tests.factories import entered
from janasetu.registers.tests.test_record_room import a_scan

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
# A day after which the office is open.
MONDAY = NOW + 2 * DAY
BIRTH = (
    *("জন্ম সার্টিফিকেট", "নিজের জন্য", "মহম্মদ রহমান / Md Rahaman", "০৪/০৩/১৯৮৭", "হাসপাতালে"),
    *("মহকুমা হাসপাতাল", "সাবিনা বিবি / Sabina Bibi", "আব্দুল রহমান / Abdul Rahaman", "জানা নেই", "কাগজ নেই"),
    *("রাজি আছি", "জমা দিন"),
)
DEATH = (
    *("ডেথ সার্টিফিকেট", "হরিপদ মন্ডল / Haripada Mondal", "পুরুষ", "১২/০২/১৯৬৯", "বাড়িতে", "দক্ষিণপাড়া"),
    *("নিতাই মন্ডল", "মায়ের নাম জানা নেই", "জানা নেই", "ঠাকুরদা বা ঠাকুমা", "কাগজ নেই", "রাজি আছি", "জমা দিন"),
)


@pytest.fixture(autouse=True)
def _now(settings: Any, tmp_path: Any) -> Iterator[None]:
    settings.MEDIA_FOLDER = tmp_path
    with clock.fixed(NOW):
        yield


def chosen(office: Office, case: Case, entry: RegisterEntry) -> None:
    """The clerk presses «এই নথি»."""
    clerk, at = office.officers["clerk"], desk(case, "search").id
    choose_entry(officer=clerk, ref=case.ref, desk=at, entry_id=entry.id, now=MONDAY)


def found_for(office: Office, case: Case) -> list[RegisterEntry]:
    register = records.register_of(case.service)
    assert register
    found = look_up(officer=office.officers["clerk"], case=case, register=register, now=MONDAY)
    return [hit.entry for hit in found.hits]


def test_a_birth_from_the_chat_to_the_portals_own_file() -> None:
    office = a_birth_office()
    his, _ = entered(
        office.officers["registrar"],
        {"name_bn": "মোঃ রহমান", "father_bn": "আব্দুল রহমান", "mother_bn": "সাবিনা বিবি"},
        {"name_bn": "মহঃ রহিম", "father_bn": "আব্দুল গাজি", "mother_bn": "রোকেয়া বিবি"},
    )
    says(office, *BIRTH)
    case = Case.objects.get()

    assert found_for(office, case) == [his]
    chosen(office, case, his)
    move(office, case, "search", "accept", now=MONDAY)
    move(office, case, "approval", "approve", now=MONDAY)
    assert not Paper.objects.exists()  # the state's portal makes it
    portal = b"%PDF-1.7 as the portal made it \x00\xff"
    order = PaperFile(a_file(portal), "B/2026/0012345")
    file_paper(officer=office.officers["clerk"], ref=case.ref, order=order, now=MONDAY)

    paper = Paper.objects.get()
    assert (paper.born, paper.number, paper.case_id) == (Born.STATE_PORTAL, "B/2026/0012345", case.id)
    assert store.path_of(settings.MEDIA_FOLDER, paper.sha256).read_bytes() == portal
    case.refresh_from_db()
    assert case.status == "issued"
    assert "কাগজের নম্বর: B/2026/0012345" in heard()
    assert "নিজের পরিচয়পত্র" in heard()  # whoever knows a name and a day has no claim to it


def test_a_death_that_is_not_in_the_computer_is_found_in_a_book_and_copied_from_there() -> None:
    office = a_death_office(born="here")
    says(office, *DEATH)
    case = Case.objects.get()
    clerk, registrar = office.officers["clerk"], office.officers["registrar"]
    assert found_for(office, case) == []

    ask_records(officer=clerk, ref=case.ref, desk=desk(case, "search").id, now=MONDAY)
    assert "রেকর্ড রুমে পুরনো বই খোঁজা হচ্ছে" in heard()
    cells = {"number": "৩৭/১৯৬৯", "date": "১২/০২/১৯৬৯", "sex": "পুরুষ", "name_bn": "হরিপদ মণ্ডল"}
    cells |= {"father_bn": "নিতাইচন্দ্র মণ্ডল", "place": "দক্ষিণপাড়া", "volume": "৫", "page": "৮২"}
    search = RecordSearch.objects.get()
    entry = enter_found(officer=registrar, search_id=search.id, cells=cells, scan=a_scan(), now=MONDAY + DAY)
    hear_record_room(now=MONDAY + DAY)
    assert heard().startswith("সুখবর")
    assert found_for(office, case) == [entry]
    chosen(office, case, entry)
    for stage, code in (("search", "accept"), ("approval", "approve")):
        move(office, case, stage, code, now=MONDAY + DAY)

    paper = Paper.objects.get()
    assert (paper.born, paper.state, paper.case_id) == (Born.HERE, PaperState.DRAFTED, case.id)
    assert paper.layout == "death-certificate/copy.typ"
    assert paper.snapshot["rows"] == paper_rows(entry)
    said = {row["name"]: row["value"]["bn"] for row in paper.snapshot["rows"]}
    assert (said["name"], said["father"]) == ("হরিপদ মণ্ডল", "নিতাইচন্দ্র মণ্ডল")  # as the book has them
    assert paper.snapshot["person"] == {"bn": "হরিপদ মণ্ডল", "en": "হরিপদ মণ্ডল"}

"""The register on the page of an application: the clerk chooses an entry, or the record room is asked."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.audit.models import Look
from janasetu.bodies.tests.factories import make_officer
from janasetu.cases import records
from janasetu.cases.actions import hear_record_room
from janasetu.cases.models import Case
from janasetu.cases.tests.offices import Office, a_birth_office, apply_for, desk, lies_at
from janasetu.cases.tests.test_records import BORN
from janasetu.console.tests.conftest import Visitor
from janasetu.console.tests.test_desks import at_desk, decides, text_of
from janasetu.lib import clock
from janasetu.registers.actions import note_not_found
from janasetu.registers.models import RecordSearch, RegisterEntry
from janasetu.registers.tests.factories import entered

pytestmark = pytest.mark.django_db
# Without English: the page says the answers of a form in one language.
ASKED = {name: said | {"en": None} if isinstance(said, dict) else said for name, said in BORN.items()}
HIS = {"name_bn": "মহঃ রহমান", "father_bn": "আব্দুল রহমান", "mother_bn": "সাবিনা বিবি"}


@pytest.fixture
def office() -> Office:
    return a_birth_office()


def page_of(case: Case) -> str:
    return f"/console/cases/{case.ref}/"


def sends(visitor: Visitor, case: Case, what: str, **said: Any) -> Any:
    return visitor.post(f"{page_of(case)}{what}", {"desk": str(desk(case, "search").id), **said})


def books(office: Office, *rows: dict[str, str]) -> list[RegisterEntry]:
    return entered(office.officers["registrar"], *rows)


def test_two_spellings_are_shown_and_one_press_chooses_the_entry(office: Office) -> None:
    his, _ = books(office, HIS, HIS | {"name_bn": "মোঃ রহমান", "number": "7/1986", "date": "01/02/1986"})
    case, clerk = apply_for(office, ASKED), at_desk(office.officers["clerk"])

    page = text_of(clerk, page_of(case))
    assert page.index("মহঃ রহমান") < page.index("মোঃ রহমান")
    assert "রেজিস্টার: জন্ম" in page
    refused: Any = decides(clerk, case, "search", "accept")
    assert "আগে রেজিস্টারের কোন নথি, সেটা বেছে নিন" in refused.content.decode()

    assert sends(clerk, case, "entry", entry=str(his.id)).status_code == 302

    page = text_of(clerk, page_of(case))
    assert "নথি বাছা হয়েছে" in page
    assert "বানান আলাদা" in page
    assert "সংশোধনের আবেদন" in page
    assert "মোঃ রহমান" not in page
    assert "মোঃ রহমান" in text_of(clerk, f"{page_of(case)}?entries=1")
    assert decides(clerk, case, "search", "accept").status_code == 302
    assert lies_at(case) == ["approval"]
    assert "মহঃ রহমান" in text_of(at_desk(office.officers["registrar"]), page_of(case))


def test_nobody_is_shown_to_who_has_not_the_desk_or_no_business_in_registers(office: Office) -> None:
    his = books(office, HIS)[0]
    case = apply_for(office, ASKED)
    Look.objects.all().delete()

    page = text_of(at_desk(make_officer(office.body, "secretary")), page_of(case))

    assert his.number not in page
    assert "এই নথি" not in page
    assert not Look.objects.filter(what="register").exists()


def test_the_record_room_is_asked_on_the_page_and_its_empty_answer_is_the_reason(office: Office) -> None:
    case, clerk = apply_for(office, ASKED), at_desk(office.officers["clerk"])
    assert "মেলে এমন কেউ রেজিস্টারে নেই" in text_of(clerk, page_of(case))

    assert sends(clerk, case, "records").status_code == 302

    page = text_of(clerk, page_of(case))
    assert "রেকর্ড রুমে খোঁজা হচ্ছে" in page
    assert "রেকর্ড রুমে আবার খোঁজ" not in page
    search = RecordSearch.objects.get()
    assert search.note == f"আবেদন {case.grouped_ref}"
    note_not_found(
        officer=office.officers["registrar"], search_id=search.id, searched="বই ১-৬", now=clock.now()
    )
    hear_record_room(now=clock.now())
    answer: Any = clerk.get(page_of(case))
    page = answer.content.decode()
    assert page.count("যা দেখা হয়েছে: বই ১-৬।") == 2  # told, and ready as the note of a refusal
    assert "রেকর্ড রুমে আবার খোঁজ" in page


def test_what_cannot_be_chosen_is_said_on_the_page(office: Office) -> None:
    case, clerk = apply_for(office, ASKED), at_desk(office.officers["clerk"])

    answer: Any = clerk.post(
        f"{page_of(case)}entry", {"desk": str(desk(case, "search").id), "entry": str(case.id)}, follow=True
    )
    assert "রেজিস্টারে এমন কোনও নথি নেই" in answer.content.decode()
    assert sends(clerk, case, "entry", entry="x").status_code == 302
    assert records.chosen(case) is None


def test_the_page_asks_no_more_of_three_entries_than_of_one(office: Office) -> None:
    case, clerk = apply_for(office, ASKED), at_desk(office.officers["clerk"])
    costs = []
    books(office, HIS)
    for rows in ([], [HIS | {"number": "8/1987"}, HIS | {"number": "9/1987"}]):
        if rows:
            books(office, *rows)
        clerk.get(page_of(case))
        with CaptureQueriesContext(connection) as asked:
            clerk.get(page_of(case))
        costs.append(len(asked))

    assert costs[0] == costs[1]

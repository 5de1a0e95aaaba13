"""A correction on the page of its case: the old paper line by line, and what the new one is to say."""

from pathlib import Path
from typing import Any

import pytest

from janasetu.audit.models import Look
from janasetu.cases.actions import Told, correct_by_link, make_link
from janasetu.cases.codes import code_of
from janasetu.cases.models import Case, CaseEvent, Correction
from janasetu.cases.tests.offices import Office, a_birth_office, a_panchayat, definition_of, desk, move
from janasetu.cases.tests.test_correcting_papers import given_paper
from janasetu.cases.tests.test_margins import LATER, asked, given_copy
from janasetu.catalogue.tests.factories import publish
from janasetu.console.tests.test_desks import at_desk, text_of
from janasetu.lib import clock
from janasetu.lib.tests.html_pages import Page
from janasetu.messaging.tests.factories import NOW
from janasetu.people.tests.factories import make_contact
from janasetu.registers.tests.factories import entered

pytestmark = pytest.mark.django_db
ASKED = "রহিমা বেগম খাতুন"


def asked_on_the_web(office: Office) -> Case:
    publish(definition_of("paper-correction"))
    application, _ = given_paper(office, make_contact())
    officer, wall = office.officers["sahayak"], clock.wall()
    token = make_link(officer=officer, ref=application.ref, now=NOW, wall=wall).rpartition("/")[2]
    told = Told("applicant", ASKED, "office")
    return correct_by_link(token=token, secret=code_of(application.ref), told=told, now=NOW, wall=wall)


def test_who_has_the_desk_writes_the_lines_and_what_is_refused_stands_there_again(
    settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_FOLDER = tmp_path
    with clock.fixed(NOW):
        office = a_panchayat(born="ink")
        case = asked_on_the_web(office)
        sahayak, page = at_desk(office.officers["sahayak"]), f"/console/cases/{case.ref}/"
        shown = text_of(sahayak, page)
        assert ASKED in shown
        assert "এই লাইনটাই ভুল বলা হয়েছে" in shown
        said = {"desk": str(desk(case, "checking").id), "bn:applicant": ASKED, "en:applicant": "Rahima Begum"}

        refused: Any = sahayak.post(f"{page}lines", said)
        assert "ভুলটা কোথায় হয়েছিল, বেছে নিন।" in Page(refused.content.decode()).text
        assert 'value="Rahima Begum"' in refused.content.decode()
        at_desk(office.officers["pradhan"]).post(f"{page}lines", said | {"fault": "office"})
        assert Correction.objects.get().lines == {}
        sahayak.post(f"{page}lines", said | {"fault": "office"})

        assert Correction.objects.get().lines == {"applicant": {"bn": ASKED, "en": "Rahima Begum"}}
        note = CaseEvent.objects.get(case=case, code="lines_corrected").params["note"]
        assert note in text_of(sahayak, f"{page}notes/")


def test_the_entry_of_a_register_is_written_at_the_desk_ordered_by_the_registrar_and_tells_its_history(
    settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_FOLDER = tmp_path
    with clock.fixed(LATER):
        office, parent = a_birth_office(born="ink"), make_contact()
        publish(definition_of("paper-correction"))
        (entry,) = entered(office.officers["registrar"], {"father_bn": "শেখ কালাম"})
        case = asked(office, given_copy(office, entry, parent)[0], parent)
        clerk, page = at_desk(office.officers["clerk"]), f"/console/cases/{case.ref}/"
        said = {"desk": str(desk(case, "checking").id), "fault": "blank"}
        looks = Look.objects.filter(about=entry.id).count()

        shown: Any = clerk.get(page)
        assert "রেজিস্টারে আছে: (ফাঁকা)" in Page(shown.content.decode()).text
        assert 'name="cell:father_bn"' in shown.content.decode()
        assert Look.objects.filter(about=entry.id).count() == looks + 1
        refused: Any = clerk.post(f"{page}lines", said | {"cell:name_bn": "Rafikul", "cell:father_bn": "শেখ"})
        assert "এই ঘরে বাংলা হরফে লিখুন।" in Page(refused.content.decode()).text
        assert 'value="Rafikul"' in refused.content.decode()
        assert 'value="শেখ"' in refused.content.decode()
        clerk.post(f"{page}lines", said | {"cell:name_bn": "রফিকুল শেখ"})
        move(office, case, "checking", "correct", now=LATER)

        assert "নাম (বাংলা): (ফাঁকা) → রফিকুল শেখ" in text_of(at_desk(office.officers["registrar"]), page)
        move(office, case, "order", "enter", now=LATER)

        history = text_of(clerk, f"/console/registers/entries/{entry.id}/")
        assert "১ নং সংশোধন" in history
        assert "(ফাঁকা) → রফিকুল শেখ" in history
        assert case.grouped_ref in history
        assert "রেজিস্টারের 1/1987 নম্বর নিবন্ধনের মার্জিনে ১ নং সংশোধন লিখিয়েছেন" in text_of(
            clerk, f"{page}notes/"
        )

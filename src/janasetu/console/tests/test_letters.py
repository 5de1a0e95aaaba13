"""The letter to an office outside: written once, pressed by the process that signs, kept byte for byte."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from janasetu.bodies.models import LocalBody, Officer
from janasetu.cases.actions import note_letter_sent, write_letter
from janasetu.cases.models import Case, Referral
from janasetu.cases.rules import RefusedError
from janasetu.console.tests.conftest import Visitor
from janasetu.console.tests.factories import NOW, a_complaint
from janasetu.console.tests.test_outside import sent
from janasetu.documents.actions import take_draft
from janasetu.documents.choices import PaperState
from janasetu.documents.models import Paper
from janasetu.documents.pressing import Presser
from janasetu.documents.tests.reading_papers import by_poppler
from janasetu.lib import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(town: LocalBody, desk: Visitor) -> Case:
    """A case that awaits the answer of the power company."""
    made = a_complaint(town)
    sent(desk, made)
    return made


def door(case: Case) -> str:
    return f"/console/cases/{case.ref}/letters/{Referral.objects.get().id}/"


def pressed() -> Paper:
    """As the process that signs sees to it."""
    paper = Paper.objects.select_related("body").get()
    take_draft(paper, Presser([], settings.MARKS_FOLDER)(paper))
    return paper


def test_a_letter_is_written_pressed_printed_and_kept_as_it_went(
    desk: Visitor, case: Case, tmp_path: Path
) -> None:
    desk.post(door(case))
    assert "তৈরি হচ্ছে" in desk.get(f"/console/cases/{case.ref}/").content.decode()
    assert desk.get(f"{door(case)}file").status_code == 404

    paper = pressed()
    answer: Any = desk.get(f"{door(case)}file")
    printed = b"".join(answer.streaming_content)
    told = " ".join(by_poppler(printed, tmp_path).split())
    desk.post(door(case), {"gone": "1"})

    wanted = ["স্মারক নং", "প্রতি", "বিদ্যুৎ সংস্থা", "বিষয়", "সূত্র", "খুঁটি বদল", "উত্তর", "সই ও সিল"]
    assert [told.index(one) for one in wanted] == sorted(told.index(one) for one in wanted)
    assert paper.number in told
    kept = Paper.objects.get()
    assert (kept.state, kept.sha256, kept.case_id) == (PaperState.SEALED, kept.draft_sha256, None)
    again: Any = desk.get(f"{door(case)}file")
    assert b"".join(again.streaming_content) == printed
    assert "চিঠি চলে গেছে" in desk.get(f"/console/cases/{case.ref}/").content.decode()


def test_it_is_written_once_however_often_the_button_is_pressed_and_numbers_have_no_gap(
    desk: Visitor, case: Case, town: LocalBody
) -> None:
    desk.post(door(case))
    desk.post(door(case))
    other = a_complaint(town)
    sent(desk, other)
    later = Referral.objects.exclude(case_id=case.id).get()
    desk.post(f"/console/cases/{other.ref}/letters/{later.id}/")

    year = clock.local(clock.now()).year
    letters = Paper.objects.order_by("serial")
    assert [(one.series, one.serial) for one in letters] == [(f"letter-{year}", 1), (f"letter-{year}", 2)]
    assert [one.number.rpartition("/")[2] for one in letters] == ["0001", "0002"]


def test_no_citizen_is_named_in_it(desk: Visitor, case: Case) -> None:
    desk.post(door(case))

    party = case.parties.get()
    said = str(Paper.objects.get().snapshot)
    assert party.name
    assert party.name not in said
    assert party.phone not in said


def test_one_that_is_not_made_or_whose_answer_has_come_cannot_go(town: LocalBody, case: Case) -> None:
    officer = Officer.objects.get(role="officer", body=town)
    referral = Referral.objects.get()
    with pytest.raises(RefusedError, match="letter_not_made"):
        note_letter_sent(officer=officer, ref=case.ref, referral_id=referral.id, now=NOW)

    Referral.objects.update(ended_at=NOW, end="answered", answer="সোমবার", noted_by=officer.post)
    with pytest.raises(RefusedError, match="no_answer_awaited"):
        write_letter(officer=officer, ref=case.ref, referral_id=referral.id, now=NOW + timedelta(hours=1))

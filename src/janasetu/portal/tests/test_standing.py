"""An application on its way on the page of its number and secret: the day, its desks, what it waits for."""

import re
from datetime import timedelta
from typing import Any

import pytest

from janasetu.cases.actions import Judgement, judge_papers
from janasetu.cases.codes import code_of
from janasetu.cases.models import Case
from janasetu.cases.standing import standing_of
from janasetu.cases.tests.factories import events, told
from janasetu.cases.tests.offices import (
    HOUSE,
    SHOP,
    Office,
    a_building_town,
    a_panchayat,
    a_paper,
    apply_for,
    lies_at,
    move,
)
from janasetu.lib import clock
from janasetu.messaging.tests.factories import NOW
from janasetu.people import actions as people
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import Quiet
from janasetu.portal.tests.conftest import Visitor

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
DAY_27 = "২৭ দিনের মধ্যে ২৭ দিন চলছে"


def fresh(case: Case) -> Case:
    return Case.objects.select_related("body").get(id=case.id)


def shown(case: Case, *, at: Any = NOW, **more: str) -> str:
    """The words of the page."""
    with clock.fixed(at):
        answer = Visitor().post(f"/case/{case.ref}/", {"number": case.ref, "code": code_of(case.ref)} | more)
    return answer.content.decode()


def way(page: str) -> list[tuple[str, str]]:
    """Each desk, and how it stands there."""
    return re.findall(
        r'<li class="\w+"><span>([^<]+)</span> <span class="said">.*?<span>([^<]+)</span>', page
    )


def with_three_desks() -> tuple[Office, Case]:
    """A plan at its three desks; two have had their say."""
    town = a_building_town()
    case = apply_for(town, HOUSE)
    move(town, case, "scrutiny", "accept", now=NOW + DAY)
    for stage in ("site", "assessment"):
        move(town, case, stage, "report", now=NOW + 2 * DAY)
    return town, case


def test_on_day_27_it_names_the_late_desk_and_no_officer_and_the_chat_says_the_same() -> None:
    town, case = with_three_desks()
    at = case.promise_due_at - timedelta(hours=3)

    page = shown(case, at=at)

    assert DAY_27 in page
    assert way(page) == [
        ("কাগজ পরীক্ষা", "হয়ে গেছে"),
        ("জমি দেখা", "হয়ে গেছে"),
        ("কর নির্ধারণ", "হয়ে গেছে"),
        ("নিকাশি", "দেরি হচ্ছে"),
        ("কারিগরি পরীক্ষা", "এর পরে"),
        ("অনুমোদন", "এর পরে"),
        ("কাগজ তৈরি", "এর পরে"),
    ]
    assert standing_of(fresh(case), now=at).in_words("bn").startswith(f"নিকাশি · দেরি হচ্ছে · {DAY_27}")
    assert not [one.name_in("bn") for one in town.officers.values() if one.name_in("bn") in page]


def test_which_paper_is_waited_for_and_why_stands_there_while_the_clock_rests() -> None:
    office = a_panchayat()
    deed = a_paper()
    answers = {**SHOP, "ownership": "partnership", "partners": [], "deed": [str(deed.id)]}
    case = apply_for(office, answers, files=[deed])
    judgement = Judgement("deed", is_good=False, why="unreadable")
    judge_papers(officer=office.officers["sahayak"], ref=case.ref, judgements=[judgement], now=NOW)
    move(office, case, "scrutiny", "ask_again")

    page = shown(case, at=NOW + 9 * DAY)

    assert "আপনার উত্তরের অপেক্ষায়" in page
    assert "পড়া যাচ্ছে না" in page
    assert way(page)[0] == ("কাগজ পরীক্ষা", "আপনার অপেক্ষায়")
    assert "৭ দিনের মধ্যে ১ দিন চলছে" in page  # noqa: RUF001 - Bengali digits


def test_what_is_to_be_paid_stands_there_with_the_way_to_the_page_of_the_fee() -> None:
    page = shown(apply_for(a_panchayat(), SHOP))

    assert "দিতে হবে: ₹২০০" in page
    assert "/pay/" in page


def test_where_somebody_else_reads_the_phone_neither_subject_nor_desks_stand_there() -> None:
    rahima = make_contact()
    case = apply_for(a_panchayat(), SHOP, contact=rahima)
    people.remember_quiet({rahima: Quiet()}, now=NOW)

    page = shown(case)

    assert "জমা পড়েছে" in page
    assert case.title_in("bn") not in page
    assert "কাগজ পরীক্ষা" not in page


def test_it_is_taken_back_by_the_second_press_and_the_phone_is_told() -> None:
    rahima = make_contact()
    case = apply_for(a_panchayat(), SHOP, contact=rahima)
    wrong = f"{(int(code_of(case.ref)) + 1) % 10**6:06}"

    assert 'value="back-yes"' in shown(case, act="back")
    shown(case, act="back-yes", code=wrong)
    assert fresh(case).is_open
    page = shown(case, act="back-yes")

    assert "ফিরিয়ে নেওয়া হয়েছে" in page
    assert 'value="back"' not in page
    assert (fresh(case).status, lies_at(case), events(case)[-1]) == (
        "withdrawn",
        [],
        ("withdrawn", "citizen"),
    )
    assert "ফিরিয়ে নেওয়া হল" in told(rahima)[-1]

"""The search of every page: a number, a matter, a place, a name or some digits, in whatever script."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from janasetu.bodies.models import LocalBody, Officer
from janasetu.cases.actions import CaseOrder, open_cases
from janasetu.cases.models import Case
from janasetu.catalogue.models import ServiceVersion
from janasetu.console.tests.factories import NOW, a_complaint, a_town, an_officer
from janasetu.lib import clock
from janasetu.lib.ids import uuid7


@pytest.fixture
def searcher(officer: Officer) -> Client:
    """An officer's browser; what they type may be in any script, so no page of it is held to Bengali."""
    client = Client()
    client.force_login(officer.user)
    return client


def wanted(town: LocalBody, name: str, place: str, phone: str, text: str = "রাতে আলো থাকে না") -> Case:
    (case,) = open_cases(
        [
            CaseOrder(
                body_id=town.id,
                version_id=ServiceVersion.objects.get(code="complaint", current=True).id,
                source=f"test:{uuid7()}",
                channel="phone",
                fields={
                    "category": "streetlight_out",
                    "description": text,
                    "place": {"text": place, "ward": "3", "landmark": None, "lat": None, "lon": None},
                },
                opened_at=NOW,
                name=name,
                phone=phone,
            )
        ],
        now=NOW,
    )
    return case


@pytest.fixture
def gopal(town: LocalBody) -> Case:
    """Gopal Mondal's, beside one of Rahima Khatun's."""
    a_complaint(town, category="road_damage")
    return wanted(town, "গোপাল মণ্ডল", "নেতাজি সরণি", "910000004711")


def found(searcher: Client, words: str, **more: str) -> list[str]:
    """The numbers of the cases that the page lists for these words."""
    answer: Any = searcher.get("/console/", {"q": words} | more)
    assert answer.status_code == 200
    rows = answer.content.decode().split('id="case-')[1:]
    return [row.partition('"')[0] for row in rows]


def test_a_case_is_found_in_three_spellings(searcher: Client, gopal: Case) -> None:
    for words in (
        *("গোপাল", "গোপাল মন্ডল", "Gopal Mondal", "gopal mandal", "গোপা"),
        *("নেতাজী", "netaji sarani", "Netajee Sarani"),
        *("4711", "৪৭১১", "0000004711", "আলো থাকে না", "alo thake na", "street light"),
    ):
        assert found(searcher, words) == [gopal.ref], words


def test_all_words_must_be_in_the_case(searcher: Client, gopal: Case) -> None:
    assert found(searcher, "gopal netaji") == [gopal.ref]
    assert found(searcher, "gopal rahima") == []


@pytest.mark.parametrize("spelt", ["{ref}", "{grouped}", " {spaced} ", "{bengali}"])
def test_a_whole_number_leads_straight_to_its_case(searcher: Client, gopal: Case, spelt: str) -> None:
    bengali = gopal.grouped_ref.translate(str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯"))
    spaced = gopal.grouped_ref.replace("-", " ")
    words = spelt.format(ref=gopal.ref, grouped=gopal.grouped_ref, spaced=spaced, bengali=bengali)

    answer = searcher.get("/console/", {"q": words})

    assert answer["Location"] == f"/console/cases/{gopal.ref}/"


def test_a_part_of_a_number_finds_it_too(searcher: Client, gopal: Case) -> None:
    assert found(searcher, gopal.ref[-7:]) == [gopal.ref]


def test_what_has_ended_long_ago_is_found(searcher: Client, gopal: Case) -> None:
    Case.objects.filter(id=gopal.id).update(status="rejected", ended_at=NOW - timedelta(days=400))

    assert found(searcher, "gopal") == [gopal.ref]
    assert found(searcher, "gopal", show="open") == []


def test_another_bodys_cases_are_found_by_nothing(searcher: Client) -> None:
    theirs = wanted(a_town("basirhat", 1003), "গোপাল মণ্ডল", "নেতাজি সরণি", "910000004711")

    for words in ("gopal", "netaji", "4711", theirs.ref[-7:], theirs.ref):
        assert found(searcher, words) == []


def test_a_case_that_came_up_is_found_by_who_it_came_up_to_alone(town: LocalBody) -> None:
    block = LocalBody.objects.create(code="b", number=2001, kind="block", name={"bn": "ব্লক", "en": "Block"})
    LocalBody.objects.filter(id=town.id).update(parent=block)
    mine, other = (wanted(town, "গোপাল মণ্ডল", "মোড়", "910000004711") for _ in range(2))
    bdo = an_officer(block, "chairman")
    Case.objects.filter(id=mine.id).update(officer=bdo)
    above = Client()
    above.force_login(bdo.user)

    assert found(above, "gopal") == [mine.ref]
    assert found(above, other.ref) == []


def test_nothing_found_teaches_what_can_be_searched(searcher: Client, gopal: Case) -> None:
    with clock.fixed(NOW):
        page = searcher.get("/console/", {"q": "নেই এমন কথা"}).content.decode()

    assert "«নেই এমন কথা» খুঁজে কিছু পাওয়া যায়নি" in page
    assert "বাংলা বা ইংরেজি, যে হরফেই লিখুন, একই ফল আসে।" in page


def test_every_page_has_the_search(searcher: Client, gopal: Case) -> None:
    for address in ("/console/", f"/console/cases/{gopal.ref}/", "/console/talks/", "/console/calls/"):
        assert 'role="search"' in searcher.get(address).content.decode()

"""Which cases are found for somebody who tells a matter: open ones of its kind, near, and nobody's secret."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.cases.actions import MoveOrder, make_move, open_cases
from janasetu.cases.duplicates import LikeAsk, like_cases
from janasetu.cases.likeness import Where
from janasetu.cases.models import Case, CaseParty
from janasetu.cases.tests.factories import NOW, Town, evidence, make_town, open_case, order
from janasetu.catalogue.loader import read
from janasetu.catalogue.tests.factories import COMPLAINT, complaint, publish, write
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import ContactKey

PIN = {"text": "সুভাষপল্লী", "ward": "5", "landmark": None, "lat": 26.5205, "lon": 89.2043}
HERE = Where("5", 26.5205, 89.2043, "সুভাষপল্লী")


@pytest.fixture
def town(db: None) -> Town:
    return make_town()


def lamp(town: Town, *, north: float = 0, category: str = "streetlight_out", **changes: Any) -> Case:
    """A case so many metres to the north."""
    place = PIN | {"lat": 26.5205 + north / 111_195}
    fields = {"category": category, "place": place}
    return open_case(town, contact=make_contact(), fields=fields, **changes)


def ask(town: Town, where: Where = HERE, *, category: str = "streetlight_out", **changes: Any) -> LikeAsk:
    rule = complaint().service.alike_in({"category": category})
    assert rule
    return LikeAsk(town.body.id, category, rule, where, **changes)


def found(*asked: LikeAsk, now: Any = NOW) -> Sequence[list[Case]]:
    return [[like.case for like in likes] for likes in like_cases(asked, now=now)]


def test_the_nearest_comes_first_and_the_far_not_at_all(town: Town) -> None:
    far, near = lamp(town, north=25), lamp(town, north=5)
    lamp(town, north=40)

    (likes,) = like_cases([ask(town)], now=NOW)

    assert [like.case for like in likes] == [near, far]
    assert [round(like.distance or 0) for like in likes] == [5, 25]


def test_another_kind_another_body_and_what_is_done_are_no_likes(town: Town) -> None:
    lamp(town, category="tree")
    lamp(make_town("basirhat", number=1003))
    done = lamp(town)
    make_move(officer=town.officer, ref=done.ref, now=NOW, order=MoveOrder("resolve", photos=[evidence()]))

    assert found(ask(town)) == [[]]


def test_what_was_reported_too_long_ago_is_no_like(town: Town) -> None:
    lamp(town)

    assert len(found(ask(town), now=NOW + timedelta(days=29))[0]) == 1
    assert found(ask(town), now=NOW + timedelta(days=31)) == [[]]


def test_without_a_pin_the_words_of_the_place_decide(town: Town) -> None:
    case = lamp(town)

    assert found(ask(town, Where("5", words="subhas pally ward 5"))) == [[case]]
    assert found(ask(town, Where("5", words="স্টেশন রোড"))) == [[]]
    assert found(ask(town, Where("5", words="৫ নং ওয়ার্ড"))) == [[]]


def test_a_part_of_another_case_is_not_found_but_the_whole(town: Town) -> None:
    first, second = lamp(town), lamp(town)
    make_move(officer=town.officer, ref=second.ref, now=NOW, order=MoveOrder("merge", into=first.ref))

    (likes,) = like_cases([ask(town)], now=NOW)

    assert [(like.case, like.people) for like in likes] == [(first, 2)]


def test_who_has_it_already_is_told_so_by_their_own_number(town: Town) -> None:
    case, salim = lamp(town), make_contact()
    open_cases([order(town, contact=salim, fields=case.fields, joins=case.ref)], now=NOW)

    def own(contact: ContactKey | None, epoch: int = 1) -> str:
        asked = replace(ask(town), contact_id=contact.id if contact else None, epoch=epoch)
        ((like,),) = like_cases([asked], now=NOW)
        return like.own

    party = CaseParty.objects.get(case=case, role="complainant")
    assert own(salim) == CaseParty.objects.get(contact_id=salim.id).ref
    assert own(ContactKey(party.contact_bucket or 0, party.contact_id or case.id)) == case.ref
    assert own(make_contact()) == own(None) == own(salim, epoch=2) == ""


def test_what_was_opened_while_its_kind_was_confidential_stays_so(town: Town, tmp_path: Path) -> None:
    text = COMPLAINT.read_text(encoding="utf-8").replace(
        "alike: {within: 30 m, for: 30 days}", "confidential: true"
    )
    secret = publish(read(write(tmp_path, text)))

    lamp(replace(town, version=secret))

    assert found(ask(town)) == [[]]


def test_a_known_incident_is_found_by_its_ward_alone_and_first(town: Town) -> None:
    incident = lamp(town, category="water_no_supply")
    make_move(officer=town.officer, ref=incident.ref, now=NOW, order=MoveOrder("declare", wards=["5", "6"]))

    assert found(ask(town, Where("6"), category="water_no_supply")) == [[incident]]
    assert found(ask(town, Where("7"), category="water_no_supply")) == [[]]
    assert found(ask(town, Where(), category="water_no_supply")) == [[]]


def test_many_are_looked_for_in_two_queries(town: Town) -> None:
    lamp(town)

    def queries(number: int) -> int:
        asked = [ask(town, contact_id=make_contact().id) for _ in range(number)]
        with CaptureQueriesContext(connection) as seen:
            assert all(len(likes) == 1 for likes in like_cases(asked, now=NOW))
        return len(seen)

    assert queries(1) == queries(50) == 2


def test_a_case_that_is_like_it_comes_whole(town: Town) -> None:
    lamp(town)

    ((like,),) = like_cases([ask(town)], now=NOW)

    assert like.case.get_deferred_fields() == set()

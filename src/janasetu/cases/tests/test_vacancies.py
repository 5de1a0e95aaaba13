"""Desks at which nobody sits: who is above is told at once, and what lies there is in a list of its own."""

from datetime import timedelta

import pytest

from janasetu.bodies.models import Officer
from janasetu.bodies.tests.factories import make_officer
from janasetu.cases import desks
from janasetu.cases.actions.arriving import find_officers
from janasetu.cases.lists import ListAsk, counts
from janasetu.cases.models import Case
from janasetu.cases.tests.offices import (
    HOME,
    HOUSE,
    SHOP,
    a_building_town,
    a_panchayat,
    a_recommending_town,
    apply_for,
    desk,
    move,
)
from janasetu.messaging.models import OutboundMessage
from janasetu.messaging.tests.factories import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def told(case: Case) -> list[dict[str, str]]:
    return [one.params for one in case.events.filter(code="desk_vacant").order_by("id")]


def in_list(officer: Officer) -> int:
    return counts(officer, ListAsk(), now=LATER)["vacant"]


def test_what_comes_to_a_desk_whose_post_nobody_holds_is_told_above_at_once() -> None:
    town = a_recommending_town()
    Officer.objects.filter(id=town.officers["councillor"].id).update(until=NOW)
    head = town.officers["chairman"]
    Officer.objects.filter(id=head.id).update(phone="919800000077")
    case = apply_for(town, HOME)

    move(town, case, "verification", "accept", now=LATER)

    assert told(case) == [{"stage": "recommendation", "role": "councillor", "head": "chairman"}]
    assert "টেবিলে কেউ নেই" in OutboundMessage.objects.get().text
    assert in_list(head) == 1
    appointed = make_officer(town.body, "councillor")
    find_officers(now=LATER)
    assert (desk(case, "recommendation").officer, in_list(head)) == (appointed, 0)


def test_a_desk_whose_last_holder_has_gone_is_told_above_once() -> None:
    panchayat = a_panchayat()
    case = apply_for(panchayat, SHOP)
    Officer.objects.filter(id=panchayat.officers["sahayak"].id).update(until=LATER)

    found = [find_officers(now=LATER), find_officers(now=LATER)]

    assert (found, desk(case, "scrutiny").officer) == ([1, 0], None)
    assert told(case) == [{"stage": "scrutiny", "role": "sahayak", "head": "pradhan"}]
    assert [row.stage for row in desks.empty_desks(at=LATER)] == ["scrutiny"]


def test_desks_of_one_case_that_are_empty_at_once_are_told_in_one_message() -> None:
    town = a_building_town()
    gone = [town.officers[role].id for role in ("drainage", "assessment")]
    Officer.objects.filter(id__in=gone).update(until=NOW)
    Officer.objects.update(phone="")
    heads = Officer.objects.filter(id__in=[town.officers[role].id for role in ("officer", "chairman")])
    heads.update(phone="919800000077")
    case = apply_for(town, HOUSE)

    move(town, case, "scrutiny", "accept", now=LATER)

    assert [one["stage"] for one in told(case)] == ["drainage", "assessment"]
    (message,) = OutboundMessage.objects.filter(text__contains="টেবিলে কেউ নেই")
    assert "ধাপ: নিকাশি, কর নির্ধারণ\n" in message.text


def test_a_desk_that_several_posts_have_is_not_empty_while_one_of_them_is_held() -> None:
    panchayat = a_panchayat()
    case = apply_for(panchayat, SHOP)
    row = desk(case, "scrutiny")
    row.officer, row.also = None, ["nirman_sahayak"]
    row.save()

    assert (desks.empty_among([row], now=LATER), list(desks.empty_desks(at=LATER))) == ([], [])

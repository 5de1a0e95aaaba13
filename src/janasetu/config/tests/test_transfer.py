"""An officer is transferred overnight: in the morning each of their cases has another owner, who knows it."""

import argparse
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client

from janasetu.bodies.actions import sync_posts
from janasetu.bodies.models import Officer
from janasetu.cases.actions import MoveOrder, make_move, open_cases
from janasetu.cases.models import Case, CaseEvent
from janasetu.cases.tests.factories import Town, make_town, order, told
from janasetu.cases.watches import WATCHES
from janasetu.config import sweeps
from janasetu.config.cli import bodies as bodies_command
from janasetu.config.errors import FrontDoorError
from janasetu.lib import clock
from janasetu.lib.clock import KOLKATA
from janasetu.lib.tests.html_pages import Page
from janasetu.lib.watches import Moment
from janasetu.messaging.models import OutboundMessage
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import ContactKey

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 23, 16, 0, tzinfo=KOLKATA)
MIDNIGHT = datetime(2026, 11, 24, tzinfo=KOLKATA)
COMES = datetime(2026, 11, 24, 9, 30, tzinfo=KOLKATA)
OPENS = datetime(2026, 11, 24, 10, 0, tzinfo=KOLKATA)


@pytest.fixture
def town() -> Town:
    sync_posts()
    town = make_town()
    User.objects.filter(id=town.officer.user_id).update(username="sharmistha")
    Officer.objects.filter(id=town.secretary.id).update(phone="+919830000002")
    return town


def ordered(*arguments: str) -> None:
    """By command, as the office's order says."""
    parser = argparse.ArgumentParser()
    bodies_command.add_arguments(parser)
    assert bodies_command.run(parser.parse_args(arguments)) == 0


def appointed() -> None:
    """মিতালি রায় is in the post from half past nine on."""
    ordered(
        *("appoint", "falakata", "--role", "officer", "--login", "mitali", "--at", COMES.isoformat()),
        *("--name-bn", "মিতালি রায়", "--name-en", "Mitali Roy", "--order", "৪৫/পুর", "--dated", "2026-11-23"),
    )
    Officer.objects.filter(user__username="mitali").update(phone="+919830000001")


def opened(town: Town, contact: ContactKey, **changes: object) -> Case:
    (case,) = open_cases([order(town, contact=contact, opened_at=MONDAY, **changes)], now=MONDAY)
    return case


def owners(*cases: Case) -> list[str]:
    rows = Case.objects.filter(id__in=[case.id for case in cases]).select_related("officer__user")
    return sorted({row.officer.user.username if row.officer else "" for row in rows})


def alarms(at: datetime) -> dict[str, int]:
    """What of hand-overs is still to be done."""
    moment = Moment(at, at)
    watched = [one for one in WATCHES if one.code in ("hand_overs", "without_owner")]
    return {one.code: one.rows(moment).count() for one in watched}  # type: ignore[attr-defined]  # a query set


def test_an_officer_is_transferred_overnight(town: Town) -> None:
    rita, abdul = make_contact(), make_contact()
    fresh, asked, claimed = opened(town, rita), opened(town, abdul), opened(town, rita)
    make_move(officer=town.officer, ref=asked.ref, now=MONDAY, order=MoveOrder("ask", note="কোন মোড়?"))
    Case.objects.filter(id=claimed.id).update(lane="urgent")
    cases = (fresh, asked, claimed)
    heard = told(rita), told(abdul)

    with clock.fixed(MONDAY + timedelta(hours=2)):  # after the office has closed the order comes
        ordered("relieve", "falakata", "--login", "sharmistha", "--at", MIDNIGHT.isoformat())
        appointed()
        sweeps.sweep()
        assert owners(*cases) == ["sharmistha"]

    with clock.fixed(MIDNIGHT):  # nobody has the post until half past nine: the secretary sees to it
        assert alarms(MIDNIGHT) == {"hand_overs": 3, "without_owner": 0}
        sweeps.sweep()
        assert owners(*cases) == [town.secretary.user.username]
        assert alarms(MIDNIGHT) == {"hand_overs": 0, "without_owner": 0}

    for at in (COMES, OPENS, OPENS):
        with clock.fixed(at):
            sweeps.sweep()
            assert (owners(*cases), alarms(at)) == (["mitali"], {"hand_overs": 0, "without_owner": 0})

    assert (told(rita), told(abdul)) == heard  # no date has changed: nobody is bothered
    handed = CaseEvent.objects.filter(case=fresh, code="handed_over").order_by("id")
    assert [row.params["why"] for row in handed] == ["superior", "holder"]
    written = OutboundMessage.objects.filter(source__startswith="duty:handed_over").order_by("id")
    assert [text.partition(":")[0] for text in written.values_list("text", flat=True)] == [
        "আপনার দায়িত্বে নতুন করে ৩টি কাজ এল",  # the secretary, once
        "আপনার দায়িত্বে নতুন করে ৩টি কাজ এল",  # মিতালি, once
    ]

    mitali, sharmistha = Client(), Client()
    mitali.force_login(User.objects.get(username="mitali"))
    sharmistha.force_login(User.objects.get(username="sharmistha"))
    with clock.fixed(OPENS):
        page = Page(mitali.get(f"/console/cases/{fresh.ref}/").content.decode()).text
        turned_away = Page(sharmistha.get(f"/console/cases/{fresh.ref}/").content.decode())
    assert "মিতালি রায় · নিয়ন্ত্রক আধিকারিক" in page
    assert "আগের আধিকারিক আর দায়িত্বে নেই। এখন দেখছেন: নিয়ন্ত্রক আধিকারিক" in page
    assert turned_away.headings == ["এই পদের মেয়াদ শেষ হয়েছে।"]


def test_whoever_sleeps_through_the_night_finds_it_done_in_the_morning(town: Town) -> None:
    """The machine was off at midnight: the first sweep after it is enough."""
    case = opened(town, make_contact())
    ordered("relieve", "falakata", "--login", "sharmistha", "--at", MIDNIGHT.isoformat())
    appointed()

    with clock.fixed(OPENS):
        sweeps.sweep()

    assert owners(case) == ["mitali"]
    assert CaseEvent.objects.filter(case=case, code="handed_over").count() == 1


def test_nobody_who_never_was_there_is_relieved(town: Town) -> None:
    with pytest.raises(FrontDoorError, match="nobody-here holds no such post in falakata"):
        ordered("relieve", "falakata", "--login", "nobody-here", "--at", MIDNIGHT.isoformat())

"""A paper is promised at the door once, in the office's next slot, with the exact fee."""

import pytest

from janasetu.bodies.models import Holiday
from janasetu.deliveries import queries
from janasetu.deliveries.actions import call_back, order_visits, plan_visits, set_out
from janasetu.deliveries.models import Visit
from janasetu.deliveries.rules import RefusedError
from janasetu.deliveries.tests.factories import (
    NOW,
    ON_ROUND,
    TOMORROW,
    Office,
    contact_of,
    make_office,
    on_the_way,
    order,
    ordered,
    planned,
    told,
)
from janasetu.lib.ids import uuid7
from janasetu.payments.actions import raise_demands
from janasetu.payments.tests import factories as payments
from janasetu.people.tests.factories import make_contact, statements


@pytest.fixture
def office(db: None) -> Office:
    return make_office()


def test_who_waits_is_told_when_and_that_nothing_is_to_be_paid(office: Office) -> None:
    visit = ordered(office)

    (message,) = told(contact_of(visit))

    assert message.text == (
        "বাসিন্দা সুপারিশপত্র (26-1002-0001-4): কাগজ তৈরি।\n"
        "আগামীকাল, বুধবার ২৫ নভেম্বর, সকাল ১০টা থেকে দুপুর ১টার মধ্যে বাড়িতে পৌঁছে যাবে।\n"
        "ঠিকানা: সুভাষপল্লী, মন্দিরের পাশের বাড়ি, ওয়ার্ড ৫\n"
        "কোনো টাকা লাগবে না।\n"
        "অন্য দিন সুবিধা হলে বা নিজে অফিসে এসে নিতে চাইলে নিচের বোতাম টিপুন।"
    )
    assert [choice["title"] for choice in message.choices] == ["অন্য দিন", "অফিসে এসে নেব"]


def test_the_fee_that_is_owed_is_told_to_the_paisa(office: Office) -> None:
    wanted = order(office)
    at = payments.Office(office.body, office.line, office.clerk, office.clerk, office.clerk)
    raise_demands([payments.order(at, case_id=wanted.case_id)], now=NOW)

    (visit,) = order_visits([wanted], now=NOW)

    (message,) = told(contact_of(visit))
    assert "দরজায় দিতে হবে ঠিক ₹২০০, রসিদ ফোনে আসবে।" in message.text
    assert "কোনো টাকা লাগবে না" not in message.text


def test_the_same_paper_is_ordered_once_and_many_cost_no_more_statements(office: Office) -> None:
    wanted = [order(office, contact=make_contact(f"9198300{n:05}")) for n in range(3)]
    one = statements(lambda: order_visits(wanted[:1], now=NOW))
    two = statements(lambda: order_visits(wanted[1:], now=NOW))

    again = order_visits(wanted, now=NOW)

    assert again == []
    assert Visit.objects.count() == 3
    assert one == two


def test_a_round_is_planned_in_its_order_and_who_is_moved_is_told(office: Office) -> None:
    Holiday.objects.create(body=office.body, day=TOMORROW.day, name={"bn": "স্থানীয় ছুটি"}, declared_at=NOW)
    visits = [ordered(office), ordered(office)]
    Holiday.objects.all().delete()

    planned(office, visits[1], visits[0])

    found = queries.round_of(office.runner, day=TOMORROW.day)
    assert [one.id for one in found] == [visits[1].id, visits[0].id]
    assert "এখন আগামীকাল, বুধবার ২৫ নভেম্বর, সকাল ১০টা থেকে দুপুর ১টার মধ্যে" in told(contact_of(visits[0]))[-1].text


def test_only_who_plans_plans_and_only_for_colleagues_in_office(office: Office) -> None:
    visit, elsewhere = ordered(office), make_office("kochbihar", number=1003)
    asked = {"visit_ids": [visit.id], "slot": TOMORROW, "now": NOW}

    for officer, runner, key in (
        (office.runner, office.runner.id, "may_not_plan"),
        (office.clerk, elsewhere.runner.id, "no_runner"),
        (elsewhere.clerk, elsewhere.runner.id, "no_such_visit"),
    ):
        with pytest.raises(RefusedError) as refused:
            plan_visits(officer=officer, runner_id=runner, **asked)
        assert refused.value.key == key


def test_setting_out_tells_each_a_code_once_and_keeps_only_its_seal(office: Office) -> None:
    visit = on_the_way(office)

    assert set_out(officer=office.runner, day=TOMORROW.day, now=ON_ROUND) == []

    message = told(contact_of(visit))[-1]
    code = message.text.partition("হস্তান্তরের সংকেত: ")[2][:4]
    assert code.isdecimal()
    assert "কোনো টাকা লাগবে না।" in message.text
    assert code not in visit.code
    assert len(told(contact_of(visit))) == 2


def test_a_paper_that_holds_no_more_is_carried_home_by_nobody(office: Office) -> None:
    paper = uuid7()
    visit, other = on_the_way(office, paper_id=paper), ordered(office, paper_id=uuid7())
    before = len(told(contact_of(visit)))

    ended = call_back({(office.body.id, paper): "ঠিকানা ভুয়ো"}, by=office.clerk.post, now=ON_ROUND)

    visit.refresh_from_db()
    other.refresh_from_db()
    assert (ended, visit.state, visit.note, other.state) == (1, "called_off", "ঠিকানা ভুয়ো", "asked")
    assert len(told(contact_of(visit))) == before

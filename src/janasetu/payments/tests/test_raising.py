"""What a case comes to owe, once, and what whoever has to pay is told of it."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.conf import settings
from PIL import Image

from janasetu.documents import store
from janasetu.lib.ids import uuid7
from janasetu.payments import queries
from janasetu.payments.actions import end_demands, raise_demands
from janasetu.payments.models import Demand
from janasetu.payments.notices import nothing_to_pay, page_address, payment_link, to_pay
from janasetu.payments.tests.factories import (
    ACCOUNT,
    NOW,
    Office,
    a_payer,
    definition,
    make_office,
    order,
    owed,
    paid,
    told,
)
from janasetu.people.models import Contact
from janasetu.people.tests.factories import statements

LINK = (
    f"upi://pay?pa={ACCOUNT}&pn=Falakata%20Municipality&tr=26100200014F1&tn=26-1002-0001-4&am=200.00&cu=INR"
)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def office(db: None) -> Office:
    return make_office()


def test_what_falls_due_is_owed_with_its_source_and_told_to_the_paisa(office: Office) -> None:
    payer = a_payer()

    demand = owed(office, contact=payer)

    assert (demand.state, demand.amount, demand.due) == ("due", Decimal(200), "before scrutiny")
    assert demand.fees[0].source == "sample; put the body's own resolution here"
    (message,) = told(payer)
    assert message.text == (
        "26-1002-0001-4 নম্বর আবেদনের জন্য ₹২০০ দিতে হবে।\n"
        "ছোট ব্যবসার ফি: ₹২০০\n"
        "এই পাতা, লিঙ্ক বা কিউআর কোড থেকে ইউপিআই অ্যাপে দিতে পারেন:\n"
        f"{page_address(demand, office.body)}\n"
        f"{LINK}\n"
        "অফিসের কাউন্টারে নগদেও দেওয়া যায়। রসিদ অবশ্যই নেবেন। এর বাইরে কাউকে কোনো টাকা দেবেন না।"
    )
    assert message.template["params"][-1] == f"{page_address(demand, office.body)} {LINK}"


def test_the_link_goes_along_as_a_picture_that_reads_as_the_link(office: Office) -> None:
    zxingcpp = pytest.importorskip("zxingcpp")
    payer = a_payer()

    owed(office, contact=payer)

    (message,) = told(payer)
    with Image.open(store.path_of(settings.MEDIA_FOLDER, message.file["sha256"])) as picture:
        grey = picture.convert("L")
    pixels = memoryview(grey.tobytes()).cast("B", (grey.height, grey.width))
    assert [one.text for one in zxingcpp.read_barcodes(pixels)] == [LINK]


def test_an_office_without_an_account_in_upi_names_the_counter_alone(db: None) -> None:
    office, payer = make_office(account=""), a_payer()

    demand = owed(office, contact=payer)

    (message,) = told(payer)
    assert payment_link(demand, office.body) == ""
    assert "upi" not in message.text
    assert message.file is None
    assert message.text.splitlines()[-1].startswith("অফিসের কাউন্টারে নগদে দিন")


@pytest.mark.parametrize("account", ["not an account", "a&am=1@bank"])
def test_a_wrong_account_on_record_makes_no_link(db: None, account: str) -> None:
    office = make_office(account=account)

    assert payment_link(owed(office), office.body) == ""


def test_the_same_order_again_changes_nothing_and_tells_nothing(office: Office) -> None:
    payer, asked = a_payer(), order(office)
    asked = replace(asked, payer=order(office, contact=payer).payer)

    first = raise_demands([asked], now=NOW)
    again = raise_demands([asked], now=LATER)

    assert [one.id for one in again] == [one.id for one in first]
    assert Demand.objects.get().raised_at == NOW
    assert len(told(payer)) == 1


def test_other_answers_make_it_another_amount_and_the_payer_hears_of_it(office: Office) -> None:
    payer = a_payer()
    asked = order(office, contact=payer)
    raise_demands([asked], now=NOW)

    (demand,) = raise_demands([replace(asked, fields={"workers": 9})], now=LATER)

    assert (demand.amount, demand.fees[0].name["bn"]) == (Decimal(500), "বড় ব্যবসার ফি")
    assert Demand.objects.get().amount == Decimal(500)
    assert told(payer)[-1].text.startswith(
        "26-1002-0001-4 নম্বর আবেদনের ফি বদলেছে। এখন ₹৫০০ দিতে হবে, আগের অঙ্ক আর নয়।"
    )


def test_what_was_paid_stays_as_it_was_paid(office: Office) -> None:
    asked = order(office)
    (demand,) = raise_demands([asked], now=NOW)
    paid(office, demand)

    raise_demands([replace(asked, fields={"workers": 9})], now=LATER)

    assert (Demand.objects.get().state, Demand.objects.get().amount) == ("paid", Decimal(200))


def test_where_nothing_is_to_be_paid_it_is_said(office: Office) -> None:
    payer = a_payer()

    assert raise_demands([order(office, fields={}, contact=payer)], now=NOW) == []

    assert [one.text for one in told(payer)] == [
        "26-1002-0001-4 নম্বর আবেদনের জন্য কোনো টাকা লাগবে না। কেউ টাকা চাইলে দেবেন না, অফিসে জানান।"
    ]


def test_a_due_time_that_the_service_has_no_fee_for_says_nothing(office: Office) -> None:
    payer = a_payer()

    raise_demands([order(office, due="on delivery", contact=payer)], now=NOW)

    assert told(payer) == []


def test_answers_with_which_nothing_is_due_any_more_drop_it_and_others_bring_it_back(office: Office) -> None:
    payer = a_payer()
    asked = order(office, contact=payer)
    raise_demands([asked], now=NOW)

    raise_demands([replace(asked, fields={})], now=LATER)
    assert Demand.objects.get().state == "dropped"
    assert "কোনো টাকা লাগবে না" in told(payer)[-1].text

    raise_demands([asked], now=LATER + timedelta(hours=1))
    assert Demand.objects.get().state == "due"


def test_each_due_time_of_a_case_has_a_payment_reference_of_its_own(office: Office) -> None:
    case_id, plan = uuid7(), {"storeys": 1}
    asked = [
        order(office, service="building-permission", due=due, fields=plan, case_id=case_id)
        for due in ("with application", "before approval")
    ]

    demands = raise_demands(asked, now=NOW)

    assert [(one.payment_reference, one.amount) for one in demands] == [
        ("26100200014F1", Decimal(500)),
        ("26100200014F2", Decimal(2500)),
    ]
    assert queries.outstanding(office.body.id, case_id) == Decimal(3000)
    assert queries.outstanding(office.body.id, case_id, due="with application") == Decimal(500)
    assert queries.owing([office.body.id], [case_id, uuid7()]) == {case_id}


def test_a_case_that_is_over_owes_nothing_and_what_was_paid_stays(office: Office) -> None:
    case_id, plan = uuid7(), {"storeys": 1}
    first, second = (
        order(office, service="building-permission", due=due, fields=plan, case_id=case_id)
        for due in ("with application", "before approval")
    )
    (demand, _) = raise_demands([first, second], now=NOW)
    paid(office, demand)

    back = end_demands(body_ids=[office.body.id], case_ids=[case_id], how="withdrawn", now=LATER)

    assert back == []
    assert list(Demand.objects.order_by("part").values_list("state", flat=True)) == ["paid", "dropped"]


def test_whose_phone_has_changed_hands_is_told_nothing(office: Office) -> None:
    payer = a_payer()
    Contact.objects.filter(id=payer.id).update(epoch=2)

    owed(office, contact=payer)

    assert told(payer) == []


def test_on_a_phone_that_somebody_else_reads_no_money_is_named(office: Office) -> None:
    payer = a_payer()
    Contact.objects.filter(id=payer.id).update(quiet_since=NOW)

    owed(office, contact=payer)

    (message,) = told(payer)
    assert message.text == "26-1002-0001-4 নম্বরের নতুন খবর আছে। অফিসে এসে বা ফোন করে জেনে নিন।"
    assert message.file is None


def test_any_number_of_cases_takes_the_same_number_of_statements(office: Office) -> None:
    def orders(count: int) -> list:
        return [order(office, contact=a_payer(), ref=f"2610020{n:03}4") for n in range(count)]

    one, many = orders(1), orders(9)

    assert statements(lambda: raise_demands(one, now=NOW)) == statements(lambda: raise_demands(many, now=NOW))


def test_a_service_without_fees_asks_the_database_nothing(office: Office) -> None:
    free = replace(order(office), service=definition("residence-recommendation"))

    assert statements(lambda: raise_demands([free], now=NOW)) == 0 + 2  # the transaction of the test's own


def test_any_message_can_say_what_is_to_be_paid() -> None:
    assert to_pay(Decimal("1250.50"), "bn") == "দিতে হবে ₹১,২৫০.৫০। এর বাইরে কাউকে কোনো টাকা দেবেন না।"
    assert to_pay(Decimal(0), "bn") == nothing_to_pay("bn") == "কোনো টাকা লাগবে না।"

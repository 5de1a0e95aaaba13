"""A fee is let go or given back by two officers, with a reason that the citizen reads."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from janasetu.bodies.models import Officer
from janasetu.bodies.tests.factories import make_officer
from janasetu.payments.actions import (
    agree_to_relief,
    ask_refund,
    ask_waiver,
    close_day,
    raise_demands,
    refuse_relief,
)
from janasetu.payments.actions.relieving import GivenBack
from janasetu.payments.choices import Mode
from janasetu.payments.models import Demand, Relief
from janasetu.payments.queries import reliefs_to_decide
from janasetu.payments.rules import WAITS, RefusedError
from janasetu.payments.tests.factories import (
    DAY,
    NOW,
    Office,
    a_payer,
    cash,
    make_office,
    order,
    owed,
    paid,
    told,
)

REASON = "আবেদনকারী প্রতিবন্ধী, বোর্ডের সিদ্ধান্ত অনুযায়ী"
UTR = "412356789012"


@pytest.fixture
def office(db: None) -> Office:
    return make_office()


def waiver(office: Office, demand: Demand, *, by: Officer | None = None, reason: str = REASON) -> Relief:
    return ask_waiver(officer=by or office.clerk, demand_id=demand.id, reason=reason, now=NOW)


def refund(office: Office, demand: Demand) -> Relief:
    return ask_refund(officer=office.clerk, demand_id=demand.id, reason=REASON, now=NOW)


def agree(
    office: Office, relief_id: UUID, *, by: Officer | None = None, given: GivenBack | None = None
) -> Relief:
    return agree_to_relief(officer=by or office.chairman, relief_id=relief_id, given=given, now=NOW)


def test_a_fee_is_let_go_when_a_second_officer_agrees_and_the_payer_reads_why(office: Office) -> None:
    payer = a_payer()
    demand = owed(office, contact=payer)

    asked = waiver(office, demand)
    assert Demand.objects.get().state == "due"
    agree(office, asked.id)

    assert Demand.objects.get().state == "waived"
    assert told(payer)[-1].text == (
        f"26-1002-0001-4 নম্বর আবেদনের ₹২০০ মকুব করা হয়েছে। এই ফি আর দিতে হবে না।\nকারণ: {REASON}"
    )


def test_nobody_agrees_to_their_own_wish_in_whatever_post(office: Office) -> None:
    asked = waiver(office, owed(office), by=office.chairman)
    other_post = make_officer(office.body, "secretary", user=office.chairman.user)

    for officer in (office.chairman, other_post):
        with pytest.raises(RefusedError, match="same_person"):
            agree(office, asked.id, by=officer)


def test_the_database_knows_that_too(office: Office) -> None:
    asked = waiver(office, owed(office), by=office.chairman)

    with pytest.raises(IntegrityError), transaction.atomic():
        Relief.objects.filter(id=asked.id).update(decided_by=office.chairman)


def test_a_second_clerk_is_not_enough(office: Office) -> None:
    asked = waiver(office, owed(office))

    with pytest.raises(RefusedError, match="may_not_agree"):
        agree(office, asked.id, by=office.colleague)


@pytest.mark.parametrize("reason", ["", "গরিব", " " * 20, "ক" * 501])
def test_a_reason_that_is_none_is_refused(office: Office, reason: str) -> None:
    with pytest.raises(RefusedError, match="reason_needed"):
        waiver(office, owed(office), reason=reason)


def test_while_one_waits_nobody_else_asks_and_who_asked_may_say_it_better(office: Office) -> None:
    demand = owed(office)
    first = waiver(office, demand)

    with pytest.raises(RefusedError, match="asked_already"):
        waiver(office, demand, by=office.colleague)
    again = waiver(office, demand, reason=f"{REASON}।")

    assert (again.id, Relief.objects.get().reason) == (first.id, f"{REASON}।")


def test_a_no_leaves_it_due_and_ends_the_wish(office: Office) -> None:
    demand = owed(office)
    asked = waiver(office, demand)

    refuse_relief(officer=office.chairman, relief_id=asked.id, now=NOW)

    assert Demand.objects.get().state == "due"
    with pytest.raises(RefusedError, match="relief_over"):
        agree(office, asked.id)
    assert waiver(office, demand).id != asked.id


def test_a_wish_does_not_wait_for_ever(office: Office) -> None:
    asked = waiver(office, owed(office))
    late = NOW + WAITS

    assert list(reliefs_to_decide(office.chairman, now=late - timedelta(seconds=1))) == [asked]
    assert list(reliefs_to_decide(office.chairman, now=late)) == []
    with pytest.raises(RefusedError, match="relief_over"):
        agree_to_relief(officer=office.chairman, relief_id=asked.id, now=late)


def test_what_was_paid_meanwhile_is_not_let_go(office: Office) -> None:
    demand = owed(office)
    asked = waiver(office, demand)
    cash(office, demand)

    with pytest.raises(RefusedError, match="not_due"):
        agree(office, asked.id)


def test_a_yes_to_one_amount_is_no_yes_to_another(office: Office) -> None:
    asked = order(office)
    (demand,) = raise_demands([asked], now=NOW)
    wish = waiver(office, demand)
    raise_demands([replace(asked, fields={"workers": 9})], now=NOW)

    with pytest.raises(RefusedError, match="relief_changed"):
        agree(office, wish.id)
    assert Demand.objects.get().state == "due"


def test_what_was_let_go_is_not_taken(office: Office) -> None:
    demand = owed(office)
    agree(office, waiver(office, demand).id)

    with pytest.raises(RefusedError, match="not_due"):
        cash(office, demand)


def test_what_was_let_go_stays_so_when_the_same_falls_due_again(office: Office) -> None:
    asked = order(office)
    (demand,) = raise_demands([asked], now=NOW)
    agree(office, waiver(office, demand).id)

    raise_demands([asked], now=NOW + timedelta(hours=1))

    assert Demand.objects.get().state == "waived"


def test_another_office_knows_nothing_of_the_wish(office: Office) -> None:
    other = make_office("basirhat", number=1003)
    asked = waiver(office, owed(office))

    assert list(reliefs_to_decide(other.chairman, now=NOW)) == []
    with pytest.raises(RefusedError, match="relief_over"):
        agree(other, asked.id)


# --- given back ---


@pytest.mark.parametrize(
    ("given", "reference"), [(GivenBack(Mode.CASH), ""), (GivenBack(Mode.UPI, "৪১২৩৫৬৭৮৯০১২"), UTR)]
)
def test_money_is_given_back_on_a_voucher_of_its_own_series(
    office: Office, given: GivenBack, reference: str
) -> None:
    payer = a_payer()
    demand = owed(office, contact=payer)
    paid(office, demand)

    relief = agree(office, refund(office, demand).id, given=given)

    assert (relief.number, relief.reference, relief.day) == ("2026-27/000001", reference, DAY)
    assert Demand.objects.get().state == "refunded"
    assert told(payer)[-1].text.splitlines() == [
        "26-1002-0001-4 নম্বর আবেদনের ₹২০০ ফেরত দেওয়া হয়েছে।",
        f"কারণ: {REASON}",
        "ভাউচার নম্বর: 2026-27/000001",
    ]


@pytest.mark.parametrize(
    ("given", "key"),
    [
        (None, "refund_how"),
        (GivenBack(Mode.GATEWAY), "refund_how"),
        (GivenBack(Mode.UPI, "12"), "utr_wrong"),
    ],
)
def test_how_it_is_given_back_must_be_said(office: Office, given: GivenBack | None, key: str) -> None:
    demand = owed(office)
    paid(office, demand)

    with pytest.raises(RefusedError, match=key):
        agree(office, refund(office, demand).id, given=given)

    assert Demand.objects.get().state == "paid"


def test_what_was_not_paid_is_not_given_back(office: Office) -> None:
    with pytest.raises(RefusedError, match="not_paid"):
        refund(office, owed(office))


def test_out_of_a_closed_box_nothing_is_given_back(office: Office) -> None:
    demand = owed(office)
    paid(office, demand)
    asked = refund(office, demand)
    close_day(officer=office.clerk, day=DAY, pieces={200: 1}, note="", now=NOW)

    with pytest.raises(RefusedError, match="day_closed"):
        agree(office, asked.id, given=GivenBack(Mode.CASH))
    assert agree(office, asked.id, given=GivenBack(Mode.UPI, UTR)).serial == 1

"""What a case has cost: every message that was sent because of it, and none that was not."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.bodies.tests.factories import make_body, make_officer
from janasetu.cases.actions import MoveOrder, make_move
from janasetu.cases.costs import UNTOLD, Costs, costs_of
from janasetu.cases.models import Case
from janasetu.cases.tests.factories import NOW, Town, make_town
from janasetu.conversations.tests.phone import Phone
from janasetu.lib import clock
from janasetu.messaging.models import OutboundMessage
from janasetu.messaging.prices import PriceList, Prices
from janasetu.messaging.tests.factories import SALIM

DAY = timedelta(days=1)
SUBJECT, PLACE = "রাস্তার আলো জ্বলছে না", "৫ নং ওয়ার্ড"
FORM = ("অভিযোগ জানান", SUBJECT, "তিন দিন আলো নেই", PLACE, "ছবি নেই")


@pytest.fixture
def rita(town: Town) -> Phone:
    return Phone(town.line)


def hands_in(phone: Phone) -> Case:
    phone.says(*FORM, "জমা দিন")
    return Case.objects.get()


def ends(town: Town, case: Case) -> None:
    """The officer turns it down, and the citizen is told why."""
    order = MoveOrder("reject", reason="nothing_found")
    make_move(officer=town.officer, ref=case.ref, order=order, now=NOW + timedelta(minutes=5))


def everything_left(*, category: str = "", billable: bool | None = None) -> None:
    OutboundMessage.objects.update(state="delivered", category=category, billable=billable)


def spent(town: Town, prices: Sequence[PriceList] = ()) -> Costs:
    return costs_of(town.secretary, since=NOW - DAY, until=NOW + DAY, prices=Prices(prices))


def test_a_case_has_cost_its_form_its_receipt_and_its_end(town: Town, rita: Phone) -> None:
    rita.says("নমস্কার")
    ends(town, hands_in(rita))
    everything_left()

    costs = spent(town)

    asked = OutboundMessage.objects.exclude(draft="").count()
    assert asked == 6  # four questions, the card, the receipt
    (complaint,) = costs.services
    assert (complaint.code, complaint.finished) == ("complaint", 1)
    assert complaint.spent.messages == asked + 1
    assert complaint.spent.by_category == {UNTOLD: 7}
    assert costs.talks.messages == 1  # the greeting
    assert costs.talks.messages + costs.all.messages == OutboundMessage.objects.count()


def test_a_form_that_was_given_up_belongs_to_no_case(town: Town, rita: Phone) -> None:
    rita.says(*FORM[:3], "বাতিল")
    everything_left()

    costs = spent(town)

    assert costs.services == []
    assert costs.talks.messages == OutboundMessage.objects.count() > 3


def test_what_is_said_beside_the_form_of_another_and_after_it_is_not_the_cases(
    town: Town, rita: Phone
) -> None:
    salim = Phone(town.line, SALIM)
    salim.says(*FORM[:2])
    case = hands_in(rita)
    rita.says("মেনু")
    ends(town, case)
    everything_left()

    assert spent(town).all.messages == 7
    assert spent(town).talks.messages == 3


def test_the_messages_of_a_case_that_has_not_ended_are_counted_when_it_has(town: Town, rita: Phone) -> None:
    case = hands_in(rita)
    everything_left()
    assert (spent(town).all.messages, spent(town).talks.messages) == (0, 0)

    ends(town, case)
    everything_left()
    assert (spent(town).all.messages, spent(town).talks.messages) == (7, 0)


def test_an_officer_who_is_told_of_a_case_is_told_at_its_cost(town: Town, rita: Phone) -> None:
    town.officer.phone = "+910000902007"
    town.officer.save()
    case = hands_in(rita)

    (told,) = OutboundMessage.objects.filter(source__startswith="charge:")
    assert (told.about_id, told.about_body_id, told.draft) == (case.id, town.body.id, "")
    assert told.passed_on  # nobody is rung who did not hear of it as an officer
    Phone(town.line, "910000902007").taps_id(f"field:{case.ref}:seen")
    ends(town, case)
    everything_left()

    assert spent(town).all.messages == 9


def test_what_costs_is_what_the_provider_charges_and_what_has_arrived(town: Town, rita: Phone) -> None:
    ends(town, hands_in(rita))
    everything_left(category="service", billable=False)
    rows = OutboundMessage.objects
    receipt = rows.filter(source__startswith="opened:")
    receipt.update(category="utility", billable=True, state="read")
    rows.filter(source__startswith="event:").update(category="utility", billable=True, state="sent")
    first = rows.order_by("id").values("id")[:1]
    rows.filter(id__in=list(first.values_list("id", flat=True))).update(state="failed")

    total = spent(town).all

    assert total.by_category == {"service": 4, "utility": 2}
    assert (total.messages, total.billable) == (6, 1)


def test_a_price_is_that_of_the_day_and_what_has_none_is_counted(town: Town, rita: Phone) -> None:
    ends(town, hands_in(rita))
    everything_left(category="utility", billable=True)
    ended = Case.objects.get().ended_at
    assert ended
    day = clock.local(NOW).date()
    older = PriceList(day - DAY, "a contract", {"utility": Decimal("0.1150")})
    newer = PriceList(day + DAY, "another", {"utility": Decimal(1)})

    assert spent(town, [older, newer]).all.rupees == Decimal("0.8050")
    assert spent(town, [newer]).all.unpriced == 7
    assert not spent(town).has_prices


def test_of_a_text_message_its_parts_cost(town: Town, rita: Phone) -> None:
    ends(town, hands_in(rita))
    everything_left(category="service", billable=False)
    OutboundMessage.objects.filter(source__startswith="event:").update(category="", billable=None, parts=3)
    prices = [PriceList(clock.local(NOW).date(), "a contract", {"sms_part": Decimal("0.2")})]

    total = spent(town, prices).all

    assert (total.messages, total.parts, total.rupees) == (7, 3, Decimal("0.6"))
    assert total.by_category == {"service": 6, "text_message": 1}


def test_an_office_sees_its_own_and_the_state_sees_all(town: Town, rita: Phone) -> None:
    ends(town, hands_in(rita))
    everything_left()
    other = make_town("malbazar", number=1003)
    state = make_body("wb", kind="state", number=None)
    for one in (town, other):
        one.body.parent = state
        one.body.save()
    at_the_top = make_officer(state, "state")

    assert spent(other).services == []
    everywhere = costs_of(at_the_top, since=NOW - DAY, until=NOW + DAY, prices=Prices())
    assert [(one.finished, one.spent.messages) for one in everywhere.services] == [(1, 7)]


def test_what_it_costs_is_read_in_as_many_queries_for_one_case_as_for_three(town: Town) -> None:
    def queries(number: int) -> int:
        phone = Phone(town.line, f"91000001{number:04}")
        phone.says(*FORM, "জমা দিন")
        ends(town, Case.objects.latest("id"))
        everything_left()
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert spent(town).finished == number
        return len(seen)

    assert queries(1) == queries(2) == queries(3) == 3

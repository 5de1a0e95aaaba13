"""An application that is taken back: what was under way for it ends with it, and whom it concerns hears."""

from datetime import timedelta

import pytest

from janasetu.bodies.models import Officer
from janasetu.bodies.tests.factories import make_officer
from janasetu.cases.actions import (
    Withdrawal,
    fetch_paper_at_door,
    note_payments,
    withdraw,
    withdraw_by_code,
    withdraw_for,
)
from janasetu.cases.codes import code_of
from janasetu.cases.models import Case, CasePause
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
from janasetu.deliveries.models import Visit
from janasetu.lib.ids import uuid7
from janasetu.messaging.models import OutboundMessage
from janasetu.messaging.tests.factories import NOW
from janasetu.payments.actions import take_cash
from janasetu.payments.models import Demand
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import ContactKey

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)
NO_MORE = "এখানে আপনার আর কিছু করার নেই।"


@pytest.fixture
def town() -> Office:
    return a_building_town()


@pytest.fixture
def rahima() -> ContactKey:
    return make_contact()


def word_of(contact: ContactKey, case: Case, office: Office) -> Withdrawal:
    return Withdrawal(
        ref=case.ref, contact=contact, epoch=1, line_id=office.line.id, lang="bn", source=f"back:{case.ref}"
    )


def with_telephones(office: Office, *roles: str) -> None:
    for number, role in enumerate(roles):
        Officer.objects.filter(id=office.officers[role].id).update(phone=f"9198000000{number:02}")


def heard_at_desks() -> list[str]:
    """What officers were told of it: the steps."""
    texts = OutboundMessage.objects.filter(text__contains=NO_MORE).values_list("text", flat=True)
    return sorted(text.splitlines()[1] for text in texts)


def test_each_desk_that_has_it_hears_once_and_what_was_paid_stays_where_its_rule_says_so(
    town: Office, rahima: ContactKey
) -> None:
    case = apply_for(town, HOUSE, contact=rahima)
    due = Demand.objects.get(case_id=case.id)
    clerk = make_officer(town.body, "clerk")
    take_cash(officer=clerk, demand_id=due.id, amount=due.amount, seen=due.amount, once=uuid7(), now=NOW)
    note_payments(now=NOW)
    with_telephones(town, "officer", "inspector", "drainage", "assessment")
    move(town, case, "scrutiny", "accept", now=LATER)
    move(town, case, "assessment", "report", now=LATER)

    withdraw([word_of(rahima, case, town), word_of(rahima, case, town)], now=LATER)

    assert lies_at(case) == []
    assert heard_at_desks() == ["ধাপ: জমি দেখা", "ধাপ: নিকাশি"]
    assert any("₹৫০০ দিয়েছিলেন, আবেদন ফিরিয়ে নিলে নিয়মমতো তা ফেরত হয় না।" in one for one in told(rahima))


def test_nobody_goes_for_its_paper_any_more_and_no_clock_waits(town: Office, rahima: ContactKey) -> None:
    make_officer(town.body, "runner")
    deed = a_paper()
    case = apply_for(town, {**HOUSE, "deed": [str(deed.id)]}, contact=rahima, files=[deed])
    move(town, case, "scrutiny", "ask_again", refused={"deed": "unreadable"})
    officer = town.officers["officer"]
    fetch_paper_at_door(officer=officer, ref=case.ref, question="deed", now=NOW)

    withdraw_for(officer=officer, ref=case.ref, note="নিজে এসে লিখে দিয়েছেন", now=LATER)

    assert Visit.objects.get().state == "called_off"
    assert not CasePause.objects.filter(case=case, ended_at=None).exists()
    assert heard_at_desks() == []  # it was their own desk


def test_on_the_web_only_number_and_secret_together_take_it_back_and_nothing_that_has_ended() -> None:
    panchayat = a_panchayat()
    case, decided = (apply_for(panchayat, SHOP) for _ in range(2))
    move(panchayat, decided, "scrutiny", "reject")

    wrong = withdraw_by_code(ref=case.ref, code=code_of(decided.ref), now=LATER)
    late = withdraw_by_code(ref=decided.ref, code=code_of(decided.ref), now=LATER)
    taken = withdraw_by_code(ref=case.ref, code=code_of(case.ref), now=LATER)
    again = withdraw_by_code(ref=case.ref, code=code_of(case.ref), now=LATER)

    assert (wrong, late, taken, again) == (None, None, case, None)
    assert events(case)[-1] == ("withdrawn", "citizen")

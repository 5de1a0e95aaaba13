"""Tests of the money of a case: told with the receipt, waited for at the desk, noted, given back."""

import json
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.bodies.tests.factories import make_officer
from janasetu.cases.actions import (
    CaseOrder,
    CitizenReply,
    PaperWish,
    Withdrawal,
    answer_questions,
    finish_signed,
    note_payments,
    open_cases,
    send_papers,
    send_receipts,
    withdraw,
)
from janasetu.cases.models import Case, CaseEvent, CasePause
from janasetu.cases.rules import RefusedError
from janasetu.cases.standing import standing_of, statuses
from janasetu.cases.tests.factories import NOW, events, told
from janasetu.cases.tests.offices import (
    HOUSE,
    SHOP,
    Office,
    a_building_town,
    a_panchayat,
    apply_for,
    lies_at,
    move,
)
from janasetu.catalogue.actions import override
from janasetu.catalogue.loader import BUNDLED, definition, read
from janasetu.catalogue.overrides import overridden
from janasetu.catalogue.queries import offered_by_bodies
from janasetu.catalogue.tests.factories import publish
from janasetu.documents import store
from janasetu.documents.actions import take_draft
from janasetu.documents.models import Paper
from janasetu.documents.pressing import Presser
from janasetu.lib.clock import KOLKATA
from janasetu.lib.ids import uuid7
from janasetu.messaging.models import OutboundMessage, Window
from janasetu.payments.actions import (
    agree_to_relief,
    ask_refund,
    ask_waiver,
    open_checkout,
    remind_to_pay,
    take_callback,
    take_cash,
)
from janasetu.payments.actions.companies import order_for
from janasetu.payments.actions.relieving import GivenBack
from janasetu.payments.choices import Mode
from janasetu.payments.companies import stand_in
from janasetu.payments.models import Checkout, Demand, Receipt
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import ContactKey

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock_at_now")]
DAY = timedelta(days=1)
NO_MONEY = "কোনো টাকা লাগবে না।"


@pytest.fixture
def panchayat() -> Office:
    office = a_panchayat()
    office.body.facts = {"upi": "panchayat.namuna@specimen"}
    office.body.save()
    return office


@pytest.fixture
def rahima() -> ContactKey:
    return make_contact()


def has_written(contact: ContactKey, office: Office) -> None:
    Window.objects.create(
        bucket=contact.bucket, contact_id=contact.id, line_id=office.line.id, last_inbound_at=NOW
    )


def fresh(case: Case) -> Case:
    return Case.objects.get(id=case.id)


def owed(case: Case) -> Demand:
    return Demand.objects.get(case_id=case.id, state="due")


def pay(office: Office, case: Case, *, now: datetime = NOW) -> Receipt:
    """Cash at the counter, as the clerk takes it, and the jobs process notes it."""
    clerk, due = make_officer(office.body, "clerk"), owed(case)
    given = take_cash(
        officer=clerk, demand_id=due.id, amount=due.amount, seen=due.amount, once=uuid7(), now=now
    )
    note_payments(now=now)
    return given


def with_fee(office: Office, **fee: Any) -> Office:
    """The same office with trade NOCs that cost this."""
    content = json.loads(read(BUNDLED / "trade-noc" / "service.yaml").content)
    asked = {"from": "2026-04-01", "source": "sample", "amount": 50} | fee
    draft = overridden(content, {"fee": [asked]}, body_kind="gram_panchayat")
    assert not draft.problems, draft.problems
    return Office(office.body, office.line, publish(definition(draft)), office.officers)


def _word(case: Case, contact: ContactKey, office: Office, source: str) -> Any:
    """Of the applicant about their case."""
    return {
        "ref": case.ref,
        "contact": contact,
        "epoch": 1,
        "line_id": office.line.id,
        "lang": "bn",
        "source": source,
    }


# --- told with the receipt ---


def test_the_receipt_of_an_application_says_in_one_message_what_to_pay_and_how(
    panchayat: Office, rahima: ContactKey
) -> None:
    has_written(rahima, panchayat)

    case = apply_for(panchayat, SHOP, contact=rahima)

    (message,) = OutboundMessage.objects.filter(contact_id=rahima.id)
    lines = message.text.splitlines()
    assert lines[0] == "আপনার আবেদন জমা পড়েছে।"
    at = lines.index("দিতে হবে ₹২০০।")
    assert lines[at + 1] == "ছোট ব্যবসার ফি: ₹২০০"
    assert "/pay/" in lines[at + 2]
    assert lines[at + 3].endswith("এর বাইরে কাউকে কোনো টাকা দেবেন না।")
    assert message.file is not None
    assert message.file["mime"] == "image/png"
    assert owed(case).payment_reference == f"{case.ref}F1"
    assert events(case) == [("opened", "citizen"), ("demand_raised", "system")]


def test_what_costs_nothing_says_so_with_the_receipt(panchayat: Office, rahima: ContactKey) -> None:
    free = with_fee(panchayat, when="workers > 100")

    apply_for(free, SHOP, contact=rahima)

    (said,) = told(rahima)
    assert NO_MONEY in said.splitlines()
    assert not Demand.objects.exists()


def test_the_receipt_tells_what_falls_due_later_and_when(rahima: ContactKey) -> None:
    town = a_building_town()

    apply_for(town, HOUSE, contact=rahima)

    lines = told(rahima)[0].splitlines()
    assert "দিতে হবে ₹৫০০।" in lines
    at = lines.index("পরে লাগবে:")
    assert lines[at + 1].startswith("• অনুমোদনের ফি: ₹২,৫০০ (")


def test_statements_do_not_grow_with_the_applications_that_cost_something(panchayat: Office) -> None:
    def opening(count: int) -> int:
        orders = [
            CaseOrder(
                body_id=panchayat.body.id,
                version_id=panchayat.version,
                source=f"many:{uuid7()}",
                channel="whatsapp",
                fields=dict(SHOP),
                opened_at=NOW,
                contact=make_contact(),
                line_id=panchayat.line.id,
            )
            for _ in range(count)
        ]
        with CaptureQueriesContext(connection) as statements:
            open_cases(orders, now=NOW)
        return len(statements)

    opening(1)

    assert opening(1) == opening(3)


def test_what_another_office_asks_for_a_new_case_is_not_asked_of_an_old_one(panchayat: Office) -> None:
    old = apply_for(panchayat, SHOP)

    override(
        body=panchayat.body,
        code="trade-noc",
        patch={"fee": [{"from": "2026-04-01", "amount": 350, "due": "before scrutiny", "source": "sample"}]},
        now=NOW,
    )
    known = offered_by_bodies([panchayat.body])[panchayat.body.id]
    (version,) = [one for one, service in known.items() if service.code == "trade-noc"]
    dearer = Office(panchayat.body, panchayat.line, version, panchayat.officers)
    new = apply_for(dearer, SHOP)

    assert [owed(old).amount, owed(new).amount] == [Decimal(200), Decimal(350)]


# --- the desk waits for it ---


def test_a_desk_asks_and_refuses_but_does_not_lead_on_before_the_fee_is_paid(panchayat: Office) -> None:
    case = apply_for(panchayat, SHOP)

    with pytest.raises(RefusedError, match="fee_unpaid"):
        move(panchayat, case, "scrutiny", "accept", owes=True)
    move(panchayat, case, "scrutiny", "ask_again", owes=True)
    receipt = pay(panchayat, case)
    move(panchayat, case, "scrutiny", "accept", owes=True)

    assert lies_at(case) == ["site"]
    paid = CaseEvent.objects.get(case=case, code="fee_paid")
    assert (paid.by, paid.params) == (
        "clerk@panchayat",
        {"amount": "200.00", "due": "before scrutiny", "part": 1, "receipt": receipt.number, "mode": "cash"},
    )


def test_a_fee_that_two_officers_let_go_holds_nothing_up(panchayat: Office) -> None:
    case = apply_for(panchayat, SHOP)
    clerk = make_officer(panchayat.body, "clerk")

    asked = ask_waiver(officer=clerk, demand_id=owed(case).id, reason="বন্যায় দোকান ভেসে গেছে", now=NOW)
    agree_to_relief(officer=panchayat.officers["pradhan"], relief_id=asked.id, now=NOW)
    note_payments(now=NOW)
    move(panchayat, case, "scrutiny", "accept", owes=True)

    waived = CaseEvent.objects.get(case=case, code="fee_waived")
    assert (waived.by, waived.params["reason"]) == ("pradhan@panchayat", "বন্যায় দোকান ভেসে গেছে")


def test_a_fee_falls_due_when_the_case_comes_to_its_stage_and_its_clocks_stand_still_until_it_is_paid(
    rahima: ContactKey,
) -> None:
    town = a_building_town()
    case = apply_for(town, HOUSE, contact=rahima)
    for stage, code in _WAY_TO_APPROVAL:
        move(town, case, stage, code)
    due = fresh(case).promise_due_at
    desk_due = case.desks.get(stage="approval").due_at
    assert fresh(case).status == "waiting_citizen"
    assert "দিতে হবে ₹২,৫০০।" in told(rahima)[-1]
    assert "এক ধাপ এগোল" in told(rahima)[-1]

    words = CitizenReply(**_word(case, rahima, town, "w:1"), text="কাল দেব")
    answer_questions([words], now=NOW + DAY)
    assert fresh(case).status == "waiting_citizen"
    pay(town, case, now=NOW + 2 * DAY)

    now = fresh(case)
    assert now.status == "in_progress"
    assert now.promise_due_at == due + timedelta(hours=12)  # all that is open from Saturday to Monday noon
    assert case.desks.get(stage="approval").due_at != desk_due
    pause = CasePause.objects.get(case=case)
    assert (pause.reason, pause.ended_at) == ("waiting_payment", NOW + 2 * DAY)


_WAY_TO_APPROVAL = (
    ("scrutiny", "accept"),
    *((desk, "report") for desk in ("site", "drainage", "assessment")),
    ("technical", "accept"),
)


def test_a_question_asked_while_a_fee_is_due_is_waited_for_by_itself(rahima: ContactKey) -> None:
    office = with_fee(a_panchayat(), due="before scrutiny", pauses=True)
    case = apply_for(office, SHOP, contact=rahima)
    move(office, case, "scrutiny", "ask_again", owes=True)

    pay(office, case, now=NOW + DAY)
    asked = fresh(case)
    reply = CitizenReply(**_word(case, rahima, office, "r:1"), text="এই নিন")
    answer_questions([reply], now=NOW + 3 * DAY)

    assert asked.status == "waiting_citizen"
    assert fresh(case).status == "in_progress"
    assert fresh(case).promise_due_at > asked.promise_due_at
    assert CasePause.objects.filter(case=case, ended_at=None).count() == 0


# --- paid online ---


def test_an_answer_of_the_payment_company_that_comes_twice_is_one_payment_on_the_case(
    panchayat: Office, rahima: ContactKey
) -> None:
    case = apply_for(panchayat, SHOP, contact=rahima)
    checkout = _checkout(case)

    for _ in range(2):
        _company_says(checkout)
        note_payments(now=NOW)

    assert events(case)[2:] == [("fee_paid", "citizen")]
    assert sum("রসিদ নম্বর: 2026-27/000001" in one for one in told(rahima)) == 1
    move(panchayat, case, "scrutiny", "accept", owes=True)


def test_money_that_comes_after_the_fee_was_let_go_is_no_payment_of_the_case(panchayat: Office) -> None:
    case = apply_for(panchayat, SHOP)
    checkout = _checkout(case)
    asked = ask_waiver(
        officer=make_officer(panchayat.body, "clerk"),
        demand_id=owed(case).id,
        reason="বন্যায় দোকান ভেসে গেছে",
        now=NOW,
    )
    agree_to_relief(officer=panchayat.officers["pradhan"], relief_id=asked.id, now=NOW)

    _company_says(checkout)
    note_payments(now=NOW)

    assert [code for code, _ in events(case)] == ["opened", "demand_raised", "fee_waived"]
    assert Checkout.objects.get().state == "stray"


def _checkout(case: Case) -> Checkout:
    return open_checkout(body_id=case.body_id, demand_id=owed(case).id, company="sample", now=NOW)


def _company_says(checkout: Checkout) -> None:
    raw, signature = stand_in().answer(order_for(checkout), outcome="paid", transaction="T1")
    take_callback(company="sample", told=stand_in().read(raw, signature), now=NOW)


# --- the receipt as a paper ---


def test_the_receipt_for_cash_is_pressed_and_sent_in_the_chat(panchayat: Office, rahima: ContactKey) -> None:
    has_written(rahima, panchayat)
    case = apply_for(panchayat, SHOP, contact=rahima)
    pay(panchayat, case)
    assert send_receipts(now=NOW) == 0  # it is not pressed yet

    paper = Paper.objects.get(type="receipt")
    take_draft(paper, Presser([BUNDLED], settings.MARKS_FOLDER)(paper))
    assert [send_receipts(now=NOW), send_receipts(now=NOW)] == [1, 0]

    sent = OutboundMessage.objects.filter(contact_id=rahima.id).order_by("id").last()
    assert sent is not None
    assert sent.text.startswith(f"{case.grouped_ref} নম্বর আবেদনের ফি-র রসিদ, নম্বর 2026-27/000001।")
    assert sent.file is not None
    paper.refresh_from_db()
    assert (paper.number, paper.state, sent.file["sha256"]) == ("2026-27/000001", "filed", paper.sha256)
    assert paper.snapshot["money"]["words"]["bn"] == "দুশো টাকা মাত্র"
    assert paper.snapshot["rows"][0]["value"]["bn"] == "রহিমা খাতুন"
    assert store.path_of(settings.MEDIA_FOLDER, paper.sha256).read_bytes().startswith(b"%PDF")


# --- when the paper goes out ---


def test_a_paper_whose_fee_is_due_on_delivery_goes_out_once_that_is_paid(rahima: ContactKey) -> None:
    office = with_fee(a_panchayat(), due="on delivery")
    case = apply_for(office, SHOP, contact=rahima)
    has_written(rahima, office)
    for stage, code in (("scrutiny", "accept"), ("site", "report"), ("approval", "approve")):
        move(office, case, stage, code)
    _issue(case)

    assert any("দিতে হবে ₹৫০।" in one for one in told(rahima))
    wish = PaperWish(**_word(case, rahima, office, "p:1"))
    send_papers([wish], now=NOW)
    assert not _papers_sent(rahima)
    pay(office, case)

    assert len(_papers_sent(rahima)) == 1


def _issue(case: Case) -> None:
    """As if the signer had signed it."""
    content = b"%PDF-signed"
    sha256 = store.keep(settings.MEDIA_FOLDER, content)
    Paper.objects.filter(case_id=case.id).update(state="signed", sha256=sha256, issued_at=NOW)
    assert finish_signed(now=NOW) == 1


def _papers_sent(contact: ContactKey) -> list[str]:
    sent = OutboundMessage.objects.filter(contact_id=contact.id, file__mime="application/pdf")
    return list(sent.values_list("text", flat=True))


# --- the end ---


def test_an_application_that_is_taken_back_owes_nothing_and_what_was_paid_goes_back(
    panchayat: Office, rahima: ContactKey
) -> None:
    unpaid, paid = (apply_for(panchayat, SHOP, contact=rahima) for _ in range(2))
    pay(panchayat, paid)

    withdraw(
        [Withdrawal(**_word(one, rahima, panchayat, f"take-back:{one.ref}")) for one in (unpaid, paid)],
        now=NOW,
    )

    assert Demand.objects.get(case_id=unpaid.id).state == "dropped"
    back = Demand.objects.get(case_id=paid.id)
    assert (back.state, back.goes_back_at) == ("paid", NOW)
    assert any("যে ₹২০০ দিয়েছিলেন, তা ফেরত পাবেন।" in one for one in told(rahima))
    asked = ask_refund(
        officer=make_officer(panchayat.body, "clerk"),
        demand_id=back.id,
        reason="আবেদন ফিরিয়ে নেওয়া হয়েছে",
        now=NOW,
    )
    agree_to_relief(
        officer=panchayat.officers["pradhan"], relief_id=asked.id, given=GivenBack(Mode.CASH), now=NOW
    )
    note_payments(now=NOW)
    assert events(paid)[-1] == ("fee_returned", "pradhan@panchayat")


def test_whoever_has_not_paid_is_reminded_once_and_never_at_night(
    panchayat: Office, rahima: ContactKey
) -> None:
    case = apply_for(panchayat, SHOP, contact=rahima)
    night = datetime(2026, 12, 1, 2, 0, tzinfo=KOLKATA)
    day = night.replace(hour=10)

    assert [remind_to_pay(now=at) for at in (NOW + DAY, night, day, day + DAY)] == [0, 0, 1, 0]

    assert told(rahima)[-1].startswith(f"{case.grouped_ref} নম্বর আবেদনের ₹২০০ এখনও জমা পড়েনি।")


def test_how_a_case_stands_says_what_is_still_to_be_paid_and_where(panchayat: Office) -> None:
    case = apply_for(panchayat, SHOP)
    said = standing_of(case, now=NOW).in_words("bn")

    assert "₹২০০ দিতে হবে, দেওয়ার উপায়: " in said
    assert "/pay/" in said


def test_what_waits_for_money_says_so_and_how_much_and_what_waits_for_an_answer_too_says_that(
    rahima: ContactKey,
) -> None:
    office = with_fee(a_panchayat(), due="before scrutiny", pauses=True)
    case = fresh(apply_for(office, SHOP, contact=rahima))
    stands = standing_of(case, now=NOW)
    assert stands.told_in("bn") == stands.status_in("bn") == "টাকা জমার অপেক্ষায়: ₹৫০"
    assert statuses([case], "bn") == {case.id: "টাকা জমার অপেক্ষায়: ₹৫০"}  # in every list and its file too

    move(office, case, "scrutiny", "ask_again", owes=True)

    assert standing_of(fresh(case), now=NOW).told_in("bn") == "আপনার উত্তরের অপেক্ষায়"
    pay(office, case, now=NOW + DAY)
    assert standing_of(fresh(case), now=NOW).money is None

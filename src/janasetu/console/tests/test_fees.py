"""The money of a case on the desk: taken, refused with a sentence, printed, let go by two officers."""

import html
from decimal import Decimal
from uuid import uuid4

import pytest

from janasetu.bodies.models import LocalBody, Officer
from janasetu.cases.models import Case
from janasetu.console.tests.conftest import Visitor
from janasetu.console.tests.factories import NOW, a_complaint, an_application, an_officer
from janasetu.console.tests.test_confidential import at_desk, shown
from janasetu.lib.clock import local
from janasetu.payments.actions import FeeOrder, raise_demands
from janasetu.payments.models import DayClosing, Demand, Receipt, Relief
from janasetu.people.tests.factories import statements

REASON = "আবেদনকারী দারিদ্রসীমার নীচে, বোর্ডের সিদ্ধান্ত"
UTR = "412356789012"


@pytest.fixture
def clerk(town: LocalBody) -> Officer:
    return an_officer(town, "clerk")


@pytest.fixture
def chairman(town: LocalBody) -> Officer:
    return an_officer(town, "chairman")


@pytest.fixture
def counter(clerk: Officer) -> Visitor:
    return at_desk(clerk)


@pytest.fixture
def case(town: LocalBody) -> Case:
    town.facts = {"upi": "falakata.namuna@specimen"}
    town.save()
    an_officer(town)
    return an_application(town, {"storeys": 1}, [])


@pytest.fixture
def demand(case: Case) -> Demand:
    """₹500, of which the page of the case tells."""
    return owed(case)


def owed(case: Case, due: str = "with application") -> Demand:
    order = FeeOrder(
        body_id=case.body_id,
        case_id=case.id,
        ref=case.ref,
        service=case.service,
        fields=case.fields,
        on=local(case.opened_at).date(),
        due=due,
    )
    (demand,) = raise_demands([order], now=NOW)
    return demand


def of(demand: Demand, act: str) -> str:
    return f"/console/cases/{demand.ref}/fees/{demand.id}/{act}"


def text(visitor: Visitor, address: str) -> str:
    return html.unescape(shown(visitor, address))


def take(visitor: Visitor, demand: Demand, amount: str = "৫০০", **said: str) -> str:
    """What the clerk reads after booking this amount."""
    form = {"amount": amount, "seen": "500.00", "once": str(uuid4())} | said
    return html.unescape(visitor.post(of(demand, "cash"), form, follow=True).content.decode())


# --- on the page of the case ---


def test_what_is_due_stands_on_the_page_with_its_source_and_a_code_to_scan(
    counter: Visitor, demand: Demand
) -> None:
    page = text(counter, f"/console/cases/{demand.ref}/")

    assert "আবেদনের ফি: ₹৫০০" in page
    assert "দেওয়া বাকি" in page
    assert "sample; put the body's own resolution here" in page
    assert '<div class="fee-code"><svg' in page


def test_a_case_whose_service_costs_nothing_has_no_fees(
    counter: Visitor, town: LocalBody, case: Case, demand: Demand
) -> None:
    lamp = a_complaint(town)

    assert 'id="fees"' not in text(counter, f"/console/cases/{lamp.ref}/")
    assert 'id="fees"' in text(counter, f"/console/cases/{case.ref}/")


def test_any_number_of_fees_takes_the_same_number_of_queries(counter: Visitor, case: Case) -> None:
    def look() -> None:
        shown(counter, f"/console/cases/{case.ref}/")

    owed(case)
    look()
    one = statements(look)
    owed(case, "before approval")

    assert statements(look) == one


def test_who_takes_no_money_sees_what_is_due_and_no_form(town: LocalBody, demand: Demand) -> None:
    inspector = Officer.objects.get(body=town, role_id="officer")

    page = text(at_desk(inspector), f"/console/cases/{demand.ref}/")

    assert "আবেদনের ফি: ₹৫০০" in page
    assert of(demand, "cash") not in page


# --- taken ---


def test_cash_ends_on_its_receipt_in_both_languages_and_in_words(counter: Visitor, demand: Demand) -> None:
    page = take(counter, demand)

    assert "2026-27/000001" in page
    assert "রহিমা খাতুন" in page
    assert "পাঁচশো টাকা মাত্র" in page
    assert "Rupees five hundred only" in page
    assert "টাকা জমা হল। রসিদটি দিন।" in page
    assert Receipt.objects.get().amount == Decimal(500)


@pytest.mark.parametrize(
    ("amount", "sentence"),
    [
        ("৫০০০", "দিতে হবে ঠিক ₹৫০০। লিখেছেন ₹৫,০০০। কম বা বেশি নেওয়া যায় না।"),
        ("পাঁচশো", "টাকার অঙ্কটা পড়া গেল না।"),
    ],
)
def test_a_wrong_amount_is_refused_with_its_reason_and_stays_in_the_box(
    counter: Visitor, demand: Demand, amount: str, sentence: str
) -> None:
    page = take(counter, demand, amount)

    assert sentence in page
    assert f'value="{amount}"' in page
    assert not Receipt.objects.exists()


def test_pressing_twice_makes_one_receipt(counter: Visitor, demand: Demand) -> None:
    once = str(uuid4())

    pages = [take(counter, demand, once=once) for _ in range(2)]

    assert all("2026-27/000001" in page for page in pages)
    assert Receipt.objects.count() == 1


def test_a_second_clerk_reads_that_it_was_taken(counter: Visitor, demand: Demand) -> None:
    take(counter, demand)

    page = take(counter, demand)

    assert "এই টাকা আগেই নেওয়া হয়েছে।" in page
    assert Receipt.objects.count() == 1


def test_what_changed_since_the_page_was_opened_is_told(counter: Visitor, demand: Demand) -> None:
    page = take(counter, demand, "২০০", seen="200.00")

    assert "ইতিমধ্যে ফি বদলে ₹৫০০ হয়েছে।" in page
    assert not Receipt.objects.exists()


def test_a_payment_by_upi_is_booked_by_its_number(counter: Visitor, demand: Demand) -> None:
    said = {"utr": "৪১২৩ ৫৬৭৮ ৯০১২", "seen": "500.00", "once": str(uuid4())}

    page = counter.post(of(demand, "upi"), said, follow=True).content.decode()

    assert Receipt.objects.get().reference == UTR
    assert UTR in page


def test_a_number_that_is_none_stays_in_its_box(counter: Visitor, demand: Demand) -> None:
    said = {"utr": "৪১২৩", "seen": "500.00", "once": str(uuid4())}

    page = html.unescape(counter.post(of(demand, "upi"), said, follow=True).content.decode())

    assert "ইউটিআর নম্বর ১২ সংখ্যার" in page
    assert 'value="৪১২৩"' in page


def test_another_office_neither_takes_it_nor_reads_the_receipt(
    counter: Visitor, demand: Demand, town: LocalBody
) -> None:
    other = LocalBody.objects.create(
        code="basirhat", number=1003, kind="municipality", name={"bn": "বসিরহাট পুরসভা", "en": "Basirhat"}
    )
    stranger = at_desk(an_officer(other, "clerk"))

    assert stranger.post(of(demand, "cash"), {"amount": "500"}).status_code == 404
    take(counter, demand)
    assert stranger.get(f"/console/receipts/{Receipt.objects.get().id}/").status_code == 404


# --- let go, given back ---


def test_letting_go_asks_for_a_code_first(clerk: Officer, demand: Demand) -> None:
    answer = at_desk(clerk, confirmed=False).post(of(demand, "relief"), {"reason": REASON})

    assert answer.status_code == 403
    assert not Relief.objects.exists()


def test_a_second_officer_lets_it_go(counter: Visitor, chairman: Officer, demand: Demand) -> None:
    asked = counter.post(of(demand, "relief"), {"reason": REASON}, follow=True).content.decode()
    assert REASON in asked

    second = at_desk(chairman)
    assert REASON in text(second, "/console/cash/")
    second.post(f"/console/cash/reliefs/{Relief.objects.get().id}/agree")

    assert Demand.objects.get().state == "waived"


def test_who_asked_sees_no_wish_of_their_own_and_cannot_agree(chairman: Officer, demand: Demand) -> None:
    desk = at_desk(chairman)
    desk.post(of(demand, "relief"), {"reason": REASON})

    page = desk.post(f"/console/cash/reliefs/{Relief.objects.get().id}/agree", follow=True).content.decode()

    assert REASON not in page
    assert "যিনি অনুরোধ করেছেন, তিনি নিজে সম্মতি দিতে পারেন না।" in page
    assert Demand.objects.get().state == "due"


def test_a_reason_too_short_stays_in_its_box(counter: Visitor, demand: Demand) -> None:
    page = html.unescape(counter.post(of(demand, "relief"), {"reason": "গরিব"}).content.decode())

    assert "কারণ লিখুন, অন্তত ১০ অক্ষরে।" in page
    assert 'value="গরিব"' in page


def test_what_was_paid_is_given_back_on_a_voucher(
    counter: Visitor, chairman: Officer, demand: Demand
) -> None:
    take(counter, demand)
    counter.post(of(demand, "relief"), {"reason": REASON})
    second = at_desk(chairman)
    agree = f"/console/cash/reliefs/{Relief.objects.get().id}/agree"

    without = second.post(agree, follow=True).content.decode()
    second.post(agree, {"mode": "cash"})

    assert "টাকা কীভাবে ফেরত দেওয়া হচ্ছে, বেছে নিন।" in without
    assert Relief.objects.get().number == "2026-27/000001"
    assert "ফেরত দেওয়া হয়েছে" in text(counter, f"/console/receipts/{Receipt.objects.get().id}/")


# --- the cash book ---


def test_the_book_tells_the_day(counter: Visitor, demand: Demand) -> None:
    take(counter, demand)

    page = text(counter, "/console/cash/")

    for said in ("2026-27/000001", demand.grouped_ref, "আবেদনের ফি: ₹৫০০", "সুকুমার ঘোষ", "বাক্সে নগদ"):
        assert said in page


def test_a_full_book_takes_no_more_queries(counter: Visitor, case: Case) -> None:
    def look() -> None:
        shown(counter, "/console/cash/")

    take(counter, owed(case))
    look()
    one = statements(look)
    take(counter, owed(case, "before approval"), "2500", seen="2500.00")

    assert statements(look) == one


def test_the_day_is_closed_with_a_count_in_any_digits(counter: Visitor, demand: Demand) -> None:
    take(counter, demand)

    short = html.unescape(
        counter.post("/console/cash/close", {"pieces_100": "৪"}, follow=True).content.decode()
    )
    counter.post("/console/cash/close", {"pieces_100": "৫"})

    assert "গোনা টাকা ₹৪০০, বইয়ে ₹৫০০। মিলছে না কেন, লিখুন।" in short
    assert 'value="৪"' in short
    assert DayClosing.objects.get().pieces == {"100": 5}
    assert "দিনের বই বন্ধ" in text(counter, "/console/cash/")


@pytest.mark.parametrize("written", ["-1", "²"])
def test_what_is_no_count_is_refused(counter: Visitor, demand: Demand, written: str) -> None:
    page = counter.post("/console/cash/close", {"pieces_10": written}, follow=True).content.decode()

    assert "নোট গোনার সংখ্যাটা ঠিক নেই।" in page
    assert not DayClosing.objects.exists()


@pytest.mark.parametrize("day", ["2099-01-01", "0000-00-00"])
def test_any_day_may_be_asked_for(counter: Visitor, demand: Demand, day: str) -> None:
    assert counter.get(f"/console/cash/?day={day}").status_code == 200


def test_the_file_counts_in_a_spreadsheet_and_needs_a_code(
    counter: Visitor, clerk: Officer, demand: Demand
) -> None:
    take(counter, demand)

    lines = counter.post("/console/cash/file", {"day": "2026-11-24"}).content.decode("utf-8-sig").splitlines()
    refused = at_desk(clerk, confirmed=False).post("/console/cash/file", {"day": "2026-11-24"})

    assert lines[1] == (
        f'"2026-27/000001","{demand.grouped_ref}","আবেদনের ফি: ₹৫০০","নগদ","","500.00","",'
        '"2026-11-24 10:00","clerk@falakata"'
    )
    assert refused.status_code == 403


@pytest.mark.parametrize(("role", "status"), [("auditor", 200), ("payroll", 403), ("operator", 403)])
def test_who_neither_takes_nor_agrees_nor_audits_has_no_book(town: LocalBody, role: str, status: int) -> None:
    assert at_desk(an_officer(town, role)).get("/console/cash/").status_code == status

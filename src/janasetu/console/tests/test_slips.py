"""Printed slips: numbers before there are cases, each of which becomes one case at most."""

import re

import pytest

from janasetu.bodies.models import LocalBody
from janasetu.cases.actions import print_slips
from janasetu.cases.models import Case, Slip
from janasetu.cases.rules import RefusedError
from janasetu.console.tests.conftest import Visitor
from janasetu.console.tests.factories import NOW, a_complaint, a_town, an_officer
from janasetu.console.tests.test_intake import page_of, refused, registered, visitor_of
from janasetu.lib.references import compose, grouped

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(town: LocalBody) -> Visitor:
    return visitor_of(town, "operator")


@pytest.fixture
def slip(town: LocalBody) -> str:
    """The number of a slip that is printed and unused."""
    (printed,) = print_slips(officer=an_officer(town, "clerk"), count=1, now=NOW)
    return printed.ref


def test_each_slip_has_a_number_of_the_bodys_own_series(town: LocalBody) -> None:
    before = a_complaint(town).ref

    slips = print_slips(officer=an_officer(town, "clerk"), count=25, now=NOW)

    after = a_complaint(town).ref
    refs = [slip.ref for slip in slips]
    assert len({before, *refs, after}) == 27
    assert {(slip.printed_by, slip.printed_at) for slip in slips} == {("clerk@falakata", NOW)}


@pytest.mark.parametrize("count", [0, -1, 201])
def test_so_many_slips_are_not_printed(town: LocalBody, count: int) -> None:
    with pytest.raises(RefusedError, match="slips_count"):
        print_slips(officer=an_officer(town, "clerk"), count=count, now=NOW)


def test_an_auditor_prints_no_slips(town: LocalBody) -> None:
    with pytest.raises(RefusedError, match="register_not_yours"):
        print_slips(officer=an_officer(town, "auditor"), count=1, now=NOW)


def test_a_sheet_is_made_and_can_be_printed_again(operator: Visitor) -> None:
    answer = operator.post("/console/slips/", {"count": "২৪"})

    page = page_of(operator.get(answer.headers["Location"]))
    assert Slip.objects.count() == 24
    assert all(grouped(ref) in page.text for ref in Slip.objects.values_list("ref", flat=True))
    assert (
        page_of(operator.get("/console/slips/")).links["২৪টি স্লিপ, আজ সকাল ১০টা"].startswith("/console/slips/")
    )


def test_the_citizens_part_of_a_slip_names_the_office_and_the_number_to_ask_at(
    operator: Visitor, slip: str
) -> None:
    page = page_of(operator.get(f"/console/slips/{slip}/"))

    assert (
        f"ফালাকাটা পুরসভা {grouped(slip)} নম্বরটি রেখে দিন। হোয়াটসঅ্যাপে +91 00000 01002 নম্বরে লিখলেও খোঁজ পাবেন।"
        in page.text
    )


def test_whoever_types_in_a_slip_begins_with_its_number(operator: Visitor) -> None:
    content = operator.get("/console/new/?by=counter&from=slip").content.decode()

    (first,) = re.findall(r"<input[^>]*autofocus[^>]*>", content)
    assert 'name="_slip"' in first


def test_a_wrong_count_is_said_in_bengali(operator: Visitor) -> None:
    for count in ("", "0", "201", "-1", "আট", "9" * 20, "1.5", "\x00"):
        page = page_of(operator.post("/console/slips/", {"count": count}))
        assert "এক থেকে দুশোর মধ্যে কতগুলি স্লিপ চাই, লিখুন।" in page.text, count
    assert Slip.objects.count() == 0


def test_another_bodys_sheet_is_not_there(slip: str) -> None:
    stranger = visitor_of(a_town("basirhat", 1003), "operator")

    assert stranger.get(f"/console/slips/{slip}/").status_code == 404


def test_a_slip_becomes_the_case_of_its_number(operator: Visitor, slip: str) -> None:
    case = registered(operator, _channel="counter", _slip=grouped(slip))

    assert (case.ref, case.source, case.channel) == (slip, f"slip:{slip}", "counter")
    assert operator.get(f"/console/slips/{slip}/").status_code == 404  # nothing of the sheet is left


def test_a_slip_that_is_typed_in_twice_is_one_case(operator: Visitor, slip: str) -> None:
    first = registered(operator, _slip=slip)
    second = registered(operator, _slip=slip, _nonce="f" * 32)

    assert first == second
    assert Case.objects.count() == 1


def test_a_slip_that_is_used_leads_to_its_case(operator: Visitor, slip: str) -> None:
    registered(operator, _slip=slip)

    page = refused(operator, _slip=slip, description="আর কিছু", _nonce="f" * 32)

    assert "এই স্লিপ আগেই নথিভুক্ত হয়েছে।" in page.text
    assert page.links[f"{grouped(slip)} নম্বরটি খুলুন"] == f"/console/cases/{slip}/"
    assert page.fields["description"] == "আর কিছু"


def test_the_number_of_a_case_is_no_slip(operator: Visitor, town: LocalBody) -> None:
    case = a_complaint(town)

    page = refused(operator, _slip=case.ref)

    assert "এই স্লিপ আগেই নথিভুক্ত হয়েছে।" in page.text
    assert page.links[f"{case.grouped_ref} নম্বরটি খুলুন"] == f"/console/cases/{case.ref}/"


@pytest.mark.parametrize(
    ("ref", "sentence"),
    [
        (
            compose(year=2026, body=1002, serial=777),
            "এই নম্বরের কোনো স্লিপ এই অফিস থেকে ছাপা হয়নি। নম্বরটি মিলিয়ে দেখুন।",
        ),
        (compose(year=2026, body=1003, serial=1), "এই স্লিপটি অন্য অফিসের। সেই অফিসেই লেখাতে হবে।"),
        ("26-1002-0001-5", "এটি কোনো স্লিপের নম্বর নয়, একটি অঙ্ক ভুল আছে। স্লিপটি আবার দেখুন।"),
        ("১২", "এটি কোনো স্লিপের নম্বর নয়, একটি অঙ্ক ভুল আছে। স্লিপটি আবার দেখুন।"),
    ],
)
def test_a_number_that_is_no_slip_of_ours_says_why(operator: Visitor, ref: str, sentence: str) -> None:
    page = refused(operator, _slip=ref)

    assert sentence in page.text
    assert page.fields["_slip"] == ref

"""Whose matter else a case is, on its page; merging, splitting and declaring by its forms."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.bodies.models import LocalBody, Officer
from janasetu.cases.actions import CaseOrder, open_cases
from janasetu.cases.models import Case, CaseParty
from janasetu.catalogue.models import ServiceVersion
from janasetu.console.tests.conftest import Visitor
from janasetu.console.tests.factories import (
    NOW,
    a_complaint,
    a_contact,
    a_town,
    an_address,
    an_officer,
    newest_event,
)
from janasetu.lib.references import grouped
from janasetu.lib.tests.html_pages import Page
from janasetu.messaging.models import Line, OutboundMessage


def page_of(desk: Visitor, case: Case) -> Page:
    return Page(desk.get(f"/console/cases/{case.ref}/").content.decode())


def joins(case: Case, number: int = 1) -> Sequence[CaseParty]:
    """So many people more, each with a line."""
    line = Line.objects.get(body_id=case.body_id)
    contacts = [a_contact() for _ in range(number)]
    for contact in contacts:
        an_address(contact, line, at=NOW)
    orders = [
        CaseOrder(
            body_id=case.body_id,
            version_id=ServiceVersion.objects.get(code="complaint", current=True).id,
            source=f"test:joins:{contact.id}",
            channel="whatsapp",
            fields=case.fields | {"description": f"এখানেও তাই {place}"},
            opened_at=NOW,
            contact=contact,
            line_id=line.id,
            name="সেলিম শেখ",
            phone="910000000077",
            joins=case.ref,
        )
        for place, contact in enumerate(contacts)
    ]
    open_cases(orders, now=NOW)
    case.refresh_from_db()
    return list(CaseParty.objects.filter(case=case, role="supporter").order_by("id"))


def post(desk: Visitor, case: Case, move: str, **said: Any) -> Any:
    since = str(newest_event(case))
    answer = desk.post(f"/console/cases/{case.ref}/", {"move": move, "since": since} | said)
    case.refresh_from_db()
    return answer


def test_who_joined_stands_on_the_page_by_number_and_words_and_without_a_name(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    case = a_complaint(town)
    (salim,) = joins(case)

    page = page_of(desk, case)

    assert "আরও ১ জনের একই সমস্যা" in page.text
    assert grouped(salim.ref) in page.text
    assert "এখানেও তাই 0" in page.text
    assert "সেলিম" not in page.text
    assert "আরও একজনের একই সমস্যা" in page.text  # what happened


def test_of_many_who_joined_the_story_says_how_many(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    case = a_complaint(town)
    joins(case, 25)

    page = page_of(desk, case)

    assert "আরও ২৫ জনের একই সমস্যা" in page.text
    assert "এবং আরও ৫ জন" in page.text


def test_the_inbox_says_how_many_have_it(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    joins(a_complaint(town), 3)

    assert "+৩" in Page(desk.get("/console/").content.decode()).text


def test_a_reply_tells_the_officer_who_hears_it_and_may_be_kept_to_one(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    case = a_complaint(town)
    assert 'name="alone"' not in desk.get(f"/console/cases/{case.ref}/").content.decode()
    joins(case, 2)
    assert "আরও ২ জন এটি পড়বেন" in page_of(desk, case).text

    post(desk, case, "reply", note="কাল লোক যাবে", alone="on")
    assert OutboundMessage.objects.filter(text__contains="কাল লোক যাবে").count() == 1
    post(desk, case, "reply", note="পরশু লোক যাবে")
    assert OutboundMessage.objects.filter(text__contains="পরশু লোক যাবে").count() == 3


def test_a_case_like_it_is_shown_and_merged_by_one_button(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    first, second = a_complaint(town), a_complaint(town)

    assert "এর মতো আরও বিষয়" in page_of(desk, second).text
    post(desk, second, "merge", into=first.ref)

    assert (second.status, second.parent) == ("duplicate", first)
    assert f"যে নম্বরের সঙ্গে মেলানো {first.grouped_ref}" in page_of(desk, second).text
    assert second.grouped_ref in page_of(desk, first).text


def test_a_number_typed_in_any_way_is_found(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    first, second = a_complaint(town), a_complaint(town)
    bengali = first.grouped_ref.translate(str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯"))

    post(desk, second, "merge", into=bengali, note="একই খুঁটি")

    assert second.parent == first


def test_what_cannot_be_merged_says_why_beside_the_number(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    case = a_complaint(town)

    refused = Page(post(desk, case, "merge", into="12", note="একই").content.decode())

    assert "কোন নম্বরের সঙ্গে মেলাবেন, লিখুন বা বেছে নিন।" in refused.text
    assert case.status == "received"


def test_a_merged_case_is_split_off_again(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    first, second = a_complaint(town), a_complaint(town)
    post(desk, second, "merge", into=first.ref)

    post(desk, second, "split")

    assert (second.status, second.parent) == ("in_progress", None)


def test_who_joined_is_given_a_case_of_their_own(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    case = a_complaint(town)
    (salim,) = joins(case)

    answer = desk.post(f"/console/cases/{case.ref}/split", {"number": salim.ref})

    own = Case.objects.get(ref=salim.ref)
    assert answer["Location"] == f"/console/cases/{own.ref}/"
    assert page_of(desk, own).text.count(own.grouped_ref) >= 1


def test_a_number_of_nobody_who_joined_is_refused(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    case = a_complaint(town)

    answer = desk.post(f"/console/cases/{case.ref}/split", {"number": "১২৩"}, follow=True)

    assert "এই নম্বরটি অন্য কিছুর সঙ্গে মেলানো নেই।" in answer.content.decode()


def test_of_what_is_nobody_elses_matter_nothing_is_offered(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    text = page_of(desk, a_complaint(town, category="tax_bill")).text

    assert "অন্য নম্বরের সঙ্গে মেলান" not in text
    assert "জানা সমস্যা বলে ঘোষণা করুন" not in text


def test_a_known_incident_is_declared_with_wards_and_a_time(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    case = a_complaint(town, category="water_no_supply")

    post(desk, case, "declare", wards="১১, ১২", expected_at="2027-01-01T10:30")

    assert case.incident_wards == ["11", "12"]
    assert "জানা সমস্যা ওয়ার্ড ১১, ওয়ার্ড ১২" in page_of(desk, case).text


def test_the_page_costs_the_same_for_one_who_joined_and_for_thirty(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    one, many = a_complaint(town), a_complaint(town, category="tree")
    joins(one)
    joins(many, 30)

    def queries(case: Case) -> int:
        desk.get(f"/console/cases/{case.ref}/")
        with CaptureQueriesContext(connection) as seen:
            desk.get(f"/console/cases/{case.ref}/")
        return len(seen)

    assert queries(one) == queries(many)


# --- the page of known incidents ---


def subject(category: str) -> str:
    return f"{ServiceVersion.objects.get(code='complaint', current=True).id}:{category}"


def test_the_office_declares_what_nobody_has_reported_yet(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    nothing = Page(desk.get("/console/incidents/").content.decode())
    assert "এখন কোনো জানা সমস্যা নেই।" in nothing.text

    said = {"subject": subject("water_no_supply"), "wards": "৫ ৬", "words": "পাম্প সারানো হচ্ছে"}
    answer = desk.post("/console/incidents/", said)

    case = Case.objects.get(channel="office")
    assert answer["Location"] == f"/console/cases/{case.ref}/"
    assert (case.incident_wards, case.category, case.ward) == (["5", "6"], "water_no_supply", "5")
    page = Page(desk.get("/console/incidents/").content.decode())
    assert "ওয়ার্ড ৫, ওয়ার্ড ৬" in page.text
    assert page.links["জল আসছে না"] == f"/console/cases/{case.ref}/"


def test_a_form_that_is_sent_twice_declares_once(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    said = {"subject": subject("waterlogging"), "wards": "5", "nonce": "0" * 32}

    desk.post("/console/incidents/", said)
    desk.post("/console/incidents/", said)

    assert Case.objects.count() == 1


NOT_DECLARED: list[tuple[dict[str, str], str]] = [
    ({}, "বিষয়টি কী নিয়ে, বেছে নিন।"),
    ({"expected_at": "2020-01-01T10:00"}, "কবে ঠিক হবে বলে মনে হয়, তা সামনের কোনো দিন ও সময় হতে হবে।"),
    ({"expected_at": "কাল"}, "এটি কোনো দিন ও সময় নয়।"),
    ({"words": "জ" * 1001}, "লেখাটি বেশি বড়।"),
]


def test_what_cannot_be_declared_says_why_and_keeps_what_was_typed(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    for said, why in NOT_DECLARED:
        about = {"subject": subject("water_no_supply")} if said else {}
        answer = desk.post("/console/incidents/", {"wards": "৫"} | about | said).content.decode()
        assert why in answer
        assert 'value="৫"' in answer
    assert Case.objects.count() == 0


def test_a_ward_that_no_column_holds_is_no_ward(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    said = {"subject": subject("water_no_supply"), "wards": "৯" * 9}

    answer = desk.post("/console/incidents/", said).content.decode()

    assert f'value="{said["wards"]}"' in answer
    assert Case.objects.count() == 0


def test_who_may_not_work_on_such_a_case_declares_none(client: Any, town: LocalBody) -> None:
    clerk = an_officer(town, "clerk")
    client.force_login(clerk.user)

    answer = client.post("/console/incidents/", {"subject": subject("water_no_supply"), "wards": "5"})

    assert "এই কাজের অধিকার আপনার পদে নেই।" in answer.content.decode()
    assert Case.objects.count() == 0


def test_another_offices_incidents_are_not_seen(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    there = a_complaint(a_town("basirhat", number=1003), category="water_no_supply")
    Case.objects.filter(id=there.id).update(incident_wards=["5"])

    assert there.grouped_ref not in desk.get("/console/incidents/").content.decode()


def test_the_page_of_incidents_costs_the_same_for_one_and_for_three(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    def queries() -> int:
        desk.get("/console/incidents/")
        with CaptureQueriesContext(connection) as seen:
            desk.get("/console/incidents/")
        return len(seen)

    def declared(category: str) -> None:
        case = a_complaint(town, category=category, opened_at=NOW - timedelta(hours=1))
        Case.objects.filter(id=case.id).update(incident_wards=["11"])

    declared("water_no_supply")
    one = queries()
    declared("mosquito")
    declared("tree")
    assert queries() == one

"""Opening a case: once a source, with its number, clock, officer and acknowledgement."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.bodies.tests.factories import make_department, make_officer
from janasetu.cases.actions import CaseOrder, open_cases
from janasetu.cases.codes import code_of
from janasetu.cases.models import Case, CaseAttachment, CaseParty
from janasetu.cases.tests.factories import NOW, events, evidence, make_town, open_case, order, told
from janasetu.lib import references
from janasetu.messaging.models import OutboundMessage
from janasetu.people import actions as people
from janasetu.people.tests.factories import make_contact


@pytest.mark.django_db
def test_a_case_is_opened_with_everything_its_category_decides() -> None:
    town = make_town()

    case = open_case(town)

    assert (case.status, case.lane, case.level, case.category) == ("received", "normal", 0, "streetlight_out")
    assert (case.ward, case.channel, case.officer) == ("5", "whatsapp", town.officer)
    assert case.department
    assert case.department.code == "m_lighting"
    assert case.promise_due_at == case.escalates_at == NOW + timedelta(hours=72)
    assert events(case) == [("opened", "citizen")]


@pytest.mark.django_db
def test_the_number_of_a_case_says_its_year_and_its_body_and_checks_itself() -> None:
    town = make_town()

    first, second = open_case(town), open_case(town)

    assert [first.ref, second.ref] == [
        references.compose(year=2026, body=1002, serial=1),
        references.compose(year=2026, body=1002, serial=2),
    ]
    assert first.grouped_ref.startswith("26-1002-0001-")


@pytest.mark.django_db
def test_the_year_of_a_number_is_kolkatas() -> None:
    town = make_town()
    eve = datetime(2026, 12, 31, 18, 29, tzinfo=UTC)  # 23:59 in Kolkata

    (old,) = open_cases([order(town)], now=eve)
    (new,) = open_cases([order(town)], now=eve + timedelta(minutes=1))

    assert (old.ref[:2], new.ref[:2]) == ("26", "27")
    assert new.ref[6:10] == "0001"


@pytest.mark.django_db
def test_the_citizen_is_acknowledged_in_bengali_with_number_department_and_due_time() -> None:
    town, rita = make_town(), make_contact()

    case = open_case(town, contact=rita)

    assert told(rita) == [
        (
            "আপনার অভিযোগ জমা পড়েছে।\n"
            f"নম্বর: {case.grouped_ref}\n"
            "বিষয়: রাস্তার আলো জ্বলছে না\n"
            "দপ্তর: আলো\n"
            "সময়সীমা: মঙ্গলবার ২৪ নভেম্বর, দুপুর ১২টার মধ্যে\n"
            f"গোপন সংকেত: {code_of(case.ref)}। অন্য ফোন থেকে খোঁজ নিতে নম্বরের সঙ্গে এটি লিখবেন।\n"
            "নতুন খবর হলে এখানেই জানাব।"
        )
    ]


@pytest.mark.django_db
def test_who_speaks_english_is_acknowledged_in_english() -> None:
    town, john = make_town(), make_contact(lang="en")

    case = open_case(town, contact=john)

    assert told(john) == [
        (
            "Your complaint is registered.\n"
            f"Number: {case.grouped_ref}\n"
            "Subject: Street light out\n"
            "Department: Lighting\n"
            "Due: Tuesday 24 November, 12 noon\n"
            f"Secret code: {code_of(case.ref)}. "
            "On another phone, write it with the number to ask how it stands.\n"
            "You will hear from us here."
        )
    ]


@pytest.mark.django_db
def test_what_was_refused_or_lost_before_it_was_handed_in_is_no_part_of_the_case() -> None:
    town = make_town()
    files = [evidence(state) for state in ("refused", "stored", "lost", "wanted")]
    handed_in = order(
        town,
        files=[(file.bucket, file.id) for file in files],
        fields={
            "photo": [str(file.id) for file in files],
            "description": {"text": "আলো নেই", "voice": [str(files[0].id)]},
            "papers": [{"deed": [str(files[2].id)]}],
        },
    )

    (case,) = open_cases([handed_in], now=NOW)

    kept = [files[1].id, files[3].id]
    assert sorted(case.attachments.values_list("file_id", flat=True)) == sorted(kept)
    assert case.fields["photo"] == [str(one) for one in kept]
    assert case.fields["description"] == {"text": "আলো নেই", "voice": None}
    assert case.fields["papers"] == [{"deed": None}]


@pytest.mark.django_db
def test_who_changed_the_language_later_is_told_in_the_new_one() -> None:
    town, rita = make_town(), make_contact()
    people.remember_languages({rita: "en"})

    open_case(town, contact=rita, lang="bn")

    assert told(rita)[0].startswith("Your complaint is registered.")


@pytest.mark.django_db
def test_an_urgent_category_is_in_the_urgent_lane_with_its_own_promise() -> None:
    case = open_case(make_town(), fields={"category": "pole_wire"})

    assert (case.lane, case.promise_due_at) == ("urgent", NOW + timedelta(hours=6))


@pytest.mark.django_db
def test_a_category_whose_department_the_body_lacks_goes_to_the_general_officer() -> None:
    town, rita = make_town(), make_contact()

    case = open_case(town, contact=rita, fields={"category": "mosquito"})

    assert (case.department, case.officer) == (None, town.officer)
    assert "দপ্তর: অফিস" in told(rita)[0].splitlines()


@pytest.mark.django_db
def test_a_department_with_an_officer_of_its_own_gets_its_cases() -> None:
    town = make_town()
    doctor = make_officer(town.body, department=make_department(town.body, "m_health"))

    assert open_case(town, fields={"category": "mosquito"}).officer == doctor
    assert open_case(town).officer == town.officer


@pytest.mark.django_db
def test_the_promise_counts_from_when_the_citizen_wrote() -> None:
    yesterday = NOW - timedelta(days=1)

    case = open_case(make_town(), opened_at=yesterday)

    assert (case.opened_at, case.promise_due_at) == (yesterday, yesterday + timedelta(hours=72))


@pytest.mark.django_db
def test_name_number_and_contact_stand_with_the_party_and_not_on_the_case() -> None:
    town, rita = make_town(), make_contact()

    case = open_case(town, contact=rita)

    party = CaseParty.objects.get(case=case)
    assert (party.name, party.phone, party.lang) == ("রীতা রায়", "910000000001", "bn")
    assert (party.contact_bucket, party.contact_id, party.line_id) == (rita.bucket, rita.id, town.line.id)
    stored = " ".join(str(value) for value in Case.objects.filter(id=case.id).values_list()[0])
    assert "রীতা" not in stored
    assert "910000000001" not in stored


@pytest.mark.django_db
def test_photos_are_attached_by_their_ids() -> None:
    photos = [(7, uuid4()), (7, uuid4())]

    case = open_case(make_town(), files=photos)

    attached = CaseAttachment.objects.filter(case=case).order_by("id")
    assert [(row.file_bucket, row.file_id, row.role) for row in attached] == [
        (bucket, file_id, "given") for bucket, file_id in photos
    ]


@pytest.mark.django_db
def test_the_same_source_opens_one_case_and_is_acknowledged_once() -> None:
    town, rita = make_town(), make_contact()
    twice = order(town, contact=rita, source="in:1")

    assert len(open_cases([twice, twice], now=NOW)) == 1
    assert open_cases([twice], now=NOW) == []
    assert Case.objects.count() == CaseParty.objects.count() == len(told(rita)) == 1


@pytest.mark.django_db
def test_the_same_source_in_another_body_is_another_case() -> None:
    here, there = make_town(), make_town("basirhat", number=1003)

    assert len(open_cases([order(here, source="in:1"), order(there, source="in:1")], now=NOW)) == 2


@pytest.mark.django_db
def test_somebody_without_a_line_is_not_told_and_has_a_case_all_the_same() -> None:
    open_case(make_town())

    assert not OutboundMessage.objects.exists()


@pytest.mark.django_db
def test_statements_do_not_grow_with_the_number_of_cases() -> None:
    town = make_town()
    open_case(town)  # the definition is read once a process

    def statements(number: int) -> int:
        orders: list[CaseOrder] = [order(town, contact=make_contact()) for _ in range(number)]
        with CaptureQueriesContext(connection) as seen:
            assert len(open_cases(orders, now=NOW)) == number
        return len(seen)

    assert statements(1) == statements(3)


@pytest.mark.django_db(transaction=True)
def test_the_same_source_in_two_processes_at_once_opens_one_case() -> None:
    town, rita = make_town(), make_contact()
    heard = order(town, contact=rita, source="web:1")
    together = Barrier(2)

    def open_it(_: int) -> int:
        try:
            connection.ensure_connection()
            together.wait(timeout=60)
            return len(open_cases([heard], now=NOW))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        opened = list(pool.map(open_it, range(2)))

    assert sorted(opened) == [0, 1]
    assert Case.objects.count() == len(told(rita)) == 1


@pytest.mark.django_db(transaction=True)
def test_numbers_taken_at_once_are_never_the_same() -> None:
    town = make_town()
    together = Barrier(2)

    def open_some(_: int) -> list[str]:
        try:
            together.wait(timeout=60)
            return [case.ref for _ in range(6) for case in open_cases([order(town)], now=NOW)]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        refs = [ref for taken in pool.map(open_some, range(2)) for ref in taken]

    assert len(refs) == len(set(refs)) == 12


@pytest.mark.django_db
def test_a_batch_larger_than_a_block_of_numbers_gets_all_of_them() -> None:
    town = make_town()

    cases = open_cases([order(town) for _ in range(45)], now=NOW)

    assert len({case.ref for case in cases}) == 45
    assert [case.ref for case in cases] == sorted(case.ref for case in cases)

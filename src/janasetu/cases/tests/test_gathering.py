"""Known incidents: the fifth like complaint in a ward within an hour makes one, and later ones join it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.cases.actions import (
    CaseOrder,
    CitizenAnswer,
    CitizenWord,
    MoveOrder,
    answer_claims,
    make_move,
    open_cases,
    part_ways,
)
from janasetu.cases.models import Case, CaseEvent, CaseParty
from janasetu.cases.tests.factories import NOW, Town, events, evidence, make_town, order, told
from janasetu.lib.references import grouped
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import ContactKey

MINUTE = timedelta(minutes=1)


@pytest.fixture
def town(db: None) -> Town:
    return make_town()


def no_water(
    town: Town,
    contact: ContactKey | None = None,
    *,
    ward: str = "5",
    category: str = "water_no_supply",
    at: datetime = NOW,
    **changes: Any,
) -> CaseOrder:
    place = {"text": f"{ward} নং ওয়ার্ড", "ward": ward, "landmark": None, "lat": None, "lon": None}
    fields = {"category": category, "description": "সকাল থেকে কলে জল নেই", "place": place}
    return order(town, contact=contact or make_contact(), fields=fields, opened_at=at, **changes)


def one_by_one(town: Town, number: int, *, apart: timedelta = MINUTE, **changes: Any) -> list[ContactKey]:
    """So many people, one after the other."""
    people = [make_contact() for _ in range(number)]
    for place, contact in enumerate(people):
        at = NOW + place * apart
        open_cases([no_water(town, contact, at=at, **changes)], now=at)
    return people


def incidents() -> list[Case]:
    return list(Case.objects.filter(incident_wards__isnull=False))


def number_of(contact: ContactKey) -> str:
    return CaseParty.objects.select_related("case").get(contact_id=contact.id).number


def test_two_hundred_in_one_batch_are_one_incident_with_two_hundred_numbers(town: Town) -> None:
    people = [make_contact() for _ in range(200)]

    open_cases([no_water(town, one) for one in people], now=NOW)

    (incident,) = Case.objects.all()
    assert (incident.incident_wards, incident.supporters, incident.lane) == (["5"], 199, "urgent")
    assert len({number_of(one) for one in people}) == 200
    assert {len(told(one)) for one in people} == {1}


def test_two_hundred_are_one_incident_and_all_hear_the_end_in_three_messages(town: Town) -> None:
    people = one_by_one(town, 6, apart=timedelta(seconds=10)) + [make_contact() for _ in range(194)]
    open_cases([no_water(town, one, at=NOW + MINUTE) for one in people[6:]], now=NOW + MINUTE)
    (incident,) = incidents()
    assert Case.objects.count() == 4  # that many had one before it was known
    assert incident.supporters == 199

    at = NOW + timedelta(hours=1)
    make_move(officer=town.officer, ref=incident.ref, now=at, order=MoveOrder("resolve", photos=[evidence()]))
    first = people[0]
    yes = CitizenAnswer(number_of(first), first, 1, town.line.id, "bn", "in:1:c", None, yes=True)
    answer_claims([yes], now=at)

    numbers, heard = [number_of(one) for one in people], [told(one) for one in people]
    assert len(set(numbers)) == 200
    assert {len(words) for words in heard} == {3}
    assert all(grouped(ref) in word for ref, words in zip(numbers, heard, strict=True) for word in words)
    assert all("দপ্তর জানিয়েছে, কাজ শেষ হয়েছে" in words[1] for words in heard)
    assert all("তিনি বলেছেন কাজ হয়েছে। তাই এটি শেষ" in words[2] for words in heard[1:])
    incident.refresh_from_db()
    assert incident.status == "resolved_confirmed"


def test_four_are_no_incident_and_the_fifth_makes_one(town: Town) -> None:
    first, *others = one_by_one(town, 4)
    assert incidents() == []

    fifth = make_contact()
    at = NOW + 5 * MINUTE
    assert open_cases([no_water(town, fifth, at=at)], now=at) == []

    (incident,) = incidents()
    assert number_of(first) == incident.ref
    assert events(incident) == [
        ("opened", "citizen"),
        ("joined", "system"),
        ("joined", "system"),
        ("joined", "system"),
        ("incident", "system"),
        ("joined", "citizen"),
    ]
    merged = Case.objects.filter(parent=incident)
    assert {(case.status, case.ended_at, case.escalates_at) for case in merged} == {("duplicate", at, None)}
    assert {len(told(one)) for one in (first, *others)} == {1}  # to them nothing has changed
    assert told(fifth) == [
        (
            "এই সমস্যাটি অফিসের জানা আছে: জল আসছে না, ওয়ার্ড ৫। কাজ চলছে।\n"
            "কাজ শেষ হওয়ার কথা: রবিবার ২২ নভেম্বর, দুপুর ১২টা\n"
            f"আপনার নম্বর: {grouped(number_of(fifth))}\n"
            "কাজ শেষ হলে আপনাকেও এখানে জানাব।"
        )
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"apart": timedelta(minutes=20)},
        {"category": "streetlight_out"},
        {"ward": ""},
    ],
    ids=["over more than an hour", "of a kind without incidents", "in no ward that is known"],
)
def test_these_five_are_no_incident(town: Town, changes: dict[str, Any]) -> None:
    one_by_one(town, 5, **changes)

    assert incidents() == []


def test_five_of_one_person_are_no_incident(town: Town) -> None:
    rita = make_contact()

    for number in range(5):
        open_cases([no_water(town, rita, at=NOW + number * MINUTE)], now=NOW + number * MINUTE)

    assert incidents() == []


def test_five_in_five_wards_are_no_incident(town: Town) -> None:
    open_cases([no_water(town, ward=str(ward)) for ward in range(1, 6)], now=NOW)

    assert (incidents(), Case.objects.count()) == ([], 5)


def test_who_joined_by_their_own_word_counts_too(town: Town) -> None:
    (case,) = open_cases([no_water(town)], now=NOW)
    open_cases([no_water(town, joins=case.ref) for _ in range(3)], now=NOW + MINUTE)
    assert incidents() == []

    open_cases([no_water(town, joins=case.ref)], now=NOW + 2 * MINUTE)

    (incident,) = incidents()
    assert (incident, incident.supporters, Case.objects.count()) == (case, 4, 1)


def test_who_chose_a_case_that_becomes_a_part_in_the_same_batch_joins_the_whole(town: Town) -> None:
    one_by_one(town, 2)
    first, second = Case.objects.order_by("opened_at")
    salim = make_contact()

    orders = [no_water(town, salim, joins=second.ref), no_water(town), no_water(town)]
    open_cases(orders, now=NOW + 3 * MINUTE)

    (incident,) = incidents()
    assert incident == first
    assert CaseParty.objects.get(contact_id=salim.id).case == incident
    assert incident.supporters == 4


def test_one_known_incident_swallows_nothing_of_another_ward(town: Town) -> None:
    one_by_one(town, 5)

    (other,) = open_cases([no_water(town, ward="6")], now=NOW + MINUTE)

    assert (other.parent, other.incident_wards) == (None, None)


def test_after_the_work_is_said_to_be_done_a_new_report_is_a_case_again(town: Town) -> None:
    one_by_one(town, 5)
    (incident,) = incidents()
    make_move(
        officer=town.officer, ref=incident.ref, now=NOW, order=MoveOrder("resolve", photos=[evidence()])
    )

    (own,) = open_cases([no_water(town)], now=NOW + 10 * MINUTE)

    assert own.parent is None


def test_whose_matter_is_another_says_so_and_has_a_case_of_their_own(town: Town) -> None:
    *_, last = one_by_one(town, 6)
    (incident,) = incidents()
    number = number_of(last)

    part_ways([CitizenWord(number, last, 1, town.line.id, "bn", "in:9:d", None)], now=NOW + 10 * MINUTE)

    own = Case.objects.get(ref=number)
    incident.refresh_from_db()
    assert (own.parent, own.status, own.officer, incident.supporters) == (None, "received", town.officer, 4)
    assert own.opened_at == NOW + 5 * MINUTE
    party = CaseParty.objects.get(contact_id=last.id)
    assert (party.case, party.role, party.ref) == (own, "complainant", "")
    assert told(last)[-1].startswith(f"আপনার অভিযোগ {own.grouped_ref} এবার আলাদা করে দেখা হবে।")


def test_whose_case_became_a_part_of_it_opens_it_again_one_level_up(town: Town) -> None:
    _, second, *_ = one_by_one(town, 5)
    (incident,) = incidents()
    number = number_of(second)

    part_ways([CitizenWord(number, second, 1, town.line.id, "bn", "in:9:d", None)], now=NOW + 10 * MINUTE)

    own = Case.objects.get(ref=number)
    incident.refresh_from_db()
    assert (own.parent, own.status, own.level, own.ended_at) == (None, "in_progress", 1, None)
    assert incident.supporters == 3
    assert [event.params for event in CaseEvent.objects.filter(code="split").order_by("id")] == [
        {"parent": incident.ref},
        {"ref": own.ref},
    ]


def test_nobody_else_parts_them(town: Town) -> None:
    _, second, *_ = one_by_one(town, 5)
    stranger = make_contact()

    part_ways(
        [CitizenWord(number_of(second), stranger, 1, town.line.id, "bn", "in:9:d", None)], now=NOW + MINUTE
    )

    assert not CaseEvent.objects.filter(code="split").exists()
    assert "আগেই নেওয়া হয়েছে" in told(stranger)[-1]


def test_statements_do_not_grow_with_those_who_report(town: Town) -> None:
    open_cases([no_water(town, ward="1")], now=NOW)  # the definition is read once a process

    def statements(number: int, ward: str) -> int:
        orders = [no_water(town, ward=ward) for _ in range(number)]
        with CaptureQueriesContext(connection) as seen:
            open_cases(orders, now=NOW)
        return len(seen)

    assert statements(5, "2") == statements(60, "3")


@pytest.fixture
def committed(transactional_db: None) -> Town:
    return make_town()


def test_several_at_once_make_one_incident(committed: Town) -> None:
    people = [make_contact() for _ in range(40)]
    together = Barrier(4)

    def hand_in(part: int) -> None:
        try:
            connection.ensure_connection()
            together.wait(timeout=60)
            for one in people[part::4]:
                open_cases([no_water(committed, one)], now=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(hand_in, range(4)))

    (incident,) = incidents()
    assert incident.supporters == 39
    assert len({number_of(one) for one in people}) == 40
    assert {case.parent for case in Case.objects.exclude(id=incident.id)} == {incident}

"""Whose cases somebody sees: of the hands that hold the phone now, and of the person who is chosen."""

from datetime import timedelta
from uuid import UUID

import pytest

from janasetu.cases import queries
from janasetu.cases.models import Case, CaseParty
from janasetu.cases.queries import CaseAsk
from janasetu.cases.tests.factories import NOW, Town, make_town, open_case
from janasetu.messaging.tests.factories import arrival, changed_number, take_in
from janasetu.people import actions as people
from janasetu.people import queries as people_queries
from janasetu.people.choices import EpochReason, Relation
from janasetu.people.models import Contact, Person
from janasetu.people.tests.factories import epoch_of, make_contact, statements
from janasetu.people.values import ContactKey, PersonOrder

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
OLD, NEW = "910000000001", "910000000009"


@pytest.fixture
def town() -> Town:
    return make_town()


def ask(town: Town, contact: ContactKey, **changes: object) -> CaseAsk:
    """What the contact asks for as it is now."""
    return CaseAsk(town.body.id, contact.id, epoch_of(contact), **changes)  # type: ignore[arg-type]


def seen(*asks: CaseAsk) -> list[list[str]]:
    """The numbers of the cases that each of them is shown."""
    found = queries.cases_of_contacts(asks, langs=["bn"])
    return [[case.ref for case in found[one]] for one in asks]


def writes(town: Town, number: str, *, days: float = 0) -> ContactKey:
    """A message from this number; the contact it leads to."""
    at = NOW + days * DAY
    (row,) = take_in(arrival(sender=number, at=at, line=town.line.provider_id), now=at)
    assert row.contact_id
    return ContactKey(row.bucket, row.contact_id)


def changes_number(town: Town, old: str, new: str, *, days: float = 0) -> None:
    at = NOW + days * DAY
    take_in(changed_number(old, new, at=at, line=town.line.provider_id), now=at)


# --- the hands that hold the phone ---


def test_who_changes_number_goes_on_but_what_was_opened_before_is_not_shown(town: Town) -> None:
    rita = writes(town, OLD)
    before = open_case(town, contact=rita)
    assert seen(ask(town, rita)) == [[before.ref]]

    changes_number(town, OLD, NEW, days=1)

    assert writes(town, NEW, days=2) == rita
    assert seen(ask(town, rita)) == [[]]
    after = open_case(town, contact=rita, contact_epoch=epoch_of(rita))
    assert seen(ask(town, rita)) == [[after.ref]]


def test_a_stranger_on_the_old_number_sees_nothing_of_who_had_it(town: Town) -> None:
    rita = writes(town, OLD)
    open_case(town, contact=rita)
    changes_number(town, OLD, NEW, days=1)
    open_case(town, contact=rita, contact_epoch=2)

    stranger = writes(town, OLD, days=2)

    assert stranger != rita
    assert seen(ask(town, stranger)) == [[]]


@pytest.mark.parametrize(("days", "who_see_one"), [(91, 0), (89, 50)])
def test_after_ninety_one_days_of_silence_none_of_fifty_sees_an_earlier_case(
    town: Town, days: int, who_see_one: int
) -> None:
    numbers = [f"9100005{n:05}" for n in range(50)]
    contacts = [writes(town, number) for number in numbers]
    for contact in contacts:
        open_case(town, contact=contact)

    assert [writes(town, number, days=days) for number in numbers] == contacts

    assert sum(map(len, seen(*(ask(town, contact) for contact in contacts)))) == who_see_one


def test_after_a_report_the_cases_of_before_are_hidden(town: Town) -> None:
    rita, salim = make_contact(), make_contact()
    open_case(town, contact=rita)
    other = open_case(town, contact=salim)

    people.begin_epochs([rita], EpochReason.REPORTED, now=NOW)

    assert seen(ask(town, rita), ask(town, salim)) == [[], [other.ref]]


# --- the persons who share a phone ---


def family(town: Town, phone: ContactKey) -> list[Person]:
    """Four who share a phone; the first holds it."""
    return people.remember_persons(
        [
            PersonOrder(town.body.id, phone, 1, {"bn": name}, relation)
            for name, relation in (
                ("রীতা রায়", Relation.SELF),
                ("সুবল রায়", Relation.FAMILY),
                ("মিতা রায়", Relation.FAMILY),
                ("আনোয়ারা বিবি", Relation.OTHER),
            )
        ],
        now=NOW,
    )


def one_each(town: Town, phone: ContactKey) -> dict[UUID | None, Case]:
    """A case of each of the family, and one that names nobody."""
    persons: list[UUID | None] = [*(person.id for person in family(town, phone)), None]
    return {person: open_case(town, contact=phone, person_id=person) for person in persons}


def test_in_a_family_of_four_nobody_is_shown_anothers_cases(town: Town) -> None:
    phone = make_contact()
    cases = one_each(town, phone)

    asks = [ask(town, phone, person_id=person, only_person=True) for person in cases]

    assert seen(*asks) == [[case.ref] for case in cases.values()]


def test_who_holds_the_phone_sees_those_that_name_nobody_too(town: Town) -> None:
    phone = make_contact()
    cases = one_each(town, phone)
    rita = next(iter(cases))

    (refs,) = seen(ask(town, phone, person_id=rita, only_person=True, and_unnamed=True))

    assert refs == [cases[None].ref, cases[rita].ref]


def test_where_nobody_is_to_be_told_apart_all_of_the_contact_are_shown(town: Town) -> None:
    phone = make_contact()
    cases = one_each(town, phone)

    assert seen(ask(town, phone)) == [[case.ref for case in reversed(cases.values())]]


def test_a_person_of_one_phone_is_not_asked_for_by_another(town: Town) -> None:
    phone, other = make_contact(), make_contact()
    rita = next(iter(one_each(town, phone)))

    assert seen(ask(town, other, person_id=rita, only_person=True)) == [[]]


def test_in_a_new_epoch_neither_persons_nor_their_cases_are_there(town: Town) -> None:
    phone = make_contact()
    one_each(town, phone)

    people.begin_epochs([phone], EpochReason.REPORTED, now=NOW)

    place = town.body.id, phone, epoch_of(phone)
    assert people_queries.persons_of([place]) == {place: []}
    assert seen(ask(town, phone)) == [[]]


def test_cases_are_found_in_one_query_for_fifty_as_for_one(town: Town) -> None:
    phones = [make_contact() for _ in range(50)]
    for phone in phones:
        open_case(town, contact=phone)
    asks = [ask(town, phone) for phone in phones]

    assert statements(lambda: seen(asks[0])) == statements(lambda: seen(*asks)) == 1


def test_a_case_keeps_the_epoch_and_the_person_it_was_opened_in(town: Town) -> None:
    phone = make_contact()
    rita = family(town, phone)[0]

    case = open_case(town, contact=phone, contact_epoch=3, person_id=rita.id)

    party = CaseParty.objects.get(case=case)
    assert (party.contact_epoch, party.person_id) == (3, rita.id)
    assert Contact.objects.get().epoch == 1

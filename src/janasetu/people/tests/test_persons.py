"""The persons behind a shared phone: each once, each with one body, each in one epoch."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from janasetu.bodies.models import LocalBody
from janasetu.bodies.tests.factories import make_body
from janasetu.people import actions, queries
from janasetu.people.choices import Relation
from janasetu.people.models import Person, PersonContact
from janasetu.people.tests.factories import make_contact, statements
from janasetu.people.values import ContactKey, PersonBrief, PersonOrder

NOW = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)


def named(
    body: LocalBody, contact: ContactKey, name: str | Mapping[str, str | None], **changes: Any
) -> PersonOrder:
    scripts = {"bn": name} if isinstance(name, str) else name
    return PersonOrder(**{"body_id": body.id, "contact": contact, "epoch": 1, "name": scripts, **changes})


def remember(*orders: PersonOrder) -> list[Person]:
    return actions.remember_persons(orders, now=NOW)


def names_of(body: LocalBody, contact: ContactKey, epoch: int = 1) -> list[str]:
    place = body.id, contact, epoch
    return [person.name["bn"] for person in queries.persons_of([place])[place]]


@pytest.mark.django_db
def test_a_family_of_four_on_one_phone_is_four_persons_in_the_order_they_were_named() -> None:
    body, phone = make_body(), make_contact()
    family = [
        named(body, phone, "রীতা রায়"),
        named(body, phone, "সুবল রায়", relation=Relation.FAMILY, birth_year=1958),
        named(body, phone, "মিতা রায়", relation=Relation.FAMILY),
        named(body, phone, "আনোয়ারা বিবি", relation=Relation.OTHER),
    ]

    persons = remember(*family)

    assert len({person.id for person in persons}) == 4
    assert queries.persons_of([(body.id, phone, 1)]) == {
        (body.id, phone, 1): [
            PersonBrief(persons[0].id, {"bn": "রীতা রায়"}, Relation.SELF),
            PersonBrief(persons[1].id, {"bn": "সুবল রায়"}, Relation.FAMILY),
            PersonBrief(persons[2].id, {"bn": "মিতা রায়"}, Relation.FAMILY),
            PersonBrief(persons[3].id, {"bn": "আনোয়ারা বিবি"}, Relation.OTHER),
        ]
    }
    assert persons[1].birth_year == 1958


@pytest.mark.django_db
def test_who_is_named_twice_is_one_person_however_the_name_is_typed() -> None:
    body, phone = make_body(), make_contact()
    (rita,) = remember(named(body, phone, "Rita Roy"))

    again, twice, thrice = remember(
        named(body, phone, " rita  roy"), named(body, phone, "RITA ROY"), named(body, phone, "Rita-Roy.")
    )

    assert again == twice == thrice == rita
    assert names_of(body, phone) == ["Rita Roy"]


@pytest.mark.django_db
def test_the_same_name_of_another_phone_body_or_epoch_is_another_person() -> None:
    here, there = make_body(), make_body("basirhat", number=1003)
    phone, other = make_contact(), make_contact()

    persons = remember(
        named(here, phone, "রীতা"),
        named(here, other, "রীতা"),
        named(there, phone, "রীতা"),
        named(here, phone, "রীতা", epoch=2),
    )

    assert len({person.id for person in persons}) == 4
    assert (names_of(here, phone), names_of(there, other)) == (["রীতা"], [])


@pytest.mark.django_db
def test_in_a_new_epoch_nobody_of_the_old_one_is_offered() -> None:
    body, phone = make_body(), make_contact()
    remember(named(body, phone, "রীতা"))

    assert names_of(body, phone, epoch=2) == []


@pytest.mark.django_db
def test_who_is_forgotten_is_offered_no_more_and_is_a_new_person_when_named_again() -> None:
    body, phone, other = make_body(), make_contact(), make_contact()
    rita, mita = remember(named(body, phone, "রীতা"), named(body, phone, "মিতা"))
    remember(named(body, other, "রীতা"))

    actions.forget_person(body_id=body.id, contact=phone, person_id=rita.id, now=NOW)

    assert names_of(body, phone) == ["মিতা"]
    assert names_of(body, other) == ["রীতা"]
    (again,) = remember(named(body, phone, "রীতা"))
    assert again not in (rita, mita)
    assert PersonContact.objects.get(person=rita).until == NOW


@pytest.mark.django_db
@pytest.mark.parametrize("name", [{}, {"bn": ""}, {"bn": "  ", "en": None}, {"fr": "Rita"}])
def test_a_person_without_a_name_is_refused(name: dict[str, str | None]) -> None:
    body, phone = make_body(), make_contact()

    with pytest.raises(ValueError, match="has a name"):
        remember(named(body, phone, "রীতা"), named(body, phone, name))

    assert not Person.objects.exists()


@pytest.mark.django_db
def test_a_name_in_two_scripts_is_kept_in_both_and_found_by_its_first() -> None:
    body, phone = make_body(), make_contact()
    both = {"en": " Rita Roy ", "bn": "রীতা রায়", "hi": None}

    (rita,) = remember(named(body, phone, both))

    assert rita.name == {"en": "Rita Roy", "bn": "রীতা রায়"}
    assert remember(named(body, phone, "রীতা রায়"), named(body, phone, {"bn": "রীতা রায়", "en": "R"})) == [
        rita,
        rita,
    ]
    (english,) = remember(named(body, phone, {"en": "Rita Roy"}))
    assert english != rita


@pytest.mark.django_db
def test_a_name_longer_than_its_key_is_kept_whole_and_found_again() -> None:
    body, phone = make_body(), make_contact()

    (first,) = remember(named(body, phone, "কথা" * 200))

    assert remember(named(body, phone, "কথা" * 200)) == [first]
    assert first.name == {"bn": "কথা" * 200}


@pytest.mark.django_db
def test_persons_are_kept_and_read_in_as_many_statements_for_fifty_as_for_one() -> None:
    body = make_body()

    def kept(number: int) -> tuple[int, int]:
        phones = [make_contact() for _ in range(number)]
        orders = [named(body, phone, "রীতা") for phone in phones]
        return (
            statements(lambda: remember(*orders)),
            statements(lambda: queries.persons_of((body.id, phone, 1) for phone in phones)),
        )

    assert kept(1) == kept(50)
    assert kept(50)[1] == 1


@pytest.mark.django_db
def test_nobody_is_made_or_found_where_nobody_is_named() -> None:
    assert remember() == []
    assert queries.persons_of([]) == {}


@pytest.mark.django_db(transaction=True)
def test_the_same_person_named_in_two_processes_at_once_is_one() -> None:
    body, phone = make_body(), make_contact()
    together = Barrier(2)

    def arrive(_: int) -> Person:
        try:
            connection.ensure_connection()
            together.wait(timeout=60)
            return remember(named(body, phone, "রীতা"))[0]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(arrive, range(2))

    assert first == second
    assert (Person.objects.count(), PersonContact.objects.count()) == (1, 1)

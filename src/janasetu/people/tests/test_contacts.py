"""The contact behind the names a line gives: made once, found again, never two for one person."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.lib import clock
from janasetu.people import actions, queries
from janasetu.people.models import Contact, ContactAlias
from janasetu.people.tests.factories import make_contact, new_number, user, wa
from janasetu.people.values import AliasName, ContactKey, Sender

NUMBER, USER = "910000000001", "IN.abc123"


def know(*senders: Sender) -> list[ContactKey]:
    return actions.know(senders, now=clock.now())


@pytest.mark.django_db
def test_somebody_new_becomes_a_contact_who_is_spoken_to_in_bengali() -> None:
    (key,) = know(Sender((wa(NUMBER),), "রীতা রায়"))

    contact = Contact.objects.get()
    assert (contact.bucket, contact.id) == (key.bucket, key.id)
    assert (contact.profile_name, contact.lang, contact.stopped_at) == ("রীতা রায়", "bn", None)
    assert key.bucket == wa(NUMBER).bucket


@pytest.mark.django_db
def test_the_same_name_is_the_same_contact() -> None:
    assert know(Sender((wa(NUMBER),))) == know(Sender((wa(NUMBER),)))
    assert Contact.objects.count() == 1


@pytest.mark.django_db
def test_a_second_name_beside_a_known_one_is_added_to_the_contact() -> None:
    (key,) = know(Sender((wa(NUMBER),)))

    know(Sender((wa(NUMBER), user(USER))))

    assert know(Sender((user(USER),))) == [key]
    assert ContactAlias.objects.filter(contact_id=key.id).count() == 2


@pytest.mark.django_db
def test_the_first_known_name_decides_and_nobody_is_merged() -> None:
    first, second = know(Sender((wa(NUMBER),)), Sender((user(USER),)))

    assert first != second
    assert know(Sender((wa(NUMBER), user(USER)))) == [first]
    assert know(Sender((user(USER),))) == [second]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "senders",
    [
        [Sender((wa(NUMBER),)), Sender((wa(NUMBER),))],
        [Sender((wa(NUMBER), user(USER))), Sender((user(USER),))],
        [Sender((user(USER),)), Sender((wa(NUMBER), user(USER)))],
    ],
    ids=["the same name twice", "fewer names later", "more names later"],
)
def test_one_person_writing_twice_in_one_batch_is_one_contact(senders: list[Sender]) -> None:
    first, second = know(*senders)

    assert first == second
    assert Contact.objects.count() == 1
    assert know(senders[1], senders[0]) == [first, first]


@pytest.mark.django_db
def test_the_same_text_as_another_kind_of_name_is_another_person() -> None:
    first, second = know(Sender((wa(NUMBER),)), Sender((user(NUMBER),)))

    assert first != second


@pytest.mark.django_db
def test_statements_do_not_grow_with_the_number_of_people() -> None:
    def statements(people: int) -> int:
        senders = [Sender((wa(new_number()), user(new_number()))) for _ in range(people)]
        with CaptureQueriesContext(
            connection,
        ) as seen:
            know(*senders)
        return len(seen)

    assert statements(3) == statements(1)


@pytest.mark.django_db(transaction=True)
def test_the_same_newcomer_in_two_processes_at_once_is_one_contact() -> None:
    together = Barrier(2)

    def arrive(_: int) -> ContactKey:
        try:
            connection.ensure_connection()
            together.wait(timeout=5)
            return know(Sender((wa(NUMBER), user(USER))))[0]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(arrive, range(2))

    assert first == second
    assert Contact.objects.count() == 1
    assert ContactAlias.objects.count() == 2


@pytest.mark.django_db
def test_a_language_is_kept_for_those_who_asked_for_it() -> None:
    rita, john, salim = make_contact(), make_contact(), make_contact()

    actions.remember_languages({john: "en", salim: "hi"})

    contacts = queries.contacts([rita, john, salim])
    assert [contacts[key].lang for key in (rita, john, salim)] == ["bn", "en", "hi"]


@pytest.mark.django_db
def test_who_says_stop_is_remembered_until_they_write_again() -> None:
    rita, john = make_contact(), make_contact()

    actions.remember_opting_out({rita: True, john: True}, now=clock.now())
    actions.remember_opting_out({john: False}, now=clock.now())

    assert queries.opted_out([rita, john]) == {rita}


@pytest.mark.django_db
def test_nobody_is_found_where_nobody_is_asked_for() -> None:
    assert know() == []
    assert queries.contacts([]) == {}
    assert queries.opted_out([]) == set()


def test_names_that_read_alike_in_different_scopes_lie_apart() -> None:
    here = AliasName(wa(NUMBER).kind, NUMBER, "portfolio-1")
    there = AliasName(wa(NUMBER).kind, NUMBER, "portfolio-2")

    assert here != there
    assert here.bucket != there.bucket

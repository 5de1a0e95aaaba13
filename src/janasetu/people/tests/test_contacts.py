"""The contact behind the names a line gives: made once, found again, never two for one person."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection

from janasetu.lib import clock
from janasetu.people import actions, queries
from janasetu.people.choices import AliasKind
from janasetu.people.models import Contact, ContactAlias
from janasetu.people.tests.factories import make_contact, new_number, statements, user, wa, whose
from janasetu.people.values import AliasName, ContactKey, PhoneTold, Sender

NUMBER, USER = "910000000001", "IN.abc123"
NOW = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)
DAY = timedelta(days=1)


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
def test_who_wrote_without_a_number_is_the_same_with_one() -> None:
    alone, both, number_only = whose(user(USER)), whose(wa(NUMBER), user(USER)), whose(wa(NUMBER))

    assert alone == both == number_only
    assert Contact.objects.count() == 1


@pytest.mark.django_db
def test_a_name_that_has_ended_leads_to_nobody() -> None:
    rita = make_contact(NUMBER)
    ContactAlias.objects.update(until=NOW)

    stranger = whose(wa(NUMBER))

    assert stranger != rita
    assert whose(wa(NUMBER)) == stranger
    assert ContactAlias.objects.filter(value=NUMBER, until=None).count() == 1


@pytest.mark.django_db
def test_what_was_written_before_a_name_ended_is_of_who_bore_it_then() -> None:
    first = make_contact(NUMBER)
    ContactAlias.objects.update(until=NOW)
    second = whose(wa(NUMBER))
    ContactAlias.objects.filter(until=None).update(until=NOW + 100 * DAY)
    third = whose(wa(NUMBER), at=NOW + 200 * DAY)

    assert whose(wa(NUMBER), at=NOW - DAY) == whose(wa(NUMBER), at=NOW) == first
    assert whose(wa(NUMBER), at=NOW + DAY) == second
    assert whose(wa(NUMBER), at=NOW + 101 * DAY) == whose(wa(NUMBER)) == third
    assert len({first, second, third}) == 3


@pytest.mark.django_db
def test_who_writes_under_an_old_name_is_said_to() -> None:
    make_contact(NUMBER)
    ContactAlias.objects.update(until=NOW)

    late, stranger = actions.meet(
        [Sender((wa(NUMBER), user(USER)), at=NOW - DAY), Sender((wa(NUMBER),), at=NOW + DAY)], now=NOW
    )

    assert (late.by_old_name, stranger.by_old_name) == (True, False)
    assert late.contact != stranger.contact
    assert not ContactAlias.objects.filter(value=USER).exists()


def test_a_number_that_somebody_told_names_nobody() -> None:
    with pytest.raises(ValueError, match="names nobody"):
        Sender((AliasName(AliasKind.PHONE, "+919000000001"),))


@pytest.mark.django_db
def test_told_numbers_are_kept_once_a_contact_and_lead_to_nobody() -> None:
    rita, salim = make_contact(), make_contact()

    actions.remember_phones(
        [PhoneTold(rita, "৯০০০০ ০০০০১"), PhoneTold(rita, "+91 90000 00001"), PhoneTold(salim, "9000000001")],
        now=NOW,
    )
    actions.remember_phones([PhoneTold(rita, "033 2000 0001", verified=True)], now=NOW)

    assert queries.phones_of([rita, salim]) == {
        rita: ["+913320000001", "+919000000001"],
        salim: ["+919000000001"],
    }
    assert whose(wa("919000000001")) not in (rita, salim)


@pytest.mark.django_db
def test_a_told_number_that_the_line_vouches_for_stays_verified() -> None:
    rita = make_contact()

    for verified in (False, True, False):
        actions.remember_phones([PhoneTold(rita, "9000000001", verified=verified)], now=NOW)

    told = ContactAlias.objects.get(kind="phone")
    assert (told.value, told.verified_at, told.bucket) == ("+919000000001", NOW, rita.bucket)


@pytest.mark.django_db
def test_what_is_no_number_is_refused_and_none_of_its_company_is_kept() -> None:
    rita = make_contact()

    with pytest.raises(ValueError, match="no Indian telephone number"):
        actions.remember_phones([PhoneTold(rita, "9000000001"), PhoneTold(rita, "12")], now=NOW)

    assert queries.phones_of([rita]) == {rita: []}


@pytest.mark.django_db
def test_told_numbers_are_kept_and_read_in_as_many_statements_for_fifty_as_for_one() -> None:
    def kept(number: int) -> int:
        keys = [make_contact() for _ in range(number)]
        told = [PhoneTold(key, f"90000{n:05}", verified=True) for n, key in enumerate(keys)]
        return statements(lambda: (actions.remember_phones(told, now=NOW), queries.phones_of(keys)))

    assert kept(1) == kept(50) == 2


@pytest.mark.django_db
def test_the_same_text_as_another_kind_of_name_is_another_person() -> None:
    first, second = know(Sender((wa(NUMBER),)), Sender((user(NUMBER),)))

    assert first != second


@pytest.mark.django_db
def test_statements_do_not_grow_with_the_number_of_people() -> None:
    def met(people: int) -> int:
        senders = [Sender((wa(new_number()), user(new_number())), at=NOW) for _ in range(people)]
        return statements(lambda: know(*senders))

    assert met(50) == met(1)


@pytest.mark.django_db(transaction=True)
def test_the_same_newcomer_in_two_processes_at_once_is_one_contact() -> None:
    together = Barrier(2)

    def arrive(_: int) -> ContactKey:
        try:
            connection.ensure_connection()
            together.wait(timeout=60)
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
    actions.remember_phones([], now=NOW)

    assert know() == []
    assert queries.contacts([]) == {}
    assert queries.opted_out([]) == set()
    assert queries.phones_of([]) == {}


def test_names_that_read_alike_in_different_scopes_lie_apart() -> None:
    here = AliasName(wa(NUMBER).kind, NUMBER, "portfolio-1")
    there = AliasName(wa(NUMBER).kind, NUMBER, "portfolio-2")

    assert here != there
    assert here.bucket != there.bucket

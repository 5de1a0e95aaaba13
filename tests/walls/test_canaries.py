"""The look for who is hidden looks everywhere, and sees who is not; see tests/proofs/canaries.py."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connection

from janasetu.cases.actions import agree_to_unmask
from janasetu.console.tests.factories import NOW
from walls.addresses import doors
from walls.asking import Ask, answer, asks, at_the_desk
from walls.canaries import PARTS, Looker, commands, elsewhere, lookers, messages_to_others, told_of, walk
from walls.hidden import Secret, Town, town

NUMBERS = ("console:case_number", "console:call_number")  # which one asks for by a button
OF_SOMEBODY = {"ref", "talk_id", "call_id"}


@pytest.fixture
def secretive(db: None) -> Iterator[Town]:
    with town() as found:
        yield found


def seen_of(secret: Secret, looker: Looker) -> set[str]:
    """What of this person is shown to the looker at the addresses of their own things."""
    assert looker.user
    client = at_the_desk(looker.user)
    found: set[str] = set()
    for asked in _asks_about(secret):
        seen = answer(client, asked)
        found |= set(told_of(secret.who, seen.text, seen.said))
        found |= {"the bytes of the photo"} if secret.office.picture in seen.raw else set()
    return found


def _asks_about(secret: Secret) -> Iterator[Ask]:
    """To see their things, and for the numbers, which change nothing."""
    for door in doors():
        if OF_SOMEBODY.intersection(door.parameters):
            every = asks(door, secret.office)
            yield from (one for one in every if one.method == "get" or door.name in NUMBERS)


def test_of_who_complains_openly_everything_is_seen(secretive: Town) -> None:
    """Without this the look would find nothing, whatever there is."""
    secret = secretive.open
    looker = Looker("officer", [secret], secret.asker.user, "pura")

    assert seen_of(secret, looker) >= {
        "the name",
        "the number in groups",
        "the photo's id",
        "the place in words",
        "how far north",
        "how far east",
        "the bytes of the photo",
    }


def test_of_who_is_hidden_the_same_is_seen_once_two_officers_agree(secretive: Town) -> None:
    secret = secretive.secrets["pura"]
    looker = Looker("officer", [secret], secret.asker.user, "pura")
    before = seen_of(secret, looker)

    agree_to_unmask(
        officer=secretive.offices["pura"].officers["secretary"], unmasking_id=secret.office.wish, now=NOW
    )

    assert before == set()
    assert seen_of(secret, looker) >= {
        "the name",
        "the number in groups",
        "the place in words",
        "how far east",
    }


def test_of_who_complains_openly_commands_and_messages_tell(secretive: Town) -> None:
    secret = secretive.open

    told = set(told_of(secret.who, commands()["cases"]))

    assert told >= {"the photo's id", "the place in words", "how far north", "how far east"}
    assert secret.who["the place in words"] in messages_to_others(secretive)


def test_nobody_hidden_is_told_elsewhere(secretive: Town) -> None:
    assert elsewhere(secretive) == []
    assert {
        secret.office.case and secret.office.case.confidential for secret in secretive.secrets.values()
    } == {
        "complainant",
        "office",
    }


def test_everybody_looks_at_everything_in_one_part_or_another(secretive: Town) -> None:
    looking = lookers(secretive)
    one = Looker("nobody", [secretive.secrets["pura"]])
    everything = list(one.asks())

    asked = [asked for number in range(PARTS) for _, some in walk(number, [one]) for asked in some]
    seen = [
        looker.who
        for number in range(0, PARTS, 20)
        for looker, _ in walk(number, [Looker(other.who, []) for other in looking])
    ]

    assert sorted(map(str, asked)) == sorted(map(str, everything))
    assert sorted(seen) == sorted(looker.who for looker in looking)
    assert len(looking) > 90


# Where who complains may stand: in what they said and we answered on their own telephone, and in one column.
HOLDS = {
    "cases_caseparty",
    "documents_receivedfile",
    "cases_caseattachment",
    "messaging_inboundmessage",
    "messaging_outboundmessage",
    "messaging_window",
    "people_contact",
    "people_contactalias",
}


def test_in_the_database_they_stand_with_the_party_and_in_their_own_messages_alone(secretive: Town) -> None:
    held: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        for table in sorted(model._meta.db_table for model in apps.get_models(include_auto_created=True)):
            cursor.execute(f"SELECT string_agg(row::text, E'\\n') FROM \"{table}\" AS row")  # noqa: S608
            text = cursor.fetchone()[0] or ""
            told = [what for one in secretive.secrets.values() for what in told_of(one.who, text)]
            held |= {table: told} if told else {}

    assert set(held) <= HOLDS | {"cases_caseevent"}
    assert set(held.get("cases_caseevent", [])) <= {"the photo's id"}
    assert "the name" in held["cases_caseparty"]

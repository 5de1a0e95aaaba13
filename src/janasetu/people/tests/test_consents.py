"""The log of consents: every word once, in its epoch, never changed."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from janasetu.people import actions, queries
from janasetu.people.choices import EpochReason
from janasetu.people.models import ConsentEntry
from janasetu.people.tests.factories import make_contact, statements
from janasetu.people.values import Consent, ConsentOrder, ContactKey

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def order(contact: ContactKey, source: str, *, epoch: int = 1, given: bool = True) -> ConsentOrder:
    consent = Consent("scheme", given=given, at=NOW, body_id=uuid4(), text_hash="a" * 64, version_id=uuid4())
    return ConsentOrder(contact, epoch, consent, source)


def log(contact: ContactKey, epoch: int = 1) -> list[Consent]:
    return queries.consents([(contact, epoch)])[contact, epoch]


def test_a_consent_is_kept_with_everything_it_was_given_to() -> None:
    rita, person = make_contact(), uuid4()
    given = Consent("scheme", given=True, at=NOW, body_id=uuid4(), person_id=person, text_hash="a" * 64)

    actions.record_consents([ConsentOrder(rita, 1, given, "in:1:consent")])

    assert log(rita) == [given]


def test_the_same_source_is_logged_once_and_as_it_was_first() -> None:
    rita = make_contact()
    first, second = order(rita, "in:1"), order(rita, "in:1", given=False)

    actions.record_consents([first, first])
    actions.record_consents([second])

    assert log(rita) == [first.consent]


def test_the_same_source_of_two_contacts_is_two_entries() -> None:
    rita, salim = make_contact(), make_contact()
    orders = [order(rita, "import"), order(salim, "import")]

    actions.record_consents(orders)

    assert queries.consents([(rita, 1), (salim, 1)]) == {
        (rita, 1): [orders[0].consent],
        (salim, 1): [orders[1].consent],
    }


def test_a_consent_of_an_earlier_epoch_is_nobodys_now() -> None:
    rita = make_contact()
    actions.record_consents([order(rita, "in:1")])

    assert log(rita, epoch=2) == []


def test_stop_and_its_taking_back_are_logged_in_the_order_they_were_said() -> None:
    rita, salim = make_contact(), make_contact()

    actions.remember_opting_out({rita: True}, now=NOW)
    actions.remember_opting_out({rita: False}, now=NOW)
    actions.remember_opting_out({rita: True, salim: False}, now=NOW + MINUTE)

    assert log(rita) == [
        Consent("messages", given=False, at=NOW),
        Consent("messages", given=True, at=NOW),
        Consent("messages", given=False, at=NOW + MINUTE),
    ]
    assert log(salim) == [Consent("messages", given=True, at=NOW + MINUTE)]
    assert queries.opted_out([rita, salim]) == {rita}


def test_a_stop_is_logged_in_the_epoch_it_was_said_in() -> None:
    rita = make_contact()
    actions.begin_epochs([rita], EpochReason.REPORTED, now=NOW)

    actions.remember_opting_out({rita: True}, now=NOW)

    assert (len(log(rita, epoch=1)), len(log(rita, epoch=2))) == (0, 1)


def test_consents_are_kept_and_read_in_as_many_statements_for_fifty_as_for_one() -> None:
    def kept(number: int) -> tuple[int, int, int]:
        contacts = [make_contact() for _ in range(number)]
        orders = [order(contact, f"in:{number}:{n}") for n, contact in enumerate(contacts)]
        return (
            statements(lambda: actions.record_consents(orders)),
            statements(lambda: actions.remember_opting_out(dict.fromkeys(contacts, True), now=NOW)),
            statements(lambda: queries.consents((contact, 1) for contact in contacts)),
        )

    assert kept(1) == kept(50)
    assert kept(50)[2] == 1


def test_nothing_is_logged_where_nothing_was_said() -> None:
    actions.record_consents([])
    actions.remember_opting_out({}, now=NOW)

    assert queries.consents([]) == {}
    assert not ConsentEntry.objects.exists()

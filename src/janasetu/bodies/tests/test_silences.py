"""The silence before an election: where it rules, from when until when, and that an order is one order."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.bodies.actions import lift_silence, set_silence
from janasetu.bodies.errors import OrderRefusedError
from janasetu.bodies.models import ElectionSilence, LocalBody
from janasetu.bodies.queries import silent
from janasetu.bodies.tests.factories import ORDER, make_area, make_body

pytestmark = pytest.mark.django_db

MIDNIGHT = datetime(2026, 11, 21, 18, 30, tzinfo=UTC)  # in Kolkata
MOMENT = timedelta(microseconds=1)
POLL = MIDNIGHT + timedelta(days=28)


@pytest.fixture
def district() -> LocalBody:
    state = make_area("wb", "state", {"bn": "পশ্চিমবঙ্গ", "en": "West Bengal"})
    return make_area("alipurduar", "district", {"bn": "আলিপুরদুয়ার", "en": "Alipurduar"}, state)


@pytest.fixture
def body(district: LocalBody) -> LocalBody:
    return make_body(parent=district)


def order(body: LocalBody, **changes: object) -> ElectionSilence:
    return set_silence(**{"body_id": body.id, "since": MIDNIGHT, **ORDER, **changes})  # type: ignore[arg-type]


def test_silence_rules_from_its_first_instant_until_just_before_its_last(body: LocalBody) -> None:
    order(body, until=POLL)

    moments = [MIDNIGHT - MOMENT, MIDNIGHT, POLL - MOMENT, POLL]
    assert [silent([body.id], at) for at in moments] == [set(), {body.id}, {body.id}, set()]


def test_silence_rules_in_everything_that_lies_in_the_body_and_nowhere_else(
    body: LocalBody, district: LocalBody
) -> None:
    state, elsewhere = district.parent, make_body("basirhat", number=1003)
    everybody = [state.id, district.id, body.id, elsewhere.id]  # type: ignore[union-attr]

    order(district)

    with CaptureQueriesContext(connection) as seen:
        assert silent(everybody, MIDNIGHT) == {district.id, body.id}
    assert len(seen) == 1
    assert silent([], MIDNIGHT) == set()


def test_a_silence_without_an_end_rules_until_it_is_lifted(body: LocalBody) -> None:
    order(body)
    assert silent([body.id], MIDNIGHT + timedelta(days=9999)) == {body.id}

    assert [lift_silence(body_id=body.id, at=POLL) for _ in range(2)] == [1, 0]

    assert [silent([body.id], at) for at in (POLL - MOMENT, POLL)] == [{body.id}, set()]


def test_what_a_body_lies_in_keeps_its_own_silence(body: LocalBody, district: LocalBody) -> None:
    order(district)

    assert lift_silence(body_id=body.id, at=MIDNIGHT) == 0
    assert silent([body.id], MIDNIGHT) == {body.id}


def test_an_order_is_one_order(body: LocalBody) -> None:
    assert order(body) == order(body)
    assert ElectionSilence.objects.count() == 1
    refused = []
    for changes in ({"since": MIDNIGHT + MOMENT}, {"until": MIDNIGHT}, {"order_number": " "}):
        with pytest.raises(OrderRefusedError) as error:
            order(body, **changes)
        refused.append(error.value.key)

    assert refused == ["order_known_otherwise", "ends_before_it_begins", "order_needs_number"]

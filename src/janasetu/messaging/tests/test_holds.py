"""Which lines stand still, as the sender writes it down for others."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.messaging import holds
from janasetu.messaging.models import Line
from janasetu.messaging.tests.factories import NOW, make_line
from janasetu.messaging.values import Refusal

pytestmark = pytest.mark.django_db


def standing(line: Line) -> tuple[str, object, object]:
    line.refresh_from_db()
    return line.held_for, line.held_since, line.sent_at


def test_a_line_that_is_held_says_why_and_since_when() -> None:
    line, other = make_line(), make_line(provider_id="2")

    holds.tell({line.id: Refusal.AWAY}, {}, wall=NOW)

    assert standing(line) == ("away", NOW, None)
    assert standing(other) == ("", None, None)


def test_another_reason_does_not_make_the_hold_younger() -> None:
    line = make_line()
    holds.tell({line.id: Refusal.AWAY}, {}, wall=NOW)

    holds.tell({line.id: Refusal.LINE_STOPPED}, {}, wall=NOW + timedelta(hours=1))

    assert standing(line) == ("line_stopped", NOW, None)


def test_what_is_held_no_more_is_free() -> None:
    line = make_line()
    holds.tell({line.id: Refusal.AWAY}, {}, wall=NOW)

    holds.tell({}, {line.id: NOW + timedelta(minutes=1)}, wall=NOW + timedelta(minutes=2))

    assert standing(line) == ("", None, NOW + timedelta(minutes=1))


def test_the_last_sending_never_goes_back() -> None:
    line = make_line()
    holds.tell({}, {line.id: NOW}, wall=NOW)

    holds.tell({}, {line.id: NOW - timedelta(minutes=1)}, wall=NOW)

    assert standing(line) == ("", None, NOW)


def test_it_is_one_statement_for_any_number_of_lines() -> None:
    lines = [make_line(provider_id=str(number)) for number in range(3)]

    with CaptureQueriesContext(connection) as seen:
        holds.tell({line.id: Refusal.AWAY for line in lines}, {}, wall=NOW)

    assert len(seen) == 1

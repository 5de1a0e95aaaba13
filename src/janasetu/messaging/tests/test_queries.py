"""What a contact was last asked, what waits and for how long."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.messaging import queries
from janasetu.messaging.models import OutboundMessage
from janasetu.messaging.tests.factories import RITA, SALIM, make_line, queue
from janasetu.messaging.values import Choice, Offered
from janasetu.people.tests.factories import make_contact

pytestmark = pytest.mark.django_db

MENU = (Choice("menu:complaint", "অভিযোগ"), Choice("menu:mine", "আমার অভিযোগ"))
YES_NO = (Choice("case:1:yes", "হ্যাঁ"), Choice("case:1:no", "না"))


def test_what_was_offered_last_is_what_counts() -> None:
    rita, line = make_contact(RITA), make_line()
    queue(rita, line, choices=MENU)
    queue(rita, line, choices=YES_NO)

    assert queries.last_offered({(rita, line.id)}) == {(rita.id, line.id): Offered(YES_NO, newest=True)}


def test_choices_stay_offered_after_other_words_but_are_not_the_newest() -> None:
    rita, line = make_contact(RITA), make_line()
    queue(rita, line, choices=MENU)
    queue(rita, line, "আর কিছু?")

    assert queries.last_offered({(rita, line.id)}) == {(rita.id, line.id): Offered(MENU, newest=False)}


def test_lines_and_people_are_kept_apart() -> None:
    rita, salim, line = make_contact(RITA), make_contact(SALIM), make_line()
    other = make_line(provider_id="200000000001003")
    queue(rita, line, choices=MENU)
    queue(rita, other, choices=YES_NO)

    assert queries.last_offered({(rita, line.id), (rita, other.id), (salim, line.id)}) == {
        (rita.id, line.id): Offered(MENU, newest=True),
        (rita.id, other.id): Offered(YES_NO, newest=True),
    }


def test_the_last_offers_of_many_are_one_query() -> None:
    line = make_line()
    people = [make_contact(f"91000000{n:04}") for n in range(3)]

    with CaptureQueriesContext(connection) as seen:
        queries.last_offered({(person, line.id) for person in people})

    assert len(seen) == 1


def test_what_became_of_messages_is_found_by_their_sources() -> None:
    rita, line = make_contact(RITA), make_line()
    queue(rita, line, source="case:1")
    OutboundMessage.objects.update(state="read")

    assert queries.delivery_states(rita.bucket, ["case:1", "case:2"]) == {"case:1": "read"}

"""What a message of ours offered that somebody quotes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.messaging.queries import Quote, quoted
from janasetu.messaging.tests.factories import make_line, queue
from janasetu.messaging.values import Choice, Offered
from janasetu.people.tests.factories import make_contact

YES = Choice("case:1:yes", "হ্যাঁ")

pytestmark = pytest.mark.django_db


def test_a_quote_finds_what_was_offered_to_this_very_contact() -> None:
    line, rita, salim = make_line(), make_contact(), make_contact()
    for name, choices in (("wamid.ASKED", [YES]), ("wamid.TOLD", [])):
        row = queue(rita, line, choices=choices)
        assert row
        row.provider_id = name
        row.save()
    asked, told = Quote(rita, line.id, "wamid.ASKED"), Quote(rita, line.id, "wamid.TOLD")
    another, unknown = Quote(salim, line.id, "wamid.ASKED"), Quote(rita, line.id, "wamid.OTHER")

    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = quoted({asked, told, another, unknown})

    assert found == {
        asked: Offered((YES,), newest=True, quoted=True),
        told: Offered((), newest=True, quoted=True),
    }
    assert len(queries) == 1
    assert quoted(set()) == {}

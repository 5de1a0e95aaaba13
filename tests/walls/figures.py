"""Every figure of every report opens a page that lists as many cases."""

from collections.abc import Mapping

from django.db import transaction

from janasetu.bodies.tests.factories import make_ward
from janasetu.console.tests.conftest import Visitor
from janasetu.console.tests.factories import NOW, a_complaint, a_town, an_officer
from janasetu.console.tests.test_reports import LINES, a_month_of_work, at_desk, links, of_the_block, page
from janasetu.lib import clock
from walls.offices import own_folder

_ROW = '<th role="rowheader"'


def part(number: int) -> Mapping[str, int]:
    """One report of a town, or that of the block above two; nothing stays."""
    with own_folder(), clock.fixed(NOW), transaction.atomic():
        reader, line = (_block(), "") if number == len(LINES) else (_town(), LINES[number])
        found = links(page(reader, line))
        listed = [(url, page(reader, url, "").count(_ROW)) for url, _ in found]
        transaction.set_rollback(True)
    assert len(found) > 5, found
    differ = [(*told, count) for told, (_, count) in zip(found, listed, strict=True) if told[1] != count]
    assert not differ, differ
    return {"lists": len(found)}


def _town() -> Visitor:
    """The desk of its secretary."""
    town = a_town()
    a_month_of_work(town)
    for ward in ("1", "2"):
        make_ward(town, ward)
    return at_desk(an_officer(town, "secretary"))


def _block() -> Visitor:
    """The desk of who answers for it."""
    town = a_town()
    head = of_the_block(town)
    a_month_of_work(town)
    a_complaint(type(town).objects.get(code="basirhat"))
    return at_desk(head)

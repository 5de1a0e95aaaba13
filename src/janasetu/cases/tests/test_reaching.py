"""Who is known by a number alone is reached on a line that the body has: its own before an area's."""

import pytest

from janasetu.cases.reaching import lines_of, reach, ways_to_write
from janasetu.cases.tests.factories import NOW, Town, make_town
from janasetu.messaging.models import Line

RITA = "910000000001"


@pytest.fixture
def town(db: None) -> Town:
    return make_town()


def a_line(channel: str, town: Town | None = None, **more: bool) -> Line:
    """A line of the town, or one that serves an area."""
    name = f"{channel}-{'own' if town else 'area'}"
    body_id = town.body.id if town else None
    return Line.objects.create(channel=channel, provider_id=name, display=name, body_id=body_id, **more)


def test_a_bodys_own_line_comes_before_an_areas_and_the_channels_in_their_order(town: Town) -> None:
    area, text = a_line("whatsapp"), a_line("sms", town)

    assert lines_of({town.body.id}, ["whatsapp", "sms"]) == {town.body.id: [town.line, area, text]}
    assert lines_of({town.body.id}, ["sms", "whatsapp"])[town.body.id][0] == text


def test_a_body_without_a_line_of_its_own_writes_on_its_areas(town: Town) -> None:
    Line.objects.filter(id=town.line.id).update(active=False)
    area = a_line("whatsapp")

    reached = reach({"rita": (town.body.id, RITA)}, channels=["whatsapp"], now=NOW)

    assert reached["rita"].line_id == area.id


def test_another_bodys_line_is_nobodys(town: Town) -> None:
    elsewhere = make_town("basirhat", number=1003)
    Line.objects.filter(id=town.line.id).update(active=False)

    assert lines_of({town.body.id, elsewhere.body.id}, ["whatsapp"]) == {elsewhere.body.id: [elsewhere.line]}
    assert reach({"rita": (town.body.id, RITA)}, channels=["whatsapp"], now=NOW) == {}


def test_the_ways_to_write_are_those_of_the_active_lines_each_once(town: Town) -> None:
    a_line("whatsapp")
    a_line("sms", town, active=False)

    assert ways_to_write(town.body.id) == ["whatsapp"]

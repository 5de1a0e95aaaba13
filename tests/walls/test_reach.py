"""The walk along the walls tries every door, and would see what came through; see tests/proofs/walls.py."""

import pytest

from walls.addresses import EXAMPLES, HOW_TO_ADD, Door, doors
from walls.asking import POSTED, answer, asks, at_the_desk
from walls.offices import Office
from walls.reach import PARTS, Visitor, visitors, walk

DOORS = doors()


def test_every_address_has_an_example_of_what_stands_in_it() -> None:
    lacking = {name: door.route for door in DOORS for name in door.parameters if name not in EXAMPLES}

    assert lacking == {}, HOW_TO_ADD


def test_whoever_knocks_knocks_at_every_door_in_one_part_or_another(town_halls: dict[str, Office]) -> None:
    visitor = Visitor("nobody", [town_halls["pura"]])
    everything = list(visitor.asks())

    tried = [asked for number in range(PARTS) for _, some in walk(number, [visitor]) for asked in some]

    assert {door.name for door, _ in everything} == {door.name for door in DOORS}
    assert sorted(map(str, tried)) == sorted(map(str, everything))


def test_everybody_knocks_in_one_part_or_another(town_halls: dict[str, Office]) -> None:
    knocking = visitors(town_halls)
    asked = [Visitor(one.who, []) for one in knocking]  # nothing, which is quicker

    seen = [visitor.who for number in range(0, PARTS, 5) for visitor, _ in walk(number, asked)]

    assert len({one.who for one in knocking}) == len(knocking)
    assert sorted(seen) == sorted(one.who for one in knocking)


def test_in_the_own_office_everything_can_be_seen_and_every_form_is_known(
    town_halls: dict[str, Office],
) -> None:
    """Without this the walls would hold back what nobody can see anyway, and knock with empty forms."""
    office = town_halls["pura"]
    client = at_the_desk(office.officers["officer"].user)
    in_order = sorted(DOORS, key=lambda door: door.name in ("console:login", "console:logout"))
    seen = [(door, answer(client, one)) for door in in_order for one in asks(door, office)]

    assert [str(one.asked) for _, one in seen if one.status >= 500] == []
    shown = {what for _, one in seen for what in one.of(office)}
    assert {*office.marks, "the bytes of the file", "its bell"} - shown == set()
    taking = {door.name for door, one in seen if one.asked.method == "post" and one.status != 405}
    assert taking == set(POSTED), "Say in POSTED of tests/walls/asking.py what a form to that door holds."


@pytest.mark.parametrize("code", ["pura", "gonj"])
def test_a_page_offers_the_bell_of_its_own_body_alone(town_halls: dict[str, Office], code: str) -> None:
    office = town_halls[code]

    seen = answer(at_the_desk(office.officers["officer"].user), next(iter(asks(_inbox(), office))))

    assert seen.bells == {str(office.body.id)}


def _inbox() -> Door:
    return next(door for door in DOORS if door.name == "console:inbox")

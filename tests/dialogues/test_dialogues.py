"""Whole talks in people's own words end as they should: these cases, in so few turns."""

from statistics import median

import pytest

from dialogues.runner import Dialogue, dialogues, differences, play
from janasetu.conversations.engine.reading import Reads

pytestmark = pytest.mark.xdist_group("reader")
DIALOGUES = dialogues()


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=[one.name for one in DIALOGUES])
def test_a_dialogue_ends_as_it_says(dialogue: Dialogue, reader: Reads) -> None:
    assert differences(dialogue, play(dialogue, reader)) == []


def test_a_complaint_in_free_words_takes_two_turns(reader: Reads) -> None:
    plain = [play(one, reader) for one in DIALOGUES if one.file == "plain"]

    assert median(citizen.turns for citizen in plain) == 2
    assert max(citizen.turns for citizen in plain) <= 3


def test_every_dialogue_says_how_it_ends_and_has_a_name_of_its_own() -> None:
    assert all(one.ends for one in DIALOGUES)
    assert len({one.name for one in DIALOGUES}) == len(DIALOGUES) >= 60

"""Guard: the examples of every service run on the engine, and end in the case that they say."""

import pytest

from janasetu.catalogue.loader import BUNDLED
from janasetu.conversations.tests.talking import Talk, office
from janasetu.conversations.tests.transcripts import Transcript, acts, expects, play, transcripts

ALL = transcripts()


@pytest.mark.parametrize("transcript", ALL, ids=lambda one: one.name)
def test_an_example_ends_in_the_case_that_it_says(transcript: Transcript) -> None:
    play(
        transcript, Talk(office(transcript.service, languages=("bn", "en", "hi"), kind=transcript.body_kind))
    )


@pytest.mark.parametrize("transcript", ALL, ids=lambda one: one.name)
def test_an_example_says_how_it_ends(transcript: Transcript) -> None:
    assert set(transcript.steps[-1]) in ({"case"}, {"no case"})


def test_every_service_has_examples() -> None:
    shipped = {path.parent.name for path in BUNDLED.glob("*/service.yaml")}

    assert {one.path.parts[-3] for one in ALL} == shipped


def test_the_runner_sees_a_wrong_ending() -> None:
    talk = Talk()
    with pytest.raises(AssertionError):
        expects(talk, {"ask": "place"}, acts(talk, "নমস্কার"))
    with pytest.raises(AssertionError):
        expects(talk, {"problem": "choice_unknown"}, ["নমস্কার"])
    with pytest.raises(AssertionError):
        expects(talk, {"colour": "red"}, ["…"])

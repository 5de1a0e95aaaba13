"""Guard: the examples of every service run, and end in the case that they say.

A transcript is a list of steps. `citizen`: words (a title on the screen is tapped), `{photo: caption}` or
`{pin: [lat, lon], name: ...}`. `office`, where it matters: `{ask: field}`, `{problem: key, ask: field}`,
`{confirm: true}`, `{menu: true}`, `{unfinished: true}`. `case`: the answers it must hold, photos by number.
`no case: true`: none was opened.
"""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from janasetu.catalogue.loader import BUNDLED, read
from janasetu.conversations.engine.asking import _PROBLEMS, PHRASES, phrase
from janasetu.conversations.tests.talking import Talk, office

EXAMPLES = sorted(BUNDLED.glob("*/examples/*.yaml"))
Step = dict[str, Any]


def steps(path: Path) -> list[Step]:
    written: list[Step] = YAML(typ="safe").load(path)
    return written


def acts(talk: Talk, said: str | Step) -> list[str]:
    """One thing the citizen does; what the office says to it."""
    match said:
        case {"photo": caption}:
            return talk.sends_photo(caption)
        case {"pin": [lat, lon], **more}:
            return talk.sends_pin(lat, lon, more.get("name", ""))
        case str() if said in talk.titles:
            return talk.taps(said)
    return talk.says(str(said))


def expects(talk: Talk, expected: Step, replies: list[str]) -> None:
    """What the office must have answered."""
    (reply,) = replies
    for what, which in expected.items():
        match what:
            case "ask":
                assert (talk.session.state, talk.session.step) == ("asking", which)
            case "problem":
                values = {"most": 0}
                assert reply.splitlines()[0] == _PROBLEMS.say(which, talk.lang, **values)
            case "confirm":
                assert talk.session.state == "confirming"
            case "menu":
                assert "menu:mine" in [choice.id for choice in talk.choices]
            case "unfinished":
                assert [choice.act for choice in talk.choices] == ["resume", "cancel"]
            case _:
                raise AssertionError(f"nobody knows what the office means by {what}")


def by_number(fields: Step, service: Any) -> Step:
    """A case's answers with photos counted: their ids differ from channel to channel."""
    photos = {asked.field for asked in service.ask if asked.kind == "photo"}
    return {name: len(kept) if name in photos and kept else kept for name, kept in fields.items()}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parts[-3]}/{path.stem}")
def test_an_example_ends_in_the_case_that_it_says(path: Path) -> None:
    service = read(path.parents[1] / "service.yaml").service
    talk = Talk(office(service))
    replies: list[str] = []
    for step in steps(path):
        match step:
            case {"citizen": said}:
                replies = acts(talk, said)
            case {"office": expected}:
                expects(talk, expected, replies)
            case {"case": fields}:
                assert [by_number(opened, service) for opened in talk.opened] == [fields]
            case {"no case": True}:
                assert talk.opened == []
            case _:
                raise AssertionError(f"nobody knows the step {step}")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parts[-3]}/{path.stem}")
def test_an_example_says_how_it_ends(path: Path) -> None:
    assert set(steps(path)[-1]) in ({"case"}, {"no case"})


def test_every_service_has_examples() -> None:
    assert {path.parts[-3] for path in EXAMPLES} == {
        path.parent.name for path in BUNDLED.glob("*/service.yaml")
    }


def test_the_runner_sees_a_wrong_ending() -> None:
    talk = Talk()
    with pytest.raises(AssertionError):
        expects(talk, {"ask": "place"}, acts(talk, "নমস্কার"))
    with pytest.raises(AssertionError):
        expects(talk, {"colour": "red"}, ["…"])
    assert phrase("menu", "bn").message.text == PHRASES.say("menu", "bn")

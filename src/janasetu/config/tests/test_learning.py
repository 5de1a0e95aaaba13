"""The model of an installation: trained where it is missing, followed where it is used."""

import os
import time
from pathlib import Path

import pytest

from janasetu.config import learning
from janasetu.lib import clock
from janasetu.understanding.kept import name_in_use
from janasetu.understanding.model import Model, name_of
from janasetu.understanding.phrases import Phrase

_BANK = [
    Phrase(text, "bn-Latn", "complaint", topic)
    for topic, texts in {
        "water_no_supply": ["jol nei", "kole jol nei", "jol asche na"],
        "streetlight_out": ["alo nei", "light jolche na", "lamp neva"],
    }.items()
    for text in texts
] + [
    Phrase("bachan agun", "bn-Latn", "emergency", "fire"),
    Phrase("agun legeche", "bn-Latn", "emergency", "fire"),
]


@pytest.fixture
def said() -> list[str]:
    return []


def test_what_is_missing_is_trained_and_in_use_from_then_on(tmp_path: Path, said: list[str]) -> None:
    made = learning.up_to_date(tmp_path, _BANK, say=said.append)
    again = learning.up_to_date(tmp_path, _BANK, say=said.append)

    assert said == ["Learning from 8 phrases; this takes half a minute."]
    assert made.about == again.about
    assert name_in_use(tmp_path) == name_of(_BANK)
    used = learning.in_use(tmp_path)
    assert used
    assert used.about.name == name_of(_BANK)


def test_an_installation_that_has_learnt_nothing_has_no_model(tmp_path: Path) -> None:
    assert name_in_use(tmp_path) == ""
    assert learning.in_use(tmp_path) is None


def test_old_models_are_taken_away_but_for_two(tmp_path: Path, said: list[str]) -> None:
    for age in range(4):
        name = learning.up_to_date(tmp_path, _BANK[age % 2 :], _BANK[:age], say=said.append).about.name
        os.utime(tmp_path / name, (age, age))

    kept = sorted(one.name for one in tmp_path.iterdir() if one.is_dir())

    assert len(kept) == 3
    assert name in kept


@pytest.fixture
def moments(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What the clock says, changed by the test."""
    at = [0.0]
    monkeypatch.setattr(clock, "monotonic", lambda: at[0])
    return at


def test_a_process_hears_of_each_model_that_comes_into_use(
    tmp_path: Path, said: list[str], moments: list[float]
) -> None:
    heard: list[Model] = []
    follower = learning.Follower(tmp_path, heard.append)

    follower.look()
    first = learning.up_to_date(tmp_path, _BANK, say=said.append)
    follower.look()  # too soon
    moments[0] += 10
    follower.look()
    moments[0] += 10
    follower.look()
    second = learning.up_to_date(tmp_path, _BANK[1:], say=said.append)
    moments[0] += 10
    follower.look()

    assert [one.about.name for one in heard] == [first.about.name, second.about.name]


def test_training_begins_when_phrases_change_and_is_tried_again_when_it_failed(
    tmp_path: Path, moments: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a folder of state that is none, each training ends at once with an error."""
    monkeypatch.setenv("JANASETU_DATA", str(tmp_path / "nowhere"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("JANASETU_MODE", "serve")
    file = tmp_path / "phrases" / "stop.yaml"
    file.parent.mkdir()
    file.write_text("en: [stop]", encoding="utf-8")
    learner = learning.Learner(tmp_path, [tmp_path], lambda: "")

    learner.look()
    first = learner.at_work
    moments[0] += 10
    assert first
    first.wait(30)
    learner.look()
    second = learner.at_work

    assert first.returncode != 0
    assert second is not first
    learner.stop()


def test_what_a_life_before_has_learnt_is_not_learnt_again(
    tmp_path: Path, moments: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    taught = ["2 words"]
    monkeypatch.setattr(learning, "COMMAND", ["sh", "-c", f"echo $0 > {tmp_path}/learnt"])

    first = learning.Learner(tmp_path, [tmp_path], lambda: taught[0])
    first.look()
    assert first.at_work
    first.at_work.wait(30)
    again = learning.Learner(tmp_path, [tmp_path], lambda: taught[0])
    again.look()
    assert again.at_work is None

    taught[0] = "3 words"
    moments[0] += 10
    again.look()
    assert again.at_work
    again.stop()


def test_who_stops_ends_the_training(
    tmp_path: Path, moments: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learning, "COMMAND", ["sh", "-c", "sleep 60"])
    learner = learning.Learner(tmp_path, [tmp_path], lambda: "")
    learner.look()
    begun = time.monotonic()

    learner.stop()

    assert learner.at_work
    assert learner.at_work.returncode is not None
    assert time.monotonic() - begun < 30

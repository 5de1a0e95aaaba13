"""The model: made of phrases, kept by its name, the same wherever it is read."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from janasetu.understanding.model import HEADS, Model, name_of, packed, unpacked
from janasetu.understanding.phrases import Phrase
from janasetu.understanding.training import confusions, train


def test_a_model_knows_every_answer_of_its_bank(model: Model, bank: Sequence[Phrase]) -> None:
    assert model.about.name == model.about.bank == name_of(bank)
    assert model.about.phrases == len(bank)
    assert set(model.about.answers["label"]) == {phrase.label for phrase in bank}
    assert model.about.answers["danger"] == ["no", "yes"]
    assert model.about.topics == {
        "reopen": ["drain_blocked"],
        "report": ["drain_blocked", "streetlight_out", "water_no_supply"],
    }
    assert len(model.bias) == sum(len(model.about.answers[head]) for head in HEADS)
    assert model.weights.shape == (len(model.groups), (len(model.bias) + 1) // 2)


def test_what_was_learnt_is_told_again(model: Model, bank: Sequence[Phrase]) -> None:
    labels = model.about.answers["label"]

    told = [labels[int(np.argmax(model.scores(phrase.text)["label"]))] for phrase in bank]

    assert told == [phrase.label for phrase in bank]


def test_the_same_phrases_make_the_same_model_in_whatever_order_they_are_named(
    bank: Sequence[Phrase],
) -> None:
    first, again = train(bank), train(bank)

    assert np.array_equal(first.weights, again.weights)
    assert name_of(bank) == name_of(list(reversed(bank)))
    assert name_of(bank) != name_of(bank[1:])


def test_what_offices_have_taught_makes_another_model_of_the_same_bank(bank: Sequence[Phrase]) -> None:
    taught = train(bank, [Phrase("ghola jol", "bn-Latn", "complaint", "water_dirty")])

    assert taught.about.bank == name_of(bank)
    assert taught.about.name != taught.about.bank
    assert "water_dirty" in taught.about.answers["label"]


def test_a_kept_model_says_what_it_said(model: Model, tmp_path: Path) -> None:
    place = model.save(tmp_path)
    kept = Model.load(tmp_path, model.about.name)

    assert place == tmp_path / model.about.name
    assert kept
    assert kept.about == model.about
    assert all(
        np.array_equal(kept.scores("kole jol nei")[head], model.scores("kole jol nei")[head])
        for head in HEADS
    )


@pytest.mark.parametrize("answers", [4, 5])
def test_packed_weights_come_to_what_they_were_but_for_a_step(answers: int) -> None:
    chance = np.random.default_rng(0)
    weights = chance.normal(size=(300, answers)).astype(np.float32)
    values = np.full(300, 0.1, np.float32)

    small, steps = packed(weights, chance)
    told = unpacked(values * steps, small)[:answers]

    assert small.nbytes == 300 * ((answers + 1) // 2)
    assert np.allclose(steps, np.abs(weights).max(axis=1) / 7)
    # Each is off by less than a step, to either side: all together by a step and the root of their number.
    assert np.abs(told - values @ weights).max() < 0.1 * steps.max() * np.sqrt(300)


def test_a_model_that_is_there_stays_when_another_process_was_quicker(model: Model, tmp_path: Path) -> None:
    model.save(tmp_path)
    model.save(tmp_path)

    assert [one.name for one in tmp_path.iterdir()] == [model.about.name]


def test_what_is_missing_or_broken_is_no_model(model: Model, tmp_path: Path) -> None:
    assert Model.load(tmp_path, "none") is None
    place = model.save(tmp_path)
    (place / "bias.npy").write_bytes(b"")
    assert Model.load(tmp_path, model.about.name) is None
    (place / "model.json").write_text(json.dumps({"name": "x"}), encoding="utf-8")
    assert Model.load(tmp_path, model.about.name) is None


def test_a_message_of_nothing_known_has_the_scores_of_silence(model: Model) -> None:
    assert np.array_equal(model.scores("")["label"], model.scores("👍 🙏")["label"])


def test_what_a_model_confuses_is_counted_by_parts_and_kept_beside_it(
    model: Model, bank: Sequence[Phrase], tmp_path: Path
) -> None:
    labels = {phrase.label for phrase in bank}

    found = confusions(bank[: len(bank) // 2])  # most of it said once, so that much is confused
    model.save(tmp_path)
    model.note(tmp_path, found)

    kept = Model.load(tmp_path, model.about.name)
    assert found
    assert {label for label, _, _ in found} | {other for _, other, _ in found} <= labels
    assert all(label != other and count > 0 for label, other, count in found)
    assert [count for _, _, count in found] == sorted((count for _, _, count in found), reverse=True)
    assert kept
    assert kept.about.confusions == [list(one) for one in found]

"""A trained model: from the groups of a message to how much speaks for each answer. NumPy alone."""

import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

import numpy as np
from numpy.typing import NDArray

from janasetu.understanding.phrases import Phrase, digest
from janasetu.understanding.views import SHARES, VERSION, Groups, views

TRAINING: Final = 4  # of how `training` learns: another number, another model
HEADS: Final = ("label", "act", "topic", "danger")
"""The questions that a model answers: which label, which act, which topic, whether a life is in danger."""

_ARRAYS: Final = ("groups", "rarity", "starts", "weights", "steps", "bias")
_ABOUT: Final = "model.json"

Scores = Mapping[str, NDArray[np.float32]]


def name_of(learnt: Iterable[Phrase]) -> str:
    """The name of the model that these phrases make."""
    return hashlib.sha256(f"{TRAINING} {VERSION} {digest(learnt)}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class About:
    """What a model knows: its name, and the answers to each question in the order of their columns.

    `bank`: the name it would have without what the offices have taught it since. `topics`: what each act is
    about, of the phrases that name it. `confusions`: of the bank itself, label and other label that it was
    taken for, and how often; where that was counted.
    """

    name: str
    bank: str
    phrases: int
    answers: Mapping[str, Sequence[str]]
    topics: Mapping[str, Sequence[str]]
    confusions: Sequence[Sequence[str | int]] = field(default_factory=list)


@dataclass(frozen=True)
class Model:
    """`groups` of each view one after the other, in order; a view begins at its `starts`. `rarity` of each
    (how few phrases have it), `weights` by group and answer, packed (`packed`), what one step of a group's
    weights is worth (`steps`), and the `bias` of each answer.
    """

    about: About
    groups: Groups
    rarity: NDArray[np.float32]
    starts: NDArray[np.int64]
    weights: NDArray[np.uint8]
    steps: NDArray[np.float32]
    bias: NDArray[np.float32]

    def scores(self, text: str) -> Scores:
        """How much speaks for each answer to each question; above 0 more speaks for it than against."""
        rows, values = self._seen(text)
        totals = unpacked(values * self.steps[rows], self.weights[rows])[: len(self.bias)] + self.bias
        ends = np.cumsum([len(self.about.answers[head]) for head in HEADS])
        return dict(zip(HEADS, np.split(totals, ends[:-1]), strict=True))

    def _seen(self, text: str) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The rows of the groups that the model knows, and what each counts."""
        rows, values = [], []
        for view, groups in enumerate(views(text)):
            begin, end = self.starts[view], self.starts[view + 1]
            own, counts = np.unique(groups, return_counts=True)
            _, found, counted = seen(
                Seen(own, counts, np.zeros(len(own), np.int64)),
                (self.groups[begin:end], self.rarity[begin:end]),
                phrases=self.about.phrases,
                share=SHARES[view],
            )
            rows.append(begin + found)
            values.append(counted)
        return np.concatenate(rows), np.concatenate(values)

    # --- on disk ---

    def save(self, folder: Path) -> Path:
        """Keep it under its name in this folder; where it is kept. A model that is there already stays."""
        folder.mkdir(parents=True, exist_ok=True)
        whole = Path(mkdtemp(dir=folder, prefix=".making-"))
        for name in _ARRAYS:
            np.save(whole / f"{name}.npy", getattr(self, name))
        (whole / _ABOUT).write_text(json.dumps(asdict(self.about), ensure_ascii=False), encoding="utf-8")
        place = folder / self.about.name
        try:
            whole.rename(place)
        except OSError:  # another process was quicker
            shutil.rmtree(whole)
        return place

    def note(self, folder: Path, confusions: Sequence[Sequence[str | int]]) -> None:
        """Write beside the kept model what it confuses."""
        about = replace(self.about, confusions=confusions)
        making = folder / self.about.name / f".{_ABOUT}"
        making.write_text(json.dumps(asdict(about), ensure_ascii=False), encoding="utf-8")
        making.rename(folder / self.about.name / _ABOUT)

    @classmethod
    def load(cls, folder: Path, name: str) -> "Model | None":
        """The model of this name; None where it is not there, or not whole. What is not used stays on
        disk.
        """
        place = folder / name
        try:
            told = json.loads((place / _ABOUT).read_text(encoding="utf-8"))
            arrays = {each: np.load(place / f"{each}.npy", mmap_mode="r") for each in _ARRAYS}
            about = About(**told)
        except (OSError, ValueError, EOFError, TypeError):
            return None
        return cls(about, **{each: np.asarray(array) for each, array in arrays.items()})


def how_rare(found_in: NDArray[np.int64], *, phrases: int) -> NDArray[np.float32]:
    """How rare a group is that is found in so many of so many phrases."""
    return (np.log((1 + phrases) / (1 + found_in)) + 1).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Seen:
    """One view of some messages: the groups of each, how often each is there, and of which message it is."""

    groups: Groups
    counts: NDArray[np.int64]
    messages: NDArray[np.int64]


def seen(
    view: Seen, known: tuple[Groups, NDArray[np.float32]], *, phrases: int, share: float
) -> tuple[NDArray[np.bool_], NDArray[np.int64], NDArray[np.float32]]:
    """Which groups are among those known with their rarity, where these stand there, and what they count:
    more where they are rare or come again, all of a message together its view's share. What is not known
    has its part of that as the rarest, for who says much that is new says the rest less surely.
    """
    groups, rarities = known
    places = np.minimum(np.searchsorted(groups, view.groups), max(len(groups) - 1, 0))
    is_known = groups[places] == view.groups if len(groups) else np.zeros(len(places), bool)
    found = places[is_known]
    weights = np.full(len(places), how_rare(np.ones(1, np.int64), phrases=phrases)[0])
    weights[is_known] = rarities[found]
    weights *= 1 + np.log(view.counts.astype(np.float32))
    lengths = np.sqrt(np.bincount(view.messages, weights * weights)).astype(np.float32)
    values = weights[is_known] * np.float32(share) / lengths[view.messages[is_known]]
    return is_known, found, values


# --- weights of four bits, two in a byte: of the answers the first half below, the second above ---

_LEVELS: Final = 7  # steps to either side of nothing


def packed(
    weights: NDArray[np.float32], chance: np.random.Generator
) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """The weights of each group in steps, and what a step of each group is worth. Rounded up or down by
    chance, so that many small weights that are rounded away do not all err on one side.
    """
    steps = np.abs(weights).max(axis=1) / np.float32(_LEVELS)
    steps[steps == 0] = 1
    levels = np.floor(weights / steps[:, None] + chance.random(weights.shape, np.float32))
    stored = (np.clip(levels, -_LEVELS, _LEVELS) + _LEVELS).astype(np.uint8)
    half = (weights.shape[1] + 1) // 2
    above = np.zeros((len(weights), half), np.uint8)
    above[:, : weights.shape[1] - half] = stored[:, half:]
    return stored[:, :half] | above << 4, steps


def unpacked(values: NDArray[np.float32], weights: NDArray[np.uint8]) -> NDArray[np.float32]:
    """What packed weights come to with these values, by answer; an answer more where their number is odd."""
    below = values @ (weights & 15).astype(np.float32)
    above = values @ (weights >> 4).astype(np.float32)
    totals: NDArray[np.float32] = np.concatenate([below, above]) - np.float32(_LEVELS) * values.sum()
    return totals

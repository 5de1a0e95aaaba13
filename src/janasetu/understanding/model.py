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
from janasetu.understanding.views import VERSION, Groups, views

TRAINING: Final = 2  # of how `training` learns: another number, another model
HEADS: Final = ("label", "act", "topic", "danger")
"""The questions that a model answers: which label, which act, which topic, whether a life is in danger."""

_ARRAYS: Final = ("groups", "rarity", "starts", "weights", "bias")
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
    (how few phrases have it), `weights` by group and answer, and the `bias` of each answer.
    """

    about: About
    groups: Groups
    rarity: NDArray[np.float32]
    starts: NDArray[np.int64]
    weights: NDArray[np.float16]
    bias: NDArray[np.float32]

    def scores(self, text: str) -> Scores:
        """How much speaks for each answer to each question; above 0 more speaks for it than against."""
        rows, values = self._seen(text)
        totals = values @ self.weights[rows].astype(np.float32) + self.bias
        ends = np.cumsum([len(self.about.answers[head]) for head in HEADS])
        return dict(zip(HEADS, np.split(totals, ends[:-1]), strict=True))

    def _seen(self, text: str) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The rows of the groups that the model knows, and what each counts; a view counts 1 in all."""
        rows, values = [], []
        for view, groups in enumerate(views(text)):
            begin, end = self.starts[view], self.starts[view + 1]
            known, counts = np.unique(groups, return_counts=True)
            places = np.searchsorted(self.groups[begin:end], known)
            places[places == end - begin] = 0
            is_known = self.groups[begin:end][places] == known
            found = begin + places[is_known]
            rows.append(found)
            values.append(weighed(counts[is_known], self.rarity[found]))
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


def weighed(counts: NDArray[np.int64], rarity: NDArray[np.float32]) -> NDArray[np.float32]:
    """What each group of a view counts: more where it is rare or comes again, all together of length 1."""
    values = (1 + np.log(counts.astype(np.float32))) * rarity
    length = float(np.sqrt(values @ values))
    return values / length if length else values

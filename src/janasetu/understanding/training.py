"""Train a model from phrases: seconds of one core, and the same phrases make the same model.

scikit-learn is loaded here and nowhere else: who only reads messages does without.
"""

import os
import warnings
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from multiprocessing import get_context
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.exceptions import ConvergenceWarning
from sklearn.svm import LinearSVC

from janasetu.lib.lifelines import die_with
from janasetu.understanding.model import HEADS, About, Model, Seen, how_rare, name_of, packed, seen
from janasetu.understanding.phrases import Phrase
from janasetu.understanding.views import SHARES, Groups, views

# What follows was chosen on the bank, by folds (docs/reference/understanding.md); a change of it is a new
# `TRAINING`.
_KEPT: Final = 170_000  # groups: those that stand out most in one label
_SEEN_TWICE: Final = 2  # phrases in which a group must stand
_SOFTNESS: Final = 1.4  # C of the support vector machines: how much a phrase on the wrong side costs
# Over the phrases, for each question: more of them make it no better.
_ROUNDS: Final = {"label": 4, "act": 4, "topic": 3, "danger": 4}
_PARTS: Final = 3
_AT_ONCE: Final = 2  # questions that are learnt side by side
_PACKED_AT_ONCE: Final = 20_000
_DANGER: Final = ("no", "yes")


def train(bank: Sequence[Phrase], learnt: Sequence[Phrase] = ()) -> Model:
    """The model of the bank, and of what offices have taught it since."""
    phrases = [*bank, *learnt]
    columns, starts, table = _told(phrases)
    answers, weights, bias = _learnt(table, phrases)
    about = About(name_of(phrases), name_of(bank), len(phrases), answers, _topics(phrases))
    return Model(about, *columns, starts, *_packed(weights), bias)


def _told(
    phrases: Sequence[Phrase],
) -> tuple[tuple[Groups, NDArray[np.float32]], NDArray[np.int64], sparse.csr_matrix]:
    """The groups that are kept and how rare each is, where each view begins, what they count by phrase."""
    counted = _counted(phrases)
    groups, rarities, table = _stacked(counted, len(phrases))
    chosen = np.sort(_telling(table, np.array([phrase.label for phrase in phrases])))
    columns = np.concatenate(groups)[chosen], np.concatenate(rarities)[chosen]
    starts = np.searchsorted(chosen, np.cumsum([0, *map(len, groups)]))
    return columns, starts, _again(counted, len(phrases), columns, starts)


def confusions(phrases: Sequence[Phrase]) -> list[tuple[str, str, int]]:
    """What a model of two thirds of these phrases takes the others for, where that is wrong: label, other
    label, how many; the most frequent first. Takes as long as three models.
    """
    _, _, table = _stacked(_counted(phrases), len(phrases))
    labels = np.array([phrase.label for phrase in phrases])
    table = table[:, _telling(table, labels)]
    part, wrong = np.arange(len(phrases)) % _PARTS, Counter[tuple[str, str]]()
    for number in range(_PARTS):
        others, own = part != number, part == number
        taken = _machine(table[others], labels[others], _ROUNDS["label"]).predict(table[own])
        wrong.update((str(a), str(b)) for a, b in zip(labels[own], taken, strict=True) if a != b)
    return [(label, other, count) for (label, other), count in wrong.most_common()]


def _topics(phrases: Sequence[Phrase]) -> dict[str, list[str]]:
    """What the phrases of each act are about."""
    named: dict[str, set[str]] = {}
    for phrase in phrases:
        if phrase.topic:
            named.setdefault(phrase.act, set()).add(phrase.topic)
    return {act: sorted(topics) for act, topics in sorted(named.items())}


def _counted(phrases: Sequence[Phrase]) -> list[Seen]:
    """What is seen of the phrases, view by view."""
    told = [[np.unique(groups, return_counts=True) for groups in views(phrase.text)] for phrase in phrases]
    return [_joined(view) for view in zip(*told, strict=True)]


def _joined(view: Sequence[tuple[Groups, NDArray[np.int64]]]) -> Seen:
    lengths = [len(groups) for groups, _ in view]
    return Seen(
        np.concatenate([groups for groups, _ in view]),
        np.concatenate([counts for _, counts in view]),
        np.repeat(np.arange(len(view)), lengths),
    )


def _stacked(
    counted: Sequence[Seen], phrases: int
) -> tuple[list[Groups], list[NDArray[np.float32]], sparse.csr_matrix]:
    """Of each view the groups that stand in two phrases, how rare each is, and what they count by phrase."""
    groups, rarities = [], []
    for view in counted:
        known, found_in = np.unique(view.groups, return_counts=True)
        is_kept = found_in >= _SEEN_TWICE
        groups.append(known[is_kept])
        rarities.append(how_rare(found_in[is_kept], phrases=phrases))
    starts = np.cumsum([0, *map(len, groups)])
    return (
        groups,
        rarities,
        _again(counted, phrases, (np.concatenate(groups), np.concatenate(rarities)), starts),
    )


def _again(
    counted: Sequence[Seen],
    phrases: int,
    columns: tuple[Groups, NDArray[np.float32]],
    starts: NDArray[np.int64],
) -> sparse.csr_matrix:
    """What each of these groups counts in each phrase, exactly as `Model` will see it."""
    groups, rarities = columns
    tables = []
    for view, (begin, end), share in zip(counted, pairwise(starts), SHARES, strict=True):
        known = groups[begin:end], rarities[begin:end]
        is_known, found, counting = seen(view, known, phrases=phrases, share=share)
        ends = np.cumsum(np.bincount(view.messages[is_known], minlength=phrases))
        stated = counting, found.astype(np.int32), np.concatenate([[0], ends])
        tables.append(sparse.csr_matrix(stated, shape=(phrases, end - begin)))
    return sparse.hstack(tables, format="csr")


def _telling(table: sparse.csr_matrix, labels: NDArray[np.str_]) -> NDArray[np.int64]:
    """The columns that weigh much more in some label than in three usual ones: those tell labels apart."""
    known, rows = np.unique(labels, return_inverse=True)
    of_label = sparse.csr_matrix((np.ones(len(labels), np.float32), (rows, np.arange(len(labels)))))
    sums = (of_label @ table).tocsc()
    most, usual = sums.max(axis=0).toarray().ravel(), np.asarray(sums.sum(axis=0)).ravel() / len(known)
    return np.argsort(3 * usual - most, kind="stable")[:_KEPT]


def _learnt(
    table: sparse.csr_matrix, phrases: Sequence[Phrase]
) -> tuple[dict[str, list[str]], NDArray[np.float32], NDArray[np.float32]]:
    """The answers to each question, their weights by answer and group, and their biases."""
    asked: dict[str, Callable[[Phrase], str]] = {
        "label": lambda phrase: phrase.label,
        "act": lambda phrase: phrase.act,
        "topic": lambda phrase: phrase.topic,
        "danger": lambda phrase: _DANGER[phrase.act == "emergency"],
    }
    told = [(list(map(asked[head], phrases)), _ROUNDS[head]) for head in HEADS]
    # Each in a process of its own: liblinear draws from one source of chance, and two at once would share its
    # numbers. They inherit the table, so that nothing large is sent to them.
    with get_context("fork").Pool(_AT_ONCE, _inherit, (table, os.getpid())) as learners:
        learnt = learners.starmap(_fitted, told, chunksize=1)
    answers = {head: own for head, (own, _, _) in zip(HEADS, learnt, strict=True)}
    return (
        answers,
        np.concatenate([weights for _, weights, _ in learnt]),
        np.concatenate([bias for _, _, bias in learnt]),
    )


def _packed(weights: NDArray[np.float32]) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """Some groups at a time, for all at once take as much memory again."""
    chance, groups = np.random.default_rng(0), weights.shape[1]
    parts = [
        packed(np.ascontiguousarray(weights[:, begin : begin + _PACKED_AT_ONCE].T), chance)
        for begin in range(0, groups, _PACKED_AT_ONCE)
    ]
    return np.concatenate([part for part, _ in parts]), np.concatenate([steps for _, steps in parts])


_inherited: list[sparse.csr_matrix] = []  # of a process that learns: the table


def _inherit(table: sparse.csr_matrix, parent: int) -> None:
    die_with(parent)  # nobody else would end it where that is killed
    _inherited[:] = [table]


def _fitted(told: Sequence[str], rounds: int) -> tuple[list[str], NDArray[np.float32], NDArray[np.float32]]:
    """The answers to a question, their weights and biases, learnt of the phrases that answer it."""
    (table,) = _inherited
    rows = np.array([index for index, answer in enumerate(told) if answer])
    machine = _machine(table[rows], np.array([told[row] for row in rows]), rounds)
    answers = [str(one) for one in machine.classes_]
    return answers, _both_sides(machine.coef_), _both_sides(machine.intercept_)


def _machine(table: sparse.csr_matrix, told: NDArray[np.str_], rounds: int) -> Any:
    """A machine that has learnt these answers. That it is not done when it stops is meant."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        return LinearSVC(C=_SOFTNESS, max_iter=rounds, random_state=0).fit(table, told)


def _both_sides(learnt: NDArray[np.float64]) -> NDArray[np.float32]:
    """Of two answers only the second is learnt: the first is its opposite."""
    return (np.concatenate([-learnt, learnt]) if len(learnt) == 1 else learnt).astype(np.float32)

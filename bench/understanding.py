"""What is understood of messages that nobody has trained on, and by folds of the bank; how fast, how heavy.

The messages (bench/messages.yaml) were written by hand, as people write to an office, by somebody who had not
seen the bank; the model never learns from them. Folds are harder: the bank gathers the odd beside the usual,
and phrases that share most of their words stay in one fold.
"""

import datetime as dt
import json
import os
import statistics
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

from ruamel.yaml import YAML

from bench.report import Goal, Report
from janasetu.catalogue.loader import BUNDLED, shelf
from janasetu.config import learning
from janasetu.config.data_folder import DataFolder
from janasetu.conversations.readers import urgent_of
from janasetu.understanding.phrases import FINER, REPORT, Phrase
from janasetu.understanding.reader import Reader
from janasetu.understanding.training import train
from janasetu.understanding.values import Understood
from janasetu.understanding.views import sounds

NAME = "understanding"
_MESSAGES = Path(__file__).with_name("messages.yaml")
_TODAY = dt.date(2026, 11, 23)
_FOLDS = 5
_ALIKE = 0.5  # of the words of both
_KIND = "corporation"  # whose departments
_REPLY = {"bn": "bn", "bn-Latn": "bn", "mixed": "bn", "en": "en", "hi": "hi"}

Message = Mapping[str, Any]


def run(*, rounds: int, folder: DataFolder) -> Report:
    """Half a minute where the model is there already, and two or three for the folds."""
    phrases, messages = learning.bank(None), YAML(typ="safe").load(_MESSAGES)
    services = [one.service for one in shelf(BUNDLED).definitions]
    begun, worked = perf_counter(), _worked()
    model = train(phrases)
    trained = {"train_s": perf_counter() - begun, "train_cpu_s": _worked() - worked}
    learning.up_to_date(folder.models, phrases, say=lambda told: None)
    complaint = next(one for one in services if one.code == "complaint")
    departments = {
        code: complaint.department_in(_KIND, {"category": code})
        for code in complaint.field("category").options
    }
    reader = Reader(model, urgent_of(services))
    read = [reader.read(one["text"], today=_TODAY) for one in messages]
    figures = dict(_figures(messages, read, departments))
    figures |= {f"kfold_{name}": value for name, value in _folds(phrases).items()}
    figures |= _weight(folder, rounds=rounds) | trained | {"messages": len(messages), "phrases": len(phrases)}
    return Report(NAME, rounds, figures, list(_goals(figures)), [_worst(messages, read)])


def _worked() -> float:
    """Seconds of processors that we and our children have had."""
    return sum(os.times()[:4])


def _goals(found: Mapping[str, float]) -> Iterator[Goal]:
    """Shares in percent."""
    for name, bar in (("top1", 85), ("top3", 95), ("intent", 90)):
        yield Goal(f"{name}, development set", found[name], bar)
        yield Goal(f"{name}, folds of the bank", found[f"kfold_{name}"], bar)
    yield Goal("department of complaints", found["department"], 88)
    yield Goal("emergency recall", found["emergency_recall"], 97)
    yield Goal("alarms among what is not urgent", found["emergency_alarms"], 3, below=True)
    yield Goal("ward", found["ward"], 95)
    yield Goal("wards found where none is", found["false_wards"], 0.5, below=True)
    yield Goal("reference", found["reference"], 95)
    yield Goal("language of the reply", found["reply_language"], 98)
    yield Goal("romanised behind Bengali script, points", found["romanised_gap"], 3, below=True)
    yield Goal("wrong and not asked", found["silent_wrong"], 2, below=True)
    yield Goal("not asked", found["accepted"], 55)
    yield Goal("right within one question", found["within_one_question"], 95)
    yield Goal("p95 of a message, ms", found["p95_ms"], 10, below=True)
    yield Goal("memory, MB", found["memory_mb"], 60, below=True)
    yield Goal("training, s", found["train_s"], 60, below=True)


# --- the development set ---


def _wanted(message: Message) -> set[str]:
    """The labels that are right: of two matters either."""
    if message["intent"] != REPORT:
        return {_finer(message) or message["intent"]}
    return {message["category"], message.get("category2", message["category"])}


def _finer(message: Message) -> str:
    """What is told apart inside the intent; empty where that is all there is."""
    return message["category"] if message.get("category") in FINER else ""


def _figures(
    messages: Sequence[Message], read: Sequence[Understood], departments: Mapping[str, str | None]
) -> Iterator[tuple[str, float]]:
    told = list(zip(messages, read, strict=True))
    right = [one.label in _wanted(message) for message, one in told]
    shown = [bool({label for label, _ in one.top} & _wanted(message)) for message, one in told]
    accepted = [one.decision == "accept" for one in read]
    asked = [one.decision == "choose" for one in read]
    yield "top1", _percent(right)
    yield "top3", _percent(shown)
    yield "intent", _percent(one.intent == message["intent"] for message, one in told)
    complaints = [(message, one) for message, one in told if message["intent"] == REPORT]
    yield (
        "department",
        _percent(
            departments.get(one.subject) in {departments[code] for code in _wanted(message)}
            for message, one in complaints
        ),
    )
    by_language = {
        language: _percent(
            good for good, message in zip(right, messages, strict=True) if message["lang"] == language
        )
        for language in _REPLY
    }
    yield from ((f"top1_{language}", share) for language, share in by_language.items())
    yield "romanised_gap", by_language["bn"] - by_language["bn-Latn"]
    yield "hard", _percent(good for good, message in zip(right, messages, strict=True) if message.get("hard"))
    danger = [bool(one.danger) for message, one in told if message["intent"] == "emergency"]
    calm = [
        bool(one.danger)
        for message, one in told
        if message["intent"] != "emergency" and not message.get("urgent")
    ]
    yield "emergency_recall", _percent(danger)
    yield "emergency_alarms", _percent(calm)
    scored = [(message, one) for message, one in told if message.get("lang_scored", True)]
    yield "reply_language", _percent(one.reply == _REPLY[message["lang"]] for message, one in scored)
    yield "ward", _percent(one.facts.ward == message["ward"] for message, one in told if "ward" in message)
    yield "false_wards", _percent(bool(one.facts.ward) for message, one in told if "ward" not in message)
    yield (
        "reference",
        _percent(one.facts.reference == message["ref"] for message, one in told if "ref" in message),
    )
    yield (
        "false_references",
        _percent(bool(one.facts.reference) for message, one in told if "ref" not in message),
    )
    yield "accepted", _percent(accepted)
    yield "silent_wrong", _percent(sure and not good for sure, good in zip(accepted, right, strict=True))
    within = zip(accepted, right, asked, shown, strict=True)
    yield (
        "within_one_question",
        _percent((sure and good) or (choice and seen) for sure, good, choice, seen in within),
    )


def _percent(told: Iterator[bool] | Sequence[bool] | Any) -> float:
    counted = list(told)
    return 100 * sum(counted) / len(counted)


def _worst(messages: Sequence[Message], read: Sequence[Understood]) -> str:
    """The labels that are understood worst, of those with nine messages and more."""
    by_label: dict[str, list[bool]] = defaultdict(list)
    for message, one in zip(messages, read, strict=True):
        wanted = message.get("category") if message["intent"] == REPORT else _finer(message)
        by_label[wanted or message["intent"]].append(one.label in _wanted(message))
    shares = sorted((_percent(good), label) for label, good in by_label.items() if len(good) >= 9)
    return "Worst: " + ", ".join(f"{label} {share:.0f} %" for share, label in shares[:8])


# --- folds of the bank ---


def _folds(phrases: Sequence[Phrase]) -> dict[str, float]:
    """Each fifth is read by a model of the others."""
    fold_of = _in_folds(phrases)
    label, intent, shown = [], [], []
    for fold in range(_FOLDS):
        reader = Reader(train([one for one, own in zip(phrases, fold_of, strict=True) if own != fold]))
        for phrase in (one for one, own in zip(phrases, fold_of, strict=True) if own == fold):
            read = reader.read(phrase.text, today=_TODAY)
            label.append(read.label == phrase.label)
            intent.append(read.intent == phrase.intent)
            shown.append(phrase.label in {label for label, _ in read.top})
    return {"top1": _percent(label), "top3": _percent(shown), "intent": _percent(intent)}


def _in_folds(phrases: Sequence[Phrase]) -> list[int]:
    """The fold of each phrase: those of a label that share most of their words are in one."""
    fold_of, by_label = [0] * len(phrases), defaultdict(list)
    for number, phrase in enumerate(phrases):
        by_label[phrase.label].append(number)
    for numbers in by_label.values():
        sizes = [0] * _FOLDS
        for group in sorted(_alike(phrases, numbers), key=len, reverse=True):
            fold = sizes.index(min(sizes))
            sizes[fold] += len(group)
            for number in group:
                fold_of[number] = fold
    return fold_of


def _alike(phrases: Sequence[Phrase], numbers: Sequence[int]) -> list[list[int]]:
    """Phrases in groups; each shares half of its words with another of its group."""
    groups: list[tuple[list[int], list[frozenset[str]]]] = []
    for number in numbers:
        words = frozenset(sounds(phrases[number].text))
        near = [
            group
            for group in groups
            if any(len(words & one) >= _ALIKE * len(words | one) for one in group[1])
        ]
        groups = [group for group in groups if group not in near]
        groups.append(
            (
                [number, *(one for own, _ in near for one in own)],
                [words, *(one for _, own in near for one in own)],
            )
        )
    return [own for own, _ in groups]


# --- how fast, how heavy ---

_READ = """
import datetime, json, os, re, sys, time
from pathlib import Path
from ruamel.yaml import YAML
texts = [one["text"] for one in YAML(typ="safe").load(Path(sys.argv[2]))]
def held():
    told = re.findall(r"^(?:RssAnon|RssFile):\\s+(\\d+)", Path("/proc/self/status").read_text(), re.M)
    return sum(map(int, told)) / 1024
before = held()
from janasetu.config import learning
from janasetu.understanding.reader import Reader
reader, today, took = Reader(learning.in_use(Path(sys.argv[1]))), datetime.date(2026, 11, 23), []
for text in texts:
    begun = time.perf_counter()
    reader.read(text, today=today)
    took.append(1000 * (time.perf_counter() - begun))
print(json.dumps({"took": took, "memory_mb": held() - before}))
"""


def _weight(folder: DataFolder, *, rounds: int) -> dict[str, float]:
    """What a message takes, and what a process holds more that reads all, NumPy among it; on one core."""
    command = [sys.executable, "-c", _READ, str(folder.models), str(_MESSAGES)]
    alone = os.environ | {"OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": os.pathsep.join(sys.path)}
    runs = (subprocess.run(command, env=alone, capture_output=True, check=True) for _ in range(rounds))
    told = [json.loads(one.stdout) for one in runs]
    took = [statistics.quantiles(one["took"], n=100) for one in told]
    return {
        "p50_ms": statistics.median(cuts[49] for cuts in took),
        "p95_ms": statistics.median(cuts[94] for cuts in took),
        "memory_mb": statistics.median(one["memory_mb"] for one in told),
    }

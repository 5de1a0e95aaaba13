"""The phrase bank: what people say when they mean something, as files beside the services.

`services/CODE/phrases/LABEL.yaml` (and `services/phrases/` for what no service is there yet) lists messages
by the language they are written in. LABEL is a subject of a complaint or one of the intents of
`intents.yaml`. `about` gives, by code, the phrases of an act that name its matter; `not` gives, by label,
what sounds alike and is that.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from janasetu.catalogue.schema import Option, Service
from janasetu.lib.spelling import match_key

LANGUAGES = ("bn", "bn-Latn", "en", "hi", "hi-Latn")
REPORT = "complaint"  # the intent of every label that is none itself
REPORTS, EMERGENCY = "report", "emergency"  # acts
_FOLDER = "phrases"
ABOUT, NOT = "about", "not"

INTENTS: Mapping[str, str] = YAML(typ="safe").load(Path(__file__).with_name("intents.yaml"))
"""The act of each intent."""

FINER: Mapping[str, str] = YAML(typ="safe").load(Path(__file__).with_name("finer.yaml"))
"""The intent of each label that is finer than one."""

_ACTS_ON_THEMSELVES = frozenset({"want", "cancel"})  # the intent is the matter too


@dataclass(frozen=True, slots=True)
class Phrase:
    """One message of the bank: what is said, in which language, what is wanted and of what.

    `topic`: the subject of a complaint, the service, the agency or the kind of danger; empty where none is
    named.
    """

    text: str
    language: str
    intent: str
    topic: str = ""

    @property
    def label(self) -> str:
        """The subject of a complaint, or what is finer than the intent; else the intent."""
        is_finer = FINER.get(self.topic) == self.intent
        return self.topic if is_finer or self.intent == REPORT else self.intent

    @property
    def act(self) -> str:
        return INTENTS[self.intent]


def files(*places: Path) -> list[Path]:
    """The files of phrases below these folders of services."""
    patterns = (f"{_FOLDER}/*.yaml", f"*/{_FOLDER}/*.yaml")
    return sorted(file for place in places for pattern in patterns for file in place.glob(pattern))


def are_in(file: Path) -> bool:
    """Whether a file is one of phrases, by where it lies."""
    return file.parent.name == _FOLDER


def bank(*places: Path) -> list[Phrase]:
    """Every phrase below these folders, in the order of the files."""
    return [phrase for file in files(*places) for phrase in read(file)]


def read(file: Path) -> Iterator[Phrase]:
    """The phrases of one file that is in order (`phrase_lint` says which are)."""
    label = file.stem
    for language, topic, other, text in listed(YAML(typ="safe").load(file)):
        yield Phrase(text, language, *meant(other or label, topic))


def meant(label: str, topic: str = "") -> tuple[str, str]:
    """The intent and the topic of a label."""
    if label in FINER:
        return FINER[label], label
    if label not in INTENTS:
        return REPORT, label
    return label, topic or (label if INTENTS[label] in _ACTS_ON_THEMSELVES else "")


def intent_of(label: str) -> str:
    """The intent of a label, as everybody outside knows it."""
    return meant(label)[0]


def listed(values: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """Each phrase of a file: its language, the topic it names, the other label that it means, its text."""
    for key, value in values.items():
        if key in LANGUAGES:
            yield from ((key, "", "", text) for text in value)
        elif key in (ABOUT, NOT):
            for code, groups in value.items():
                topic, other = (code, "") if key == ABOUT else ("", code)
                for language, texts in groups.items():
                    yield from ((language, topic, other, text) for text in texts)


def of_definitions(services: Iterable[Service], known: Iterable[Phrase]) -> list[Phrase]:
    """What services and their subjects are called, and the words that mean them, as phrases: the plainest
    ways of saying it. Without what the bank has, and what is said for two things.
    """
    told = {match_key(phrase.text) for phrase in known}
    found: dict[str, Phrase | None] = {}
    for phrase in _called(services):
        key = match_key(phrase.text)
        before = found.setdefault(key, None if key in told else phrase)
        if before and before.label != phrase.label:
            found[key] = None
    return [phrase for phrase in found.values() if phrase]


def _called(services: Iterable[Service]) -> Iterator[Phrase]:
    for service in services:
        if service.reached_intent not in INTENTS:
            continue
        if service.reached_intent != REPORT:
            yield from _words(service, *meant(service.label))
        else:
            for code, option in service.subjects.items():
                yield from _words(option, *meant(code))


def _words(named: Service | Option, intent: str, topic: str) -> Iterator[Phrase]:
    name, words = named.name, named.words
    said = {
        "bn": (name.bn, *words.bn),
        "bn-Latn": words.bn_latn,
        "en": (name.en, *words.en),
        "hi": (name.hi, *words.hi),
    }
    for language, texts in said.items():
        yield from (Phrase(text, language, intent, topic) for text in texts if text)


def digest(phrases: Iterable[Phrase]) -> str:
    """A hash of the bank: of what is said and meant, in whatever order."""
    lines = sorted(json.dumps([one.text, one.intent, one.topic], ensure_ascii=False) for one in phrases)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()

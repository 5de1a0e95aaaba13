"""Transcripts of services: what the citizen does, what the office must answer, and the case it ends in.

A transcript is a list of steps in services/<code>/examples/*.yaml. `citizen`: words (a title on the screen is
tapped), `{photo: caption}`, `{document: caption}`, `{voice: caption}`, or `{pin: [lat, lon], name: ...}`.
`office`, where it matters: `{ask: path}`, `{problem: key}`, `{confirm: true}`, `{menu: true}`,
`{unfinished: true}`, `{says: words}`. At the end `case`: the answers it must hold, files by number; or
`no case: true`. `- body: kind` at the head says which kind of body it is told in.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Protocol

from ruamel.yaml import YAML

from janasetu.catalogue import form
from janasetu.catalogue.fields import KINDS
from janasetu.catalogue.loader import BUNDLED, Definition, read
from janasetu.catalogue.schema import Service
from janasetu.conversations.engine.session import Session
from janasetu.lib import bn
from janasetu.lib.words import Lang
from janasetu.messaging.values import Choice

PROBLEMS = Path(form.__file__).with_name("phrases.yaml")
PATHS = sorted(BUNDLED.glob("*/examples/*.yaml"))
Step = dict[str, Any]


class Citizen(Protocol):
    """Somebody who can play a transcript: on the engine alone, or on a line."""

    @property
    def choices(self) -> Sequence[Choice]: ...
    @property
    def session(self) -> Session: ...
    @property
    def lang(self) -> Lang: ...
    @property
    def opened(self) -> Sequence[Mapping[str, Any]]: ...

    def says(self, text: str) -> list[str]: ...
    def taps(self, title: str) -> list[str]: ...
    def sends_photo(self, caption: str = "") -> list[str]: ...
    def sends_file(self, kind: str, mime: str, caption: str = "") -> list[str]: ...
    def sends_pin(self, lat: float, lon: float, name: str = "") -> list[str]: ...


@dataclass(frozen=True)
class Transcript:
    """One file of steps."""

    path: Path

    @property
    def name(self) -> str:
        return f"{self.path.parts[-3]}/{self.path.stem}"

    @property
    def definition(self) -> Definition:
        return _definition(self.path.parents[1] / "service.yaml")

    @property
    def service(self) -> Service:
        return self.definition.service

    @cached_property
    def _written(self) -> list[Step]:
        written: list[Step] = YAML(typ="safe").load(self.path)
        return written

    @property
    def steps(self) -> list[Step]:
        return [step for step in self._written if "body" not in step]

    @property
    def body_kind(self) -> str:
        told = next((str(step["body"]) for step in self._written if "body" in step), None)
        offered = self.service.offered_by
        return told or ("municipality" if "municipality" in offered else offered[0])

    @property
    def case(self) -> Step | None:
        """The answers of the case it ends in; None where none is opened."""
        found: Step | None = self.steps[-1].get("case")
        return found


@cache
def _definition(path: Path) -> Definition:
    """Read once, however many transcripts it has."""
    return read(path)


def transcripts() -> list[Transcript]:
    return [Transcript(path) for path in PATHS]


def play(transcript: Transcript, citizen: Citizen) -> None:
    """Play it to its end; AssertionError where the office does anything else than it says."""
    replies: list[str] = []
    for step in transcript.steps:
        match step:
            case {"citizen": said}:
                replies = acts(citizen, said)
            case {"office": expected}:
                expects(citizen, expected, replies)
            case {"case": fields}:
                opened = [counted(transcript.service, kept) for kept in citizen.opened]
                assert opened == [fields], f"opened {opened}"
            case {"no case": True}:
                assert list(citizen.opened) == []
            case _:
                raise AssertionError(f"nobody knows the step {step}")


def acts(citizen: Citizen, said: str | Step) -> list[str]:
    """One thing the citizen does; what the office says to it."""
    match said:
        case {"photo": caption}:
            return citizen.sends_photo(caption)
        case {"document": caption}:
            return citizen.sends_file("document", "application/pdf", caption)
        case {"voice": caption}:
            return citizen.sends_file("audio", "audio/ogg", caption)
        case {"pin": [lat, lon], **more}:
            return citizen.sends_pin(lat, lon, more.get("name", ""))
    words = str(said)
    return (
        citizen.taps(words) if words in [choice.title for choice in citizen.choices] else citizen.says(words)
    )


def expects(citizen: Citizen, expected: Step, replies: list[str]) -> None:
    """What the office must have answered."""
    (reply,) = replies
    for what, which in expected.items():
        match what:
            case "ask":
                assert (citizen.session.state, citizen.session.step) == ("asking", which), reply
            case "problem":
                assert _says_problem(reply, which, citizen.lang), reply
            case "says":
                assert which in reply, reply
            case "confirm":
                assert citizen.session.state == "confirming", reply
            case "menu":
                assert "menu:mine" in [choice.id for choice in citizen.choices], reply
            case "unfinished":
                assert [choice.act for choice in citizen.choices] == ["resume", "cancel"], reply
            case _:
                raise AssertionError(f"nobody knows what the office means by {what}")


@cache
def _sentences() -> dict[str, dict[str, str]]:
    written: dict[str, dict[str, str]] = YAML(typ="safe").load(PROBLEMS)
    return written


def _says_problem(reply: str, key: str, lang: Lang) -> bool:
    """The reply begins with this problem's sentence, whatever its values are."""
    texts = _sentences()[key]
    parts = re.split(r"\{[^}]*\}", bn.normalise((texts.get(lang) or texts["bn"]).splitlines()[0]))
    return re.match(".*".join(map(re.escape, parts)), reply) is not None


def counted(service: Service, fields: Mapping[str, Any]) -> Step:
    """A case's answers with files counted and consents as yes or no: ids and hashes say nothing here."""
    answers = form.unfolded(service, fields)
    for slot in list(form.slots(service, answers)):
        answer = answers.get(slot.path)
        if answer and KINDS[slot.field.kind].media:
            answers[slot.path] = len(answer)
        elif answer and (files := KINDS[slot.field.kind].files(answer)):
            answers[slot.path] = {**answer, "voice": len(files)}
        if answer and slot.field.kind == "consent":
            answers[slot.path] = answer["given"]
    return form.folded(service, answers)

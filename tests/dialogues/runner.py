"""Whole talks in people's own words, played with the very model that reads them: what comes of what they say.

A dialogue is data in tests/dialogues/*.yaml. `says`: what the citizen does, one after another: words;
`{photo: caption}`, `{voice: caption}`, `{pin: [lat, lon]}`; `{tap: act}`, the last part of a choice's id;
`{waits: {days: 3}}`, which is no turn. `means`: what they choose where they are asked which of several they
mean. `has`: what is there before they write (`done`, `open`: subjects of cases of theirs; `persons`; `alike`;
`landmarks`; `lang`; `body`).

`ends`: `turns`, the most that the citizen needs, the tap on the card among them; `cases`, what was opened, of
each the answers that are named here; `intents`, those reached; `state`; `lang`; `told`, words of ours;
`messages`, how many of ours;
`reopened`, `joined`, `added`, whether a case of before was opened again, joined, or got the words; `stopped`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from janasetu.catalogue.fields.wards import Territory
from janasetu.catalogue.tests.factories import bundled
from janasetu.conversations.engine.effects import (
    AnswerClaim,
    AnswerQuestion,
    CaseLine,
    LandmarkLine,
    LikeLine,
    PersonLine,
)
from janasetu.conversations.engine.office import Office
from janasetu.conversations.engine.reading import MEANT, ReadOnce, Reads
from janasetu.conversations.tests.talking import Talk, office
from janasetu.lib.references import compose, grouped
from janasetu.messaging.values import Choice

HERE = Path(__file__).parent
WARDS = 18
_NAMES = ("রিতা সাহা", "সেলিম শেখ", "মায়া দাস")


@dataclass(frozen=True)
class Dialogue:
    """One talk: where it stands, what is said, how it must end."""

    file: str
    written: Mapping[str, Any]

    @property
    def name(self) -> str:
        return f"{self.file}: {self.written['dialogue']}"

    @property
    def ends(self) -> Mapping[str, Any]:
        ends: Mapping[str, Any] = self.written["ends"]
        return ends

    @property
    def has(self) -> Mapping[str, Any]:
        has: Mapping[str, Any] = self.written.get("has", {})
        return has


def dialogues() -> list[Dialogue]:
    return [
        Dialogue(file.stem, one)
        for file in sorted(HERE.glob("*.yaml"))
        for one in YAML(typ="safe").load(file)
    ]


@cache
def town(kind: str) -> Office:
    """A body of this kind with all that it can offer, in three languages."""
    services = [one.service for one in bundled() if kind in one.service.offered_by]
    wards = Territory({"bn": "ফালাকাটা পুরসভা"}, frozenset(range(1, WARDS + 1)))
    return replace(office(*services, kind=kind, languages=("bn", "en", "hi")), territory=wards)


@dataclass
class Citizen:
    """Plays a dialogue; `turns`: how often they said or tapped something."""

    talk: Talk
    means: str
    turns: int = 0

    @classmethod
    def of(cls, dialogue: Dialogue, reader: Reads) -> "Citizen":
        has = dialogue.has
        body = replace(town(has.get("body", "municipality")), reader=ReadOnce(reader))
        known = Talk(
            body,
            has.get("lang", "bn"),
            cases=tuple(_cases(has.get("open", ()), 100)),
            done=tuple(_cases(has.get("done", ()), 200)),
            persons=tuple(
                PersonLine(f"p{n}", {"bn": name}) for n, name in enumerate(_NAMES[: has.get("persons", 0)])
            ),
            likes=tuple(LikeLine(_ref(300), like) for like in has.get("alike", ())),
            landmarks={name: LandmarkLine(name, ward) for name, ward in has.get("landmarks", {}).items()},
        )
        return cls(known, dialogue.written.get("means", ""))

    def does(self, said: Any) -> None:
        """One step; before it, what they are asked is answered."""
        self._chooses()
        if isinstance(said, Mapping) and "waits" in said:
            self.talk.now += timedelta(**said["waits"])
            return
        self.turns += 1
        match said:
            case {"photo": caption}:
                self.talk.sends_photo(caption)
            case {"voice": caption}:
                self.talk.sends_file("audio", "audio/ogg", caption)
            case {"pin": [lat, lon]}:
                self.talk.sends_pin(lat, lon)
            case {"tap": act}:
                self.talk.taps_id(self._choice(act).id)
            case _:
                self.talk.says(str(said).format(ref=grouped(_ref(100)), done=grouped(_ref(200))))

    def _chooses(self) -> None:
        """Which of several is meant, where that was asked just now."""
        rows = (
            [one for one in self.talk.choices if one.id.startswith(f"{MEANT}:")]
            if self.talk.offered.newest
            else []
        )
        wanted = next((row for row in rows if row.act == self.means), None)
        if wanted:
            self.turns += 1
            self.talk.taps_id(wanted.id)

    def _choice(self, act: str) -> Choice:
        found = next((one for one in self.talk.choices if one.id.split(":")[-1] == act), None)
        assert found, (
            f"{act} is not among {[one.id for one in self.talk.choices]}: {self.talk.received[-1].text}"
        )
        return found


def play(dialogue: Dialogue, reader: Reads) -> Citizen:
    """Play it to its end."""
    citizen = Citizen.of(dialogue, reader)
    for said in dialogue.written["says"]:
        citizen.does(said)
    return citizen


def differences(dialogue: Dialogue, citizen: Citizen) -> list[str]:
    """What is not as the dialogue says; empty where it ends as it should."""
    return list(_differences(dialogue.ends, citizen))


def _differences(ends: Mapping[str, Any], citizen: Citizen) -> Iterator[str]:
    talk = citizen.talk
    if citizen.turns > ends.get("turns", citizen.turns):
        yield f"{citizen.turns} turns"
    if "cases" in ends:
        yield from _of_cases(ends["cases"], talk.opened)
    for intent in ends.get("intents", ()):
        if intent not in talk.session.intents:
            yield f"{intent} was not reached, but {talk.session.intents}"
    told = "\n".join(message.text for message in talk.received)
    for words in ends.get("told", ()):
        if words not in told:
            yield f"nobody said «{words}»"
    if "messages" in ends and len(talk.received) != ends["messages"]:
        yield f"{len(talk.received)} messages were sent"
    yield from (
        f"it is {key} {found}" for key, found in _found(citizen).items() if ends.get(key, found) != found
    )


def _found(citizen: Citizen) -> dict[str, Any]:
    talk = citizen.talk
    words = talk.words_on_cases
    return {
        "state": talk.session.state,
        "lang": talk.lang,
        "reopened": any(isinstance(one, AnswerClaim) and not one.yes for one in words),
        "added": any(isinstance(one, AnswerQuestion) for one in words),
        "joined": any(talk.joined),
        "stopped": talk.opted_out,
        "draft": dict(talk.session.fields).get("category", ""),
        "step": talk.session.step,
    }


def _of_cases(wanted: list[Mapping[str, Any]], opened: list[dict[str, Any]]) -> Iterator[str]:
    if len(wanted) != len(opened):
        yield f"{len(opened)} cases: {opened}"
        return
    for one, case in zip(wanted, opened, strict=True):
        for key, value in one.items():
            found = _answer(case, key)
            is_there = value in str(found) if key in ("description", "landmark", "text") else found == value
            if not is_there:
                yield f"{key} is {found!r}"


def _answer(case: Mapping[str, Any], key: str) -> Any:
    """An answer of a case; of its place a part, of its files how many."""
    place = case.get("place") or {}
    if key in ("ward", "landmark", "text", "lat"):
        return place.get(key)
    if key == "photo":
        return len(case.get("photo") or ())
    if key == "voice":
        description = case.get("description")
        return len(description["voice"]) if isinstance(description, Mapping) else 0
    found = case.get(key)
    return found["text"] if isinstance(found, Mapping) and "text" in found else found


def _cases(subjects: list[str], first: int) -> Iterator[CaseLine]:
    for number, subject in enumerate(subjects):
        ref = _ref(first + number)
        yield CaseLine(ref, f"{grouped(ref)} · {subject}", awaits_word=first == 200)


def _ref(serial: int) -> str:
    return compose(year=2026, body=1002, serial=serial)

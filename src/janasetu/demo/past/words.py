"""The words of the past: what people complain of, what offices answer, and the names of people."""

from functools import cache
from pathlib import Path
from random import Random
from typing import Literal

from pydantic import Field, RootModel

from janasetu.demo.files import Part, Text, read

Spelling = Literal["bn", "latn", "en", "hi"]
# How people write: half in Bengali script, a third in Latin letters, some in English, few in Hindi.
SPELLINGS: dict[Spelling, int] = {"bn": 50, "latn": 35, "en": 11, "hi": 4}

_FOLDER = Path(__file__).parent
_RAINS = range(6, 10)  # June to September
_HEAT = range(3, 7)
_SEASON = 3  # times as often in its season


class Subject(Part):
    """What is said of one category of complaints. `scene`: what a photograph of it shows."""

    weight: int
    rains: bool = False
    heat: bool = False
    scene: str = ""
    bn: list[Text]
    latn: list[Text]
    en: list[Text]
    hi: list[Text] = []
    done: list[Text]

    def often(self, month: int) -> int:
        """How often it comes in this month of the year, against the other categories."""
        in_season = (self.rains and month in _RAINS) or (self.heat and month in _HEAT)
        return self.weight * (_SEASON if in_season else 1)

    def said(self, spelling: Spelling, chance: Random) -> str:
        """One sentence, in this spelling where there is one."""
        theirs: list[str] = getattr(self, spelling)
        return chance.choice(theirs or self.bn)


class Subjects(RootModel[dict[str, Subject]]):
    """All of them by category."""


class ByScript(Part):
    """Phrases by spelling."""

    bn: list[str]
    latn: list[str]
    en: list[str]
    hi: list[str]

    def one(self, spelling: Spelling, chance: Random) -> str:
        theirs: list[str] = getattr(self, spelling)
        return chance.choice(theirs)


class Ward(Part):
    """How a place is written in each spelling, with {ward} and {landmark}."""

    bn: Text
    latn: Text
    en: Text
    hi: Text

    def place(self, spelling: Spelling, *, ward: str, landmark: str) -> str:
        return str(getattr(self, spelling)).format(ward=ward, landmark=landmark)


class Words(Part):
    """What is written on cases besides what they are about."""

    tails: ByScript
    landmarks: ByScript
    ward: Ward
    replies: list[Text]
    seen: dict[str, list[Text]]
    finished: dict[str, list[Text]]
    again: list[Text]
    notes: list[Text]
    questions: list[tuple[Text, Text]]
    referrals: list[Text]
    refusals: dict[str, list[Text]]
    suggestions: dict[str, list[Text]]
    remarks: list[Text]
    thanks: list[Text]
    appointments: dict[str, Text]
    shops: list[Text]


class Name(Part):
    """A name in both scripts."""

    bn: Text
    en: Text


class Names(Part):
    """Given names and surnames that go together; `towns`: how common they are in each."""

    towns: dict[str, int]
    given: list[Name] = Field(min_length=1)
    family: list[Name] = Field(min_length=1)


class AllNames(RootModel[list[Names]]):
    """The names of all communities."""

    def one(self, town: str, chance: Random) -> Name:
        """A name as people in this town have them."""
        at_home = [names for names in self.root if names.towns.get(town)]
        (names,) = chance.choices(at_home, [names.towns[town] for names in at_home])
        given, family = chance.choice(names.given), chance.choice(names.family)
        return Name(bn=f"{given.bn} {family.bn}", en=f"{given.en} {family.en}")


@cache
def subjects() -> dict[str, Subject]:
    return read(_FOLDER / "complaints.yaml", Subjects).root


@cache
def words() -> Words:
    return read(_FOLDER / "words.yaml", Words)


@cache
def names() -> AllNames:
    return read(_FOLDER / "people.yaml", AllNames)

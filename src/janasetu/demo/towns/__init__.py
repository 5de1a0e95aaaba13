"""The demo towns as data: who governs, who serves, in which wards, and which number to write to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from janasetu.bodies.posts import held_in
from janasetu.demo.files import Code, Named, Part, read

TOWNS = ("falakata", "kmc", "basirhat", "panchayat", "wb")  # as the demo shows them, its first chat first

_FOLDER = Path(__file__).parent

# No Indian mobile begins with 0, and no exchange with 0000: nobody can have these numbers.
InventedNumber = Annotated[str, Field(pattern=r"^\+910{4}\d{6}$")]
InventedDisplay = Annotated[str, Field(pattern=r"^\+91 00000 \d{5}$")]
# No bank has this handle: nobody's money can go there.
InventedAccount = Annotated[str, Field(pattern=r"^[a-z0-9.]+@specimen$")]


class Order(Part):
    """The order that put somebody, or a title, in place."""

    number: str
    date: date


class LineOfTown(Part):
    """The number citizens write to; with `area` it is nobody's own, but serves every body without a line."""

    provider_id: Annotated[str, Field(pattern=r"^\d{15}$")]
    display: InventedDisplay
    area: bool = False


class OfficerOfTown(Named):
    """Who holds a post, for one ward where that is named; `acting_for`: whose authority goes with it by that
    order.
    """

    department: str | None = None
    ward: str | None = None
    phone: InventedNumber | Literal[""] = ""
    since: date | None = None
    acting_for: str | None = None
    order: Order | None = None


class FormerOfficer(Named):
    """Who held a post until the seat fell vacant."""

    login: Code
    role: str
    ward: str | None = None
    since: date
    until: date


class TitleOfTown(Named):
    """What a post of the town is called for a time."""

    role: str
    since: date
    until: date | None = None
    order: Order | None = None


class FactsOfTown(Part):
    """What people ask of an office. `sources` says of each where it is from. `short`: by what the numbers of
    its papers begin.
    """

    hours: Named
    address: Named
    phone: InventedDisplay
    vacant_seats: Named | None = None
    upi: InventedAccount | None = None
    short: str | None = Field(default=None, pattern=r"^[A-Z]{2,6}$")
    sources: dict[str, str]

    @property
    def content(self) -> dict[str, object]:
        """As bodies keep it: texts by language, or plain text."""
        told = {"hours": self.hours, "address": self.address, "vacant_seats": self.vacant_seats}
        texts = {about: named.texts for about, named in told.items() if named is not None}
        account = {"upi": self.upi} if self.upi else {}
        short = {"short": self.short} if self.short else {}
        return {**texts, "phone": self.phone, **account, **short, "sources": self.sources}


@dataclass(frozen=True, slots=True)
class WardOfTown:
    """One ward; without a borough in a body that has none."""

    number: str
    name: dict[str, str]
    borough: str


class Wards(Part):
    """The wards 1 to `count`. A borough lists its own as «10-12, 15-20»."""

    since: date
    count: Annotated[int, Field(ge=1, le=250)]
    boroughs: dict[str, str] = {}
    names: dict[str, Named] = {}

    @model_validator(mode="after")
    def _fits(self) -> "Wards":
        strange = sorted(set(self.names) - set(self._numbers()))
        if strange:
            raise ValueError(f"there is no ward {', '.join(strange)}")
        listed = [ward for wards in self.boroughs.values() for ward in _spread(wards)]
        if listed and sorted(listed) != list(range(1, self.count + 1)):
            raise ValueError("each ward stands in one borough")
        return self

    def all(self) -> Iterator[WardOfTown]:
        """Every ward, by number."""
        borough = {str(ward): code for code, wards in self.boroughs.items() for ward in _spread(wards)}
        for number in self._numbers():
            named = self.names.get(number)
            yield WardOfTown(number, named.texts if named else {}, borough.get(number, ""))

    def _numbers(self) -> list[str]:
        return [str(number) for number in range(1, self.count + 1)]


class MapOfTown(Part):
    """The middle of a map of our own invention, and how far its cells reach from theirs, in degrees."""

    lat: Annotated[float, Field(ge=21, le=28)]
    lon: Annotated[float, Field(ge=85, le=90)]
    radius: Annotated[float, Field(gt=0, le=0.05)]


class LandmarkOfTown(Named):
    """A place that people name; without a ward where several meet."""

    ward: str = ""


class Town(Part):
    """One demo town, or the state. `above`: who sits in the places of the directory that it lies in."""

    code: Code
    number: Annotated[int, Field(ge=1000, le=9999)]
    kind: Literal["corporation", "municipality", "gram_panchayat", "state"]
    parent: str | None = None
    served: bool = True
    name: Named
    aliases: list[str] = []
    languages: list[Literal["bn", "en", "hi"]]
    line: LineOfTown | None = None
    facts: FactsOfTown | None = None
    wards: Wards | None = None
    map: MapOfTown | None = None
    landmarks: list[LandmarkOfTown] = []
    departments: dict[Code, Named] = {}
    titles: list[TitleOfTown] = []
    officers: dict[str, OfficerOfTown]
    above: dict[str, dict[str, OfficerOfTown]] = {}
    former: list[FormerOfficer] = []

    @model_validator(mode="after")
    def _fits(self) -> "Town":
        if unknown := sorted(set(self._posts()) - held_in(self.kind)):
            raise ValueError(f"no {self.kind} has the post {', '.join(unknown)}")
        seated = {role for officers in self.above.values() for role in officers}
        if unknown := sorted(seated - held_in("block") - held_in("district")):
            raise ValueError(f"no block and no district has the post {', '.join(unknown)}")
        named = {officer.department for officer in self.officers.values() if officer.department}
        if strange := sorted(named - set(self.departments)):
            raise ValueError(f"an officer stands in a department that is not there: {', '.join(strange)}")
        lying = {landmark.ward for landmark in self.landmarks if landmark.ward}
        if strange := sorted(lying - {ward.number for ward in self._wards()}):
            raise ValueError(f"a landmark lies in a ward that is not there: {', '.join(strange)}")
        if strange := sorted(self._sat_for() - {ward.number for ward in self._wards()}):
            raise ValueError(f"an officer sits for a ward that is not there: {', '.join(strange)}")
        return self

    def seats(self) -> Iterator[tuple[str, str, OfficerOfTown]]:
        """Every post that is filled: the code of its body, its role, and who holds it."""
        yield from ((self.code, role, officer) for role, officer in self.officers.items())
        for code, officers in self.above.items():
            yield from ((code, role, officer) for role, officer in officers.items())

    def _wards(self) -> Iterable[WardOfTown]:
        return self.wards.all() if self.wards else ()

    def _sat_for(self) -> set[str]:
        """The wards that have a seat of their own, or had one."""
        sitting = {officer.ward for officer in self.officers.values()}
        return {ward for ward in sitting | {officer.ward for officer in self.former} if ward}

    def _posts(self) -> Iterator[str]:
        yield from self.officers
        yield from (officer.acting_for for officer in self.officers.values() if officer.acting_for)
        yield from (title.role for title in self.titles)
        yield from (officer.role for officer in self.former)


def towns() -> list[Town]:
    """All demo towns and the state, as the demo shows them. DemoFileError where a file is wrong."""
    return [read(_FOLDER / f"{code}.yaml", Town) for code in TOWNS]


def _spread(wards: str) -> Iterator[int]:
    """1-3, 7 is 1, 2, 3, 7; ValueError for anything else."""
    for run in wards.split(","):
        first, _, last = run.partition("-")
        yield from range(int(first), int(last or first) + 1)

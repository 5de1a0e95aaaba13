"""The state's directory as data: districts, some of their blocks, panchayats and towns, known by name only.

Sample rows, one file a district, until the official directory is imported.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from janasetu.demo.files import Code, DemoFileError, Named, Part, read, shown

_FOLDER = Path(__file__).parent


class Place(Named):
    """One row: a name, its other spellings, its code in the Local Government Directory where certain."""

    code: Code
    lgd: Annotated[str, Field(pattern=r"^\d{0,12}$")] = ""
    aliases: list[str] = []


class TownPlace(Place):
    """A corporation or municipality."""

    kind: Literal["corporation", "municipality"]


class BlockPlace(Part):
    """A block and those of its gram panchayats that we know."""

    block: Place
    panchayats: Annotated[list[Place], Field(min_length=1)]


class District(Part):
    """A district, its towns and those of its blocks that we know."""

    district: Place
    towns: list[TownPlace] = []
    blocks: list[BlockPlace] = []

    def rows(self) -> Iterator[tuple[Place, str, str]]:
        """Every row with its kind and the code of what it lies in; what holds others stands before them."""
        yield self.district, "district", "wb"
        yield from ((town, town.kind, self.district.code) for town in self.towns)
        for one in self.blocks:
            yield one.block, "block", self.district.code
            yield from ((panchayat, "gram_panchayat", one.block.code) for panchayat in one.panchayats)


def districts() -> list[District]:
    """The districts, by code. DemoFileError where a file is wrong or a code stands in the directory twice."""
    found: list[District] = []
    seen: dict[str, str] = {}
    for path in sorted(_FOLDER.glob("*.yaml")):
        district = read(path, District)
        for place, _, _ in district.rows():
            if place.code in seen:
                raise DemoFileError(f"{shown(path)}: {place.code} stands in {seen[place.code]} already")
            seen[place.code] = shown(path)
        found.append(district)
    return found

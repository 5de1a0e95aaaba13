"""The bodies: the towns, and the directory in whose tree they hang."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from janasetu.bodies.actions import index_names
from janasetu.bodies.models import LocalBody
from janasetu.demo.directory import districts
from janasetu.demo.files import DemoFileError
from janasetu.demo.founding.rows import keep
from janasetu.demo.towns import Town
from janasetu.lib.ids import uuid7

BodyIds = Mapping[str, UUID]  # by code


_OF_A_PLACE = ("kind", "parent_id", "name", "aliases", "lgd_code")
_OF_A_TOWN = (*_OF_A_PLACE, "number", "languages", "facts")


def found_bodies(listed: Sequence[Town]) -> BodyIds:
    """Towns, directory, and the names they are found by; the ids of all.

    A place of the directory that has joined since keeps its number and languages, and one that was imported
    since is left as the import made it.
    """
    rows = _rows(listed)
    known = LocalBody.objects.in_bulk([row.code for row in rows], field_name="code")
    ids = {row.code: known[row.code].id if row.code in known else uuid7() for row in rows}
    ours = [(row, known.get(row.code)) for row in rows if not _is_imported(row, known.get(row.code))]
    towns = [row.body(ids, here) for row, here in ours if row.town]
    places = [row.body(ids, here) for row, here in ours if not row.town]
    keep(LocalBody, known.values(), towns, key=["code"], correct=_OF_A_TOWN)
    keep(LocalBody, known.values(), places, key=["code"], correct=_OF_A_PLACE)
    index_names([*towns, *places])
    return ids


class _Row(NamedTuple):
    """A body as the files have it."""

    code: str
    kind: str
    parent: str | None
    name: dict[str, str]
    aliases: list[str]
    lgd: str = ""
    town: Town | None = None

    def body(self, ids: BodyIds, known: LocalBody | None = None) -> LocalBody:
        """The body; what it says of itself already stays."""
        town = self.town
        facts = town.facts.content if town and town.facts else {}
        return LocalBody(
            id=ids[self.code],
            code=self.code,
            kind=self.kind,
            parent_id=ids[self.parent] if self.parent else None,
            name=self.name,
            aliases=self.aliases,
            lgd_code=self.lgd,
            number=town.number if town else None,
            languages=list(town.languages) if town else [],
            served=bool(town and town.served),
            facts=facts | (known.facts if known else {}),
        )


def _is_imported(row: _Row, known: LocalBody | None) -> bool:
    """Whether it has a code of the Local Government Directory that our files do not know."""
    return known is not None and bool(known.lgd_code) and known.lgd_code != row.lgd


def _rows(listed: Sequence[Town]) -> list[_Row]:
    """Every body of the files. DemoFileError where a code stands there twice or a parent nowhere."""
    rows = [
        *(_Row(one.code, one.kind, one.parent, one.name.texts, one.aliases, town=one) for one in listed),
        *(
            _Row(place.code, kind, parent, place.texts, place.aliases, place.lgd)
            for district in districts()
            for place, kind, parent in district.rows()
        ),
    ]
    codes = {row.code for row in rows}
    if len(codes) < len(rows):
        raise DemoFileError("A town has a code that the directory has.")
    named = {row.parent for row in rows if row.parent} | {code for town in listed for code in town.above}
    if lost := sorted(named - codes):
        raise DemoFileError(f"A file names what is in no file: {', '.join(lost)}.")
    return rows

"""The import of a directory: a file of districts, blocks, panchayats and towns becomes bodies."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from janasetu.bodies.actions.reference import AT_ONCE, index_names
from janasetu.bodies.directory_file import DirectoryFaultsError, Row, read
from janasetu.bodies.models import LocalBody
from janasetu.bodies.names import as_written
from janasetu.bodies.placing import Place, place

_LOCK = (0x4A54, 1)  # class and number of our advisory lock
_TOLD = ("parent_id", "name", "aliases", "lgd_code")  # what a directory says of a body


@dataclass(frozen=True, slots=True)
class Imported:
    """How many bodies of a file are new, how many were known as something else, and how many just so."""

    new: int
    changed: int
    same: int


@transaction.atomic
def import_directory(content: bytes) -> Imported:
    """Write a directory's file over the bodies on record: all of it, or nothing where any row is wrong.

    A body that is on record keeps its code, its number and all that it says of itself; a former name becomes
    an alias. One that we serve keeps its name too, and the file's becomes an alias. Nothing is removed, and
    a second time nothing changes. DirectoryFaultsError has the faults of all rows. A constant number of
    statements, and the writes by thousands.
    """
    _lock_directory()
    rows, faults = read(content)
    known = {body.id: body for body in LocalBody.objects.all()}
    told, unplaced = place(rows, map(_place, known.values()))
    if faults or unplaced:
        raise DirectoryFaultsError([*faults, *unplaced])
    bodies = [(known.get(one.id) or _new_body(one), row, one) for row, one in told]
    otherwise = [body for body, row, one in bodies if _say(body, row, one)]
    _write(otherwise)
    new = sum(body.id not in known for body in otherwise)
    return Imported(new, len(otherwise) - new, len(told) - len(otherwise))


def _lock_directory() -> None:
    """Until the transaction ends nobody else imports: two files are written one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", _LOCK)


def _place(body: LocalBody) -> Place:
    return Place(
        body.id,
        body.code,
        body.kind,
        body.parent_id,
        names=(*body.name.values(), *body.aliases),
        lgd=body.lgd_code,
    )


def _new_body(told: Place) -> LocalBody:
    return LocalBody(id=told.id, code=told.code, kind=told.kind, name={}, served=False)


def _say(body: LocalBody, row: Row, told: Place) -> bool:
    """Let the body be as its row says; whether it was otherwise."""
    before = [getattr(body, field) for field in _TOLD]
    body.parent_id, body.lgd_code = told.parent, told.lgd
    if not body.served:
        body.name = {**body.name, "bn": row.bn, "en": row.en}
    body.aliases = _aliases(told.names, body.name.values())
    return before != [getattr(body, field) for field in _TOLD]


def _aliases(spellings: Iterable[str], names: Iterable[str]) -> list[str]:
    """The spellings that are no names of it, each once."""
    own = {as_written(name) for name in names}
    first: dict[str, str] = {}
    for spelling in spellings:
        first.setdefault(as_written(spelling), spelling)
    return [spelling for key, spelling in first.items() if key not in own]


def _write(bodies: Sequence[LocalBody]) -> None:
    LocalBody.objects.bulk_create(
        bodies, batch_size=AT_ONCE, update_conflicts=True, unique_fields=["id"], update_fields=_TOLD
    )
    index_names(bodies)

"""Say of each row of a directory which body it is, or that it is a new one, and what that body lies in. Pure.

Rows are taken from the state downwards, so that what a row lies in may stand anywhere in the file.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from janasetu.bodies.codes import Codes
from janasetu.bodies.csv_file import Fault
from janasetu.bodies.directory_file import Row
from janasetu.bodies.names import as_heard, as_written, heard_as
from janasetu.lib.ids import uuid7

_TIERS = (("state",), ("district",), ("block",), ("gram_panchayat", "municipality", "corporation"))

Like = Callable[[Row, UUID | None], list["Place"]]  # the places that a row with this parent may be


@dataclass(slots=True)
class Place:
    """A body, on record or new, with all its spellings. `told_in`: the number of the row that tells of it; 0
    while none does.
    """

    id: UUID
    code: str
    kind: str
    parent: UUID | None
    names: tuple[str, ...] = ()
    lgd: str = ""
    told_in: int = 0

    def may_be(self, row: Row) -> bool:
        """Two codes of the Local Government Directory are two places."""
        return not (self.lgd and row.lgd) or self.lgd == row.lgd

    def is_told_by(self, row: Row, parent: UUID | None) -> None:
        """The row says what it is called besides, and what it lies in from now on."""
        self.told_in, self.parent, self.lgd = row.number, parent, row.lgd or self.lgd
        self.names = (*row.names, *self.names)


def place(rows: Sequence[Row], known: Iterable[Place]) -> tuple[list[tuple[Row, Place]], list[Fault]]:
    """The rows with the bodies they tell of, from the state downwards, and the faults of the other rows.

    A row is the known body with its code of the Local Government Directory; else one of the same kind, in the
    same body, that is written like it; else one that sounds like it; else a new one.
    """
    placing = _Placing(known)
    for kinds in _TIERS:
        placing.tier([row for row in rows if row.kind in kinds])
    return placing.told, placing.faults


class _Names:
    """Places of a kind in a body by name. `spelt` makes the keys of a name, `meant` the key of a question."""

    def __init__(
        self,
        places: Iterable[Place],
        *,
        spelt: Callable[[str], Iterable[str]],
        meant: Callable[[str], str],
    ) -> None:
        self._spelt, self._meant = spelt, meant
        self._found: dict[tuple[str, UUID | None, str], list[Place]] = {}
        for one in places:
            self.add(one)

    @classmethod
    def as_written(cls, places: Iterable[Place]) -> "_Names":
        return cls(places, spelt=lambda name: (as_written(name),), meant=as_written)

    @classmethod
    def as_heard(cls, places: Iterable[Place]) -> "_Names":
        return cls(places, spelt=heard_as, meant=as_heard)

    def add(self, one: Place) -> None:
        for key in {key for name in one.names for key in self._spelt(name)}:
            self._found.setdefault((one.kind, one.parent, key), []).append(one)

    def called(self, kind: str, parent: UUID | None, name: str) -> list[Place]:
        key = self._meant(name) if self._found else ""
        return self._found.get((kind, parent, key), []) if key else []

    def like(self, row: Row, parent: UUID | None) -> list[Place]:
        """Those called like the row, in Bengali first."""
        return [*self.called(row.kind, parent, row.bn), *self.called(row.kind, parent, row.en)]


class _NoParentError(LookupError):
    """What a row lies in cannot be told. `key` says why; it is empty where the row was found wrong before."""

    def __init__(self, key: str = "", name: str = "") -> None:
        super().__init__(key)
        self.key = key
        self.name = name


class _Parents:
    """The places that others lie in."""

    def __init__(self, places: Sequence[Place]) -> None:
        above = [one for one in places if one.kind in ("district", "block")]
        self._names = (_Names.as_written(above), _Names.as_heard(above))
        self.state = next((one for one in places if one.kind == "state"), None)

    def of(self, row: Row) -> UUID | None:
        """What the row lies in; nothing for the state, nor for a district while there is no state."""
        state = self.state.id if self.state else None
        if row.kind in ("state", "district"):
            return state if row.kind == "district" else None
        district = self._the("district", state, row.district)
        return self._the("block", district, row.block) if row.kind == "gram_panchayat" else district

    def _the(self, kind: str, parent: UUID | None, name: str) -> UUID:
        if not name:
            raise _NoParentError
        found = next((found for names in self._names if (found := names.called(kind, parent, name))), [])
        if len(found) != 1:
            raise _NoParentError(f"{kind}_unclear" if found else f"{kind}_unknown", name)
        return found[0].id


class _Placing:
    """The places as they come to be, tier by tier."""

    def __init__(self, known: Iterable[Place]) -> None:
        self.told: list[tuple[Row, Place]] = []
        self.faults: list[Fault] = []
        self._places = list(known)
        self._codes = Codes(one.code for one in self._places)

    def tier(self, rows: Sequence[Row]) -> None:
        """Place rows of kinds that lie equally deep; what they lie in is placed already."""
        if not rows:
            return
        seated = list(self._seated(rows, _Parents(self._places)))
        kinds = {row.kind for row in rows}
        for likeness in (_of_one_code, _as_written, _as_heard):
            like = likeness([one for one in self._places if one.kind in kinds])
            seated = [(row, parent) for row, parent in seated if not self._tell(row, parent, like)]
        self._make(seated)

    def _seated(self, rows: Sequence[Row], parents: _Parents) -> Iterator[tuple[Row, UUID | None]]:
        """The rows with what they lie in; of the others it is told why they lie nowhere."""
        if parents.state is None and rows[0].kind == "district":
            self.faults.append(Fault(rows[0].number, "state_needed"))
        for row in rows:
            try:
                yield row, parents.of(row)
            except _NoParentError as error:
                if error.key:
                    self.faults.append(Fault(row.number, error.key, {"name": error.name}))

    def _tell(self, row: Row, parent: UUID | None, like: Like) -> bool:
        """Whether the row is one of the places like it, or wrong because another row is that place."""
        able = [one for one in like(row, parent) if one.may_be(row)]
        free = next((one for one in able if not one.told_in), None)
        if free:
            free.is_told_by(row, parent)
            self.told.append((row, free))
        elif able:
            self.faults.append(Fault(row.number, "same_as_row", other=able[0].told_in))
        return bool(able)

    def _make(self, seated: Iterable[tuple[Row, UUID | None]]) -> None:
        """Make places of rows that are none yet, unless one of them tells of it before."""
        fresh, codes = _Names.as_heard(()), {one.id: one.code for one in self._places}
        for row, parent in seated:
            if self._tell(row, parent, fresh.like) or self._is_second_state(row):
                continue
            code = self._codes.take(row.kind, row.en, within=codes[parent] if parent else "")
            made = Place(uuid7(), code, row.kind, parent)
            made.is_told_by(row, parent)
            fresh.add(made)
            self._places.append(made)
            self.told.append((row, made))

    def _is_second_state(self, row: Row) -> bool:
        state = next((one for one in self._places if one.kind == "state"), None)
        if row.kind != "state" or state is None:
            return False
        self.faults.append(Fault(row.number, "state_known", {"name": state.names[0]}))
        return True


def _of_one_code(places: Iterable[Place]) -> Like:
    by_code = {(one.kind, one.lgd): [one] for one in places if one.lgd}
    return lambda row, _: by_code.get((row.kind, row.lgd), [])


def _as_written(places: Iterable[Place]) -> Like:
    return _Names.as_written(places).like


def _as_heard(places: Iterable[Place]) -> Like:
    return _Names.as_heard(places).like

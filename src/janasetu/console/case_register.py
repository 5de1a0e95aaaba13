"""The register on the page of an application: whom it may mean, which entry it is, the record room."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from janasetu.bodies.models import Officer
from janasetu.bodies.queries import titles
from janasetu.cases import desks, records
from janasetu.cases.actions import look_up
from janasetu.cases.models import Case, CaseEntry
from janasetu.cases.records import Compared, Spelt
from janasetu.catalogue.schema.stages import Register
from janasetu.console.registers import KINDS, FoundRow, SearchRow, found_rows, search_row
from janasetu.lib import bn
from janasetu.lib.words import Lang
from janasetu.registers.rules import may_read
from janasetu.registers.searching import Found


@dataclass(frozen=True, slots=True)
class ChosenShown:
    """The entry that was chosen. `compared`: what the applicant wrote beside what stands there; `stale`: the
    register says something else since.
    """

    number: str
    url: str
    by: str
    at: str
    compared: Sequence[Compared]
    stale: bool

    @property
    def differs(self) -> bool:
        return any(not one.same for one in self.compared)


@dataclass(frozen=True, slots=True)
class RegisterShown:
    """What the page says of it. `desk`: where the reader chooses, if they do; `rows`: whom it may mean,
    where that was looked up; `search`: what the record room was asked last; `missed`: why it cannot go on
    where nobody was found there.
    """

    kind: str
    named: Sequence[tuple[str, Spelt]]
    desk: UUID | None
    reads: bool
    looked: bool
    rows: Sequence[FoundRow]
    is_more: bool
    chosen: ChosenShown | None
    search: SearchRow | None
    is_looked_for: bool
    missed: str

    @property
    def comes_first(self) -> bool:
        """Whether the reader has to choose before anything else."""
        return self.desk is not None and self.chosen is None

    @property
    def may_ask(self) -> bool:
        """Whether the reader lets the record room look now."""
        return self.desk is not None and self.looked and not self.is_looked_for


def register_shown(
    case: Case, reader: Officer, mine: Collection[UUID], *, again: bool, lang: Lang, now: datetime
) -> RegisterShown | None:
    """All that the page says of it; None of a case that has nothing to do with a register.

    `mine`: the desks that the reader has; `again`: they want to see others than the one that is chosen. Who
    has the desk is shown whom the case may mean, which is on record. A constant number of queries.
    """
    register = records.register_of(case.service)
    if register is None:
        return None
    department = reader.department.code if reader.department else None
    reads = reader.body_id == case.body_id and may_read(reader.tenure, department, now)
    desk = _desk(case, mine) if case.is_open and reads else None
    chosen, search = records.chosen(case), records.last_search(case)
    looks = desk is not None and (chosen is None or again or not chosen.still_says_so)
    found = look_up(officer=reader, case=case, register=register, now=now) if looks else Found()
    return RegisterShown(
        kind=str(KINDS[records.KINDS[register.of]]),
        named=records.named_in(case, register, lang),
        desk=desk,
        reads=reads,
        looked=looks,
        rows=found_rows(found, lang),
        is_more=found.is_more,
        chosen=_chosen(case, register, chosen, reads=reads, lang=lang, now=now) if chosen else None,
        search=search_row(search, lang, now) if search else None,
        is_looked_for=records.is_looked_for(search),
        missed=records.why_missed(search, lang) if chosen is None else "",
    )


def _desk(case: Case, mine: Collection[UUID]) -> UUID | None:
    """The desk of the reader that looks in a register, where the case lies at it."""
    for row in desks.desks_of(case) if mine else ():
        stage = desks.stage_in(case.service, row.stage)
        if row.id in mine and row.left_at is None and stage and stage.looks_in:
            return row.id
    return None


def _chosen(
    case: Case, register: Register, chosen: CaseEntry, *, reads: bool, lang: Lang, now: datetime
) -> ChosenShown:
    role = chosen.chosen_by.partition("@")[0]
    named = titles([case.body_id], {role})
    return ChosenShown(
        number=chosen.entry.number,
        url=reverse("console:register_entry", args=[chosen.entry_id]) if reads else "",
        by=named.name(case.body_id, role, lang, at=chosen.chosen_at),
        at=bn.moment(chosen.chosen_at, lang, now),
        compared=records.compared(case, register, chosen.entry, lang) if reads else (),
        stale=not chosen.still_says_so,
    )

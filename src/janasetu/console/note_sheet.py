"""The note sheet of an application, numbered, and the register of its movements: views of its history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from janasetu.bodies.models import Officer
from janasetu.bodies.queries import departments, titles
from janasetu.cases import desks, queries
from janasetu.cases.choices import EventCode
from janasetu.cases.models import Case, CaseEvent
from janasetu.console.rows import place_of, whole_status
from janasetu.console.timeline import Teller, roles_in
from janasetu.console.way import DeskShown, way_of
from janasetu.lib import bn
from janasetu.lib.words import Lang

# What stands in the note sheet; nothing that is there is ever changed or removed.
NOTED = frozenset(
    {
        *(EventCode.OPENED, EventCode.DESK_DONE, EventCode.APPROVED, EventCode.REJECTED, EventCode.ASKED),
        *(EventCode.ANSWERED, EventCode.NOTED, EventCode.PAPER_JUDGED, EventCode.REFERRED_OUTSIDE),
        *(EventCode.OUTSIDE_ANSWERED, EventCode.TAKEN_BACK, EventCode.DESK_NUDGED, EventCode.ISSUED),
        *(EventCode.PAPER_DRAFTED, EventCode.PAPER_SIGNED, EventCode.PAPER_RELEASED),
        *(EventCode.PAPER_RETURNED, EventCode.PAPER_ENDED),
        *(EventCode.LAW_PASSED, EventCode.APPEALED, EventCode.APPEAL_DECIDED),
        *(EventCode.WITHDRAWN, EventCode.REOPENED, EventCode.ESCALATED),
        *(EventCode.ENTRY_CHOSEN, EventCode.RECORDS_ASKED, EventCode.RECORDS_ANSWERED),
        *(EventCode.CORRECTION_ASKED, EventCode.LINES_CORRECTED, EventCode.PAPER_REPLACED),
    }
)


@dataclass(frozen=True, slots=True)
class Note:
    """One note: its number, what was done, the words, whose they are and when."""

    number: str
    what: str
    words: str
    at: str


@dataclass(frozen=True, slots=True)
class Movement:
    """One visit to a desk, as the register has it."""

    desk: DeskShown
    left: str


@dataclass(frozen=True, slots=True)
class NoteSheet:
    """The file of an application."""

    ref: str
    number: str
    title: str
    place: str
    status: str
    opened: str
    notes: Sequence[Note]
    movements: Sequence[Movement]


def note_sheet_of(case: Case, *, reader: Officer, lang: Lang, now: datetime) -> NoteSheet | None:
    """The file of an application as this officer may read it; None of any other case. The number of queries
    does not grow with what has happened.
    """
    way = way_of(case, reader, lang=lang, now=now)
    if way is None:
        return None
    events = [one for one in queries.events_of(case) if one.code in NOTED]
    teller = Teller(
        case=case,
        events=events,
        party=None,
        named=titles([case.body_id], roles_in(events)),
        departments=departments([case.body_id]),
        states={},
        lang=lang,
        now=now,
    )
    left = {row.id: row.left_at for row in desks.desks_of(case)}
    return NoteSheet(
        ref=case.ref,
        number=case.grouped_ref,
        title=case.title_in(lang),
        place=place_of(case, lang),
        status=whole_status(case, lang),
        opened=bn.lasting_moment(case.opened_at, lang, now),
        notes=[_note(event, number, teller) for number, event in enumerate(events, start=1)],
        movements=[
            Movement(one, bn.moment(at, lang, now) if (at := left.get(one.id)) else "")
            for one in (*way.been, *way.now)
        ],
    )


def _note(event: CaseEvent, number: int, teller: Teller) -> Note:
    return Note(
        number=bn.number(number, teller.lang),
        what=teller.words(event),
        words=str(event.params.get("note", "")),
        at=teller.moment(event.at),
    )

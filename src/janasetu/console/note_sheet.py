"""The note sheet of an application, numbered, and the register of its movements: views of its history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from janasetu.bodies.models import Officer
from janasetu.bodies.queries import Titles, departments, titles
from janasetu.cases import desks, file_papers, queries
from janasetu.cases.choices import EventCode
from janasetu.cases.file_papers import FilePaper, papers_of_file
from janasetu.cases.models import Case, CaseEvent
from janasetu.cases.notices import PHRASES
from janasetu.cases.paper_numbers import parts_of
from janasetu.cases.standing import status_of
from janasetu.console.answers import words_at_desk
from janasetu.console.rows import place_of
from janasetu.console.timeline import Teller, role_of, roles_in
from janasetu.console.way import DeskShown, way_of
from janasetu.lib import bn
from janasetu.lib.words import Lang

# What stands in the note sheet; nothing that is there is ever changed or removed.
NOTED = frozenset(
    {
        *(EventCode.OPENED, EventCode.DESK_DONE, EventCode.APPROVED, EventCode.REJECTED, EventCode.ASKED),
        *(EventCode.ANSWERED, EventCode.NOTED, EventCode.PAPER_JUDGED, EventCode.REFERRED_OUTSIDE),
        *(EventCode.OUTSIDE_ANSWERED, EventCode.TAKEN_BACK, EventCode.DESK_NUDGED, EventCode.ISSUED),
        EventCode.DESK_VACANT,
        *(EventCode.PAPER_DRAFTED, EventCode.PAPER_SIGNED, EventCode.PAPER_RELEASED),
        *(EventCode.PAPER_RETURNED, EventCode.PAPER_ENDED),
        *(EventCode.LAW_PASSED, EventCode.APPEALED, EventCode.APPEAL_DECIDED),
        *(EventCode.WITHDRAWN, EventCode.REOPENED, EventCode.ESCALATED),
        *(EventCode.ENTRY_CHOSEN, EventCode.RECORDS_ASKED, EventCode.RECORDS_ANSWERED),
        *(EventCode.CORRECTION_ASKED, EventCode.LINES_CORRECTED, EventCode.PAPER_REPLACED),
    }
)


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper of the file. `place`: where it stands in the list; `url`: where it is read, if it can be."""

    id: str
    number: str
    name: str
    place: str
    url: str
    who: str
    at: str
    state: str
    why: str
    counts: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a note. `place`: of the paper that it names, in the list; empty where it names none."""

    text: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """One note: its number, what was done and by whom, the words in parts, the papers it is about, when."""

    number: str
    what: str
    words: Sequence[Part]
    papers: Sequence[PaperRow]
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
    papers: Sequence[PaperRow]


def note_sheet_of(case: Case, *, reader: Officer, lang: Lang, now: datetime) -> NoteSheet | None:
    """The file of an application as this officer may read it; None of any other case. The number of queries
    does not grow with what has happened.
    """
    way = way_of(case, reader, lang=lang, now=now)
    if way is None:
        return None
    happened = list(queries.events_of(case))
    events = [one for one in happened if one.code in NOTED]
    papers = papers_of_file(case, happened)
    teller = Teller(
        case=case,
        events=events,
        party=None,
        named=titles([case.body_id], roles_in(events) | roles_of(papers)),
        departments=departments([case.body_id]),
        states={},
        lang=lang,
        now=now,
    )
    left = {row.id: row.left_at for row in desks.desks_of(case)}
    rows = {one.number: _row(case, one, teller) for one in papers}
    return NoteSheet(
        ref=case.ref,
        number=case.grouped_ref,
        title=case.title_in(lang),
        place=place_of(case, lang),
        status=status_of(case, lang),
        opened=bn.lasting_moment(case.opened_at, lang, now),
        notes=[_note(event, number, teller, rows) for number, event in enumerate(events, start=1)],
        papers=list(rows.values()),
        movements=[
            Movement(one, bn.moment(at, lang, now) if (at := left.get(one.id)) else "")
            for one in (*way.been, *way.now)
        ],
    )


def _note(event: CaseEvent, number: int, teller: Teller, rows: Mapping[int, PaperRow]) -> Note:
    named = {one: rows[one] for one in file_papers.numbers_of(event) if one in rows}
    return Note(
        number=bn.number(number, teller.lang),
        what=teller.words(event),
        words=[
            Part(part.text, named[part.paper].place if part.paper in named else "")
            for part in parts_of(words_at_desk(teller.case, event, teller.lang))
        ],
        papers=list(named.values()),
        at=teller.moment(event.at),
    )


# --- papers ---


def paper_choices(case: Case, *, lang: Lang) -> list[tuple[str, str]]:
    """The papers of the file, of which a note that is being written may name some: «কাগজ ৩: দলিল»."""
    papers = papers_of_file(case, list(queries.events_of(case)))
    return [(str(one.id), f"{_number(one, lang)}: {one.name(lang)}{_beside(one, lang)}") for one in papers]


def _number(one: FilePaper, lang: Lang) -> str:
    return PHRASES.say("file_paper", lang, number=bn.number(one.number, lang))


def _beside(one: FilePaper, lang: Lang) -> str:
    """That something has taken its place."""
    return "" if one.counts else f" ({PHRASES.say(f'file_paper_is_{one.state}', lang)})"


def roles_of(papers: Sequence[FilePaper]) -> set[str]:
    """The posts that the list of papers names."""
    return {role_of(post) for one in papers for post in (one.by, one.through)}


def _row(case: Case, one: FilePaper, teller: Teller) -> PaperRow:
    lang = teller.lang
    return PaperRow(
        id=str(one.id),
        number=_number(one, lang),
        name=one.name(lang),
        place=f"paper-{one.number}",
        url=_address(case, one),
        who=brought_by(case, one, teller.named, lang),
        at=teller.moment(one.at),
        state=PHRASES.say(f"file_paper_is_{one.state}", lang) if one.state else "",
        why=desks.why_words(one.why, lang),
        counts=one.counts,
    )


def brought_by(case: Case, one: FilePaper, named: Titles, lang: Lang) -> str:
    """Whose paper it is, and who of the office took it in."""
    if "@" in one.by:
        return named.name(case.body_id, role_of(one.by), lang, at=one.at)
    who = PHRASES.say(
        "file_paper_by_citizen" if one.by == file_papers.CITIZEN else "file_paper_by_office", lang
    )
    if "@" not in one.through:
        return who
    taker = named.name(case.body_id, role_of(one.through), lang, at=one.at)
    return PHRASES.say("file_paper_through", lang, who=who, by=taker)


def _address(case: Case, one: FilePaper) -> str:
    if one.file_id:
        return reverse("console:file", args=[case.ref, one.file_id])
    if one.referral_id:
        return reverse("console:case_letter", args=[case.ref, one.referral_id])
    return f"{reverse('console:case_paper', args=[case.ref])}?paper={one.paper_id}"

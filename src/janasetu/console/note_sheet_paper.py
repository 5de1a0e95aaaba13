"""The note sheet of an application on paper: every note with its writer and its time, and where the file was.

What stands there is what the page shows, in both languages; how many notes there are is said, so that a
missing page shows.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from janasetu.bodies.models import LocalBody, Officer
from janasetu.bodies.queries import Titles, departments, ever_in_posts, titles
from janasetu.cases import desks, file_papers, queries
from janasetu.cases.file_papers import FilePaper, papers_of_file
from janasetu.cases.models import Case, CaseDesk, CaseEvent
from janasetu.cases.notices import PHRASES
from janasetu.cases.paperwork import letterhead
from janasetu.cases.standing import status_of
from janasetu.catalogue import queries as catalogue
from janasetu.console.answers import words_at_desk
from janasetu.console.note_sheet import NOTED, brought_by, roles_of
from janasetu.console.posters import seal_of
from janasetu.console.rows import place_of
from janasetu.console.timeline import Teller, role_of, roles_in
from janasetu.documents.papers.apart import Order, press_apart
from janasetu.documents.papers.layout import ours
from janasetu.documents.snapshots import VERSION, normal
from janasetu.lib import bn, clock
from janasetu.lib.text import tame
from janasetu.lib.words import Lang

_BOTH: tuple[Lang, Lang] = ("bn", "en")


def note_sheet_pdf(case: Case, *, by: Officer, now: datetime) -> bytes:
    """The file of an application, any number of pages. PaperError, PressAwayError."""
    order = Order(
        ours("note-sheet"), says(case, by=by, now=now), made_at=now.replace(microsecond=0), spell=True
    )
    return press_apart([order])[0].pdf


def says(case: Case, *, by: Officer, now: datetime) -> dict[str, Any]:
    """All that it says. The number of queries does not grow with what has happened."""
    happened = list(queries.events_of(case))
    events = [one for one in happened if one.code in NOTED]
    rows, papers = desks.desks_of(case), papers_of_file(case, happened)
    named = titles([case.body_id], _roles(events, rows, by) | roles_of(papers))
    holders = ever_in_posts(case.body_id, {role_of(one.by) for one in events if "@" in one.by})
    tellers = {lang: _teller(case, events, named, lang, now) for lang in _BOTH}
    whole = {
        "v": VERSION,
        "body": body_said(case.body),
        "type": "letter",
        "title": {"bn": "নথির টীকাপত্র", "en": "Note sheet"},
        "number": case.grouped_ref,
        "code": "",
        "issued": clock.local(now).date().isoformat(),
        "case": case.ref,
        "rows": list(_facts(case, now)),
        "verify": "",
        "specimen": False,
        "notes": [
            _note(event, number, tellers, holders, papers) for number, event in enumerate(events, start=1)
        ],
        "papers": [_paper(case, one, named) for one in papers],
        "movements": list(_movements(case, rows, named, now)),
        "printed": {"at": _moment(now), "by": _title(named, by, now)},
    }
    made: dict[str, Any] = normal(whole)
    return made


def body_said(body: LocalBody) -> dict[str, Any]:
    """The head of a letter of this body."""
    return {"address": _said("", ""), **letterhead(body), "emblem": seal_of(body)}


def _roles(events: Sequence[CaseEvent], rows: Sequence[CaseDesk], by: Officer) -> set[str]:
    of_desks = {role for row in rows for role in (row.role, role_of(row.left_by))}
    return (roles_in(events) | of_desks | {by.role_id}) - {""}


def _teller(case: Case, events: Sequence[CaseEvent], named: Titles, lang: Lang, now: datetime) -> Teller:
    return Teller(
        case=case,
        events=events,
        party=None,
        named=named,
        departments=departments([case.body_id]),
        states={},
        lang=lang,
        now=now,
    )


def _facts(case: Case, now: datetime) -> Iterator[dict[str, Any]]:
    told = {
        "subject": (("বিষয়", "Subject"), [case.title_in(lang) for lang in _BOTH]),
        "place": (("জায়গা", "Place"), [place_of(case, lang) for lang in _BOTH]),
        "opened": (
            ("নিবন্ধন", "Registered"),
            [bn.lasting_moment(case.opened_at, lang, now) for lang in _BOTH],
        ),
        "status": (("এখন", "Now"), [status_of(case, lang) for lang in _BOTH]),
    }
    for name, (label, value) in told.items():
        if value[0]:
            yield {"name": name, "label": _said(*label), "value": _said(*value)}


def _note(
    event: CaseEvent,
    number: int,
    tellers: Mapping[Lang, Teller],
    holders: Sequence[Officer],
    papers: Sequence[FilePaper],
) -> dict[str, Any]:
    """One note: what was done, the words as they were written, about which papers, by whom and when."""
    about = file_papers.numbers_of(event)
    done = {lang: teller.words(event) for lang, teller in tellers.items()}
    return {
        "n": number,
        "at": _moment(event.at),
        "by": {
            "name": _holder(event, holders),
            "title": {lang: teller.author(event) for lang, teller in tellers.items()},
        },
        "text": done,
        "words": tame(words_at_desk(tellers["bn"].case, event, "bn")).strip(),
        "papers": [{"n": one.number, "name": _in_both(one.name)} for one in papers if one.number in about],
    }


def _paper(case: Case, one: FilePaper, named: Titles) -> dict[str, Any]:
    """A line of the list of papers."""
    state = [f"file_paper_is_{one.state}"] if one.state else []
    return {
        "n": one.number,
        "name": _in_both(one.name),
        "who": {lang: brought_by(case, one, named, lang) for lang in _BOTH},
        "at": _moment(one.at),
        "state": {
            lang: ": ".join(
                [*(PHRASES.say(key, lang) for key in state), *filter(None, [desks.why_words(one.why, lang)])]
            )
            for lang in _BOTH
        },
    }


def _in_both(name: Callable[[Lang], str]) -> dict[str, str]:
    return {lang: name(lang) for lang in _BOTH}


def _holder(event: CaseEvent, holders: Sequence[Officer]) -> dict[str, str]:
    """Who held the post then, where that was one person; several share some posts, and nobody is guessed."""
    role, at = role_of(event.by), event.at
    then = [
        one
        for one in holders
        if one.role_id == role and one.since <= at and (one.until is None or at < one.until)
    ]
    return {lang: then[0].name_in(lang) for lang in _BOTH} if len(then) == 1 else _said("", "")


def _movements(
    case: Case, rows: Sequence[CaseDesk], named: Titles, now: datetime
) -> Iterator[dict[str, Any]]:
    """Every visit to a desk, the first first: since when, until when, and by what it was over."""
    outside = catalogue.agencies_of([case.body_id])[case.body_id] if any(row.agency for row in rows) else {}
    for row in sorted(rows, key=lambda one: (one.came_at, one.id)):
        whose = {
            lang: outside[row.agency].name.in_(lang)
            if row.agency in outside
            else named.name(row.body_id, row.role, lang, at=row.came_at)
            for lang in _BOTH
        }
        if row.officer is not None:
            whose = {lang: f"{row.officer.name_in(lang)} · {title}" for lang, title in whose.items()}
        yield {
            "stage": {lang: desks.stage_name(case.service, row.stage, lang) for lang in _BOTH},
            "whose": whose,
            "came": _moment(row.came_at),
            "left": _moment(row.left_at) if row.left_at else "",
            "act": {
                lang: desks.done_name(case.service, row.stage, row.outcome, lang) if row.left_at else ""
                for lang in _BOTH
            },
        }


def _title(named: Titles, officer: Officer, now: datetime) -> dict[str, str]:
    title = named.of_officer(officer, at=now)
    return {lang: f"{officer.name_in(lang)} · {title.get(lang) or title.get('bn', '')}" for lang in _BOTH}


def _moment(at: datetime) -> str:
    """As the layout puts it in words."""
    return clock.local(at).replace(microsecond=0).isoformat()


def _said(in_bengali: str, in_english: str) -> dict[str, str]:
    return {"bn": in_bengali, "en": in_english}

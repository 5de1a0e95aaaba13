"""All that the page of a case shows, gathered once: a constant number of queries."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from janasetu.bodies.models import LocalBody, Officer
from janasetu.bodies.queries import Titles, holders, titles
from janasetu.bodies.rules import authority, in_office
from janasetu.cases import queries, rules
from janasetu.cases.choices import AttachmentRole, Lane
from janasetu.cases.models import Case, CaseParty
from janasetu.console.answers import Shown, answers_of
from janasetu.console.due import Due, due_of
from janasetu.console.photos import Photo, of_role, photos_of
from janasetu.console.rows import body_of, department_of, place_of, status_of
from janasetu.console.timeline import Entry, roles_in, timeline
from janasetu.lib import phones
from janasetu.lib.texts import in_language
from janasetu.lib.words import Lang


@dataclass(frozen=True, slots=True)
class Citizen:
    """Who the case is for, as far as this page may say it: the number is masked."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class CaseFile:
    """What a page says of one case. `body` is empty where the reader sits in it."""

    ref: str
    number: str
    title: str
    status: str
    body: str
    place: str
    department: str
    holder: str
    urgent: bool
    due: Due
    answers: list[Shown]
    citizen: Citizen
    given: list[Photo]
    evidence: list[Photo]
    evidence_is: str
    timeline: list[Entry]
    newest: UUID | None


def case_file(case: Case, *, read_in: LocalBody, lang: Lang, now: datetime) -> CaseFile:
    """Everything about the case, for its page or a part of it. `read_in`: the reader's own body."""
    party = queries.parties([case.body_id], [case.id]).get(case.id)
    events = list(queries.events_of(case))
    named = titles([case.body_id], {case.level_role, *_roles_of(case.officer), *roles_in(events)})
    photos = photos_of(case, list(queries.attachments_of(case)), lang=lang)
    return CaseFile(
        ref=case.ref,
        number=case.grouped_ref,
        title=case.title_in(lang),
        status=status_of(case, lang),
        body=body_of(case, lang, read_in=read_in) if case.body_id != read_in.id else "",
        place=place_of(case, lang),
        department=department_of(case, lang),
        holder=_holder(case, named, lang, now),
        urgent=case.lane != Lane.NORMAL,
        due=due_of(case, lang=lang, now=now),
        answers=answers_of(case, lang),
        citizen=_citizen(party),
        given=of_role(photos.values(), AttachmentRole.GIVEN),
        evidence=of_role(photos.values(), AttachmentRole.EVIDENCE),
        evidence_is=_("Photos of the work") if case.service.asks_the_citizen else _("Photos from the office"),
        timeline=timeline(case, events, party=party, photos=photos, named=named, lang=lang, now=now),
        newest=events[-1].id if events else None,
    )


def open_moves(case: Case, officer: Officer) -> list[str]:
    """The codes of the moves that this officer may make now."""
    offered = rules.moves_open_to(case.status, case.roles_of(officer), levels=case.levels)
    return [move.code for move in offered]


def colleagues(case: Case, officer: Officer, *, now: datetime) -> list[Officer]:
    """The other officers of the body to whom the case may be given, the lowest level first; one query."""
    found = holders([case.body_id], case.levels, at=now)
    named = {one.id: one for role in case.levels for one in found.get((case.body_id, role), [])}
    return [one for one in named.values() if one.id != officer.id]


def _citizen(party: CaseParty | None) -> Citizen:
    return Citizen(party.name, _masked(party.phone)) if party else Citizen("", "")


def _masked(phone: str) -> str:
    """The number as the line gave it, a row of digits with the country code, or else a line's own id."""
    digits = phones.wa_key(phone)
    return phones.masked(f"+{digits}" if digits.isdigit() else phone) if phone else ""


def _holder(case: Case, named: Titles, lang: Lang, now: datetime) -> str:
    """The officer who answers for the case now, else the post that does."""
    officer = case.officer
    if officer is None or not in_office(officer.tenure, now):
        return named.name(case.body_id, case.level_role, lang, at=now)
    return f"{officer.name_in(lang)} · {in_language(named.of_officer(officer, at=now), lang)}"


def _roles_of(officer: Officer | None) -> frozenset[str]:
    return authority(officer.tenure) if officer else frozenset()

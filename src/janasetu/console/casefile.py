"""All that the page of a case shows, gathered once: a constant number of queries."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from janasetu.bodies.models import Officer
from janasetu.bodies.queries import holders, roles
from janasetu.cases import queries, rules
from janasetu.cases.choices import AttachmentRole, Lane
from janasetu.cases.models import Case, CaseParty
from janasetu.console.answers import Shown, answers_of
from janasetu.console.due import Due, due_of
from janasetu.console.photos import Photo, of_role, photos_of
from janasetu.console.rows import department_of, place_of, status_of
from janasetu.console.timeline import Entry, timeline
from janasetu.lib import phones
from janasetu.lib.words import Lang


@dataclass(frozen=True, slots=True)
class Citizen:
    """Who the case is for, as far as this page may say it: the number is masked."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class CaseFile:
    """What a page says of one case."""

    ref: str
    number: str
    title: str
    status: str
    place: str
    department: str
    holder: str
    urgent: bool
    due: Due
    answers: list[Shown]
    citizen: Citizen
    given: list[Photo]
    evidence: list[Photo]
    timeline: list[Entry]
    newest: UUID | None


def case_file(case: Case, *, lang: Lang, now: datetime) -> CaseFile:
    """Everything about the case, for its page or a part of it."""
    party = queries.parties([case.body_id], [case.id]).get(case.id)
    events = list(queries.events_of(case))
    photos = photos_of(case, list(queries.attachments_of(case)), lang=lang)
    return CaseFile(
        ref=case.ref,
        number=case.grouped_ref,
        title=case.title_in(lang),
        status=status_of(case, lang),
        place=place_of(case, lang),
        department=department_of(case, lang),
        holder=_holder(case, lang),
        urgent=case.lane != Lane.NORMAL,
        due=due_of(case, lang=lang, now=now),
        answers=answers_of(case, lang),
        citizen=_citizen(party),
        given=of_role(photos.values(), AttachmentRole.GIVEN),
        evidence=of_role(photos.values(), AttachmentRole.EVIDENCE),
        timeline=timeline(case, events, party=party, photos=photos, lang=lang, now=now),
        newest=events[-1].id if events else None,
    )


def open_moves(case: Case, officer: Officer) -> list[str]:
    """The codes of the moves that this officer may make now."""
    return [
        move.code for move in rules.moves_open_to(case.status, officer.role_id, levels=case.service.levels)
    ]


def colleagues(case: Case, officer: Officer) -> list[Officer]:
    """The other officers of the body to whom the case may be given, the lowest level first; one query."""
    levels = case.service.levels
    found = holders([case.body_id], levels)
    return [one for role in levels for one in found.get((case.body_id, role), []) if one.id != officer.id]


def _citizen(party: CaseParty | None) -> Citizen:
    return Citizen(party.name, _masked(party.phone)) if party else Citizen("", "")


def _masked(phone: str) -> str:
    """The number as the line gave it, a row of digits with the country code, or else a line's own id."""
    digits = phones.wa_key(phone)
    return phones.masked(f"+{digits}" if digits.isdigit() else phone) if phone else ""


def _holder(case: Case, lang: Lang) -> str:
    """The officer who answers for the case now, else the role that does."""
    if case.officer:
        return f"{case.officer.name_in(lang)} · {case.officer.role.name_in(lang)}"
    role = roles([case.level_role]).get(case.level_role)
    return role.name_in(lang) if role else case.level_role

"""All that the page of a case shows, gathered once: a constant number of queries."""

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from janasetu.bodies.models import Department, Officer
from janasetu.bodies.queries import Titles, departments, holders, present, titles
from janasetu.bodies.rules import authority, in_office
from janasetu.cases import queries, rules, seeing
from janasetu.cases.choices import FROM_CITIZENS, AttachmentRole, Lane, MoveCode
from janasetu.cases.counting import clocks_of, told_pauses
from janasetu.cases.explaining import Explanation, explained
from janasetu.cases.giving import hands_in
from janasetu.cases.models import Case, CaseAttachment, CaseEvent, CaseParty
from janasetu.cases.standing import standings, statuses
from janasetu.catalogue.fields import KINDS
from janasetu.catalogue.fields.wording import short_of
from janasetu.console.alarms import rings_since
from janasetu.console.answers import Shown, answers_of
from janasetu.console.cover import cover_of
from janasetu.console.due import Due, due_of
from janasetu.console.flow import Entry, flow
from janasetu.console.outcome import Outcome, outcome_of
from janasetu.console.outside import Awaited, awaited_of
from janasetu.console.photos import Photo, of_role, photos_of
from janasetu.console.reach import Reach, reach_of
from janasetu.console.rows import CHANNELS, body_of, department_of, place_of
from janasetu.console.timeline import Happening, Teller, role_of, roles_in, states_of
from janasetu.conversations.queries import Spoken, Told, told_in
from janasetu.conversations.rules import may_talk
from janasetu.lib import bn, phones
from janasetu.lib.texts import in_language
from janasetu.lib.words import Lang

LAST_WORDS = 60  # messages that a page shows
_MOST_OTHERS = 50  # other cases of the citizen that are counted
_LISTED = 5  # and that are named

_LANGUAGES = {"bn": _("Bengali"), "en": _("English"), "hi": _("Hindi")}


@dataclass(frozen=True, slots=True)
class OtherCase:
    """Another case of the same citizen."""

    number: str
    title: str
    status: str
    url: str


@dataclass(frozen=True, slots=True)
class Citizen:
    """Who the case is for, as far as this page may say it: the number is masked.

    `is_hidden`: from this reader; `may_ask` to see them, `asked`: until when a second officer may agree;
    `shown_until`: when they are hidden again, where two officers agreed. `before`: how many other cases they
    have, and how many of these are open; empty where there is none.
    `consents`: what they agreed to or refused with this case, when, and by which door.
    """

    name: str = ""
    phone: str = ""
    language: str = ""
    is_hidden: bool = False
    may_ask: bool = False
    asked: str = ""
    shown_until: str = ""
    before: str = ""
    others: Sequence[OtherCase] = ()
    consents: Sequence[Shown] = ()


@dataclass(frozen=True, slots=True)
class CaseFile:
    """What a page says of one case. `late`: which desks have it beyond their time; `is_staged`: it goes from
    desk to desk. `body` is empty where the reader sits in it. `cover`: in whose place somebody has it, and
    why; empty where it is their own. `why`: of each clock of an open case, why it is due when it is.
    `awaited`: the outside answers that have not come. `is_unheard`: it is a voice of which nobody knows yet
    what it is about.
    """

    ref: str
    number: str
    title: str
    status: str
    late: str
    is_staged: bool
    channel: str
    body: str
    place: str
    department: str
    holder: str
    cover: str
    urgent: bool
    due: Due
    why: list[Explanation]
    outcome: Outcome
    answers: list[Shown]
    citizen: Citizen
    given: list[Photo]
    flow: list[Entry]
    most: str
    timeline: list[Happening]
    newest: UUID | None
    reach: Reach
    departments: Sequence[Department]
    awaited: Sequence[Awaited]
    rings: str
    is_unheard: bool

    @property
    def is_unanswered(self) -> bool:
        """Whether nobody of the office has said anything to the citizen yet: it is read from the top."""
        return not any(entry.side in ("officer", "staff") for entry in self.flow)


def case_file(case: Case, *, reader: Officer, lang: Lang, now: datetime) -> CaseFile:
    """Everything about the case, for its page or a part of it, as this officer may read it."""
    seen = queries.seen_by(reader, case, now=now)
    case, party = _as_seen(case, seen), seen.party
    events = [_event_as_seen(event, seen) for event in queries.events_of(case)]
    reach = reach_of(case, party, lang=lang, now=now)
    others = _others(party, reader) if seen.is_whole else []
    told = _told(case, reach, reader, now) if seen.is_whole else Told([], whole=True)
    spoken = told.spoken
    photos = photos_of(case, _attachments(case, seen), lang=lang)
    known = departments([case.body_id])
    teller = Teller(
        case=case,
        events=events,
        party=party,
        named=titles([case.body_id], _roles(case, events, spoken)),
        departments=known,
        states=states_of(case, events, party),
        lang=lang,
        now=now,
    )
    clocks = clocks_of([case], {case.id: told_pauses(case)})[case.id]
    answered = {UUID(file) for event in events for file in event.params.get("photos", ())}
    stands = standings([case], now=now, clocks={case.id: clocks})[case.id]
    given = [photo for key, photo in photos.items() if key not in answered]
    return CaseFile(
        ref=case.ref,
        number=case.grouped_ref,
        title=case.title_in(lang),
        status=" · ".join(filter(None, (stands.status_in(lang), stands.desks_in(lang)))),
        late=stands.late_in(lang),
        is_staged=case.is_staged,
        channel=str(CHANNELS.get(case.channel, "")),
        body=body_of(case, lang, read_in=reader.body) if case.body_id != reader.body_id else "",
        place=place_of(case, lang),
        department=department_of(case, lang),
        holder=_holder(case, teller.named, lang, now),
        cover=cover_of(case, teller.named, lang=lang, now=now),
        urgent=case.lane != Lane.NORMAL,
        due=due_of(case, clocks, day=stands.day_in(lang), lang=lang, now=now),
        why=explained(clocks, lang=lang, now=now) if case.is_open else [],
        outcome=outcome_of(case, teller.named, lang=lang, now=now),
        answers=answers_of(case, lang),
        citizen=replace(
            _citizen(party, others, lang) if seen.is_whole else _hidden(case, party, reader, lang, now),
            consents=list(_consents(case, lang, now)),
            shown_until=bn.moment(seen.until, lang, now) if seen.until else "",
        ),
        given=[photo for role in FROM_CITIZENS for photo in of_role(given, role)],
        flow=flow(teller, spoken, photos=photos, whole=told.whole),
        most="" if told.whole else bn.number(LAST_WORDS, lang),
        timeline=teller.timeline(),
        newest=events[-1].id if events else None,
        reach=reach,
        departments=_other_departments(case, known, lang),
        awaited=awaited_of(case, lang=lang, now=now, reader=reader),
        rings=rings_since(case, lang=lang, now=now),
        is_unheard=case.is_open and case.is_unheard,
    )


def _as_seen(case: Case, seen: queries.Seen) -> Case:
    """The case with the answers as this officer may read them."""
    read = copy(case)
    read.fields = dict(seen.fields)
    return read


def _event_as_seen(event: CaseEvent, seen: queries.Seen) -> CaseEvent:
    """What the citizen answered, as they said it, to who may see who complains."""
    if seen.is_whole and (said := seen.answers.get(str(event.id))):
        event.params = {**event.params, "note": said}
    return event


def _attachments(case: Case, seen: queries.Seen) -> list[CaseAttachment]:
    """The files of the case that this officer may see."""
    files = queries.attachments_of(case)
    return list(files if seen.is_whole else files.exclude(role=AttachmentRole.HELD))


def open_moves(case: Case, officer: Officer) -> list[str]:
    """The codes of the moves that this officer may make now."""
    roles = case.roles_of(officer)
    offered = rules.moves_open_to(
        case.status, roles, levels=case.hands, awaited=case.awaited_answers, staged=case.is_staged
    )
    return [move.code for move in offered if not _is_shut(case, move.code)]


def _is_shut(case: Case, move: str) -> bool:
    """What comes before others already is made so no more; nobody of the body it is about gets a case."""
    is_urgent, rings = case.lane != Lane.NORMAL, case.lane == Lane.EMERGENCY
    made_so = (is_urgent and move == MoveCode.HASTEN) or (rings and move == MoveCode.ALARM)
    is_none_of_appeals = case.service.is_appeal and move in rules.NOT_WITH_APPEALS
    return made_so or is_none_of_appeals or (case.is_about_the_office and move == MoveCode.REFER)


def colleagues(case: Case, officer: Officer, *, now: datetime) -> list[Officer]:
    """The other officers to whom the case may be given: who answers for it, the lowest level first, then who
    does the work, unless it is about the office. One query.
    """
    hands = frozenset() if case.is_about_the_office else hands_in(case.body.kind)
    roles = (*case.levels, *sorted(hands.difference(case.levels)))
    found = holders([case.body_id], roles, at=now)
    there = present(one for role in roles for one in found.get((case.body_id, role), []))
    named = {one.id: one for one in there}
    return [one for one in named.values() if one.id != officer.id]


def may_read_talk(case: Case, reach: Reach, reader: Officer, *, now: datetime) -> bool:
    """Whether this officer may read what is said on the case's line beside the case itself.

    Posts that talk with citizens may, in their own body: whom a case came up to from below reads the case.
    """
    told = reach.talk is not None and reach.talk.handed_over
    return told and case.body_id == reader.body_id and may_talk(reader.tenure, now)


def _told(case: Case, reach: Reach, reader: Officer, now: datetime) -> Told:
    """What is said on the line; nothing of another case whose complainant is hidden."""
    if reach.talk is None or not may_read_talk(case, reach, reader, now=now):
        return Told([], whole=True)
    return told_in(reach.talk, LAST_WORDS, of_case=case.id)


def _roles(case: Case, events: Sequence[CaseEvent], spoken: Sequence[Spoken]) -> set[str]:
    """The roles that the page names."""
    posts = [one for one in (case.officer, case.covers, case.resolved_by) if one]
    holding = {role for one in posts for role in authority(one.tenure)}
    return {case.level_role, *holding, *roles_in(events), *(role_of(one.post) for one in spoken)}


def _other_departments(
    case: Case, known: Mapping[tuple[UUID, str], Department], lang: Lang
) -> list[Department]:
    others = (one for one in known.values() if one.id != case.department_id)
    return sorted(others, key=lambda one: one.name_in(lang))


def _others(party: CaseParty | None, reader: Officer) -> list[Case]:
    """Other cases of the citizen; of these nothing is told to whom a case came up from below."""
    if party is None or party.body_id != reader.body_id:
        return []
    return queries.other_cases_of(party, most=_MOST_OTHERS)


def _citizen(party: CaseParty | None, others: Sequence[Case], lang: Lang) -> Citizen:
    if party is None:
        return Citizen()
    told = [one for one in others if not one.confidential]
    said = statuses(told[:_LISTED], lang)
    return Citizen(
        name=party.name,
        phone=masked(party.phone),
        language=str(_LANGUAGES.get(party.lang, "")),
        before=_before(told, lang),
        others=[
            OtherCase(
                one.grouped_ref,
                one.title_in(lang),
                said[one.id],
                reverse("console:case", args=[one.ref]),
            )
            for one in told[:_LISTED]
        ],
    )


def _hidden(case: Case, party: CaseParty | None, reader: Officer, lang: Lang, now: datetime) -> Citizen:
    """That somebody complains, and how one comes to see who."""
    asked = queries.unmasking_asked(reader, case, now=now)
    return Citizen(
        language=str(_LANGUAGES.get(party.lang, "")) if party else "",
        is_hidden=True,
        may_ask=asked is None and seeing.may_ask(case.roles_of(reader), levels=case.levels),
        asked=bn.moment(asked.asked_at + seeing.WAITS, lang, now) if asked else "",
    )


def _consents(case: Case, lang: Lang, now: datetime) -> Iterator[Shown]:
    """The consents among the answers: given when the case was opened, by the door through which it came."""
    given = bn.moment(case.opened_at, lang, now), str(CHANNELS.get(case.channel, ""))
    for asked in case.service.fields():
        answer = case.fields.get(asked.field)
        if asked.kind == "consent" and answer:
            purpose = asked.purpose.in_(lang) if asked.purpose else ""
            told = ", ".join(filter(None, (KINDS[asked.kind].show(asked, answer, lang), *given)))
            yield Shown(short_of(asked, lang), [told, purpose] if purpose else [told])


def _before(others: Sequence[Case], lang: Lang) -> str:
    if not others:
        return ""
    counts = {"all": len(others), "open": sum(one.is_open for one in others)}
    return gettext("%(all)s, open: %(open)s") % {
        name: bn.number(count, lang) for name, count in counts.items()
    }


def masked(phone: str) -> str:
    """The number as the line gave it, a row of digits with the country code, or else a line's own id."""
    return phones.masked(_dialled(phone)) if phone else ""


def in_full(phone: str) -> str:
    """The same for who may see all of it."""
    return phones.grouped(_dialled(phone)) if phone else ""


def _dialled(phone: str) -> str:
    digits = phones.wa_key(phone)
    return f"+{digits}" if digits.isdigit() else phone


def _holder(case: Case, named: Titles, lang: Lang, now: datetime) -> str:
    """The officer who answers for the case now, else the post that does."""
    officer = case.officer
    if officer is None or not in_office(officer.tenure, now):
        return named.name(case.body_id, case.level_role, lang, at=now)
    return f"{officer.name_in(lang)} · {in_language(named.of_officer(officer, at=now), lang)}"

"""Answer what turns ask of the world: every kind of question of a whole batch at once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from janasetu.bodies import queries as bodies
from janasetu.bodies.landmarks import landmarks_meant
from janasetu.bodies.models import LocalBody
from janasetu.bodies.pins import Lies, Pin
from janasetu.cases import appeals, corrections
from janasetu.cases import queries as cases
from janasetu.cases.desks import may_be_withdrawn
from janasetu.cases.duplicates import LikeAsk, LikeCase, like_cases
from janasetu.cases.fetching import has_paper
from janasetu.cases.models import Case
from janasetu.cases.notices import PHRASES as CASE_PHRASES
from janasetu.cases.notices import answers_to, matter_place, told_status
from janasetu.cases.standing import Standing, standings
from janasetu.catalogue.fields import wording
from janasetu.catalogue.form import unfolded
from janasetu.conversations.engine.effects import (
    CaseLine,
    CaseNumbered,
    DoneCases,
    Facts,
    FieldCases,
    FieldLine,
    FreeSlots,
    LandmarkLine,
    LandmarkMeant,
    LikeCases,
    LikeLine,
    LinesToCorrect,
    MyCases,
    MyPapers,
    MyPersons,
    OfficeCalled,
    OfficeLine,
    OfficeOf,
    OfficesNamed,
    OfficesUnder,
    OfOffice,
    OpenToAppeal,
    PersonLine,
    PosterCalled,
    PosterLine,
    Question,
    Renewable,
    Spotted,
    ToRenew,
    WhereLies,
    Wrong,
)
from janasetu.conversations.engine.office import Office
from janasetu.conversations.engine.saying import PHRASES
from janasetu.conversations.engine.session import NOBODY_KNOWN
from janasetu.conversations.offices import offices
from janasetu.conversations.talks import Talk
from janasetu.documents.models import Paper
from janasetu.documents.queries import issued_papers as papers_held
from janasetu.lib import bn
from janasetu.lib.clock import local
from janasetu.lib.references import grouped
from janasetu.lib.text import shorten
from janasetu.lib.texts import in_language
from janasetu.lib.words import Lang
from janasetu.messaging import queries as messaging
from janasetu.messaging.models import Line
from janasetu.people import queries as people
from janasetu.posters import queries as posters

MOST_SHOWN = 160  # UTF-16 units of an officer's case: it fits above buttons, with what is asked of it


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the talk it is asked in. `office`: the one that was chosen in this very turn."""

    talk: Talk
    question: Any
    office: UUID | None = None

    @property
    def body_id(self) -> UUID:
        """The body it is asked of. Before there is one, only offices are asked for."""
        body_id = self.office or self.talk.body_id
        assert body_id
        return body_id


Answerer = Callable[..., list[Any]]


def answers(asked: Sequence[Asked], *, now: datetime) -> list[Any]:
    """The answer to each of these, in order; all questions of one kind are answered together."""
    found: dict[int, Any] = {}
    kinds: dict[type[Question[Any]], list[int]] = {}
    of_offices = [_of_office(one) for one in asked]
    for place, one in enumerate(of_offices):
        kinds.setdefault(type(one.question), []).append(place)
    for kind, places in kinds.items():
        together = ANSWERERS[kind]([of_offices[place] for place in places], now=now)
        found |= dict(zip(places, together, strict=True))
    return [found[place] for place in range(len(asked))]


def _of_office(one: Asked) -> Asked:
    """The question itself, and of which office."""
    if not isinstance(one.question, OfOffice):
        return one
    return Asked(one.talk, one.question.question, UUID(one.question.body_id))


# --- cases and persons ---


def _my_cases(asked: Sequence[Asked], *, now: datetime) -> list[tuple[CaseLine, ...]]:
    asks = [_case_ask(one) for one in asked]
    found = cases.cases_of_contacts(asks, langs={one.talk.lang for one in asked})
    briefs = [brief for theirs in found.values() for brief in theirs]
    standing = _standing(briefs, now=now)
    return [
        tuple(_case_line(brief, one.talk, standing) for brief in found[ask])
        for one, ask in zip(asked, asks, strict=True)
    ]


def _done_cases(asked: Sequence[Asked], *, now: datetime) -> list[tuple[CaseLine, ...]]:
    asks = [cases.CaseAsk(one.body_id, one.talk.contact.id, one.talk.contact.epoch) for one in asked]
    found = cases.done_of_contacts(asks, langs={one.talk.lang for one in asked})
    return [
        tuple(_case_line(brief, one.talk) for brief in found[ask])
        for one, ask in zip(asked, asks, strict=True)
    ]


def _open_to_appeal(asked: Sequence[Asked], *, now: datetime) -> list[tuple[CaseLine, ...]]:
    asks = [cases.CaseAsk(one.body_id, one.talk.contact.id, one.talk.contact.epoch) for one in asked]
    found = appeals.of_contacts(asks, now=now)
    return [
        tuple(_late_line(case, one.talk) for case in found[ask]) for one, ask in zip(asked, asks, strict=True)
    ]


def _late_line(case: Case, talk: Talk) -> CaseLine:
    """The case in a line; on a phone that somebody else reads its number alone."""
    number, lang = grouped(case.ref), talk.lang
    told = (number, case.title_in(lang), told_status(case.status, lang))
    return CaseLine(case.ref, number if talk.contact.quiet else " · ".join(told), awaits_word=False)


def _case_ask(one: Asked) -> cases.CaseAsk:
    """Without a person all cases of this epoch; with one only theirs; `other`: those that name nobody."""
    contact, person = one.talk.contact, one.question.person
    return cases.CaseAsk(
        one.body_id,
        contact.id,
        contact.epoch,
        person_id=UUID(person) if person not in ("", NOBODY_KNOWN) else None,
        only_person=bool(person),
    )


def _case_numbered(asked: Sequence[Asked], *, now: datetime) -> list[CaseLine | None]:
    asks = [_number_ask(one) for one in asked]
    found = cases.cases_by_number(asks, langs={one.talk.lang for one in asked})
    standing = _standing(list(found.values()), now=now)
    return [
        _case_line(found[ask], one.talk, standing) if ask in found else None
        for one, ask in zip(asked, asks, strict=True)
    ]


def _to_renew(asked: Sequence[Asked], *, now: datetime) -> list[Renewable | None]:
    asks = [_number_ask(one) for one in asked]
    found = cases.cases_by_number(asks, langs={one.talk.lang for one in asked})
    theirs = {ask: brief.case for ask, brief in found.items() if brief.case}
    origins = corrections.origins(theirs.values())
    return [_renewable(theirs[ask], origins) if ask in theirs else None for ask in asks]


def _renewable(case: Case, origins: Mapping[UUID, Case]) -> Renewable | None:
    """Of a paper that was corrected the application for which it was first given."""
    if not has_paper(case):
        return None
    first = origins[case.id]
    return Renewable(first.service, unfolded(first.service, first.fields))


def _my_papers(asked: Sequence[Asked], *, now: datetime) -> list[tuple[CaseLine, ...]]:
    asks = [cases.CaseAsk(one.body_id, one.talk.contact.id, one.talk.contact.epoch) for one in asked]
    found = corrections.of_contacts(asks)
    return [
        tuple(_paper_line(case, paper, one.talk) for case, paper in found[ask])
        for one, ask in zip(asked, asks, strict=True)
    ]


def _paper_line(case: Case, paper: Paper, talk: Talk) -> CaseLine:
    """The paper in a line; on a phone that somebody else reads the number of its case alone."""
    number = grouped(case.ref)
    told = (number, case.title_in(talk.lang), paper.number)
    return CaseLine(case.ref, number if talk.contact.quiet else " · ".join(told), awaits_word=False)


def _lines_to_correct(asked: Sequence[Asked], *, now: datetime) -> list[Wrong | None]:
    asks = [_number_ask(one) for one in asked]
    found = cases.cases_by_number(asks, langs={one.talk.lang for one in asked})
    known = {ask: brief.case for ask, brief in found.items() if brief.case and has_paper(brief.case)}
    papers = papers_held({(case.body_id, case.id) for case in known.values()}) if known else {}
    under_way = corrections.open_of(list(papers.values()))
    sure = corrections.surely_theirs(list(known.items()), now=now)
    return [
        _wrong(case, papers[case.id], one.talk.lang, under_way, shows=ask in sure, now=now)
        if (case := known.get(ask)) and corrections.may_be_corrected(case, papers.get(case.id))
        else None
        for one, ask in zip(asked, asks, strict=True)
    ]


def _wrong(
    case: Case, paper: Paper, lang: Lang, under_way: Mapping[UUID, Case], *, shows: bool, now: datetime
) -> Wrong:
    days = (local(now).date() - local(paper.issued_at).date()).days if paper.issued_at else 0
    lines = tuple(
        (one.name, in_language(one.label, lang), in_language(one.value, lang) if shows else "")
        for one in corrections.lines_of(paper)
    )
    other = under_way.get(paper.id)
    return Wrong(case.ref, paper.number, max(days, 0), lines, grouped(other.ref) if other else "")


def _number_ask(one: Asked) -> cases.NumberAsk:
    contact = one.talk.contact
    return cases.NumberAsk(one.body_id, contact.id, contact.epoch, one.question.ref)


def _like_cases(asked: Sequence[Asked], *, now: datetime) -> list[tuple[LikeLine, ...]]:
    asks = [
        LikeAsk(
            one.body_id,
            one.question.category,
            one.question.rule,
            one.question.where,
            one.talk.contact.id,
            one.talk.contact.epoch,
        )
        for one in asked
    ]
    return [
        tuple(
            _like_line(like, one.talk.lang, now)
            for like in likes
            if like.case.is_incident or not one.question.only_known
        )
        for one, likes in zip(asked, like_cases(asks, now=now), strict=True)
    ]


def _like_line(like: LikeCase, lang: Lang, now: datetime) -> LikeLine:
    """Kind, place, time, and how many have reported it; nothing of what anybody wrote."""
    case = like.case
    ago = PHRASES.say("alike_ago", lang, age=bn.age(now - case.opened_at, lang))
    people = PHRASES.say("alike_people", lang, count=like.people) if like.people > 1 else ""
    told = (case.title_in(lang), _where(like, lang), ago, people)
    return LikeLine(case.ref, ", ".join(filter(None, told)), case.is_incident, like.own)


def _where(like: LikeCase, lang: Lang) -> str:
    """How far it is, to ten metres; without pins the ward."""
    if like.distance is None:
        ward = like.case.ward
        return wording.say("ward", lang, ward=bn.digits(ward) if lang == "bn" else ward) if ward else ""
    apart = round(like.distance, -1)
    return PHRASES.say("alike_near", lang, count=int(apart)) if apart else PHRASES.say("alike_here", lang)


def _field_cases(asked: Sequence[Asked], *, now: datetime) -> list[tuple[FieldLine, ...]]:
    numbers = {one.talk.address for one in asked if one.talk.address}
    officers = bodies.officers_by_phone(numbers, at=now) if numbers else {}
    charged = cases.charges_of([one for known in officers.values() for one in known])
    return [
        tuple(
            _field_line(case, one.talk.lang)
            for case in charged
            if case.officer in officers.get(one.talk.address, ()) and _is_spoken_of(case, one.talk)
        )
        for one in asked
    ]


def _is_spoken_of(case: Case, talk: Talk) -> bool:
    """On its own line a body speaks of its own cases; on the line of an area those of all are spoken of."""
    return talk.line.body_id in (None, case.body_id)


def _field_line(case: Case, lang: Lang) -> FieldLine:
    shown = shorten(f"{case.title_in(lang)} · {matter_place(case)}", MOST_SHOWN)
    return FieldLine(case.ref, shown, answers_to("charge", case, lang))


def _standing(briefs: Sequence[cases.CaseBrief], *, now: datetime) -> dict[UUID, Standing]:
    """How those of these stand that go from desk to desk; nothing is looked up where none does."""
    known = [brief.case for brief in briefs if brief.case]
    return standings(known, now=now, whole=True)


def _case_line(
    brief: cases.CaseBrief,
    talk: Talk,
    standing: Mapping[UUID, Standing] = MappingProxyType({}),
) -> CaseLine:
    """The case in a line; on a phone that somebody else reads its number alone."""
    number, lang = grouped(brief.ref), talk.lang
    stands = standing.get(brief.case.id) if brief.case else None
    status = (stands.told_in(lang), stands.in_words(lang)) if stands else (told_status(brief.status, lang),)
    told = filter(None, (number, brief.title[lang], *status, *_outside(brief, lang)))
    return CaseLine(
        ref=brief.ref,
        shown=number if talk.contact.quiet else " · ".join(told),
        awaits_word=brief.status == "awaiting_confirmation",
        may_end=brief.case is not None and may_be_withdrawn(brief.case),
        asks=stands is not None and stands.asks,
    )


def _outside(brief: cases.CaseBrief, lang: Lang) -> Iterator[str]:
    """Whose answer it waits for, and how they are reached, or how their own case stands."""
    for one in brief.outside:
        name, contact = in_language(one.name, lang), in_language(one.contact, lang)
        if one.number:
            status = told_status(one.status, lang)
            yield f"{name}, {grouped(one.number)}: {status}"
        elif contact:
            yield CASE_PHRASES.say("outside_line", lang, outside=name, contact=contact)
        else:
            yield name


def _my_persons(asked: Sequence[Asked], *, now: datetime) -> list[tuple[PersonLine, ...]]:
    places = [(one.body_id, one.talk.key, one.talk.contact.epoch) for one in asked]
    found = people.persons_of(places)
    return [
        tuple(PersonLine(str(person.id), person.name, person.relation.value) for person in found[place])
        for place in places
    ]


# --- offices ---


def _offices_named(asked: Sequence[Asked], *, now: datetime) -> list[tuple[OfficeLine, ...]]:
    found = bodies.bodies_by_names({one.question.words for one in asked})
    return [tuple(_found_line(body, one.talk.lang) for body in found[one.question.words]) for one in asked]


def _found_line(body: bodies.FoundBody, lang: Lang) -> OfficeLine:
    above = (in_language(name, lang) for name in (body.block, body.district) if name)
    return OfficeLine(
        id=str(body.id),
        code=body.code,
        name=in_language(body.name, lang),
        within=", ".join(above),
        kind=body.kind,
        served=body.served,
        exact=body.exact,
    )


def _offices_under(asked: Sequence[Asked], *, now: datetime) -> list[tuple[OfficeLine, ...]]:
    parts = bodies.parts_of({_id(one.question.parent) for one in asked})
    return [
        tuple(_part_line(body, one.talk.lang) for body in parts[_id(one.question.parent)]) for one in asked
    ]


def _part_line(body: LocalBody, lang: Lang) -> OfficeLine:
    return OfficeLine(str(body.id), body.code, body.name_in(lang), kind=body.kind, served=body.served)


def _offices_called(asked: Sequence[Asked], *, now: datetime) -> list[tuple[OfficeLine, ...]]:
    found = bodies.bodies_of_codes({one.question.code for one in asked})
    return [
        (_part_line(found[one.question.code], one.talk.lang),) if one.question.code in found else ()
        for one in asked
    ]


def _office_of(asked: Sequence[Asked], *, now: datetime) -> list[Office | None]:
    ids = {body_id for one in asked if (body_id := _id(one.question.id))}
    served = {body.id for body in bodies.bodies(ids).values() if body.served and body.number}
    found = offices(served, on_area_lines=served)
    return [found.get(_id(one.question.id)) if _id(one.question.id) else None for one in asked]  # type: ignore[arg-type]  # no key is None


def _posters_called(asked: Sequence[Asked], *, now: datetime) -> list[PosterLine | None]:
    found = posters.posters_called({one.question.code for one in asked})
    return [
        PosterLine(
            str(poster.id), str(poster.body_id), poster.body.code, poster.body.name_in("bn"), poster.ward
        )
        if (poster := found.get(one.question.code))
        else None
        for one in asked
    ]


def _id(written: str) -> UUID | None:
    """An id from a choice of ours; a made-up one is nobody's."""
    try:
        return UUID(written)
    except ValueError:
        return None


# --- where places lie ---


def _where_lie(asked: Sequence[Asked], *, now: datetime) -> list[Spotted]:
    """Three queries for any number of pins; two more maps are read only after they were changed."""
    from janasetu.bodies.maps import where_lie  # noqa: PLC0415 - shapely: 19 MB where nobody sends a pin

    pins = [Pin(one.question.lat, one.question.lon, one.office or one.talk.body_id) for one in asked]
    lies = where_lie(pins, at=now)
    others = {found.body for pin, found in zip(pins, lies, strict=True) if found.body not in (None, pin.body)}
    rows = bodies.bodies({body for body in others if body is not None})
    lines = messaging.lines() if rows else []
    return [_spotted(one, found, rows, lines) for one, found in zip(asked, lies, strict=True)]


def _spotted(one: Asked, found: Lies, rows: Mapping[UUID, LocalBody], lines: Sequence[Line]) -> Spotted:
    other = rows.get(found.body) if found.body else None
    return Spotted(
        where=found.where.value,
        ward=found.ward,
        beside=found.beside,
        unmapped=found.unmapped,
        office=_part_line(other, one.talk.lang) if other else None,
        number=_number_of(other, one.talk.line, lines) if other else "",
        phone=str(other.facts.get("phone") or "") if other else "",
        movable=bool(other and other.served and one.talk.line.body_id is None),
    )


def _number_of(body: LocalBody, line: Line, lines: Sequence[Line]) -> str:
    """The number of a body on the same channel: its own, else that of an area with the code of its poster."""
    alike = [other for other in lines if other.channel == line.channel]
    own = next((other for other in alike if other.body_id == body.id), None)
    if own or not body.served:
        return own.display if own else ""
    area = next((other for other in alike if other.body_id is None), None)
    return f"{area.display} (#{body.code})" if area else ""


def _landmarks_meant(asked: Sequence[Asked], *, now: datetime) -> list[LandmarkLine | None]:
    found = landmarks_meant([(one.body_id, one.question.words) for one in asked])
    return [
        LandmarkLine(in_language(meant.name, one.talk.lang), meant.ward) if meant else None
        for one, meant in zip(asked, found, strict=True)
    ]


# --- what an office knows ---


def _free_slots(asked: Sequence[Asked], *, now: datetime) -> list[tuple[()]]:
    """No office publishes slots yet; a day and a part of it are asked, and the desk confirms."""
    return [() for _ in asked]


def _facts(asked: Sequence[Asked], *, now: datetime) -> list[str]:
    rows = bodies.bodies({one.body_id for one in asked})
    in_office = bodies.who_is_who({one.body_id for one in asked if one.question.about == "officers"}, at=now)
    return [_fact(one, rows, in_office) for one in asked]


def _fact(
    one: Asked, rows: Mapping[UUID, LocalBody], in_office: Mapping[UUID, Sequence[bodies.WhoIsWho]]
) -> str:
    if one.question.about == "officers":
        return "\n".join(_post_lines(in_office[one.body_id], one.talk.lang))
    return in_language(rows[one.body_id].facts.get(one.question.about) or {}, one.talk.lang)


def _post_lines(posts: Sequence[bodies.WhoIsWho], lang: Lang) -> Iterator[str]:
    """«চেয়ারম্যান: ...»; only the post where an election silence hides the name."""
    for post in posts:
        title, name = in_language(post.title, lang), in_language(post.name, lang)
        yield f"{title}: {name}" if name else title


ANSWERERS: Mapping[type[Question[Any]], Answerer] = {
    MyCases: _my_cases,
    DoneCases: _done_cases,
    LikeCases: _like_cases,
    CaseNumbered: _case_numbered,
    OpenToAppeal: _open_to_appeal,
    ToRenew: _to_renew,
    MyPapers: _my_papers,
    LinesToCorrect: _lines_to_correct,
    FieldCases: _field_cases,
    MyPersons: _my_persons,
    OfficesNamed: _offices_named,
    OfficesUnder: _offices_under,
    OfficeCalled: _offices_called,
    OfficeOf: _office_of,
    PosterCalled: _posters_called,
    WhereLies: _where_lie,
    LandmarkMeant: _landmarks_meant,
    FreeSlots: _free_slots,
    Facts: _facts,
}

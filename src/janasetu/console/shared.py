"""Whose matter else a case is: who joined it, what was merged into it, what it is like. For its page."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from janasetu.bodies.models import Officer
from janasetu.cases import queries, rules
from janasetu.cases.choices import AT_WORK, PartyRole
from janasetu.cases.duplicates import LikeAsk, LikeCase, like_cases, where_of
from janasetu.cases.models import Case, CaseParty
from janasetu.cases.searching import words_told
from janasetu.cases.standing import statuses
from janasetu.catalogue import queries as catalogue
from janasetu.console.answers import ward_words
from janasetu.console.rows import place_of
from janasetu.lib import bn
from janasetu.lib.references import grouped
from janasetu.lib.words import Lang

MOST_SHOWN = 20  # of those who joined; the others are counted
_MOST_LIKES = 5


@dataclass(frozen=True, slots=True)
class Joined:
    """Somebody whose matter it is too, without a name: their number, when, their words.

    `url`: of their own case, where that was merged; `may_split`: the reader may give them one of their own.
    """

    number: str
    ref: str
    at: str
    words: str = ""
    url: str = ""
    may_split: bool = False


@dataclass(frozen=True, slots=True)
class Like:
    """Another case that may be the same matter. `beside`: how it stands, where, how far, of how many."""

    ref: str
    number: str
    url: str
    title: str
    beside: str
    may_merge: bool


@dataclass(frozen=True, slots=True)
class Shared:
    """All of it. `parent`: the case it was merged into, number and address; `known`: of a known incident
    where it is and when it is to be solved; `more`: of how many nothing is shown.
    """

    people: str = ""
    parent: tuple[str, str] | None = None
    known: Sequence[str] = ()
    joined: Sequence[Joined] = field(default_factory=tuple)
    more: str = ""
    likes: Sequence[Like] = field(default_factory=tuple)

    @property
    def is_any(self) -> bool:
        return bool(self.people or self.parent or self.known or self.likes)


def shared_of(case: Case, *, reader: Officer, lang: Lang, now: datetime) -> Shared:
    """What the page says of others, at most two queries; nobody's name, and no telephone number."""
    joined = queries.others_of(case, most=MOST_SHOWN) if case.supporters else []
    more = case.supporters - len(joined)
    may_split = _may(case, reader, "split")
    return Shared(
        people=bn.number(case.supporters, lang) if case.supporters else "",
        parent=(case.parent.grouped_ref, _url(case.parent.ref)) if case.parent else None,
        known=list(_known(case, lang, now)),
        joined=[_joined(one, may_split=may_split, lang=lang, now=now) for one in joined],
        more=bn.number(more, lang) if more > 0 else "",
        likes=_likes(case, reader, lang, now),
    )


def _may(case: Case, reader: Officer, move: str) -> bool:
    """Whether the reader has the authority for it, whatever the case's status is."""
    allowed = rules.MOVES[move].allowed_in
    return any(
        one.code == move
        for one in rules.moves_open_to(next(iter(allowed)), case.roles_of(reader), levels=case.levels)
    )


def _known(case: Case, lang: Lang, now: datetime) -> list[str]:
    """Where a known incident is, and when it is expected to be solved."""
    if case.incident_wards is None:
        return []
    wards = ", ".join(ward_words(ward, lang) for ward in case.incident_wards)
    told = [wards or case.body.name_in(lang)]
    if case.expected_at:
        told.append(_("expected %(when)s") % {"when": bn.moment(case.expected_at, lang, now)})
    return told


def _joined(party: CaseParty, *, may_split: bool, lang: Lang, now: datetime) -> Joined:
    number = party.number
    if party.role != PartyRole.SUPPORTER:
        return Joined(grouped(number), number, bn.moment(party.case.opened_at, lang, now), url=_url(number))
    service = catalogue.service(party.version_id) if party.version_id else party.case.service
    return Joined(
        number=grouped(number),
        ref=number,
        at=bn.moment(party.joined_at, lang, now) if party.joined_at else "",
        words=words_told(service, party.fields or {}),
        may_split=may_split,
    )


def _likes(case: Case, reader: Officer, lang: Lang, now: datetime) -> list[Like]:
    """Cases at work that are like it, the likest first; none of a case that has ended or is nobody else's."""
    rule = case.service.alike_in(case.fields)
    if rule is None or case.status not in AT_WORK or case.body_id != reader.body_id:
        return []
    (found,) = like_cases([LikeAsk(case.body_id, case.category, rule, where_of(case))], now=now)
    may_merge = _may(case, reader, "merge")
    others = [one for one in found if one.case.id != case.id]
    listed = others[:_MOST_LIKES]
    said = statuses([one.case for one in listed], lang)
    return [_like(one, said[one.case.id], may_merge=may_merge, lang=lang) for one in listed]


def _like(like: LikeCase, status: str, *, may_merge: bool, lang: Lang) -> Like:
    case = like.case
    told = [place_of(case, lang), status]
    if like.distance is not None:
        told.append(_("%(metres)s m away") % {"metres": bn.number(round(like.distance), lang)})
    if case.supporters:
        told.append(_("%(people)s people") % {"people": bn.number(like.people, lang)})
    return Like(
        ref=case.ref,
        number=case.grouped_ref,
        url=_url(case.ref),
        title=case.title_in(lang),
        beside=" · ".join(filter(None, told)),
        may_merge=may_merge,
    )


def _url(ref: str) -> str:
    return reverse("console:case", args=[ref])

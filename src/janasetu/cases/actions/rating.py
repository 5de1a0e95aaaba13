"""What a citizen says of work that is done: stars, words, thanks, credited to who did it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from janasetu.cases import claims
from janasetu.cases.actions.hearing import CitizenWord, heard, is_theirs, too_late
from janasetu.cases.actions.withholding import as_told, keep_whole
from janasetu.cases.choices import EventCode, Status
from janasetu.cases.models import Case, CaseEvent, CaseParty
from janasetu.cases.notices import Notice, tell
from janasetu.lib import bn
from janasetu.lib.ids import uuid7
from janasetu.messaging import outbox

LOW = 2  # up to so many stars it is asked what was not good


@dataclass(frozen=True, slots=True, kw_only=True)
class CitizenRating(CitizenWord):
    """One of these: `stars`, 1 to 5; what is written of the work; thanks, where there is neither."""

    stars: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class _Said:
    """What is taken, and what the event and the answer say of it."""

    rating: CitizenRating
    case: Case
    code: EventCode
    key: str


@transaction.atomic
def rate_work(ratings: Sequence[CitizenRating], *, now: datetime) -> None:
    """Take these, each of the case's own complainant who has confirmed it; the first stars stand.

    Late, foreign and further ones change nothing, and are all answered alike.
    """
    found = heard({rating.ref for rating in ratings})
    taken: list[_Said] = []
    vain: list[CitizenRating] = []
    for rating in ratings:
        case = found.cases.get(rating.ref)
        is_own = is_theirs(rating, found.parties.get(rating.ref)) and not found.supports(rating.ref)
        if case and is_own and _is_taken(rating, case):
            taken.append(_take(rating, case, now=now))
        else:
            vain.append(rating)
    Case.objects.bulk_update({one.case.id: one.case for one in taken}.values(), ["stars", "rated_at"])
    parties = found.complainants()
    events = [_event(one, parties[one.case.id], now=now) for one in taken]
    CaseEvent.objects.bulk_create(events)
    keep_whole([(event, one.rating.text) for event, one in zip(events, taken, strict=True)], parties)
    tell([_notice(one) for one in taken], parties, now=now)
    outbox.queue([too_late(rating) for rating in vain], now=now)


def _is_taken(rating: CitizenRating, case: Case) -> bool:
    """Whether the citizen has confirmed the case themselves, and given no stars yet where these are some."""
    asked = case.status == Status.RESOLVED_CONFIRMED and case.confirmed_by in ("", claims.CITIZEN)
    return asked and (case.stars is None or not rating.stars)


def _take(rating: CitizenRating, case: Case, *, now: datetime) -> _Said:
    if rating.stars:
        case.stars, case.rated_at = rating.stars, now
        return _Said(rating, case, EventCode.RATED, "rated_low" if rating.stars <= LOW else "rated")
    if rating.text:
        return _Said(rating, case, EventCode.REMARKED, "remarked")
    return _Said(rating, case, EventCode.THANKED, "thanked")


def credited(case: Case) -> dict[str, str]:
    """Who did the work, for the event: who claimed it, and with which department."""
    worker = case.resolved_by or case.officer
    team = case.resolved_in if case.resolved_by else case.department
    return ({"officer": worker.post} if worker else {}) | ({"department": team.code} if team else {})


def _event(said: _Said, party: CaseParty, *, now: datetime) -> CaseEvent:
    rating, note = said.rating, as_told(said.case, party, said.rating.text)
    params: dict[str, Any] = {"stars": rating.stars} if rating.stars else {}
    params |= {"note": note} if note else {}
    return CaseEvent(
        id=uuid7(),
        body_id=said.case.body_id,
        case=said.case,
        code=said.code,
        by="citizen",
        params=params | credited(said.case),
        at=now,
    )


def _notice(said: _Said) -> Notice:
    rating = said.rating
    stars = {"stars": partial(bn.number, rating.stars)} if rating.stars else {}
    return Notice(said.case, said.key, rating.source, stars, caused_by=rating.caused_by, missed=False)

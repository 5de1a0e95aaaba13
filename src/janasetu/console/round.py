"""What a runner sees of a round, and what became of each word: gathered in a constant number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from janasetu.bodies.models import Officer
from janasetu.cases import queries as cases
from janasetu.cases.models import CaseParty
from janasetu.deliveries import notices, queries
from janasetu.deliveries.choices import FailReason, OutcomeState, Purpose, VisitState
from janasetu.deliveries.models import Outcome, Visit
from janasetu.deliveries.sentences import PHRASES, hours_words, why_words
from janasetu.lib import amounts, bn, clock, phones
from janasetu.lib.ids import uuid7
from janasetu.lib.words import Lang


@dataclass(frozen=True, slots=True)
class Stop:
    """One door of a round. `name` and `phone` are empty where who lives there is hidden: they are called
    through the office. `owed`: what has to be taken there, as it is told; `cash`: the same as it is sent.
    `told`: what became of the last word about it, and how that looks.
    """

    id: UUID
    mark: UUID
    turn: str
    ref: str
    title: str
    address: str
    hours: str
    is_late: bool
    name: str
    phone: str
    phone_shown: str
    is_hidden: bool
    pin: str
    owed: str
    cash: str
    is_out: bool
    is_done: bool
    is_failed: bool
    brings: bool
    fetches: bool
    told: str
    looks: str


@dataclass(frozen=True, slots=True)
class Round:
    """The stops of a day, how many are left, and whether it has to be begun."""

    stops: Sequence[Stop]
    left: str
    has_begun: bool
    may_begin: bool
    day: str


def round_of(officer: Officer, *, lang: Lang, now: datetime) -> Round:
    """Today's round of this officer: six queries, however long it is."""
    today = clock.local(now).date()
    visits = queries.round_of(officer, day=today)
    case_ids = [one.case_id for one in visits]
    parties = cases.parties([officer.body_id], case_ids) if visits else {}
    hidden = cases.hidden_matters([officer.body_id], case_ids)
    owed, words = queries.owed(visits), queries.last_words([one.id for one in visits], officer)
    stops = [
        _stop(turn, one, None if one.confidential or one.case_id in hidden else parties.get(one.case_id),
              owed.get(one.case_id, notices.NOTHING), words.get(one.id), today, lang=lang, now=now)
        for turn, one in enumerate(visits, start=1)
    ]  # fmt: skip
    waiting = [one for one in visits if one.state in (VisitState.PLANNED, VisitState.OUT)]
    return Round(
        stops=stops,
        left=bn.number(len(waiting), lang),
        has_begun=any(one.state == VisitState.OUT for one in waiting),
        may_begin=any(one.state == VisitState.PLANNED for one in waiting),
        day=bn.date(today, lang),
    )


def _stop(
    turn: int,
    visit: Visit,
    party: CaseParty | None,
    owed: Decimal,
    word: Outcome | None,
    today: date,
    *,
    lang: Lang,
    now: datetime,
) -> Stop:
    phone = phones.read(party.phone) if party and party.phone else None
    return Stop(
        id=visit.id,
        mark=uuid7(),
        turn=bn.number(turn, lang),
        ref=visit.grouped_ref,
        title=visit.title.get(lang) or visit.title.get("bn", ""),
        address=visit.address,
        hours=hours_words(visit.part, lang),
        is_late=visit.day < today,
        name=party.name if party else "",
        phone=phone or "",
        phone_shown=phones.grouped(phone) if phone else "",
        is_hidden=party is None,
        pin=f"{visit.lat:.5f},{visit.lon:.5f}" if visit.lat is not None and visit.lon is not None else "",
        owed=amounts.rupees(owed, lang) if owed else "",
        cash=f"{owed:.2f}" if owed else "",
        is_out=visit.state == VisitState.OUT,
        is_done=visit.state == VisitState.DONE,
        is_failed=visit.state == VisitState.FAILED,
        brings=visit.purpose != Purpose.COLLECT,
        fetches=visit.purpose != Purpose.DELIVER,
        told=told_of(word, lang, now) if word else "",
        looks=_LOOKS[OutcomeState(word.state)] if word else "",
    )


_LOOKS: Mapping[OutcomeState, str] = {
    OutcomeState.TAKEN: "ok",
    OutcomeState.ALREADY: "warn",
    OutcomeState.REFUSED: "bad",
}


def told_of(word: Outcome, lang: Lang, now: datetime) -> str:
    """What became of a word: that it was taken, what is wrong with its money, or why it was not."""
    if word.state != OutcomeState.TAKEN:
        return why_words(word.why, word.values, lang, now)
    money = f" {PHRASES.say(word.money, lang)}" if word.money else ""
    return f"{PHRASES.say(f'taken_{word.kind}', lang)}{money}"


def reasons(lang: Lang) -> list[tuple[str, str]]:
    """Why it could not be done, by code."""
    return [(reason.value, PHRASES.say(f"why_{reason.value}", lang)) for reason in FailReason]

"""What a runner sees of a round, and what became of each word: gathered in a constant number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from janasetu.bodies.models import Officer
from janasetu.cases import queries as cases
from janasetu.cases.models import CaseParty
from janasetu.cases.notices import PHRASES as CASE_PHRASES
from janasetu.console.site_sheet import SiteForm, SiteSaid, site_forms
from janasetu.deliveries import notices, queries
from janasetu.deliveries.choices import FailReason, OutcomeState, VisitState
from janasetu.deliveries.models import Outcome, Visit
from janasetu.deliveries.sentences import PHRASES, hours_words, why_words
from janasetu.lib import amounts, bn, clock, phones
from janasetu.lib.ids import uuid7
from janasetu.lib.texts import in_language
from janasetu.lib.words import Lang


@dataclass(frozen=True, slots=True)
class Stop:
    """One door of a round. `name` and `phone` are empty where who lives there is hidden: they are called
    through the office. `owed`: what has to be taken there, as it is told; `cash`: the same as it is sent.
    `told`: what became of the last word about it, and how that looks; `site`: the form of the desk that
    inspects there.
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
    site: SiteForm | None


@dataclass(frozen=True, slots=True)
class Round:
    """The stops of a day, how many are left, and whether it has to be begun. `permitters`: who of the office
    may let a paper be given without its code.
    """

    stops: Sequence[Stop]
    left: str
    has_begun: bool
    may_begin: bool
    day: str
    permitters: Sequence[tuple[str, str]]

    @property
    def inspects(self) -> bool:
        """Whether a desk goes and sees for itself on it."""
        return any(stop.site for stop in self.stops)


def round_of(officer: Officer, *, lang: Lang, now: datetime, sent: SiteSaid | None = None) -> Round:
    """Today's round of this officer: seven queries, and three more where there is an inspection, however long
    it is. `sent`: a form that is not whole, to be shown as it was typed.
    """
    today = clock.local(now).date()
    visits = queries.round_of(officer, day=today)
    case_ids = [one.case_id for one in visits]
    parties = cases.parties([officer.body_id], case_ids) if visits else {}
    hidden = cases.hidden_matters([officer.body_id], case_ids)
    owed, words = queries.owed(visits), queries.last_words([one.id for one in visits], officer)
    sites = site_forms(officer, visits, lang=lang, sent=sent)
    stops = [
        _stop(turn, one, None if one.confidential or one.case_id in hidden else parties.get(one.case_id),
              owed.get(one.case_id, notices.NOTHING), words.get(one.id), today, sites.get(one.id),
              lang=lang, now=now)
        for turn, one in enumerate(visits, start=1)
    ]  # fmt: skip
    waiting = [one for one in visits if one.state in (VisitState.PLANNED, VisitState.OUT)]
    return Round(
        stops=stops,
        left=bn.number(len(waiting), lang),
        has_begun=any(one.state == VisitState.OUT for one in waiting),
        may_begin=any(one.state == VisitState.PLANNED for one in waiting),
        day=bn.date(today, lang),
        permitters=_permitters(officer, lang=lang, now=now) if any(one.brings for one in visits) else (),
    )


def _permitters(officer: Officer, *, lang: Lang, now: datetime) -> list[tuple[str, str]]:
    """By id, their names and posts; nobody permits themselves."""
    return [
        (str(one.id), f"{in_language(one.name, lang)} · {one.role.name_in(lang)}")
        for one in queries.permitters(officer.body_id, now=now)
        if one.user_id != officer.user_id
    ]


def _stop(
    turn: int,
    visit: Visit,
    party: CaseParty | None,
    owed: Decimal,
    word: Outcome | None,
    today: date,
    site: SiteForm | None,
    *,
    lang: Lang,
    now: datetime,
) -> Stop:
    owed = notices.NOTHING if visit.inspects else owed
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
        brings=visit.brings,
        fetches=visit.fetches,
        told=told_of(word, lang, now) if word else "",
        looks=_LOOKS[OutcomeState(word.state)] if word else "",
        site=site,
    )


_LOOKS: Mapping[OutcomeState, str] = {
    OutcomeState.TAKEN: "ok",
    OutcomeState.ALREADY: "warn",
    OutcomeState.REFUSED: "bad",
}


def told_of(word: Outcome, lang: Lang, now: datetime) -> str:
    """What became of a word: that it was taken, what is wrong with its money, or why it was not."""
    if word.state != OutcomeState.TAKEN:
        return _why(word, lang, now)
    money = f" {PHRASES.say(word.money, lang)}" if word.money else ""
    return f"{PHRASES.say(f'taken_{word.kind}', lang)}{money}"


def _why(word: Outcome, lang: Lang, now: datetime) -> str:
    """Of what a desk did not take, the sentence of the desk."""
    if word.why in PHRASES.keys():  # noqa: SIM118 - its keys, and no mapping
        return why_words(word.why, word.values, lang, now)
    return CASE_PHRASES.say(word.why, lang)


def reasons(lang: Lang) -> list[tuple[str, str]]:
    """Why it could not be done, by code."""
    return [(reason.value, PHRASES.say(f"why_{reason.value}", lang)) for reason in FailReason]

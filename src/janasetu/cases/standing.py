"""How a case stands: one value, by which the chat, the lists, the page of the case and the web say it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from janasetu.cases import desks
from janasetu.cases.choices import OPEN, PauseReason, Status
from janasetu.cases.clocks import Clock, Clocks
from janasetu.cases.counting import Pauses, clocks_of, pauses_of
from janasetu.cases.models import Case, CaseDesk, CasePaper
from janasetu.cases.notices import PHRASES, told_status
from janasetu.catalogue.schema import Service
from janasetu.lib import amounts, bn
from janasetu.lib.words import Lang
from janasetu.payments import notices
from janasetu.payments import queries as payments
from janasetu.payments.models import Demand

_DAY = timedelta(days=1)


class At(StrEnum):
    """How a stage of an application stands. `RESTS`: it lies there, and its clock waits for the applicant."""

    DONE = "done"
    AT_WORK = "at_work"
    LATE = "late"
    RESTS = "rests"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class StageAt:
    """A stage, and how it stands. `outside`: the answer of an office outside is waited for there."""

    stage: str
    at: At
    outside: bool = False

    @property
    def lies(self) -> bool:
        """Whether the application lies there now."""
        return self.at in (At.AT_WORK, At.LATE, At.RESTS)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a case stands. Of an application on its way also: `stages`, in their order, and which day of how
    many it is; no days, where its time is shorter than two.

    `money`: what it waits for, where it waits for nothing but money; `asks`: its applicant owes an answer or
    a paper. `owed`: all that is still to be paid, and `papers`: which papers, where that was asked for.
    """

    case: Case
    stages: tuple[StageAt, ...] = ()
    day: int = 0
    days: int = 0
    money: Decimal | None = None
    asks: bool = False
    owed: tuple[Demand, ...] = ()
    papers: tuple[CasePaper, ...] = ()

    def status_in(self, lang: Lang) -> str:
        """Where it stands, as the office says it: «কাজ চলছে», «টাকা জমার অপেক্ষায়: ₹২০০»."""
        return _money_in(self.money, lang) or _office_status(self.case, lang)

    def told_in(self, lang: Lang) -> str:
        """The same as it is said to whose case it is."""
        return _money_in(self.money, lang) or told_status(self.case.status, lang)

    def desks_in(self, lang: Lang) -> str:
        """At which desks it lies: «জমি দেখা, নিকাশি»; empty of what goes to none."""
        return self._names([one.stage for one in self.stages if one.lies], lang)

    def late_in(self, lang: Lang) -> str:
        """«দেরি হচ্ছে: নিকাশি»; without names where no other desk has it, empty where none is late."""
        late = [one.stage for one in self.stages if one.at == At.LATE]
        if not late:
            return ""
        if len(late) == sum(one.lies for one in self.stages):
            return PHRASES.say("stage_is_late", lang)
        return PHRASES.say("stages_late", lang, stages=self._names(late, lang))

    def day_in(self, lang: Lang) -> str:
        """«২৭ দিনের মধ্যে ১৯ দিন চলছে»; empty where no days are counted."""
        if not self.days:
            return ""
        key = "stage_day" if self.day <= self.days else "stage_day_late"
        return PHRASES.say(key, lang, day=bn.number(self.day, lang), days=bn.number(self.days, lang))

    def papers_in(self, lang: Lang) -> list[str]:
        """The papers that its applicant owes, and what is wrong with those that came."""
        return [
            f"{desks.paper_name(self.case, one.question, lang)}: {desks.why_words(one.why, lang)}"
            for one in self.papers
        ]

    def in_words(self, lang: Lang) -> str:
        """«নিকাশি · দেরি হচ্ছে · ২৭ দিনের মধ্যে ১৯ দিন চলছে · ₹২০০ দিতে হবে, দেওয়ার পাতা: ...»."""
        how_far = (self.desks_in(lang), self.late_in(lang), self.day_in(lang))
        return " · ".join(filter(None, (*how_far, notices.owed_in_brief(self.owed, lang))))

    def _names(self, stages: Sequence[str], lang: Lang) -> str:
        return ", ".join(desks.stage_name(self.case.service, stage, lang) for stage in stages)


def standings(
    cases: Collection[Case],
    *,
    now: datetime,
    whole: bool = False,
    clocks: Mapping[UUID, Clocks] | None = None,
) -> dict[UUID, Standing]:
    """How each of these stands. `whole`: with all that its citizen owes; `clocks`: those of these cases,
    where whoever asks has them.

    One query where applications on their way are among them, one more where some of them wait for their
    citizen, and at most one for each of what is owed, papers, and calendars where the clocks are not given.
    """
    staged = [case for case in cases if case.is_staged and case.status in OPEN]
    pauses = _pauses(cases)
    owed = _owed(cases, staged if whole else [], pauses)
    known = clocks if clocks is not None else clocks_of(staged, pauses)
    rows, papers = _visits(staged), _papers(staged, pauses) if whole else {}
    found = {case.id: Standing(case, money=_money(case, pauses, owed)) for case in cases}
    for case in staged:
        clock = known[case.id].promise
        until = _until(case, pauses, now)
        day, days = _day_of(case, clock, until)
        found[case.id] = Standing(
            case,
            tuple(_stages(case, rows.get(case.id, []), until)),
            day,
            days,
            found[case.id].money,
            _waits_for(case, pauses, PauseReason.WAITING_CITIZEN),
            tuple(owed.get(case.id, ())) if whole else (),
            tuple(papers.get(case.id, ())),
        )
    return found


def standing_of(case: Case, *, now: datetime) -> Standing:
    """How this one stands, with all that its citizen owes."""
    return standings([case], now=now, whole=True)[case.id]


def statuses(cases: Collection[Case], lang: Lang) -> dict[UUID, str]:
    """Where each of these stands, as the office says it, and nothing of desks. Two queries at most, none
    where none of them waits for its citizen and costs anything.
    """
    pauses = _pauses([case for case in cases if case.service.fee])
    owed = _owed(cases, [], pauses)
    return {
        case.id: _money_in(_money(case, pauses, owed), lang) or _office_status(case, lang) for case in cases
    }


def status_of(case: Case, lang: Lang) -> str:
    """Where this one stands, as the office says it."""
    return statuses([case], lang)[case.id]


def _office_status(case: Case, lang: Lang) -> str:
    """The word; of what no citizen is asked about, no answer of theirs is awaited."""
    unasked = case.status == Status.RESOLVED_UNCONFIRMED and not case.service.asks_the_citizen
    return PHRASES.say("status_answered" if unasked else f"status_{case.status}", lang)


def _money_in(amount: Decimal | None, lang: Lang) -> str:
    """«টাকা জমার অপেক্ষায়: ₹২০০»; empty of what does not wait for money."""
    if amount is None:
        return ""
    return PHRASES.say("status_waiting_money", lang, amount=amounts.rupees(amount, lang))


# --- what it waits for ---


def _pauses(cases: Collection[Case]) -> Pauses:
    """The pauses of those that wait for their citizen: of the others nothing hangs on them."""
    with_pauses = [case for case in cases if case.is_staged or case.service.fee]
    waiting = [case for case in with_pauses if case.status == Status.WAITING_CITIZEN]
    return pauses_of(waiting) if waiting else {}


def _waits_for(case: Case, pauses: Pauses, reason: PauseReason) -> bool:
    return any(one.ended_at is None and one.reason == reason for one in pauses.get(case.id, ()))


def _for_money_alone(case: Case, pauses: Pauses) -> bool:
    """Whether its clocks stand still for a fee, and no answer is awaited too."""
    asks = _waits_for(case, pauses, PauseReason.WAITING_CITIZEN)
    return _waits_for(case, pauses, PauseReason.WAITING_PAYMENT) and not asks


def _owed(cases: Collection[Case], told: Collection[Case], pauses: Pauses) -> dict[UUID, list[Demand]]:
    """What those owe that wait for money alone, and those whose citizen is told."""
    asked = {case.id: case for case in told} | {
        case.id: case for case in cases if _for_money_alone(case, pauses)
    }
    costing = [case for case in asked.values() if case.service.fee]
    return payments.owed_by({one.body_id for one in costing}, [one.id for one in costing]) if costing else {}


def _money(case: Case, pauses: Pauses, owed: Mapping[UUID, Sequence[Demand]]) -> Decimal | None:
    if case.id not in owed or not _for_money_alone(case, pauses):
        return None
    return sum((one.amount for one in owed[case.id]), Decimal())


def _papers(staged: Collection[Case], pauses: Pauses) -> Mapping[UUID, Sequence[CasePaper]]:
    asking = [case for case in staged if _waits_for(case, pauses, PauseReason.WAITING_CITIZEN)]
    return desks.papers_owed(asking) if asking else {}


# --- where it lies ---


def _visits(staged: Collection[Case]) -> dict[UUID, list[CaseDesk]]:
    """Every visit of each of these to a desk, the first first. One query, none for none."""
    if not staged:
        return {}
    rows = CaseDesk.objects.filter(
        body_id__in={case.body_id for case in staged}, case_id__in=[case.id for case in staged]
    )
    found: dict[UUID, list[CaseDesk]] = {}
    for row in rows.order_by("came_at", "id"):
        found.setdefault(row.case_id, []).append(row)
    return found


def _stages(case: Case, rows: Sequence[CaseDesk], until: datetime) -> Iterator[StageAt]:
    """Each stage by its latest visit, as it was then: those that are done, those where it lies, the rest."""
    ahead = desks.ahead_of(case, rows)
    to_come = set(_with_their_desks(case.service, ahead))
    latest = {row.stage: row for row in rows}
    over = [row for row in latest.values() if row.left_at is not None and row.stage not in to_come]
    yield from (StageAt(row.stage, At.DONE, bool(row.agency)) for row in over if row.outcome not in _UNDONE)
    for row in latest.values():
        if row.left_at is None:
            yield StageAt(row.stage, _at(case, row, until), bool(row.agency))
    yield from (StageAt(stage, At.AHEAD) for stage in ahead)


_UNDONE = ("passed", "taken_back")  # it went on without them


def _with_their_desks(service: Service, stages: Sequence[str]) -> Iterator[str]:
    yield from stages
    for stage in service.stages:
        if stage.stage in stages:
            yield from (one.stage for one in stage.together)


def _at(case: Case, row: CaseDesk, until: datetime) -> At:
    if case.status == Status.WAITING_CITIZEN:
        return At.RESTS
    return At.LATE if row.due_at is not None and row.due_at < until else At.AT_WORK


def _until(case: Case, pauses: Pauses, now: datetime) -> datetime:
    """Now; while the clock stands still, the moment since which it does."""
    if case.status != Status.WAITING_CITIZEN:
        return now
    return next((one.began_at for one in pauses.get(case.id, ()) if one.ended_at is None), now)


def _day_of(case: Case, clock: Clock, at: datetime) -> tuple[int, int]:
    """Which day of how many it was then, in the promise's own time; past it the count goes on."""
    counted = clock.within.unit == desks.WORKING_DAYS
    days = clock.within.count if counted else round(clock.length / _DAY)
    if days < 2:
        return 0, 0
    spent = clock.used(at, due_at=case.promise_due_at) * clock.length
    return int(spent / _DAY) + 1, days

"""Explanations: who had a case when its time ran out is asked why, and writes it down."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from janasetu.audit.acting import acting
from janasetu.bodies import queries as bodies
from janasetu.bodies.calendars import Calendar
from janasetu.bodies.models import Officer
from janasetu.cases import queries, rules
from janasetu.cases.choices import EventCode
from janasetu.cases.duties import Duty, tell_duties
from janasetu.cases.models import Case, CaseEvent, Explanation
from janasetu.lib import bn
from janasetu.lib.clock import KOLKATA, local
from janasetu.lib.ids import uuid7
from janasetu.lib.text import tame
from janasetu.lib.words import Lang
from janasetu.rows import bulk

WITHIN_DAYS = 2  # open days, until the office closes on the second
MOST_WORDS = 2000


@dataclass(frozen=True, slots=True)
class Late:
    """A case whose time ran out on this level, and who had it then."""

    case: Case
    officer: Officer | None
    level: int


def ask_explanations(late: Sequence[Late], *, now: datetime) -> None:
    """Ask each who had a case why it was late, once a level, in one message; where nobody had it nobody is
    asked. Six queries at most, none for none.
    """
    had = [(one, one.officer) for one in late if one.officer]
    if not had:
        return
    calendars = bodies.calendars({one.case.body_id for one, _ in had})
    asked = [_asked(one, officer, calendars[one.case.body_id], now=now) for one, officer in had]
    bulk.insert_new(asked)
    standing = Explanation.objects.filter(
        body_id__in={row.body_id for row in asked}, id__in=[row.id for row in asked]
    )
    new = set(standing.values_list("id", flat=True))
    fresh = [
        (row, one.case, officer) for row, (one, officer) in zip(asked, had, strict=True) if row.id in new
    ]
    bulk.insert(
        _event(row, EventCode.EXPLANATION_ASKED, "system", officer.post, now) for row, _, officer in fresh
    )
    tell_duties(_duties(fresh, now=now), now=now)


def _asked(one: Late, officer: Officer, calendar: Calendar, *, now: datetime) -> Explanation:
    return Explanation(
        id=uuid7(),
        body_id=one.case.body_id,
        case_id=one.case.id,
        level=one.level,
        officer_id=officer.id,
        asked_at=now,
        due_at=due_at(calendar, now),
    )


def due_at(calendar: Calendar, now: datetime) -> datetime:
    """When the office closes on the second open day after this one."""
    day = calendar.open_day(local(now).date(), WITHIN_DAYS)
    return datetime.combine(day, calendar.hours_on(day).closes, tzinfo=KOLKATA).astimezone(now.tzinfo)


def _event(row: Explanation, code: EventCode, by: str, post: str, now: datetime) -> CaseEvent:
    return CaseEvent(
        id=uuid7(),
        body_id=row.body_id,
        case_id=row.case_id,
        code=code,
        by=by,
        params={"level": row.level, "officer": post},
        at=now,
    )


def _duties(fresh: Sequence[tuple[Explanation, Case, Officer]], *, now: datetime) -> Iterator[Duty]:
    piles: dict[tuple[UUID, UUID], list[tuple[Explanation, Case, Officer]]] = {}
    for row, case, officer in fresh:
        piles.setdefault((officer.id, case.body_id), []).append((row, case, officer))
    for pile in piles.values():
        (row, _, officer), cases = pile[0], [case for _, case, _ in pile]
        values = {"due": _due(row, now)}
        yield Duty(officer, "duty_explain", f"duty:explain:{row.id}", cases, values=values)


def _due(row: Explanation, now: datetime) -> str:
    lang: Lang = "bn"
    return bn.lasting_moment(row.due_at, lang, now)


@transaction.atomic
def give_explanation(*, officer: Officer, ref: str, words: str, now: datetime) -> Explanation:
    """Write down why a case of one's own was late. RefusedError with the sentence for the officer: nothing is
    asked of them, there are no words, or too many; NoSuchCaseError, TermEndedError as for a move.
    """
    officer.require_office(at=now)
    case = queries.case_for_update(officer, ref)
    row = queries.explanation_asked(officer, case, now=now)
    if row is None:
        raise rules.RefusedError("explanation_not_asked")
    said = tame(bn.normalise(words)).strip()
    if not said:
        raise rules.RefusedError("explanation_needed")
    if len(said) > MOST_WORDS:
        raise rules.RefusedError("explanation_too_long")
    row.words, row.given_at, row.given_by = said, now, officer.post
    with acting(by=officer.post):
        row.save(update_fields=["words", "given_at", "given_by"])
        asked_of = row.officer.post
        _event(row, EventCode.EXPLAINED, officer.post, asked_of, now).save(force_insert=True)
    return row

"""What a runner tells of a visit, or a clerk of the counter: handed over, fetched, seen, or why it was not.

A word is taken once, however often it is sent; what was done already is told and never done twice. Whatever
it tells is kept: a word that is refused is on record too.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import IntegrityError, transaction

from janasetu.audit.acting import acting as acting_as
from janasetu.bodies import queries as bodies
from janasetu.bodies.calendars import Calendar
from janasetu.bodies.models import Officer
from janasetu.deliveries import codes, notices, queries, rules
from janasetu.deliveries.actions.ordering import next_try
from janasetu.deliveries.actions.planning import end
from janasetu.deliveries.choices import FailReason, OutcomeKind, OutcomeState, Proof, Purpose, VisitState
from janasetu.deliveries.models import OPEN_STATES, Outcome, Visit
from janasetu.deliveries.notices import NOTHING, News
from janasetu.deliveries.rules import RefusedError
from janasetu.documents.models import ReceivedFile
from janasetu.lib import bn
from janasetu.lib.ids import uuid7
from janasetu.lib.moments import rfc3339
from janasetu.lib.text import tame
from janasetu.payments import rules as payments
from janasetu.payments.actions import take_cash

_BEHIND = timedelta(days=14)  # so old may a word be that comes at last
_PROVABLE = (*OPEN_STATES, VisitState.FAILED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What is told of a visit. `mark`: made where it was written, the same however often it is sent;
    `told_at`: when it was written. `cash`: what was taken at the door, as the page said it is owed;
    `permitted_by`: who of the office let it be proved without the code. `answers`: what the desk's form was
    filled with; `refused`: why whoever knows that desk does not take it.
    """

    mark: UUID
    visit_id: UUID
    kind: OutcomeKind
    told_at: datetime
    proof: str = ""
    code: str = ""
    name: str = ""
    reason: str = ""
    note: str = ""
    cash: Decimal | None = None
    photo: ReceivedFile | None = None
    permitted_by: UUID | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    refused: str = ""

    def as_json(self) -> dict[str, Any]:
        """What is kept of the words: never the code."""
        said: dict[str, Any] = {"proof": self.proof, "name": self.name, "reason": self.reason}
        said |= {"note": self.note, "answers": dict(self.answers)}
        return {key: value for key, value in said.items() if value}


def take_word(*, officer: Officer, word: Word, now: datetime) -> Outcome:
    """Take one word and tell what became of it; the same mark again tells the same and does nothing.

    TermEndedError for who is out of office; RefusedError where there is no such visit of this body. All else
    that is refused stands in the outcome, for the runner has gone on long since.
    """
    officer.require_office(at=now)
    try:
        return _take(officer, word, now=now)
    except IntegrityError:  # the same word on two ways at this very moment; now it is seen
        known = queries.outcome_of(officer.body_id, word.mark)
        if known is None:
            raise
        return known


@transaction.atomic
def _take(officer: Officer, word: Word, *, now: datetime) -> Outcome:
    if known := queries.outcome_of(officer.body_id, word.mark):
        return known
    visit = queries.visit_for_update(officer.body_id, word.visit_id)
    outcome = _outcome(officer, visit, word, now=now)
    with acting_as(by=officer.post):
        try:
            _check_time(word, now=now)
            if word.refused:
                raise RefusedError(word.refused)
            _ACTS[word.kind](officer, visit, word, outcome, now)
        except RefusedError as error:
            outcome.why, outcome.values = error.key, dict(error.values)
            outcome.state = _ALREADY.get(error.key, OutcomeState.REFUSED)
        outcome.save(force_insert=True)
    return outcome


_ALREADY = {"done_already": OutcomeState.ALREADY, "ended_already": OutcomeState.ALREADY}


def _outcome(officer: Officer, visit: Visit, word: Word, *, now: datetime) -> Outcome:
    return Outcome(
        id=uuid7(),
        body_id=officer.body_id,
        visit=visit,
        mark=word.mark,
        kind=word.kind,
        state=OutcomeState.TAKEN,
        said=word.as_json(),
        cash=word.cash,
        photo_bucket=word.photo.bucket if word.photo else None,
        photo_id=word.photo.id if word.photo else None,
        officer=officer,
        told_at=min(word.told_at, now),
        at=now,
    )


def _check_time(word: Word, *, now: datetime) -> None:
    if word.told_at < now - _BEHIND:
        raise RefusedError("time_wrong")


# --- handed over ---


def _hand_over(officer: Officer, visit: Visit, word: Word, outcome: Outcome, now: datetime) -> None:
    """The paper is in the right hands. One whom another has marked as failed meanwhile counts all the same:
    its next try is called off.
    """
    if visit.state not in _PROVABLE:
        raise _over(visit)
    if not visit.brings:
        raise RefusedError("no_such_visit")
    again = _next_of(visit)
    if again and again.state == VisitState.DONE:
        raise _over(again)
    visit.permitted_by = _prove(visit, word, officer, now=now)
    _collect_cash(officer, visit, word, outcome, now=now)
    visit.proof, visit.handed_to = word.proof, _line(word.name, rules.MOST_NAME)
    visit.photo_bucket, visit.photo_id = outcome.photo_bucket, outcome.photo_id
    end(visit, VisitState.DONE, by=officer.post, now=outcome.told_at)
    visit.save()
    if again and again.is_open:
        end(again, VisitState.CALLED_OFF, by=officer.post, now=now)
        again.save(update_fields=["state", "ended_at", "ended_by"])
    notices.tell([News(visit, "told_done", f"visit:{visit.id}:done")], now=now)


def _prove(visit: Visit, word: Word, officer: Officer, *, now: datetime) -> Officer | None:
    """Who permitted that it is proved without the code; None where the code proves it. RefusedError where
    nothing proves that the right hands have it.
    """
    match word.proof:
        case Proof.CODE:
            _check_code(visit, word.code)
            return None
        case Proof.PHOTO | Proof.HOUSEHOLD:
            is_named = len(_line(word.name, rules.MOST_NAME)) >= rules.LEAST_NAME
            if word.proof == Proof.HOUSEHOLD and not is_named:
                raise RefusedError("name_needed")
            if word.photo is None:
                raise RefusedError("photo_needed")
            return _permitter(word, officer, now=now)
        case _:
            raise RefusedError("proof_needed")


def _permitter(word: Word, officer: Officer, *, now: datetime) -> Officer:
    """Whoever plans rounds lets a paper be given without its code, and never to themselves."""
    rows = Officer.objects.filter(body_id=officer.body_id).exclude(user_id=officer.user_id)
    found = rows.filter(id=word.permitted_by).first() if word.permitted_by else None
    if found is None or not rules.may_plan(found.tenure, min(word.told_at, now)):
        raise RefusedError("permit_needed")
    return found


def _check_code(visit: Visit, code: str) -> None:
    """RefusedError for a wrong one, which counts: the tries of all telephones together."""
    if not visit.code:
        raise RefusedError("code_none")
    if visit.wrong_codes >= rules.MOST_WRONG_CODES:
        raise RefusedError("code_locked")
    if codes.opens(visit.code, code):
        return
    visit.wrong_codes += 1
    visit.save(update_fields=["wrong_codes"])
    left = rules.MOST_WRONG_CODES - visit.wrong_codes
    if left:
        raise RefusedError("code_wrong", left=left)
    raise RefusedError("code_locked")


def _collect_cash(officer: Officer, visit: Visit, word: Word, outcome: Outcome, *, now: datetime) -> None:
    """Book what was taken at the door. That it cannot be booked undoes no handover: the office is told."""
    if not word.cash:
        return
    demands = queries.demands_due(visit)
    if sum((one.amount for one in demands), NOTHING) != word.cash:
        outcome.money = "cash_not_owed"
        return
    try:
        with transaction.atomic():
            for one in demands:
                once = uuid5(NAMESPACE_URL, f"{word.mark}:{one.id}")
                take_cash(
                    officer=officer, demand_id=one.id, amount=one.amount, seen=one.amount, once=once, now=now
                )
    except payments.RefusedError:
        outcome.money = "cash_not_booked"


# --- fetched ---


def _collected(officer: Officer, visit: Visit, word: Word, outcome: Outcome, now: datetime) -> None:
    """The missing paper was photographed. A visit that brings a paper too goes on."""
    if not visit.fetches:
        raise RefusedError("no_such_visit")
    if visit.state not in _PROVABLE or visit.photo_id:
        raise _over(visit)
    if word.photo is None:
        raise RefusedError("photo_needed")
    _collect_cash(officer, visit, word, outcome, now=now)
    if visit.purpose == Purpose.BOTH:
        return
    visit.photo_bucket, visit.photo_id = outcome.photo_bucket, outcome.photo_id
    end(visit, VisitState.DONE, by=officer.post, now=outcome.told_at)
    visit.save()
    notices.tell([News(visit, "told_collected", f"visit:{visit.id}:done")], now=now)


# --- seen ---


def _inspected(officer: Officer, visit: Visit, word: Word, outcome: Outcome, now: datetime) -> None:
    """The desk has seen what it had to see; what it decides about the case stands with the case."""
    if not visit.inspects:
        raise RefusedError("no_such_visit")
    if visit.state not in _PROVABLE:
        raise _over(visit)
    again = _next_of(visit)
    if again and again.state == VisitState.DONE:
        raise _over(again)
    end(visit, VisitState.DONE, by=officer.post, now=outcome.told_at)
    visit.save()
    if again and again.is_open:
        end(again, VisitState.CALLED_OFF, by=officer.post, now=now)
        again.save(update_fields=["state", "ended_at", "ended_by"])
    notices.tell([News(visit, "told_inspected", f"visit:{visit.id}:done")], now=now)


# --- not done ---


def _fail(officer: Officer, visit: Visit, word: Word, outcome: Outcome, now: datetime) -> None:
    """It could not be done: the next try has a slot of its own, or the office rings."""
    if visit.state not in (VisitState.PLANNED, VisitState.OUT):
        raise _over(visit)
    if word.reason not in FailReason.values:
        raise RefusedError("reason_needed")
    visit.reason, visit.note = word.reason, _line(word.note, rules.MOST_NOTE)
    end(visit, VisitState.FAILED, by=officer.post, now=outcome.told_at)
    visit.photo_bucket, visit.photo_id = outcome.photo_bucket, outcome.photo_id
    visit.save()
    owed = queries.owed([visit]).get(visit.case_id, NOTHING)
    why: dict[str, notices.Says] = {"reason": notices.why(word.reason)}
    if not rules.tries_again(word.reason, visit.attempt):
        values = {**why, "office": visit.body.name_in}
        key = "told_not_seen" if visit.inspects else "told_gave_up"
        notices.tell([News(visit, key, f"visit:{visit.id}:failed", owed, values)], now=now)
        return
    calendar = bodies.calendars([visit.body_id]).get(visit.body_id, Calendar())
    again = next_try(visit, rules.first_slot(calendar, now=now), now=now)
    again.save(force_insert=True)
    told = _FAILED_AS.get(visit.purpose, "told_failed")
    notices.tell([News(again, told, f"visit:{visit.id}:failed", owed, why)], now=now)


_FAILED_AS: Mapping[str, str] = {
    Purpose.COLLECT: "told_not_collected",
    Purpose.INSPECT: "told_seen_later",
}


def _line(words: str, most: int) -> str:
    """Words on one line, no longer than so."""
    return " ".join(tame(bn.normalise(words)).split())[:most]


def _next_of(visit: Visit) -> Visit | None:
    """The newest try after this one, locked."""
    rows = Visit.objects.select_for_update(of=("self",)).select_related("body")
    later = rows.filter(body_id=visit.body_id, source=visit.source, attempt__gt=visit.attempt)
    return later.order_by("-attempt").first()


def _over(visit: Visit) -> RefusedError:
    """That it had ended before: by whom, when."""
    key = "done_already" if visit.state == VisitState.DONE else "ended_already"
    at = rfc3339(visit.ended_at) if visit.ended_at else ""
    return RefusedError(key, by=visit.ended_by, at=at)


_ACTS: dict[str, Callable[[Officer, Visit, Word, Outcome, datetime], None]] = {
    OutcomeKind.HANDED: _hand_over,
    OutcomeKind.COLLECTED: _collected,
    OutcomeKind.INSPECTED: _inspected,
    OutcomeKind.FAILED: _fail,
}

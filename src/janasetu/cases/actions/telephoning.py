"""What came of a call: it is made, nobody answered, or the citizen's word on a claim was heard."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from janasetu.bodies.models import Officer
from janasetu.cases import claims, queries, rules
from janasetu.cases.actions.calling import WITHIN
from janasetu.cases.actions.ending import Ending, end_unconfirmed
from janasetu.cases.actions.judging import Judging, Word
from janasetu.cases.choices import OF_A_CALL, CallOutcome, CallReason, EventCode, Status
from janasetu.cases.models import CallBack, Case, CaseEvent
from janasetu.cases.registering import may_register
from janasetu.cases.rules import RefusedError
from janasetu.lib import bn
from janasetu.lib.ids import uuid7
from janasetu.lib.text import tame

MOST_NOTE = 1000
NEXT_DAY = timedelta(days=1)  # who did not answer a call that checks is rung again after so long
YES, NO = "yes", "no"


@transaction.atomic
def close_call_back(
    *, officer: Officer, call_back_id: UUID, outcome: str, word: str = "", note: str = "", now: datetime
) -> CallBack:
    """Write down what came of a call: spoken and a wrong number end it, no answer puts it off.

    `word`: the citizen's yes or no to whether the work is really done, which does what it does when they
    write it. Of a call that was made to hear it, three times no answer end the waiting. What was heard about
    a case stands in the case's story too. RefusedError with the sentence for the officer, TermEndedError for
    one who is out of office, NoSuchCallBackError for another body's.
    """
    officer.require_office(at=now)
    case = _case_for_update(queries.call_back_of(officer, call_back_id))  # as everywhere, before its calls
    call = queries.call_back_for_update(officer, call_back_id)
    told = _checked(call, case, officer, outcome=outcome, word=word, note=note, now=now)
    call.outcome, call.note, call.done_by = outcome, told, officer.post
    if outcome == CallOutcome.NO_ANSWER:
        _put_off(call, now=now)
    else:
        call.done_at = now
    if call.done_at:
        call.draft = None
    call.save(
        update_fields=["outcome", "note", "done_by", "not_before", "due_at", "done_at", "tries", "draft"]
    )
    if case:
        _tell_the_case(case, call, word=word, officer=officer, now=now)
        _act_on(case, call, word=word, officer=officer, now=now)
    return call


def _case_for_update(call: CallBack) -> Case | None:
    """The case that the call is about, locked."""
    if call.case is None:
        return None
    rows = Case.objects.select_for_update(of=("self",)).select_related("body", "officer__body", "resolved_by")
    return rows.get(body_id=call.case.body_id, id=call.case.id)


def _checked(
    call: CallBack,
    case: Case | None,
    officer: Officer,
    *,
    outcome: str,
    word: str,
    note: str,
    now: datetime,
) -> str:
    """What was said, cleaned, of a call that may be written down so; RefusedError says why not."""
    if outcome not in OF_A_CALL or word not in ("", YES, NO):
        raise RefusedError("call_outcome_needed")
    if call.done_at is not None:
        raise RefusedError("call_done_already")
    told = tame(bn.normalise(note)).strip()
    if len(told) > MOST_NOTE:
        raise RefusedError("note_too_long")
    rules.check_call(
        rules.Call(
            is_spoken=outcome == CallOutcome.SPOKEN,
            word=word,
            checks=call.reason == CallReason.CHECKING,
            by_worker=case is not None and _is_own_work(case, officer),
            by_registrar=may_register(officer.tenure, now),
            is_awaited=case is not None and _is_awaited(case, call, word, now=now),
        )
    )
    return told


def _is_own_work(case: Case, officer: Officer) -> bool:
    """Whether this person said that the work is done, in whatever post of theirs."""
    return case.resolved_by is not None and case.resolved_by.user_id == officer.user_id


def _is_awaited(case: Case, call: CallBack, word: str, *, now: datetime) -> bool:
    """Whether the word changes anything; who is rung to check their own yes may say it again."""
    if word == YES and call.reason == CallReason.CHECKING and case.status == Status.RESOLVED_CONFIRMED:
        return True
    standing = claims.standing(case, by_telephone=True)
    return (rules.takes_yes if word == YES else rules.takes_no)(standing, now)


def _put_off(call: CallBack, *, now: datetime) -> None:
    """Nobody answered: again later, but no more often than `rules.MOST_CALLS` where the call is to check."""
    call.tries += 1
    if call.reason == CallReason.CHECKING and call.tries >= rules.MOST_CALLS:
        call.done_at = now
    else:
        call.not_before, call.due_at = _again(call, now)


def _again(call: CallBack, now: datetime) -> tuple[datetime | None, datetime]:
    """When to try once more: some time later; where there is one, in the same hour of the next day."""
    if call.not_before is None:
        return None, now + (NEXT_DAY if call.reason == CallReason.CHECKING else WITHIN)
    days = timedelta(days=max(1, (now - call.not_before).days + 1))
    return call.not_before + days, call.due_at + days


def _act_on(case: Case, call: CallBack, *, word: str, officer: Officer, now: datetime) -> None:
    """What follows for the case: the word is taken, or nobody is waited for any longer."""
    parties = queries.parties([case.body_id], [case.id])
    if word and not (word == YES and case.status == Status.RESOLVED_CONFIRMED):
        judging = Judging([case], parties, now=now)
        judging.take(Word(case, word == YES, officer.post, f"call:{call.id}:{now:%Y%m%dT%H%M%S.%f}"))
        judging.write()
    elif not word and _ends_in_vain(case, call):
        ended = Ending(case, {"call": call.outcome, "tries": call.tries})
        end_unconfirmed([ended], parties, now=now)


def _ends_in_vain(case: Case, call: CallBack) -> bool:
    """Whether the case has only waited for this call, which is over without a word."""
    waited = call.reason == CallReason.CHECKING and case.status == Status.AWAITING_CONFIRMATION
    return waited and call.done_at is not None


def _tell_the_case(case: Case, call: CallBack, *, word: str, officer: Officer, now: datetime) -> None:
    """What was said; of a call that was made to hear the citizen's word, that it was made at all."""
    checks = call.reason == CallReason.CHECKING
    if not (call.note or checks):
        return
    said = {"note": call.note} if call.note else {}
    CaseEvent.objects.create(
        id=uuid7(),
        body_id=case.body_id,
        case=case,
        code=EventCode.RUNG if checks else EventCode.NOTED,
        by=officer.post,
        params=said | {"call": call.outcome} | ({"word": word} if word else {}),
        at=now,
    )

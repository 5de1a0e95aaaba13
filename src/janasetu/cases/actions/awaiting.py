"""The sweeps of outside answers: the desk hears again and again of what has not come; a body of ours answers
by ending the case that it was sent.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from janasetu.cases import queries, rules
from janasetu.cases.actions.pausing import CLOCK_COLUMNS
from janasetu.cases.actions.referring import ENDING, end, rest_no_more, values_of
from janasetu.cases.actions.sending_on import params_of
from janasetu.cases.charges import Reminder, remind_officers
from janasetu.cases.choices import OPEN, EventCode, ReferralEnd, Status
from janasetu.cases.models import Case, CaseEvent, Referral
from janasetu.cases.notices import PHRASES, Notice, tell
from janasetu.lib.ids import uuid7
from janasetu.rows.waiting import Waiting

AT_ONCE = 500
SYSTEM = "system"


def remind_of_answers(*, now: datetime) -> int:
    """Tell the desks of outside answers that have not come on their day, and each day again until somebody
    asks once more, writes one down or takes the case back; how many. Safe to run twice, or twice at once.
    """
    told = 0
    while _LATE.at(now) and (batch := _remind_some(now=now)):
        told += batch
    return told


def _late(now: datetime) -> QuerySet[Referral]:
    return Referral.objects.filter(reminds_at__lte=now, ended_at__isnull=True)


_LATE = Waiting(_late)


@transaction.atomic
def _remind_some(*, now: datetime) -> int:
    late = list(
        _late(now)
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("case__body", "case__officer__body")
        .order_by("reminds_at")[:AT_ONCE]
    )
    if not late:
        return 0
    first = [one for one in late if one.reminds_at == rules.by_day(one.due_at)]
    CaseEvent.objects.bulk_create(
        _event(one, EventCode.ANSWER_MISSED, {"untold": True}, now=now) for one in first
    )
    for one in late:
        one.reminds_at = rules.by_day(now + rules.REMINDED_AGAIN)
    Referral.objects.bulk_update(late, ["reminds_at"])
    remind_officers([_reminder(one, now=now) for one in late], now=now)
    return len(late)


def _reminder(referral: Referral, *, now: datetime) -> Reminder:
    source = f"answer-missing:{referral.id}:{now:%Y%m%d}"
    values = values_of(params_of(referral), now=now)
    return Reminder(referral.case.officer, Notice(referral.case, "answer_missing", source, values))


def _event(referral: Referral, code: EventCode, params: Mapping[str, Any], *, now: datetime) -> CaseEvent:
    return CaseEvent(
        id=uuid7(),
        body_id=referral.body_id,
        case=referral.case,
        code=code,
        by=SYSTEM,
        params={**params_of(referral), **params},
        at=now,
    )


# --- the answers of bodies that we serve ---


def take_linked_answers(*, now: datetime) -> int:
    """Where another body has ended the case that it was sent, that is its answer; how many.

    What the citizen confirmed there is confirmed here too: nobody is asked twice. Of anything else the desk
    decides.
    """
    taken = 0
    while _ANSWERED.at(now) and (batch := _take_some(now=now)):
        taken += batch
    return taken


def _answered_there(_: datetime) -> QuerySet[Referral]:
    linked = Referral.objects.filter(ended_at__isnull=True, linked__isnull=False)
    return linked.exclude(linked__status__in=OPEN)


_ANSWERED = Waiting(_answered_there)


@transaction.atomic
def _take_some(*, now: datetime) -> int:
    answered = list(
        _answered_there(now)
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("linked")
        .order_by("id")[:AT_ONCE]
    )
    if not answered:
        return 0
    cases = _locked(answered)
    for one in answered:
        one.case = cases[one.case_id]
        one.case.awaited_answers -= 1
        end(one, ReferralEnd.ANSWERED, _said_there(one), by=SYSTEM, now=now)
    Referral.objects.bulk_update(answered, ENDING)
    for case in cases.values():
        case.status = rules.while_referred(case.status, case.awaited_answers)
        rest_no_more(case, now=now)
    confirmed = [one for one in answered if _is_confirmed(one)]
    for one in confirmed:
        _confirm(one, now=now)
    _save(list(cases.values()))
    _write(answered, confirmed, now=now)
    return len(answered)


def _locked(answered: Sequence[Referral]) -> dict[UUID, Case]:
    rows = Case.objects.select_for_update(of=("self",)).select_related("body", "officer__body")
    bodies = {one.body_id for one in answered}
    found = rows.filter(body_id__in=bodies, id__in={one.case_id for one in answered}).order_by("id")
    return {case.id: case for case in found}


def _said_there(referral: Referral) -> str:
    """What became of it there, as its own office says it."""
    assert referral.linked
    return PHRASES.say(f"status_{referral.linked.status}", "bn")


def _is_confirmed(referral: Referral) -> bool:
    linked, case = referral.linked, referral.case
    is_last = not case.awaited_answers and case.status == Status.IN_PROGRESS
    return is_last and linked is not None and linked.status == Status.RESOLVED_CONFIRMED


def _confirm(referral: Referral, *, now: datetime) -> None:
    """The citizen's yes there counts here: the work was done by that body, and nobody here is credited."""
    case, linked = referral.case, referral.linked
    assert linked
    case.status, case.ended_at = Status.RESOLVED_CONFIRMED, now
    case.claimed_at, case.confirmed_by = linked.claimed_at or now, linked.confirmed_by or "citizen"


def _save(cases: Sequence[Case]) -> None:
    columns = ["awaited_answers", "status", "ended_at", "claimed_at", "confirmed_by", *CLOCK_COLUMNS]
    Case.objects.bulk_update(cases, columns)


def _write(answered: Sequence[Referral], confirmed: Sequence[Referral], *, now: datetime) -> None:
    """What happened, and to whose cases alone a word more is said."""
    events = [_answered(one, now=now) for one in answered]
    events += [_event(one, EventCode.CONFIRMED, {"linked": _ref(one)}, now=now) for one in confirmed]
    CaseEvent.objects.bulk_create(events)
    parties = queries.parties({one.body_id for one in confirmed}, [one.case_id for one in confirmed])
    notices = [Notice(one.case, "ended_with_linked", source=f"linked:{one.id}") for one in confirmed]
    tell(notices, parties, now=now)


def _answered(referral: Referral, *, now: datetime) -> CaseEvent:
    params = {"untold": True, "note": referral.answer, "linked": _ref(referral)}
    return _event(referral, EventCode.OUTSIDE_ANSWERED, params, now=now)


def _ref(referral: Referral) -> str:
    assert referral.linked
    return referral.linked.ref

"""The sweep of the claims: who is silent is asked once more; then the claim ends, or a call decides."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from janasetu.cases import claims, queries
from janasetu.cases.actions.calling import ask_call_backs, call_back_about, ringable
from janasetu.cases.actions.ending import Ending, end_unconfirmed
from janasetu.cases.choices import CallReason, EventCode, Lane, Status
from janasetu.cases.models import CallBack, Case, CaseEvent, CaseParty
from janasetu.cases.notices import Notice, tell
from janasetu.lib import bn
from janasetu.lib.ids import uuid7
from janasetu.lib.words import Lang
from janasetu.rows.waiting import Waiting

AT_ONCE = 500
_Step = Callable[[datetime], int]


def close_silent(*, now: datetime) -> int:
    """Ask again and end what is due; how many cases moved. Safe to run twice, or twice at once.

    Of an urgent case the office first has to ring the citizen: it waits for that call. Of all others some
    are rung after the end, drawn by lot.
    """
    steps = {_give_windows: _UNOPENED, _ask_some_again: _SILENT, _close_some: _ENDING}
    return sum(_until_done(step, waiting, now) for step, waiting in steps.items())


def _until_done(step: _Step, waiting: Waiting, now: datetime) -> int:
    moved = 0
    while waiting.at(now) and (batch := step(now)):
        moved += batch
    return moved


def _awaiting() -> QuerySet[Case]:
    return Case.objects.filter(status=Status.AWAITING_CONFIRMATION)


def _locked(rows: QuerySet[Case]) -> list[Case]:
    return list(rows.select_for_update(of=("self",), skip_locked=True).select_related("body")[:AT_ONCE])


def _unopened(_: datetime) -> QuerySet[Case]:
    checks = CallBack.objects.filter(
        body_id=OuterRef("body_id"),
        case_id=OuterRef("id"),
        reason=CallReason.CHECKING,
        done_at__isnull=True,
    )
    return _awaiting().filter(~Exists(checks), closes_at__isnull=True)


def _silent(now: datetime) -> QuerySet[Case]:
    return _awaiting().filter(reminds_at__lte=now, closes_at__gt=now)


def _ending(now: datetime) -> QuerySet[Case]:
    return _awaiting().filter(closes_at__lte=now)


_UNOPENED, _SILENT, _ENDING = Waiting(_unopened), Waiting(_silent), Waiting(_ending)


@transaction.atomic
def _give_windows(now: datetime) -> int:
    """A claim that waits for no call has a window from now on: a program of the release before knew none."""
    cases = _locked(_unopened(now))
    for case in cases:
        claims.open_window(case, since=now)
    Case.objects.bulk_update(cases, ["closes_at", "reminds_at"])
    return len(cases)


# --- asking again ---


@transaction.atomic
def _ask_some_again(now: datetime) -> int:
    cases = _locked(_silent(now).order_by("reminds_at"))
    if not cases:
        return 0
    queries.rows_of(cases).update(reminds_at=None)
    events = [_asked_again(case, now=now) for case in cases]
    told = tell([_reminder(event, now=now) for event in events], _parties(cases), now=now)
    heard = {one.notice.source for one in told}
    CaseEvent.objects.bulk_create(event for event in events if _source(event) in heard)
    return len(cases)


def _asked_again(case: Case, *, now: datetime) -> CaseEvent:
    return CaseEvent(
        id=uuid7(), body_id=case.body_id, case=case, code=EventCode.ASKED_AGAIN, by="system", at=now
    )


def _source(event: CaseEvent) -> str:
    return f"event:{event.id}"


def _reminder(event: CaseEvent, *, now: datetime) -> Notice:
    """Only where it can be answered; whom it does not reach has not been reached by the question either."""
    closes_at = event.case.closes_at
    assert closes_at

    def day(lang: Lang) -> str:
        return bn.lasting_moment(closes_at, lang, now, weekday=False)

    return Notice(event.case, "asked_again", _source(event), {"until": day}, missed=False, asks_only=True)


# --- the end ---


@transaction.atomic
def _close_some(now: datetime) -> int:
    cases = _locked(_ending(now).order_by("closes_at"))
    if not cases:
        return 0
    parties = _parties(cases)
    reached = ringable(cases, parties)
    to_ring = [case for case in cases if case.lane != Lane.NORMAL and case.id in reached]
    _wait_for_calls(to_ring)
    ending = [case for case in cases if case not in to_ring]
    end_unconfirmed([Ending(case) for case in ending], parties, now=now)
    drawn = [case for case in ending if case.id in reached and claims.is_checked(case)]
    _ask_for_calls([*to_ring, *drawn], parties, now=now)
    return len(cases)


def _wait_for_calls(cases: Sequence[Case]) -> None:
    """These end by what comes of a call, and not by any moment."""
    queries.rows_of(cases).update(closes_at=None, reminds_at=None)


def _ask_for_calls(cases: Sequence[Case], parties: Mapping[UUID, CaseParty], *, now: datetime) -> None:
    ask_call_backs(
        [
            call_back_about(
                case,
                parties.get(case.id),
                reason=CallReason.CHECKING,
                source=claims.check_of(case),
                now=now,
            )
            for case in cases
        ]
    )


def _parties(cases: Sequence[Case]) -> dict[UUID, CaseParty]:
    return queries.parties({case.body_id for case in cases}, [case.id for case in cases])

"""Alarms: begun with a case or by an officer, told again and again, until somebody has heard them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from janasetu.bodies.models import Officer
from janasetu.bodies.queries import titles
from janasetu.bodies.rules import authority
from janasetu.cases import alarms, queries, rules
from janasetu.cases.charges import MOST_PLACE, MOST_WORDS, tell_everywhere, words_of
from janasetu.cases.choices import CallReason, EventCode, Lane
from janasetu.cases.models import Alarm, CallBack, Case, CaseEvent, CaseParty
from janasetu.cases.notices import Notice, matter_place, tell
from janasetu.lib.ids import uuid7
from janasetu.lib.text import shorten
from janasetu.lib.texts import in_language
from janasetu.messaging.templates import NOTHING
from janasetu.rows.waiting import Waiting

AT_ONCE = 100
SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Call:
    """A case that calls for help, and who made it do so."""

    case: Case
    by: str
    contact_id: UUID | None = None


def begin_alarms(calls: Sequence[Call], *, now: datetime) -> None:
    """Let these cases call, from this moment on. Of what one person writes within an hour only the first
    does: the officer who comes reads the others. Two queries, none for none.
    """
    if not calls:
        return
    fresh, known = [], _called_lately(calls, now=now)
    for call in calls:
        key = (call.case.body_id, call.contact_id)
        if call.contact_id is None or key not in known:
            fresh.append(call)
            known.add(key)
    Alarm.objects.bulk_create([_alarm(call, now=now) for call in fresh], ignore_conflicts=True)


def _called_lately(calls: Sequence[Call], *, now: datetime) -> set[tuple[UUID, UUID | None]]:
    """The persons of whom an alarm was made within the hour, with the body."""
    rows = Alarm.objects.filter(
        body_id__in={call.case.body_id for call in calls},
        contact_id__in={call.contact_id for call in calls if call.contact_id},
        began_at__gt=now - rules.ALARMED_AGAIN,
    )
    return set(rows.values_list("body_id", "contact_id"))


def _alarm(call: Call, *, now: datetime) -> Alarm:
    return Alarm(
        id=uuid7(),
        body_id=call.case.body_id,
        case=call.case,
        contact_id=call.contact_id,
        by=call.by,
        began_at=now,
        calls_at=now,
    )


# --- telling ---


def tell_alarms(*, now: datetime) -> int:
    """Tell every alarm whose time has come, on every line that reaches a number; how many. Safe to run twice,
    or twice at once.
    """
    told = 0
    while _DUE.at(now) and (batch := _tell_some(now=now)):
        told += batch
    return told


def _due(now: datetime) -> QuerySet[Alarm]:
    return Alarm.objects.filter(calls_at__lte=now, heard_at__isnull=True)


_DUE = Waiting(_due)


@transaction.atomic
def _tell_some(*, now: datetime) -> int:
    due = list(
        _due(now)
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("case__body", "case__officer__body")
        .order_by("calls_at")[:AT_ONCE]
    )
    if not due:
        return 0
    chains = alarms.chains([one.case for one in due], at=now)
    called = {one.id: _called_now(one, chains[one.case_id], now=now) for one in due}
    for one in due:
        one.calls, one.calls_at = one.calls + 1, _next(one, now=now)
    Alarm.objects.bulk_update(due, ["calls", "calls_at"])
    CaseEvent.objects.bulk_create(_event(one, called[one.id], now=now) for one in due)
    parties = queries.parties({one.body_id for one in due}, [one.case_id for one in due])
    tell_everywhere(list(_notices(due, called, parties)), now=now)
    CallBack.objects.bulk_create(_tasks(due, called, now=now), ignore_conflicts=True)
    return len(due)


def _called_now(alarm: Alarm, chain: Sequence[Sequence[Officer]], *, now: datetime) -> list[Officer]:
    """Everybody up to the step that the alarm has climbed to; nobody, of a case that is over."""
    if not alarm.case.is_open:
        return []
    up = alarms.steps_up(alarm.case, since=now - alarm.began_at)
    return [officer for step in chain[: up + 1] for officer in step]


def _next(alarm: Alarm, *, now: datetime) -> datetime | None:
    """When it is told again; never of a case that is over."""
    return alarms.again_after(alarm.case, now) if alarm.case.is_open else None


def _event(alarm: Alarm, called: Sequence[Officer], *, now: datetime) -> CaseEvent:
    return CaseEvent(
        id=uuid7(),
        body_id=alarm.body_id,
        case=alarm.case,
        code=EventCode.ALARMED,
        by=SYSTEM,
        params={"officers": [officer.post for officer in called], "times": alarm.calls},
        at=now,
    )


def _notices(
    due: Sequence[Alarm], called: Mapping[UUID, Sequence[Officer]], parties: Mapping[UUID, CaseParty]
) -> Iterator[tuple[Officer, Notice]]:
    for alarm in due:
        values = _values(alarm, parties.get(alarm.case_id))
        for officer in called[alarm.id]:
            source = f"alarm:{alarm.id}:{alarm.calls}:{officer.id}"
            yield officer, Notice(alarm.case, "alarm", source, values, missed=False)


def _values(alarm: Alarm, party: CaseParty | None) -> dict[str, str]:
    """What they need to go there; no number of who is hidden."""
    known = party.phone if party and not alarm.case.confidential else ""
    return {
        "place": shorten(matter_place(alarm.case), MOST_PLACE),
        "words": shorten(words_of(alarm.case), MOST_WORDS),
        "phone": known if known.removeprefix("+").isdecimal() else NOTHING,
    }


def _tasks(
    due: Sequence[Alarm], called: Mapping[UUID, Sequence[Officer]], *, now: datetime
) -> Iterator[CallBack]:
    """From the second time on somebody of the office rings those who have not answered."""
    for alarm in due:
        for officer in called[alarm.id] if alarm.calls > 1 else ():
            yield CallBack(
                id=uuid7(),
                body_id=alarm.body_id,
                source=f"alarm:{alarm.id}:{officer.id}",
                case=alarm.case,
                reason=CallReason.ALARM,
                name=officer.name_in("bn"),
                phone=officer.phone.removeprefix("+"),
                asked_at=now,
                due_at=now,
            )


# --- hearing ---


@transaction.atomic
def hear_alarm(*, officer: Officer, ref: str, now: datetime) -> Case:
    """Somebody of the office has heard it: nobody is called any more, and the citizen is told who it is.

    An alarm that was heard already stays with who heard it first. NoSuchCaseError for a case that this
    officer may not see.
    """
    officer.require_office(at=now)
    case = queries.case_for_update(officer, ref)
    heard_by(case, officer, now=now)
    return case


def heard_by(case: Case, officer: Officer, *, now: datetime) -> bool:
    """The same, of a case that is locked; False, and one query, where nothing was unheard."""
    waiting = Alarm.objects.filter(body_id=case.body_id, case_id=case.id, heard_at__isnull=True)
    if not waiting.update(heard_at=now, heard_by=officer.post, calls_at=None):
        return False
    tasks = CallBack.objects.filter(body_id=case.body_id, case_id=case.id, reason=CallReason.ALARM)
    tasks.filter(done_at__isnull=True).update(done_at=now, done_by=officer.post)
    event = CaseEvent.objects.create(
        id=uuid7(), body_id=case.body_id, case=case, code=EventCode.ALARM_HEARD, by=officer.post, at=now
    )
    title = titles([officer.body_id], authority(officer.tenure)).of_officer(officer, at=now)
    values = {"officer": lambda lang: in_language(title, lang)}
    parties = queries.parties([case.body_id], [case.id])
    tell([Notice(case, "alarm_heard", f"event:{event.id}", values)], parties, now=now)
    return True


def raise_alarm(case: Case, officer: Officer, *, now: datetime) -> dict[str, str]:
    """An officer makes it an emergency; what the event says of it. Whoever calls saves the case."""
    if case.lane == Lane.EMERGENCY:
        raise rules.RefusedError("alarm_rings_already")
    before, case.lane = case.lane, Lane.EMERGENCY
    begin_alarms([Call(case, officer.post)], now=now)
    return {"from": before, "to": case.lane}

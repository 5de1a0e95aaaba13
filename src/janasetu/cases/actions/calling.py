"""Call-backs: whom the office is to telephone, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from janasetu.bodies.models import Officer
from janasetu.cases import queries
from janasetu.cases.choices import CallOutcome, CallReason, EventCode
from janasetu.cases.models import CallBack, Case, CaseEvent, CaseParty
from janasetu.cases.rules import RefusedError
from janasetu.lib import bn
from janasetu.lib.ids import uuid7
from janasetu.lib.text import tame
from janasetu.lib.texts import as_lang
from janasetu.lib.words import Lang
from janasetu.people import queries as people
from janasetu.people.rules import hour_to_call
from janasetu.people.values import ContactKey

WITHIN = timedelta(hours=2)  # a call-back is due so long after it was asked for, or tried in vain
MOST_NOTE = 1000


@dataclass(frozen=True, slots=True)
class CallBackOrder:
    """Somebody to be telephoned. `source`: what asked for it, which asks once.

    `body_id`: who is to call; None where nobody is who may. `case_id`: the case which it is about.
    """

    body_id: UUID | None
    source: str
    reason: CallReason
    contact: ContactKey | None
    phone: str
    name: str
    lang: Lang
    case_id: UUID | None
    asked_at: datetime


def call_back_about(
    case: Case, party: CaseParty | None, *, reason: CallReason, source: str, now: datetime
) -> CallBackOrder:
    """To telephone whoever opened this case. Of who is hidden neither name nor number is on the list."""
    is_named = party is not None and not case.confidential
    return CallBackOrder(
        body_id=case.calling_body_id,
        source=source,
        reason=reason,
        contact=_contact(party),
        phone=party.phone if party and is_named else "",
        name=party.name if party and is_named else "",
        lang=as_lang(party.lang if party else None),
        case_id=case.id,
        asked_at=now,
    )


def _contact(party: CaseParty | None) -> ContactKey | None:
    if party is None or party.contact_bucket is None or party.contact_id is None:
        return None
    return ContactKey(party.contact_bucket, party.contact_id)


def ask_call_backs(orders: Sequence[CallBackOrder]) -> None:
    """Put these people on their offices' lists, each source once however often it asks.

    Whose phone somebody else reads is called in their own hour, or not at all, unless they rang themselves.
    """
    keys = {order.contact for order in orders if order.contact}
    reached = people.contacts(keys) if keys else {}
    asked = []
    for order in orders:
        quiet = reached[order.contact].quiet if order.contact in reached else None
        hour = hour_to_call(quiet, order.asked_at) if quiet else None
        if order.body_id and (quiet is None or hour or order.reason == CallReason.RANG):
            asked.append(_asked(order, order.body_id, hour))
    CallBack.objects.bulk_create(asked, ignore_conflicts=True)


def _asked(order: CallBackOrder, body_id: UUID, hour: tuple[datetime, datetime] | None) -> CallBack:
    not_before, due_at = hour or (None, order.asked_at + WITHIN)
    return CallBack(
        id=uuid7(),
        body_id=body_id,
        source=order.source,
        case_id=order.case_id,
        reason=order.reason,
        name=order.name,
        phone=order.phone,
        lang=order.lang,
        contact_bucket=order.contact.bucket if order.contact else None,
        contact_id=order.contact.id if order.contact else None,
        asked_at=order.asked_at,
        not_before=not_before,
        due_at=due_at,
    )


@transaction.atomic
def close_call_back(
    *, officer: Officer, call_back_id: UUID, outcome: str, note: str = "", now: datetime
) -> CallBack:
    """Write down what came of a call: spoken and a wrong number end it, no answer puts it off.

    What was heard about a case stands in the case's story too. RefusedError with the sentence for the
    officer, TermEndedError for one who is out of office, NoSuchCallBackError for another body's.
    """
    officer.require_office(at=now)
    call = queries.call_back_for_update(officer, call_back_id)
    if outcome not in CallOutcome.values:
        raise RefusedError("call_outcome_needed")
    if call.done_at is not None:
        raise RefusedError("call_done_already")
    told = tame(bn.normalise(note)).strip()
    if len(told) > MOST_NOTE:
        raise RefusedError("note_too_long")
    call.outcome, call.note, call.done_by = outcome, told, officer.post
    if outcome == CallOutcome.NO_ANSWER:
        call.not_before, call.due_at = _again(call, now)
    else:
        call.done_at = now
    call.save(update_fields=["outcome", "note", "done_by", "not_before", "due_at", "done_at"])
    _tell_the_case(call, officer=officer, now=now)
    return call


def _again(call: CallBack, now: datetime) -> tuple[datetime | None, datetime]:
    """When to try once more: two hours later; where there is one, in the same hour of the next day."""
    if call.not_before is None:
        return None, now + WITHIN
    days = timedelta(days=max(1, (now - call.not_before).days + 1))
    return call.not_before + days, call.due_at + days


def _tell_the_case(call: CallBack, *, officer: Officer, now: datetime) -> None:
    if call.case is None or not call.note:
        return
    CaseEvent.objects.create(
        id=uuid7(),
        body_id=call.case.body_id,
        case_id=call.case.id,
        code=EventCode.NOTED,
        by=officer.post,
        params={"note": call.note, "call": call.outcome},
        at=now,
    )

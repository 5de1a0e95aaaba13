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
        body_id=_caller(case),
        source=source,
        reason=reason,
        contact=_contact(party),
        phone=party.phone if party and is_named else "",
        name=party.name if party and is_named else "",
        lang=as_lang(party.lang if party else None),
        case_id=case.id,
        asked_at=now,
    )


def _caller(case: Case) -> UUID | None:
    """The body that calls: of a case that is about its body, the one above that has it."""
    if not case.is_about_the_office:
        return case.body_id
    return case.officer.body_id if case.officer else None


def _contact(party: CaseParty | None) -> ContactKey | None:
    if party is None or party.contact_bucket is None or party.contact_id is None:
        return None
    return ContactKey(party.contact_bucket, party.contact_id)


def ask_call_backs(orders: Sequence[CallBackOrder]) -> None:
    """Put these people on their offices' lists, each source once however often it asks."""
    asked = [_asked(order) for order in orders if order.body_id]
    CallBack.objects.bulk_create(asked, ignore_conflicts=True)


def _asked(order: CallBackOrder) -> CallBack:
    return CallBack(
        id=uuid7(),
        body_id=order.body_id,
        source=order.source,
        case_id=order.case_id,
        reason=order.reason,
        name=order.name,
        phone=order.phone,
        lang=order.lang,
        contact_bucket=order.contact.bucket if order.contact else None,
        contact_id=order.contact.id if order.contact else None,
        asked_at=order.asked_at,
        due_at=order.asked_at + WITHIN,
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
        call.due_at = now + WITHIN
    else:
        call.done_at = now
    call.save(update_fields=["outcome", "note", "done_by", "due_at", "done_at"])
    _tell_the_case(call, officer=officer, now=now)
    return call


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

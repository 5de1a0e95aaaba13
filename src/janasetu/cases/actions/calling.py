"""Call-backs: whom the office is to telephone, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from janasetu.cases.choices import CallOutcome, CallReason
from janasetu.cases.models import CallBack, Case, CaseParty
from janasetu.cases.notices import in_the_same_hands
from janasetu.lib.ids import uuid7
from janasetu.lib.texts import as_lang
from janasetu.lib.words import Lang
from janasetu.people import queries as people
from janasetu.people.values import ContactKey

WITHIN = timedelta(hours=2)  # a call-back is due so long after it was asked for


@dataclass(frozen=True, slots=True)
class CallBackOrder:
    """Somebody to be telephoned. `source`: what asked for it, which asks once.

    `case_id`: the case of that body which it is about.
    """

    body_id: UUID
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
    """To telephone whoever opened this case."""
    return CallBackOrder(
        body_id=case.body_id,
        source=source,
        reason=reason,
        contact=_contact(party),
        phone=party.phone if party else "",
        name=party.name if party else "",
        lang=as_lang(party.lang if party else None),
        case_id=case.id,
        asked_at=now,
    )


def _contact(party: CaseParty | None) -> ContactKey | None:
    if party is None or party.contact_bucket is None or party.contact_id is None:
        return None
    return ContactKey(party.contact_bucket, party.contact_id)


def ask_call_backs(orders: Sequence[CallBackOrder]) -> None:
    """Put these people on their offices' lists, each source once however often it asks."""
    CallBack.objects.bulk_create([_asked(order) for order in orders], ignore_conflicts=True)


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


def ringable(parties: Mapping[UUID, CaseParty]) -> set[UUID]:
    """The cases whose complainants can be rung: a number is known, and nothing says that another has it now.

    By case; one query.
    """
    keys = {case_id: key for case_id, party in parties.items() if (key := _contact(party))}
    contacts = people.contacts(keys.values())
    return {
        case_id
        for case_id, party in parties.items()
        if party.phone.removeprefix("+").isdecimal()
        and (case_id not in keys or in_the_same_hands(keys[case_id], party, contacts))
    }


def end_calls(cases: Sequence[Case], *, by: str, now: datetime) -> None:
    """Nobody is rung any more to hear what has been heard: the citizen has had their say on these claims."""
    waiting = CallBack.objects.filter(
        body_id__in={case.body_id for case in cases},
        case_id__in=[case.id for case in cases],
        reason__in=(CallReason.CHECKING, CallReason.UNREACHED),
        done_at__isnull=True,
    )
    waiting.update(done_at=now, done_by=by, outcome=CallOutcome.ANSWERED)

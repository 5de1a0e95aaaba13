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
from janasetu.people.models import Contact
from janasetu.people.rules import hour_to_call
from janasetu.people.values import ContactKey

WITHIN = timedelta(hours=2)  # a call-back is due so long after it was asked for


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


def ringable(cases: Sequence[Case], parties: Mapping[UUID, CaseParty]) -> set[UUID]:
    """Those of the cases whose complainants can be rung to hear whether the work is done: a number is known,
    nothing says that another has it now, and they want calls. One query.

    Nobody is, where the case is about the office: of it only those know who made the claim.
    """
    keys = {case_id: key for case_id, party in parties.items() if (key := _contact(party))}
    contacts = people.contacts(keys.values())
    return {
        case.id
        for case in cases
        if not case.is_about_the_office
        and (party := parties.get(case.id))
        and party.phone.removeprefix("+").isdecimal()
        and (case.id not in keys or _takes_calls(keys[case.id], party, contacts))
    }


def _takes_calls(key: ContactKey, party: CaseParty, contacts: Mapping[ContactKey, Contact]) -> bool:
    quiet = contacts[key].quiet if key in contacts else None
    return in_the_same_hands(key, party, contacts) and (quiet is None or quiet.call_from is not None)


def end_calls(cases: Sequence[Case], *, by: str, now: datetime) -> None:
    """Nobody is rung any more to hear what has been heard: the citizen has had their say on these claims."""
    waiting = CallBack.objects.filter(
        body_id__in={body for case in cases for body in (case.body_id, case.calling_body_id) if body},
        case_id__in=[case.id for case in cases],
        reason__in=(CallReason.CHECKING, CallReason.UNREACHED),
        done_at__isnull=True,
    )
    waiting.update(done_at=now, done_by=by, outcome=CallOutcome.ANSWERED)

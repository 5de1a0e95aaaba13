"""A case whose work is another office's goes there as it is opened: the citizen hears whose it is at once."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from janasetu.cases import outside, rules
from janasetu.cases.choices import EventCode, ReferredBy, Status
from janasetu.cases.models import Case, CaseEvent, Referral
from janasetu.cases.notices import PHRASES
from janasetu.cases.outside import Outsider
from janasetu.catalogue import queries as catalogue
from janasetu.lib import bn
from janasetu.lib.ids import uuid7
from janasetu.lib.texts import in_language
from janasetu.lib.words import Lang

SYSTEM = "system"


def send_on(cases: Sequence[Case]) -> dict[UUID, Referral]:
    """Of these new cases those that are another office's work, each with where it goes; none is saved yet.

    One query, none where every case is our own work. An agency that the body has taken away is nobody's.
    """
    agencies = {case.id: code for case in cases if (code := case.service.refers_to(case.fields))}
    bodies = {case.body_id for case in cases if case.id in agencies}
    known = catalogue.agencies_of(bodies) if bodies else {}
    found = {}
    for case in cases:
        agency = known.get(case.body_id, {}).get(agencies.get(case.id, ""))
        if agency:
            to = outside.outsider(agencies[case.id], agency)
            found[case.id] = referral_to(case, to, by=SYSTEM, now=case.opened_at)
            case.status, case.awaited_answers = Status.REFERRED, 1
    return found


def referral_to(case: Case, to: Outsider, *, by: str, now: datetime) -> Referral:
    """A row that says the case went there now; whoever calls saves it."""
    due = outside.answer_due(to.within, now)
    return Referral(
        id=uuid7(),
        body_id=case.body_id,
        case=case,
        agency=to.agency,
        to_body=to.body,
        name=dict(to.name),
        contact=dict(to.contact),
        how=ReferredBy.CITIZEN,
        by=by,
        sent_at=now,
        due_at=due,
        again=str(to.again),
        reminds_at=rules.by_day(due),
        told_at=now,
    )


def write_down(referrals: Sequence[Referral]) -> None:
    """Keep them, and that they were made; the receipt tells the citizen. Two queries, none for none."""
    if not referrals:
        return
    Referral.objects.bulk_create(referrals)
    CaseEvent.objects.bulk_create(
        CaseEvent(
            id=uuid7(),
            body_id=one.body_id,
            case=one.case,
            code=EventCode.REFERRED_OUTSIDE,
            by=one.by,
            params=params_of(one) | {"untold": True},
            at=one.sent_at,
        )
        for one in referrals
    )


def params_of(referral: Referral) -> dict[str, Any]:
    """What an event says of it."""
    said = {
        "referral": str(referral.id),
        "outside": dict(referral.name),
        "contact": dict(referral.contact),
        "how": str(referral.how),
        "until": referral.due_at.isoformat(),
    }
    return said | ({"number": referral.outside_ref} if referral.outside_ref else {})


def values_of(referral: Referral, *, now: datetime) -> dict[str, Any]:
    """What fills the sentences about somebody outside, by language."""
    return outside_values(referral.name, referral.contact, referral.due_at, now=now)


def outside_values(
    name: Mapping[str, str], contact: Mapping[str, str], due_at: datetime, *, now: datetime
) -> dict[str, Any]:
    def reached(lang: Lang) -> str:
        return in_language(contact, lang) if contact else PHRASES.say("no_contact", lang)

    return {
        "outside": lambda lang: in_language(name, lang),
        "contact": reached,
        "until": lambda lang: bn.lasting_moment(due_at, lang, now, weekday=False),
    }

"""What an officer does about somebody outside: send a matter there, ask again, write down what came back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from janasetu.bodies.models import LocalBody, Officer
from janasetu.cases import outside, queries, rules
from janasetu.cases.actions.opening import CaseOrder, open_cases
from janasetu.cases.actions.pausing import CLOCK_COLUMNS, put_off, set_dues
from janasetu.cases.actions.sending_on import outside_values, params_of, referral_to
from janasetu.cases.choices import AttachmentRole, PauseReason, ReferralEnd, ReferredBy
from janasetu.cases.counting import clocks_of, pauses_of
from janasetu.cases.models import Case, CaseEvent, CasePause, Referral
from janasetu.cases.outside import Outsider
from janasetu.cases.rules import RefusedError
from janasetu.catalogue import queries as catalogue
from janasetu.catalogue.schema import Span
from janasetu.lib import bn
from janasetu.lib.ids import uuid7
from janasetu.lib.moments import read
from janasetu.lib.references import grouped
from janasetu.lib.text import tame
from janasetu.lib.texts import as_lang
from janasetu.people.values import ContactKey

MOST_NUMBER, MOST_WHO = 60, 120  # characters


@dataclass(frozen=True, slots=True)
class Outside:
    """Somebody outside as a move names them.

    To send something there: `agency`, its code, or `body`, and `how` it goes. Of an answer that is awaited:
    `referral`, which may stay out where only one is, and `who` said it there. `number`: the one under which
    they have it.
    """

    agency: str = ""
    body: LocalBody | None = None
    how: str = ReferredBy.LETTER
    number: str = ""
    referral: UUID | None = None
    who: str = ""


def refer(case: Case, asked: Outside, note: str, *, officer: Officer, now: datetime) -> dict[str, Any]:
    """Send the case there; what the event says of it. From now on an answer is awaited.

    A body that we serve gets a case of its own, for the same citizen, who hears of it under their first
    number.
    """
    to = outside.body_for(case, asked.body) if asked.body else outside.agency_for(case, asked.agency)
    if any(one.agency == to.agency and one.to_body == to.body for one in outside.awaited(case)):
        raise RefusedError("referred_there_already")
    linked = _opened_there(case, to, officer=officer, now=now)
    how = ReferredBy.INBOX if linked else asked.how
    if how not in ReferredBy.values or how == ReferredBy.CITIZEN:
        raise RefusedError("refer_how")
    referral = referral_to(case, to, by=officer.post, now=now)
    referral.how, referral.why, referral.linked = how, note, linked
    referral.outside_ref = linked.ref if linked else _cleaned(asked.number, MOST_NUMBER)
    referral.save(force_insert=True)
    case.awaited_answers += 1
    return params_of(referral) | ({"linked": linked.ref} if linked else {})


def chase(case: Case, asked: Outside, *, now: datetime) -> dict[str, Any]:
    """They were asked once more, and have some time again. The citizen hears of it now and then only."""
    referral = _awaited(case, asked)
    due = outside.answer_due(Span.read(referral.again), now)
    tells = now - referral.told_at >= rules.TOLD_AGAIN
    referral.chased, referral.due_at, referral.reminds_at = referral.chased + 1, due, rules.by_day(due)
    referral.outside_ref = _cleaned(asked.number, MOST_NUMBER) or referral.outside_ref
    referral.told_at = now if tells else referral.told_at
    referral.save(update_fields=["chased", "due_at", "reminds_at", "outside_ref", "told_at"])
    return params_of(referral) | {"times": referral.chased} | ({} if tells else {"untold": True})


def take_answer(case: Case, asked: Outside, note: str, *, officer: Officer, now: datetime) -> dict[str, Any]:
    """What they said, and who said it; the case is with us again."""
    who = _cleaned(asked.who, MOST_WHO)
    if not who:
        raise RefusedError("answer_by_whom")
    referral = _awaited(case, asked)
    end(referral, ReferralEnd.ANSWERED, note, by=officer.post, now=now)
    referral.answered_by = who
    referral.outside_ref = _cleaned(asked.number, MOST_NUMBER) or referral.outside_ref
    referral.save(update_fields=[*ENDING, "answered_by", "outside_ref"])
    case.awaited_answers -= 1
    return params_of(referral) | {"who": who}


def take_back(case: Case, asked: Outside, note: str, *, officer: Officer, now: datetime) -> dict[str, Any]:
    """Nobody waits for their answer any more; why, the citizen is told."""
    referral = _awaited(case, asked)
    end(referral, ReferralEnd.TAKEN_BACK, note, by=officer.post, now=now)
    referral.save(update_fields=ENDING)
    case.awaited_answers -= 1
    return params_of(referral)


ENDING = ("ended_at", "reminds_at", "end", "answer", "noted_by")


def end(referral: Referral, how: ReferralEnd, words: str, *, by: str, now: datetime) -> None:
    """Nothing is awaited from there any more; whoever calls saves it."""
    referral.ended_at, referral.reminds_at = now, None
    referral.end, referral.answer, referral.noted_by = how, words, by


def _awaited(case: Case, asked: Outside) -> Referral:
    """The one that is meant; RefusedError where that is not clear, or it is over."""
    waiting = [one for one in outside.awaited(case) if asked.referral in (None, one.id)]
    if len(waiting) != 1:
        raise RefusedError("answer_of_whom" if waiting else "no_answer_awaited")
    return waiting[0]


def _cleaned(words: str, most: int) -> str:
    return " ".join(tame(bn.normalise(words)).split())[:most]


# --- what is told of it ---


def values_of(params: Mapping[str, Any], *, now: datetime) -> dict[str, Any]:
    """What fills the sentences about somebody outside, by language; nothing where an event names nobody."""
    if "outside" not in params:
        return {}
    contact = params.get("contact") or {}
    told = outside_values(params["outside"], contact, read(params["until"]), now=now)
    linked = params.get("linked")
    return told | {"who": params.get("who", ""), "number": grouped(linked) if linked else ""}


# --- the case of a body that we serve ---


def _opened_there(case: Case, to: Outsider, *, officer: Officer, now: datetime) -> Case | None:
    """The case in the other body's inbox; None where it has none with us."""
    if to.body is None or to.service is None:
        return None
    party = queries.parties([case.body_id], [case.id]).get(case.id)
    order = CaseOrder(
        body_id=to.body.id,
        version_id=to.service,
        source=f"referral:{case.id}:{uuid7()}",
        channel=case.channel,
        fields=dict(_fields_there(case, to.service)),
        opened_at=now,
        files=[] if case.confidential else list(_files(case)),
        by=officer.post,
        outside_ref=case.ref,
        told_elsewhere=True,
    )
    if party:
        order = replace(
            order,
            contact=_contact_of(party.contact_bucket, party.contact_id),
            contact_epoch=party.contact_epoch,
            line_id=party.line_id,
            lang=as_lang(party.lang),
            name=party.name,
            phone=party.phone,
        )
    opened = open_cases([order], now=now)
    joined = None if opened else queries.party_of_source(to.body.id, order.source)
    return opened[0] if opened else joined.case if joined else None


def _contact_of(bucket: int | None, contact_id: UUID | None) -> ContactKey | None:
    return ContactKey(bucket, contact_id) if bucket is not None and contact_id is not None else None


def _fields_there(case: Case, version: UUID) -> Iterator[tuple[str, Any]]:
    """The answers as they were given; a ward of ours is none of theirs."""
    asked = {one.field: one for one in catalogue.service(version).fields()}
    for name, answer in case.fields.items():
        if name in asked and asked[name].kind == "place" and answer:
            yield name, {**answer, "ward": None}
        else:
            yield name, answer


def _files(case: Case) -> Iterator[tuple[int, UUID]]:
    given = queries.attachments_of(case).filter(role=AttachmentRole.GIVEN)
    yield from given.values_list("file_bucket", "file_id")


# --- the promise, where a definition lets it wait ---


def rest(case: Case, event: CaseEvent, *, now: datetime) -> None:
    """Let the promise stand still until the answer is expected, where the definition says so: once, for who
    asks again gains no time.
    """
    limits = case.service.limits
    if limits is None or limits.referred != "pauses":
        return
    pause = CasePause(
        id=uuid7(),
        body_id=case.body_id,
        case=case,
        reason=PauseReason.REFERRED,
        event=event,
        began_at=now,
        ended_at=read(event.params["until"]),
    )
    pause.save(force_insert=True)
    clocks = clocks_of([case], pauses_of([case]))[case.id]
    put_off(case, clocks, pause.pause)
    case.save(update_fields=CLOCK_COLUMNS)


def rest_no_more(case: Case, *, now: datetime) -> None:
    """Once nothing is awaited the promise runs on; whoever calls saves CLOCK_COLUMNS."""
    if case.awaited_answers:
        return
    resting = CasePause.objects.filter(
        body_id=case.body_id, case_id=case.id, reason=PauseReason.REFERRED, ended_at__gt=now
    )
    if resting.update(ended_at=now):
        set_dues(case, clocks_of([case], pauses_of([case]))[case.id])

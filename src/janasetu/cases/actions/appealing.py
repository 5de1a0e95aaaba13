"""Appeals: whose matter it is appeals by a word given twice, and who hears it allows it or dismisses it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db import transaction

from janasetu.audit.acting import acting as acting_as
from janasetu.bodies.models import Officer
from janasetu.cases import codes, desks, queries, rights
from janasetu.cases.actions import paying
from janasetu.cases.actions.arriving import Arrived, Coming, arrive, first_of, write
from janasetu.cases.actions.hearing import CitizenWord, heard, is_theirs, too_late, unheard
from janasetu.cases.actions.opening import CaseOrder, open_cases
from janasetu.cases.actions.rights_papers import ask_for_papers
from janasetu.cases.appeals import Appealed, appealed
from janasetu.cases.charges import Reminder, remind_officers
from janasetu.cases.choices import EventCode, RightsForm, Status
from janasetu.cases.models import Appeal, Case, CaseDesk, CaseEvent, CaseParty
from janasetu.cases.notices import PHRASES, Notice, tell
from janasetu.cases.rules import RefusedError
from janasetu.catalogue import queries as catalogue
from janasetu.lib import bn
from janasetu.lib.clock import KOLKATA, local
from janasetu.lib.ids import uuid7
from janasetu.lib.text import tame
from janasetu.lib.words import Lang
from janasetu.messaging import outbox
from janasetu.people.values import ContactKey

MOST_REASON = 1000
WEB = "web"


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealWish(CitizenWord):
    """The applicant's word, given twice, that they appeal against how this case was dealt with."""


@dataclass(frozen=True, slots=True)
class _Begun:
    """An appeal as it is opened: against what, at which step, and by whose word."""

    against: Appealed
    step: rights.Step
    party: CaseParty
    source: str
    channel: str
    lang: Lang
    caused_by: UUID | None = None


@transaction.atomic
def appeal(wishes: Sequence[AppealWish], *, now: datetime) -> None:
    """Open an appeal for each of these that may be made: by whose case it is, on a phone that has not changed
    hands. A foreign, a late and a repeated word change nothing. Statements do not grow with their number.
    """
    found = heard({wish.ref for wish in wishes})
    known = appealed(found.each)
    begun: dict[str, _Begun] = {}
    vain = []
    for wish in wishes:
        case, party = found.cases.get(wish.ref), found.parties.get(wish.ref)
        if not case or not party or not is_theirs(wish, party) or found.supports(wish.ref):
            vain.append(too_late(wish))
            continue
        step = known[case.id].next_step(now)
        if step is None or any(one.against.case.id == case.id for one in begun.values()):
            vain.append(unheard(wish, _why_not(known[case.id])))
            continue
        begun[wish.source] = _Begun(
            known[case.id], step, party, wish.source, case.channel, wish.lang, wish.caused_by
        )
    opened = _open(list(begun.values()), now=now)
    vain += [unheard(wish, "appeal_not_here") for wish in wishes if wish.source in begun.keys() - opened]
    outbox.queue(vain, now=now)


def _why_not(one: Appealed) -> str:
    return "appeal_made_already" if one.later else "appeal_not_now"


@transaction.atomic
def appeal_by_code(*, ref: str, code: str, source: str, now: datetime) -> Case | None:
    """The appeal of whoever knows the secret of the case, on the web; None where there is nothing to appeal
    against, or the code is not its. The applicant hears of it where they hear of the case.
    """
    if not codes.is_code_of(ref, code):
        return None
    found = heard({ref})
    case, party = found.cases.get(ref), found.parties.get(ref)
    if not case or not party or found.supports(ref):
        return None
    one = appealed([case])[case.id]
    step = one.next_step(now)
    if step is None:
        return one.later.case if one.later else None
    begun = _Begun(one, step, party, source, WEB, "en" if party.lang == "en" else "bn")
    _open([begun], now=now)
    later = Appeal.objects.filter(body_id=case.body_id, against_id=case.id).select_related("case").first()
    return later.case if later else None


def _open(begun: Sequence[_Begun], *, now: datetime) -> set[str]:
    """The appeals with their papers; the office that has the case is told. By whose word each was opened."""
    of_bodies = {one.against.case.body_id for one in begun}
    versions = catalogue.version_by_body(of_bodies, lambda service: service.is_appeal)
    orders = {
        one.source: (one, _order(one, versions[one.against.case.body_id], now=now))
        for one in begun
        if one.against.case.body_id in versions
    }
    cases = {case.source: case for case in open_cases([order for _, order in orders.values()], now=now)}
    made = [(one, cases[order.source]) for one, order in orders.values() if order.source in cases]
    if not made:
        return set(orders)
    Appeal.objects.bulk_create(_appeal(one, case, now=now) for one, case in made)
    CaseEvent.objects.bulk_create(_event(one, case, now=now) for one, case in made)
    ask_for_papers([case for _, case in made], RightsForm.TWO, now=now)
    notices = [(one.against.application, case) for one, case in made]
    remind_officers([_told(application, case) for application, case in notices], now=now)
    return set(orders)


def _order(one: _Begun, version: UUID, *, now: datetime) -> CaseOrder:
    case, party = one.against.case, one.party
    service = catalogue.service(version)
    fields = {
        service.titled_by: one.step,
        "application": one.against.application.grouped_ref,
        "grounds": PHRASES.say(f"rights_ground_{_ground(one, now)}_plain", "bn"),
    }
    contact = (
        ContactKey(party.contact_bucket, party.contact_id)
        if party.contact_bucket is not None and party.contact_id is not None
        else None
    )
    return CaseOrder(
        body_id=case.body_id,
        version_id=version,
        source=f"appeal:{case.id}",
        channel=one.channel,
        fields={str(name): value for name, value in fields.items()},
        opened_at=now,
        contact=contact,
        contact_epoch=party.contact_epoch,
        person_id=party.person_id,
        line_id=party.line_id,
        lang=one.lang,
        name=party.name,
        phone=party.phone,
        caused_by=one.caused_by,
    )


def _ground(one: _Begun, now: datetime) -> str:
    return rights.ground(one.against.matter(), now) or "late"


def _appeal(one: _Begun, case: Case, *, now: datetime) -> Appeal:
    return Appeal(
        id=uuid7(),
        body_id=case.body_id,
        case=case,
        against=one.against.case,
        application=one.against.application,
        at=now,
    )


def _event(one: _Begun, case: Case, *, now: datetime) -> CaseEvent:
    """On the case that is appealed against."""
    params = {"ref": case.ref, "step": one.step}
    return _made(one.against.case, EventCode.APPEALED, "citizen", params, now=now)


def _made(case: Case, code: EventCode, by: str, params: dict[str, Any], *, now: datetime) -> CaseEvent:
    return CaseEvent(id=uuid7(), body_id=case.body_id, case=case, code=code, by=by, params=params, at=now)


def _told(application: Case, case: Case) -> Reminder:
    """That one has appealed, to who answers for the application."""
    values = {"number": case.grouped_ref}
    return Reminder(application.officer, Notice(application, "appeal_came", f"appeal:{case.id}", values))


# --- what is decided ---


@dataclass(frozen=True, slots=True)
class AppealOrder:
    """What is decided on an appeal and why: allowed, with the office's new last day, or dismissed."""

    allowed: bool
    reason: str = ""
    by_day: date | None = None


@transaction.atomic
def decide_appeal(*, officer: Officer, ref: str, order: AppealOrder, now: datetime) -> Case:
    """Decide an appeal: allowed, the application goes back to its desks with a new day; dismissed, the reason
    is told, and of a first appeal the way on.

    RefusedError with the sentence for the officer: for who does not hear it, once it is decided, without a
    reason, and for a day that is over.
    """
    officer.require_office(at=now)
    case = queries.case_for_update(officer, ref)
    one = appealed([case])[case.id]
    if one.own is None:
        raise RefusedError("appeal_none")
    if case.roles_of(officer).isdisjoint({case.level_role}):
        raise RefusedError("appeal_not_yours")
    if one.own.decided_at is not None or not case.is_open:
        raise RefusedError("appeal_decided_already")
    reason = _checked(order, now=now)
    with acting_as(by=officer.post, reason=reason):
        _decide(one, order, reason, officer=officer, now=now)
    return case


def _checked(order: AppealOrder, *, now: datetime) -> str:
    reason = tame(bn.normalise(order.reason)).strip()
    if not reason:
        raise RefusedError("note_needed")
    if len(reason) > MOST_REASON:
        raise RefusedError("note_too_long")
    if order.allowed and (order.by_day is None or order.by_day < local(now).date()):
        raise RefusedError("appeal_day_needed")
    return reason


def _decide(one: Appealed, order: AppealOrder, reason: str, *, officer: Officer, now: datetime) -> None:
    case, row, application = one.case, one.own, one.application
    assert row
    row.decided_at, row.decided_by, row.allowed, row.reason = now, officer.post, order.allowed, reason
    row.by_day = order.by_day if order.allowed else None
    row.save()
    case.status = Status.RESOLVED_UNCONFIRMED if order.allowed else Status.REJECTED
    case.claimed_at, case.ended_at, case.first_action_at = now, now, case.first_action_at or now
    case.resolved_by, case.resolved_in = officer, case.department
    case.escalates_at = case.looks_at = None
    case.save()
    params: dict[str, Any] = {"allowed": order.allowed, "note": reason, "ref": case.ref}
    params |= {"day": order.by_day.isoformat()} if order.allowed and order.by_day else {}
    on = {case.id: case, application.id: application, row.against_id: row.against}
    CaseEvent.objects.bulk_create(
        _made(about, EventCode.APPEAL_DECIDED, officer.post, params, now=now) for about in on.values()
    )
    if order.allowed and order.by_day:
        _send_back(application, order.by_day, case, reason, now=now)
    _tell(one, order, reason, now=now)


def _send_back(application: Case, day: date, appeal_case: Case, reason: str, *, now: datetime) -> None:
    """The desks at which it lies have until that day, and hear so; else who answers for it. What was refused
    is opened again first.
    """
    until = datetime.combine(day, time(23, 59), tzinfo=KOLKATA)
    if application.status == Status.REJECTED:
        _open_again(application, appeal_case, now=now)
    rows = CaseDesk.objects.filter(
        body_id=application.body_id, case_id=application.id, left_at__isnull=True
    ).select_related("officer__body")
    desks = list(rows)
    rows.update(due_at=until)
    whose = {one.officer_id: one.officer for one in desks} or {None: application.officer}
    values = {"number": appeal_case.grouped_ref, "until": lambda lang: bn.date(day, lang), "note": reason}
    source = f"sent-back:{appeal_case.id}"
    notices = [Notice(application, "appeal_sent_back", f"{source}:{at}", values) for at in range(len(whose))]
    remind_officers(
        [Reminder(officer, one) for officer, one in zip(whose.values(), notices, strict=True)], now=now
    )


def _open_again(application: Case, appeal_case: Case, *, now: datetime) -> None:
    """What was refused is dealt with anew: it comes to its first desk, as every application does."""
    been = [row.visit for row in desks.desks_of(application)]
    application.status, application.ended_at, application.claimed_at = Status.IN_PROGRESS, None, None
    params = {"ref": appeal_case.ref, "appeal": True}
    _made(application, EventCode.REOPENED, "citizen", params, now=now).save(force_insert=True)
    coming = [Coming(application, first_of(application, been))] if application.is_staged else []
    arrived = arrive(coming, now=now) if coming else Arrived()
    owed = paying.come_due(arrived.rows, now=now, told_elsewhere=False)
    application.save(update_fields=["status", "ended_at", "claimed_at", "awaited_answers"])
    write(arrived, now=now)
    paying.write(owed, now=now)


def _tell(one: Appealed, order: AppealOrder, reason: str, *, now: datetime) -> None:
    """Whose appeal it is; dismissed at the first step, with the button of the second."""
    case = one.case
    goes_on = one.step == rights.APPEAL and one.hears(rights.REVIEW)
    key = "appeal_allowed" if order.allowed else "appeal_dismissed" if goes_on else "appeal_dismissed_last"
    day = order.by_day
    values = {
        "note": reason,
        "until": lambda lang: bn.date(day, lang) if day else "",
        "number": one.application.grouped_ref,
    }
    notice = Notice(case, key, f"appeal-decided:{case.id}", values)
    tell([notice], queries.parties([case.body_id], [case.id]), now=now)

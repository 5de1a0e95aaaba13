"""Let a fee go, or give it back: one officer asks and says why, another decides."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from janasetu.bodies.models import Officer
from janasetu.lib import bn
from janasetu.lib.clock import local
from janasetu.lib.ids import uuid7
from janasetu.lib.text import tame
from janasetu.payments import notices, queries, rules, typed
from janasetu.payments.actions.numbering import VOUCHER, lock_series, take_next
from janasetu.payments.actions.taking import check_open
from janasetu.payments.choices import DemandState, Mode, ReliefKind
from janasetu.payments.models import Demand, Relief
from janasetu.payments.notices import news_of
from janasetu.payments.rules import RefusedError


@dataclass(frozen=True, slots=True)
class GivenBack:
    """How money is given back: cash over the counter, or through the bank by this number."""

    mode: Mode
    utr: str = ""


@transaction.atomic
def ask_waiver(*, officer: Officer, demand_id: UUID, reason: str, now: datetime) -> Relief:
    """Ask to let a fee go that is still due. RefusedError with the sentence for the officer."""
    demand = _to_ask_about(officer, demand_id, now=now)
    if demand.state != DemandState.DUE:
        raise RefusedError("not_due")
    return _asked(demand, ReliefKind.WAIVER, officer, reason, now=now)


@transaction.atomic
def ask_refund(*, officer: Officer, demand_id: UUID, reason: str, now: datetime) -> Relief:
    """Ask to give back a fee that was paid. RefusedError with the sentence for the officer."""
    demand = _to_ask_about(officer, demand_id, now=now)
    if demand.state != DemandState.PAID:
        raise RefusedError("not_paid")
    return _asked(demand, ReliefKind.REFUND, officer, reason, now=now)


@transaction.atomic
def agree_to_relief(
    *, officer: Officer, relief_id: UUID, now: datetime, given: GivenBack | None = None
) -> Relief:
    """Agree as the second officer: the fee is owed no more, or was given back as `given` says; the payer is
    told why. RefusedError: the same person, another post, decided before, another amount
    or paid meanwhile, a closed day.
    """
    relief, demand = _to_decide(officer, relief_id, now=now)
    waives = relief.kind == ReliefKind.WAIVER
    if demand.state != (DemandState.DUE if waives else DemandState.PAID):
        raise RefusedError("not_due" if waives else "not_paid")
    if relief.amount != demand.amount:
        raise RefusedError("relief_changed", amount=demand.amount)
    _decide(relief, officer, agreed=True, now=now)
    demand.state = DemandState.WAIVED if waives else DemandState.REFUNDED
    demand.ended_at = now
    demand.save(update_fields=["state", "ended_at"])
    if waives:
        relief.save()
        told = news_of(demand, "told_waived", source="waived", reason=relief.reason)
    else:
        _give_back(relief, given, now=now)
        told = news_of(
            demand, "told_refunded", source="refunded", reason=relief.reason, voucher=relief.number
        )
    notices.tell(told, now=now)
    return relief


@transaction.atomic
def refuse_relief(*, officer: Officer, relief_id: UUID, now: datetime) -> Relief:
    """Say no as the second officer: everything stays as it is."""
    relief, _ = _to_decide(officer, relief_id, now=now)
    _decide(relief, officer, agreed=False, now=now)
    relief.save()
    return relief


def _to_ask_about(officer: Officer, demand_id: UUID, *, now: datetime) -> Demand:
    officer.require_office(at=now)
    if not (rules.may_take(officer.tenure, now) or rules.may_agree(officer.tenure, now)):
        raise RefusedError("may_not_take")
    return queries.demand_for_update(officer.body_id, demand_id)


def _asked(demand: Demand, kind: ReliefKind, officer: Officer, reason: str, *, now: datetime) -> Relief:
    why = tame(bn.normalise(reason)).strip()
    rules.check_reason(why)
    waiting = Relief.objects.select_for_update().filter(
        body_id=demand.body_id, demand=demand, decided_at__isnull=True
    )
    before = waiting.first()
    if before is None:
        before = Relief(id=uuid7(), body=demand.body, demand=demand)
    elif before.asked_by_id != officer.id and now < before.asked_at + rules.WAITS:
        raise RefusedError("asked_already")
    before.kind, before.reason, before.amount = kind, why, demand.amount
    before.asked_by, before.asked_at = officer, now
    before.save()
    return before


def _to_decide(officer: Officer, relief_id: UUID, *, now: datetime) -> tuple[Relief, Demand]:
    """The wish and its demand, both locked, the demand first as everywhere."""
    officer.require_office(at=now)
    asked = Relief.objects.filter(body_id=officer.body_id, id=relief_id).first()
    if asked is None:
        raise RefusedError("relief_over")
    demand = queries.demand_for_update(officer.body_id, asked.demand_id)
    relief = (
        Relief.objects.select_for_update(of=("self",))
        .select_related("asked_by")
        .get(body_id=officer.body_id, id=relief_id)
    )
    if relief.decided_at is not None or now >= relief.asked_at + rules.WAITS:
        raise RefusedError("relief_over")
    if relief.asked_by.user_id == officer.user_id:
        raise RefusedError("same_person")
    if not rules.may_agree(officer.tenure, now):
        raise RefusedError("may_not_agree")
    return relief, demand


def _decide(relief: Relief, officer: Officer, *, agreed: bool, now: datetime) -> None:
    relief.decided_by, relief.decided_at, relief.agreed = officer, now, agreed


def _give_back(relief: Relief, given: GivenBack | None, *, now: datetime) -> None:
    """Write the voucher; its number is taken last."""
    if given is None or given.mode not in (Mode.CASH, Mode.UPI):
        raise RefusedError("refund_how")
    relief.mode = given.mode
    relief.reference = typed.utr_typed(given.utr) if given.mode == Mode.UPI else ""
    relief.day = local(now).date()
    relief.year = bn.financial_year(relief.day)
    if given.mode == Mode.CASH:
        lock_series(relief.body_id, relief.year)
        check_open(relief.body_id, now=now)
    relief.serial = take_next(relief.body_id, VOUCHER, relief.year)
    relief.save()

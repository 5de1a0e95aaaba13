"""Merge a case into another of the same matter, and split them again; by an officer's move."""

from datetime import datetime
from typing import Any

from janasetu.bodies.models import Officer
from janasetu.cases import queries, rules
from janasetu.cases.actions.gathering import event, take_in
from janasetu.cases.actions.pausing import set_dues
from janasetu.cases.choices import AT_WORK, EventCode
from janasetu.cases.clocks import Clocks, escalates_again
from janasetu.cases.counting import clocks_of, pauses_of
from janasetu.cases.models import Case, CaseEvent
from janasetu.lib import references


def merge(case: Case, into: str, *, officer: Officer, now: datetime) -> dict[str, Any]:
    """Make the case, which is locked, the same matter as the one of this number; what its event says.

    What had been merged into the case is part of the other now. RefusedError where the other is not at work,
    is no case of this body, or one of them is nobody else's matter.
    """
    parent = _parent(case, into)
    moved = list(Case.objects.select_for_update().filter(body_id=case.body_id, parent_id=case.id))
    take_in([case], parent, now=now)
    for one in moved:
        one.parent = parent
    Case.objects.bulk_update(moved, ["parent"])
    case.supporters -= sum(1 + one.supporters for one in moved)
    case.incident_wards = None
    parent.save(update_fields=["supporters"])
    told = event(parent, EventCode.JOINED, officer.post, {"ref": case.ref, "merged": True}, at=now)
    CaseEvent.objects.bulk_create([told])
    return {"parent": parent.ref}


def _parent(case: Case, into: str) -> Case:
    ref = references.read(into)
    if ref is None:
        raise rules.RefusedError("merge_where")
    named = Case.objects.filter(body_id=case.body_id, ref=ref).first()
    root = (named.parent_id or named.id) if named else None
    parent = next(iter(queries.cases_locked([case.body_id], [root])), None) if root else None
    if parent is None or parent.id == case.id or not may_be_merged(case, parent):
        raise rules.RefusedError("merge_not_alike")
    return parent


def may_be_merged(case: Case, parent: Case) -> bool:
    """Whether the matters of both may be others' too, and the other is at work and no part itself. Who
    complains of neither is hidden: whose matter else a case is can be read by everybody who sees it.

    Of which kind each is decides the officer: people choose the wrong one.
    """
    is_at_work = parent.status in AT_WORK and parent.parent_id is None
    is_hidden = case.confidential or parent.confidential
    return (
        is_at_work
        and not is_hidden
        and all(one.service.alike_in(one.fields) is not None for one in (case, parent))
    )


def split(case: Case, *, officer: Officer, now: datetime) -> dict[str, Any]:
    """Make the merged case, which is locked, one of its own again; what its event says."""
    if case.parent_id is None:
        raise rules.RefusedError("split_what")
    (parent,) = queries.cases_locked([case.body_id], [case.parent_id])
    take_out(case, parent, clocks_of([case], pauses_of([case]))[case.id], now=now)
    parent.save(update_fields=["supporters"])
    told = event(parent, EventCode.SPLIT, officer.post, {"ref": case.ref}, at=now)
    CaseEvent.objects.bulk_create([told])
    return {"parent": parent.ref}


def take_out(case: Case, parent: Case, clocks: Clocks, *, now: datetime) -> None:
    """The case is by itself again, with its own promise, by the calendar as it is now; who calls writes its
    CLOCK_COLUMNS.
    """
    case.parent, case.ended_at = None, None
    parent.supporters = max(0, parent.supporters - 1 - case.supporters)
    set_dues(case, clocks)
    levels = case.levels[case.level :]
    case.escalates_at = escalates_again(clocks.promise, now, due_at=case.promise_due_at, levels=levels)

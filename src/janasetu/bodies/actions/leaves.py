"""Leaves and deputies: who is away from when to when, and who stands in for them or for a post."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from janasetu.bodies import covering, posts, rules
from janasetu.bodies.actions.orders import check_span, locked_body
from janasetu.bodies.choices import AbsenceKind
from janasetu.bodies.errors import OrderRefusedError
from janasetu.bodies.models import Absence, Department, Deputy, LocalBody, Officer
from janasetu.lib import bn
from janasetu.lib.clock import local
from janasetu.lib.words import Lang

LONGEST = timedelta(days=400)  # somebody who is away for longer has left the post


@transaction.atomic
def enter_absence(
    *,
    officer: Officer,
    since: datetime,
    until: datetime,
    kind: str,
    deputy: Officer | None = None,
    by: str,
    now: datetime,
) -> Absence:
    """Let an officer be away from `since` until just before `until`; the deputy stands in for them in all
    their posts of that body meanwhile.

    OrderRefusedError for a time that ends before it begins, is over, is too long or is partly a leave of
    theirs already; for who is not in office then; and for a deputy who is the officer themselves, works
    elsewhere, or is away too.
    """
    body = locked_body(officer.body_id)
    _check_time(since, until, now=now)
    if kind not in AbsenceKind.values:
        raise OrderRefusedError("no_such_absence")
    if not _is_in_office(officer, since, until):
        raise OrderRefusedError("not_in_office_then")
    _check_not_away(officer, since, until, key="away_already")
    entered = {"entered_by": by, "entered_at": now}
    absence = Absence.objects.create(
        body=body, officer=officer, kind=kind, since=since, until=until, **entered
    )
    if deputy is not None:
        _check_deputy(deputy, officer, since, until)
        Deputy.objects.create(
            body=body,
            role_id=officer.role_id,
            department_id=officer.department_id,
            officer=deputy,
            absence=absence,
            since=since,
            until=until,
            **entered,
        )
    return absence


@transaction.atomic
def end_absence(*, body_id: UUID, absence_id: UUID, now: datetime) -> Absence:
    """Somebody is back from now on; of a leave that is still to come, it is called off. A second time nothing
    changes. OrderRefusedError where the body knows no such leave.
    """
    body = locked_body(body_id)
    absence = Absence.objects.select_for_update().filter(body=body, id=absence_id).first()
    if absence is None:
        raise OrderRefusedError("no_such_leave")
    absence.until = min(absence.until, max(now, absence.since))
    absence.save(update_fields=["until"])
    Deputy.objects.filter(body=body, absence=absence, until__gt=absence.until).update(until=absence.until)
    return absence


@transaction.atomic
def name_deputy(
    *,
    body_id: UUID,
    role: str,
    officer: Officer,
    department_id: UUID | None = None,
    since: datetime,
    until: datetime | None = None,
    by: str,
    now: datetime,
) -> Deputy:
    """Let an officer stand in for a post whenever nobody who holds it is there, in one department where that
    is named.

    OrderRefusedError for a time that ends before it begins; where the body has no such post or department, or
    somebody stands in for it then; for who holds the post themselves, works elsewhere or is not in office;
    and where the post would in the end stand in for itself.
    """
    body = locked_body(body_id)
    check_span(since, until)
    if until is not None and until <= now:
        raise OrderRefusedError("leave_is_over")
    if role not in posts.held_in(body.kind):
        raise OrderRefusedError("post_not_here")
    if department_id and not Department.objects.filter(body=body, id=department_id).exists():
        raise OrderRefusedError("no_such_department")
    if officer.body_id != body.id or not rules.in_office(officer.tenure, max(since, now)):
        raise OrderRefusedError("deputy_not_here")
    _check_line(body, (role, department_id), officer, since, until)
    return Deputy.objects.create(
        body=body,
        role_id=role,
        department_id=department_id,
        officer=officer,
        since=since,
        until=until,
        entered_by=by,
        entered_at=now,
    )


@transaction.atomic
def end_deputy(*, body_id: UUID, deputy_id: UUID, now: datetime) -> Deputy:
    """A deputy stands in no more from now on. OrderRefusedError where the body knows none such."""
    body = locked_body(body_id)
    deputy = Deputy.objects.select_for_update().filter(body=body, id=deputy_id).first()
    if deputy is None:
        raise OrderRefusedError("no_such_deputy")
    ends = max(now, deputy.since)
    deputy.until = ends if deputy.until is None else min(deputy.until, ends)
    deputy.save(update_fields=["until"])
    return deputy


def _check_time(since: datetime, until: datetime, *, now: datetime) -> None:
    check_span(since, until)
    if until <= now:
        raise OrderRefusedError("leave_is_over")
    if until - since > LONGEST:
        raise OrderRefusedError("leave_too_long")


def _check_not_away(officer: Officer, since: datetime, until: datetime, *, key: str) -> None:
    """OrderRefusedError, with the days, where the person is away from this body in part of the time."""
    known = Absence.objects.filter(
        body_id=officer.body_id, officer__user_id=officer.user_id, since__lt=until, until__gt=since
    )
    row = known.filter(until__gt=F("since")).order_by("since").first()
    if row is not None:
        last = row.until - timedelta(microseconds=1)
        raise OrderRefusedError(key, first=_said(row.since), last=_said(last))


def _said(day: datetime) -> Callable[[Lang], str]:
    return lambda lang: bn.date(local(day).date(), lang)


def _check_deputy(deputy: Officer, officer: Officer, since: datetime, until: datetime) -> None:
    if deputy.user_id == officer.user_id:
        raise OrderRefusedError("deputy_of_oneself")
    if deputy.body_id != officer.body_id or not _is_in_office(deputy, since, until):
        raise OrderRefusedError("deputy_not_here")
    _check_not_away(deputy, since, until, key="deputy_away_too")


def _is_in_office(officer: Officer, since: datetime, until: datetime) -> bool:
    """Whether the term has an instant in common with this time."""
    tenure = officer.tenure
    return tenure.active and covering.overlap(since, until, (tenure.since, tenure.until))


def _check_line(
    body: LocalBody,
    post: covering.Post,
    officer: Officer,
    since: datetime,
    until: datetime | None,
) -> None:
    """OrderRefusedError where the post has a deputy then, or would in the end stand in for itself."""
    standing = Deputy.objects.filter(Q(until__isnull=True) | Q(until__gt=since), body=body, absence=None)
    others = [
        row
        for row in standing.select_related("officer")
        if row.until != row.since and covering.overlap(since, until, (row.since, row.until))
    ]
    if any((row.role_id, row.department_id) == post for row in others):
        raise OrderRefusedError("deputy_named_already")
    own = (officer.role_id, officer.department_id)
    if own[0] == post[0] and post[1] in (None, own[1]):
        raise OrderRefusedError("deputy_of_oneself")
    pairs = [
        ((row.role_id, row.department_id), (row.officer.role_id, row.officer.department_id)) for row in others
    ]
    if covering.closes_a_circle(pairs, (post, own)):
        raise OrderRefusedError("deputy_circle")

"""What the auditor of an office reads: who looked at what, and what was changed, by whom and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from janasetu.audit.choices import Act
from janasetu.audit.models import AuditRow, AuditSeal, Look
from janasetu.bodies.models import Officer
from janasetu.bodies.rules import Tenure, exercises
from janasetu.cases.models import CaseEvent
from janasetu.cases.queries import cases_visible_to
from janasetu.lib.clock import KOLKATA

AUDITOR = "auditor"
UNKNOWN = "unknown"  # so the hand begins of whoever typed SQL and said nothing

Register = Literal["looks", "changes"]
Entry = Look | AuditRow


def may_audit(tenure: Tenure, at: datetime) -> bool:
    """Whether somebody with this time in office reads the registers at this instant."""
    return exercises(tenure, AUDITOR, at)


@dataclass(frozen=True, slots=True)
class AuditAsk:
    """What of a register is asked for. What is empty narrows nothing; `since` and `until` are days.

    `ref`: the stored number of a case. `by`: ROLE@BODY, `citizen`, `system`, `command`, or UNKNOWN.
    """

    register: Register = "looks"
    ref: str = ""
    by: str = ""
    since: date | None = None
    until: date | None = None


def entries(officer: Officer, ask: AuditAsk) -> QuerySet[Look] | QuerySet[AuditRow]:
    """The entries of the register about the auditor's body, the newest first; none about a case that the
    auditor may not see.
    """
    return _looks(officer, ask) if ask.register == "looks" else _changes(officer, ask)


def _looks(officer: Officer, ask: AuditAsk) -> QuerySet[Look]:
    rows = Look.objects.filter(_asked(officer, ask), body_id=officer.body_id)
    return (rows.filter(by=ask.by) if ask.by else rows).order_by("-at", "-id")


def _changes(officer: Officer, ask: AuditAsk) -> QuerySet[AuditRow]:
    """Without what stands elsewhere for everybody to read: the looks, and the events of a case, unless
    somebody wrote them by hand.
    """
    rows = AuditRow.objects.filter(_asked(officer, ask), body_id=officer.body_id)
    rows = rows.exclude(table_name=Look._meta.db_table)
    by_hand = Q(actor__startswith=f"{UNKNOWN} ")
    rows = rows.filter(by_hand | ~Q(table_name=CaseEvent._meta.db_table, act=Act.INSERT))
    if ask.by:
        rows = rows.filter(by_hand if ask.by == UNKNOWN else Q(actor=ask.by))
    return rows.order_by("-number")


def _asked(officer: Officer, ask: AuditAsk) -> Q:
    """The days, and the case: any that is seen, or the one that is asked for."""
    seen = cases_visible_to(officer).select_related(None).filter(id=OuterRef("case_id"))
    wanted = Q(Exists(seen.filter(ref=ask.ref))) if ask.ref else Q(case_id=None) | Q(Exists(seen))
    if ask.since:
        wanted &= Q(at__gte=_midnight(ask.since))
    if ask.until:
        wanted &= Q(at__lt=_midnight(ask.until + timedelta(days=1)))
    return wanted


def _midnight(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), tzinfo=KOLKATA)


def last_seal(body_id: UUID) -> tuple[int, datetime] | None:
    """The number of the body's last seal, and when it was set; None before the first. One query."""
    seals = AuditSeal.objects.filter(body_id=body_id).order_by("-number")
    return seals.values_list("number", "at").first()


def of_register(ask: AuditAsk, ids: Sequence[UUID]) -> list[Entry]:
    """These entries, in this order. One query."""
    model: type[Look] | type[AuditRow] = Look if ask.register == "looks" else AuditRow
    found = model._default_manager.in_bulk(ids)
    return [found[one] for one in ids if one in found]

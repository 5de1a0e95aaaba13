"""Let an officer take a list out of the office, and keep who did, when, and of what."""

from dataclasses import fields
from datetime import datetime
from urllib.parse import parse_qsl
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from janasetu.audit.choices import LookKind
from janasetu.audit.looking import Looked
from janasetu.bodies.models import Officer
from janasetu.cases.actions.looking import note_look
from janasetu.cases.auditing import AuditAsk, entries
from janasetu.cases.lists import ListAsk, listed
from janasetu.cases.models import Case


@transaction.atomic
def take_out_list(*, officer: Officer, ask: ListAsk, now: datetime) -> list[UUID]:
    """The cases of the list, in its order, once it stands on record that this officer takes them out.

    TermEndedError for somebody who holds the office no more.
    """
    officer.require_office(at=now)
    case_ids = list(listed(officer, ask, now=now).select_related(None).values_list("id", flat=True))
    looked = Looked(LookKind.EXPORT, officer.body_id, rows=len(case_ids), asked=as_kept(ask))
    note_look(looked, officer=officer, now=now)
    return case_ids


@transaction.atomic
def take_out_reported(*, officer: Officer, cases: QuerySet[Case], line: str, now: datetime) -> list[UUID]:
    """The cases behind a figure of a report, in their order, once it stands on record that they are taken
    out. `line`: which figure of which report, as its address says it.
    """
    officer.require_office(at=now)
    case_ids = list(cases.values_list("id", flat=True))
    asked = {"view": "report", **dict(parse_qsl(line))}
    note_look(
        Looked(LookKind.EXPORT, officer.body_id, rows=len(case_ids), asked=asked), officer=officer, now=now
    )
    return case_ids


@transaction.atomic
def take_out_register(*, officer: Officer, ask: AuditAsk, now: datetime) -> list[UUID]:
    """The entries of an auditor's register, in its order, once it stands in it that they are taken out."""
    officer.require_office(at=now)
    ids = list(entries(officer, ask).values_list("id", flat=True))
    asked = {one.name: str(getattr(ask, one.name) or "") for one in fields(ask)}
    kept = {name: value for name, value in asked.items() if value}
    note_look(Looked(LookKind.EXPORT, officer.body_id, rows=len(ids), asked=kept), officer=officer, now=now)
    return ids


def as_kept(ask: ListAsk) -> dict[str, str]:
    """What narrowed the list. The words are not kept: they may be a citizen's name or number."""
    said = {one.name: str(getattr(ask, one.name) or "") for one in fields(ask)}
    if ask.level is not None:
        said["level"] = str(ask.level)
    if ask.words:
        said["words"] = "*"
    return {name: value for name, value in said.items() if value}

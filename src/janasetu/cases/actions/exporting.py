"""Let an officer take a list of cases out of the office, and keep who did, when, and of what."""

from dataclasses import fields
from datetime import datetime
from uuid import UUID

from django.db import transaction

from janasetu.bodies.models import Officer
from janasetu.cases.lists import ListAsk, listed
from janasetu.cases.models import ListExport
from janasetu.lib.ids import uuid7


@transaction.atomic
def take_out_list(*, officer: Officer, ask: ListAsk, now: datetime) -> list[UUID]:
    """The cases of the list, in its order, once it stands on record that this officer takes them out.

    TermEndedError for somebody who holds the office no more.
    """
    officer.require_office(at=now)
    case_ids = list(listed(officer, ask, now=now).select_related(None).values_list("id", flat=True))
    ListExport.objects.create(
        id=uuid7(),
        body_id=officer.body_id,
        by=officer.post,
        asked=_as_kept(ask),
        rows=len(case_ids),
        at=now,
    )
    return case_ids


def _as_kept(ask: ListAsk) -> dict[str, str]:
    """What narrowed the list. The words are not kept: they may be a citizen's name or number."""
    said = {one.name: str(getattr(ask, one.name) or "") for one in fields(ask)}
    if ask.level is not None:
        said["level"] = str(ask.level)
    if ask.words:
        said["words"] = "*"
    return {name: value for name, value in said.items() if value}

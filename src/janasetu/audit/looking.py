"""Write down that somebody looks: before they are shown it, in the transaction that shows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from janasetu.audit.choices import LookKind
from janasetu.audit.models import Look
from janasetu.lib.ids import uuid7


@dataclass(frozen=True, slots=True)
class Looked:
    """At what somebody looks, and how. `about`: the talk, the file or the call; `rows`: of a list; `asked`:
    what narrowed it, without the words that were searched for.
    """

    what: LookKind
    body_id: UUID
    case_id: UUID | None = None
    about: UUID | None = None
    rows: int = 1
    asked: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""


def record_look(looked: Looked, *, by: str, officer_id: UUID, now: datetime) -> Look:
    """That this officer, as ROLE@BODY, looks at this; one statement."""
    (look,) = Look.objects.bulk_create(
        [
            Look(
                id=uuid7(),
                body_id=looked.body_id,
                by=by,
                officer_id=officer_id,
                what=looked.what,
                case_id=looked.case_id,
                about=looked.about,
                rows=looked.rows,
                asked=dict(looked.asked),
                reason=looked.reason,
                at=now,
            )
        ]
    )
    return look

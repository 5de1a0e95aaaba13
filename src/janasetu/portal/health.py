"""How the system is: what waits and for how long, what went wrong, which processes live. Numbers only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db.models import Count, Min
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django.models import ProcrastinateEvent

from janasetu.audit import watches as audit
from janasetu.cases import watches as cases
from janasetu.cases.queries import overdue_count
from janasetu.catalogue.queries import definition_errors
from janasetu.deliveries import watches as deliveries
from janasetu.documents import watches as documents
from janasetu.lib.watches import Moment, Watch
from janasetu.messaging import watches as messaging
from janasetu.messaging.line_states import LineState, last_webhook, line_states
from janasetu.messaging.queries import troubles
from janasetu.payments import watches as payments
from janasetu.portal.processes import living
from janasetu.registers import watches as registers

_CHORES = Watch(
    code="chores",
    name=_("Work behind the scenes not yet done"),
    patience=timedelta(minutes=15),
    rows=lambda at: ProcrastinateEvent.objects.filter(type="deferred", job__status__in=("todo", "doing")),
    since="at",
    mend="jobs does it: logs/jobs.log",
    by_wall=True,
)
WATCHES = (
    *messaging.WATCHES,
    *documents.WATCHES,
    *payments.WATCHES,
    *registers.WATCHES,
    *deliveries.WATCHES,
    *cases.WATCHES,
    *audit.WATCHES,
    _CHORES,
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a watch found: how many wait, and the age of the oldest, None where nothing does."""

    watch: Watch
    count: int
    oldest: timedelta | None

    @property
    def alarms(self) -> bool:
        """Whether it has waited longer than it may."""
        return self.oldest is not None and self.oldest > self.watch.patience


@dataclass(frozen=True, slots=True)
class Health:
    """One look at everything. `last_webhook`: office time."""

    at: Moment
    waiting: Sequence[Waiting]
    lines: Sequence[LineState]
    last_webhook: datetime | None
    counts: Mapping[str, int]
    processes: Mapping[str, bool]


def look(run: Path, *, at: Moment) -> Health:
    """One look at everything; a constant number of queries. Raises what Django raises of a lost database."""
    return Health(
        at=at,
        waiting=waiting(at),
        lines=line_states(wall=at.wall),
        last_webhook=last_webhook(),
        counts={
            **troubles(now=at.now),
            "overdue": overdue_count(now=at.now),
            "definitions": definition_errors(),
        },
        processes=living(run),
    )


def waiting(at: Moment) -> list[Waiting]:
    """What each watch finds; one query for each."""
    return [_found(watch, at) for watch in WATCHES]


def _found(watch: Watch, at: Moment) -> Waiting:
    row = watch.rows(at).aggregate(count=Count("*"), since=Min(watch.since))
    clock = at.wall if watch.by_wall else at.now
    oldest = max(clock - row["since"], timedelta()) if row["since"] else None
    return Waiting(watch, row["count"], oldest)

"""How the system is: what waits and for how long, what went wrong, which processes live. Numbers only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from janasetu.cases.queries import overdue_count
from janasetu.catalogue.queries import definition_errors
from janasetu.documents.queries import oldest_wanted
from janasetu.messaging.queries import oldest_waiting, troubles
from janasetu.portal.processes import living


@dataclass(frozen=True, slots=True)
class Health:
    """`waiting`: the age of the oldest of each thing that waits, None where nothing does."""

    now: datetime
    waiting: Mapping[str, timedelta | None]
    counts: Mapping[str, int]
    processes: Mapping[str, bool]


def look(run: Path, *, now: datetime) -> Health:
    """One look at everything; a constant number of queries. Raises what Django raises of a lost database."""
    since = {**oldest_waiting(), "files": oldest_wanted()}
    return Health(
        now=now,
        waiting={what: max(now - at, timedelta()) if at else None for what, at in since.items()},
        counts={
            **troubles(now=now),
            "overdue": overdue_count(now=now),
            "definitions": definition_errors(),
        },
        processes=living(run),
    )

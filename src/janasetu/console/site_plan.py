"""On the page of a case: the desks that may see for themselves, and when somebody goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from janasetu.bodies.models import Officer
from janasetu.cases import desks
from janasetu.cases.doorstep import has_place
from janasetu.cases.models import Case
from janasetu.console.deliveries import slot_choices
from janasetu.console.way import Way
from janasetu.deliveries.choices import VisitState
from janasetu.deliveries.models import Visit
from janasetu.deliveries.queries import inspections
from janasetu.deliveries.sentences import slot_words
from janasetu.lib.texts import in_language
from janasetu.lib.words import Lang


@dataclass(frozen=True, slots=True)
class SiteShown:
    """A desk of the reader that has something to see. `going`: when somebody goes, and who; `slots`: when the
    reader may, none while they are on the way.
    """

    desk: UUID
    stage: str
    going: str
    slots: Sequence[tuple[str, str]]


def sites_of(case: Case, reader: Officer, way: Way, *, lang: Lang, now: datetime) -> list[SiteShown]:
    """Where the reader may go themselves; three queries, none where no desk of theirs has a form."""
    asked = {move.desk for move in way.moves if move.fills is not None and not move.signs}
    if not asked or not has_place(case):
        return []
    going, slots = inspections(case.body_id, case.id), slot_choices(reader, lang=lang, now=now)
    rows = {row.id: row for row in desks.desks_of(case)}
    return [
        SiteShown(
            desk=desk,
            stage=desks.stage_name(case.service, rows[desk].stage, lang),
            going=_going(going.get(desk), lang, now),
            slots=() if _is_out(going.get(desk), reader) else slots,
        )
        for desk in sorted(asked)
    ]


def _is_out(visit: Visit | None, reader: Officer) -> bool:
    return visit is not None and visit.state == VisitState.OUT and visit.runner_id == reader.id


def _going(visit: Visit | None, lang: Lang, now: datetime) -> str:
    """«রাজু বর্মন · আগামীকাল, মঙ্গলবার ২৪ নভেম্বর, সকাল ১০টা থেকে দুপুর ১টা»; empty where nobody does."""
    if visit is None or visit.runner is None:
        return ""
    return f"{in_language(visit.runner.name, lang)} · {slot_words(visit.slot, lang, now)}"

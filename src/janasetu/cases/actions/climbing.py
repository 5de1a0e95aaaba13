"""The way up: who takes a case when it is reopened or falls overdue."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cached_property
from uuid import UUID

from janasetu.bodies import queries as bodies
from janasetu.bodies.covering import Acting
from janasetu.bodies.models import Officer
from janasetu.cases import rules
from janasetu.cases.clocks import Clocks, escalates_next
from janasetu.cases.counting import clocks_of
from janasetu.cases.models import Case
from janasetu.cases.owning import matter_of, owner
from janasetu.lib.texts import in_language
from janasetu.lib.words import Lang


class Climb:
    """Moves cases up their levels: the next role's inbox, and the officer who holds it."""

    def __init__(self, cases: Sequence[Case], *, now: datetime) -> None:
        roles = {role for case in cases for role in case.levels}
        body_ids = {case.body_id for case in cases}
        self._cases, self._now = cases, now
        self._holders = bodies.holders(body_ids, roles, at=now)
        self._inside = bodies.sitting_in({case.body_id for case in cases if case.is_about_the_office}, at=now)
        above = {officer.body_id for answering in self._holders.values() for officer in answering}
        self._titles = bodies.titles(body_ids | above, roles)

    @cached_property
    def _clocks(self) -> dict[UUID, Clocks]:
        """Looked up when the first case climbs: not every citizen says no."""
        return clocks_of(self._cases)

    def one_level(self, case: Case) -> None:
        """One level up; the top level keeps it. The new level has the promised time again."""
        levels = case.levels
        case.level = rules.next_level(case.level, levels)
        acting = self._acting(case)
        if acting.officer is not None:
            case.officer, case.covers = acting.officer, acting.away
        promise = self._clocks[case.id].promise
        case.escalates_at = escalates_next(promise, self._now, level=case.level, levels=levels)

    def title_of(self, case: Case) -> Callable[[Lang], str]:
        """What the post is called that answers for the case now, by language."""
        answering = self._holders.get((case.body_id, case.level_role), [])
        where = answering[0].body_id if answering else case.body_id  # the post may lie in a body above
        texts = self._titles.texts(where, case.level_role, at=self._now)
        return lambda lang: in_language(texts, lang)

    def params(self, case: Case) -> dict[str, object]:
        """What the event remembers of the climb."""
        return {
            "level": case.level,
            "role": case.level_role,
            "officer": case.officer.post if case.officer else "",
        }

    def _acting(self, case: Case) -> Acting[Officer]:
        """Who acts for the case at its level, here or above."""
        return owner(matter_of(case), self._holders, inside=self._inside)

"""The way up: who takes a case when it is reopened or falls overdue."""

from collections.abc import Sequence
from datetime import datetime

from janasetu.bodies import queries as bodies
from janasetu.bodies.models import Role
from janasetu.cases import rules
from janasetu.cases.models import Case


class Climb:
    """Moves cases up their levels: the next role's inbox, and the officer who holds it."""

    def __init__(self, cases: Sequence[Case]) -> None:
        roles = {role for case in cases for role in case.service.levels}
        self._holders = bodies.holders({case.body_id for case in cases}, roles)
        self._roles = Role.objects.in_bulk(list(roles))

    def one_level(self, case: Case, *, now: datetime) -> None:
        """One level up; the top level keeps it. The new level has the promised time again."""
        levels = case.service.levels
        case.level = rules.next_level(case.level, levels)
        holder = bodies.holder_for(
            self._holders, body_id=case.body_id, role=levels[case.level], department_id=case.department_id
        )
        case.officer = holder or case.officer
        within = case.promise_due_at - case.opened_at
        case.escalates_at = rules.escalates_next(now, within, level=case.level, levels=levels)

    def role_of(self, case: Case) -> Role:
        """The role that answers for the case now."""
        return self._roles[case.level_role]

    def params(self, case: Case) -> dict[str, object]:
        """What the event remembers of the climb."""
        return {
            "level": case.level,
            "role": case.level_role,
            "officer": case.officer.post if case.officer else "",
        }

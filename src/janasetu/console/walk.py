"""The way from a case back to the list it was opened from, and on to its neighbours there.

The address of a case carries its list (`?in=...`, nothing where it is the list of all that is open), so the
way is right in every tab, after a reload and without a script.
"""

from dataclasses import dataclass
from datetime import datetime

from janasetu.bodies.models import Officer
from janasetu.cases.lists import neighbours
from janasetu.cases.models import Case
from janasetu.console.asked import IN, address, case_address, read_line

A_PAGE = 25  # rows


@dataclass(frozen=True, slots=True)
class Walk:
    """`back`: the list, at the row of this case. `before`, `after`: its neighbours; empty at an end.

    `here`: this case again, with its list.
    """

    back: str
    here: str
    before: str
    after: str

    @property
    def onward(self) -> str:
        """Where one goes from a case that is done: to the next, or back where it was the last."""
        return self.after or self.back


def walk_from(line: str, case: Case, officer: Officer, *, now: datetime) -> Walk:
    """The way from this case in the list of `line`, the `in` of its address. Three queries."""
    ask = read_line(line)
    beside = neighbours(officer, ask, case, now=now)
    return Walk(
        back=f"{address(ask, page=1 + beside.ahead // A_PAGE)}#case-{case.ref}",
        here=case_address(case.ref, ask),
        before=case_address(beside.before, ask) if beside.before else "",
        after=case_address(beside.after, ask) if beside.after else "",
    )


__all__ = ["A_PAGE", "IN", "Walk", "walk_from"]

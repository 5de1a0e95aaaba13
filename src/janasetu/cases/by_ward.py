"""How many cases of a body are open and overdue in each of its wards."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from janasetu.bodies.models import Officer
from janasetu.cases.lists import VIEWS
from janasetu.cases.queries import open_cases_of

COUNTED = ("open", "overdue")  # views of the list, which each figure opens


@dataclass(frozen=True, slots=True)
class WardCount:
    """The open cases of a ward, and those of them whose promise has run out."""

    open: int = 0
    overdue: int = 0

    def of(self, view: str) -> int:
        """The figure of one view."""
        return self.overdue if view == "overdue" else self.open


def counts_by_ward(officer: Officer, *, now: datetime) -> Mapping[str, WardCount]:
    """Of the cases that the officer may see in their own body, by the ward's number; empty: no ward is known.

    One query.
    """
    cases = open_cases_of(officer).filter(body_id=officer.body_id).select_related(None).order_by()
    counted = {view: Count("id", filter=VIEWS[view](officer, now)) for view in COUNTED}
    return {
        ward: WardCount(in_all, late)
        for ward, in_all, late in cases.values("ward").annotate(**counted).values_list("ward", *COUNTED)
    }

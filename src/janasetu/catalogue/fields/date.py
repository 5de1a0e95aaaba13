"""A day: typed in any of the ways people write one, or picked."""

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from janasetu.catalogue.fields import bounds, typed, wording
from janasetu.catalogue.fields.base import Answer, FieldKind, Given, Offer, Problem
from janasetu.lib import bn, reading
from janasetu.lib.words import Lang

if TYPE_CHECKING:
    from janasetu.catalogue.schema import Field

NEAR = {"today": 0, "yesterday": -1}  # days from today


class DateKind(FieldKind):
    """A day, kept as 2026-04-01; a code is such a day too, or `today` or `yesterday`."""

    code = "date"
    takes = frozenset({"earliest", "latest", "toward"})

    def read(
        self, field: "Field", given: Given, *, today: dt.date, earlier: Answer = None
    ) -> Answer | Problem:
        day = _chosen(given.code, today) or reading.day(
            typed.short(given.text), today=today, toward=field.toward
        )
        if isinstance(day, reading.Unread):
            return Problem(f"date_{day.value}")
        return outside(field, day, today=today) or day.isoformat()

    def show(self, field: "Field", answer: Answer, lang: Lang) -> str:
        return bn.date(dt.date.fromisoformat(answer), lang)

    def again(self, field: "Field", answer: Answer) -> tuple[Given, ...]:
        return (Given(code=str(answer)),)

    def offers(self, field: "Field", answer: Answer = None) -> tuple[Offer, ...]:
        """Today and yesterday beside what happened lately; nobody is asked so for a day of birth."""
        if field.toward != "past" or "year" in (field.earliest or ""):
            return ()
        return tuple(Offer(code, wording.titles(code)) for code in NEAR)

    def problems(self, field: "Field") -> Iterator[str]:
        yield from super().problems(field)
        yield from bounds.day_problems(field)


def outside(field: "Field", day: dt.date, *, today: dt.date) -> Problem | None:
    """What is wrong with a day that lies outside `earliest` and `latest`."""
    earliest, latest = bounds.days(field, today)
    if earliest and day < earliest:
        return (
            Problem("date_in_past")
            if earliest == today
            else Problem("date_too_early", {"earliest": earliest})
        )
    if latest and day > latest:
        return Problem("date_in_future") if latest == today else Problem("date_too_late", {"latest": latest})
    return None


def written(code: str) -> dt.date | None:
    """The day of a code such as 2026-04-01."""
    try:
        return dt.date.fromisoformat(code)
    except ValueError:
        return None


def _chosen(code: str, today: dt.date) -> dt.date | None:
    if code in NEAR:
        return today + dt.timedelta(days=NEAR[code])
    return written(code)

"""When to come: a slot that the office offers, or a day and a part of it that the desk confirms later."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from janasetu.catalogue.fields import bounds, typed, wording, words
from janasetu.catalogue.fields.base import SKIP, Answer, FieldKind, Given, Offer, Problem
from janasetu.catalogue.fields.date import outside, written
from janasetu.lib import bn, clock, moments, reading
from janasetu.lib.words import Lang

if TYPE_CHECKING:
    from janasetu.catalogue.schema import Field

MOST_TOKENS = 12  # words in which a day and a part of it are looked for apart
PARTS = ("morning", "noon", "afternoon", "evening")
OFFERED = PARTS[:3]
_BEGINS = (
    (18, "evening"),
    (16, "afternoon"),
    (12, "noon"),
    (0, "morning"),
)  # o'clock, as Bengal divides the day


class SlotKind(FieldKind):
    """Kept as {start, day, part, resource}; `start` is a slot the office offered, to the second, in Kolkata.

    A key that is not there is still asked for.
    """

    code = "slot"
    takes = frozenset({"earliest", "latest", "resource"})

    def read(
        self, field: "Field", given: Given, *, today: dt.date, earlier: Answer = None
    ) -> Answer | Problem:
        unfinished = earlier if earlier and self.lacking(field, earlier) else None
        if unfinished and given.code == SKIP:
            return self.without(field, unfinished)
        told = _tapped(given.code) or _said(typed.short(given.text), today)
        if isinstance(told, Problem):
            return told
        problem = _outside(field, told.get("day"), today)
        return problem or _ordered({"start": None, "resource": field.resource, **(unfinished or {}), **told})

    def show(self, field: "Field", answer: Answer, lang: Lang) -> str:
        if answer.get("start"):
            start = clock.local(moments.read(answer["start"]))
            return f"{bn.date(start, lang)}, {bn.time_of_day(start, lang)}"
        day = bn.date(dt.date.fromisoformat(answer["day"]), lang) if answer.get("day") else ""
        part = wording.say(answer["part"], lang) if answer.get("part") else ""
        return ", ".join(filter(None, (day, part)))

    def again(self, field: "Field", answer: Answer) -> tuple[Given, ...]:
        if answer["start"]:
            return (Given(code=answer["start"]),)
        told = tuple(Given(code=answer[key]) for key in ("day", "part") if answer.get(key))
        return (*told, Given(code=SKIP)) if answer.get("part", "") is None else told

    def lacking(self, field: "Field", answer: Answer) -> str | None:
        return next((f"slot_{key}" for key in ("day", "part") if key not in answer), None)

    def without(self, field: "Field", answer: Answer) -> Answer:
        """Any part of the day may do, but a day there must be."""
        return _ordered({"part": None, **answer}) if "day" in answer else answer

    def offers(self, field: "Field", answer: Answer = None) -> tuple[Offer, ...]:
        """The parts of a day; the slots that are free, the office's calendar knows."""
        if not answer or self.lacking(field, answer) != "slot_part":
            return ()
        return tuple(Offer(part, wording.titles(part)) for part in OFFERED)

    def problems(self, field: "Field") -> Iterator[str]:
        yield from super().problems(field)
        yield from bounds.day_problems(field)


def _outside(field: "Field", day: str | None, today: dt.date) -> Problem | None:
    """What is wrong with the day: nobody can come on one that is over, whatever a definition says."""
    if day is None:
        return None
    coming = dt.date.fromisoformat(day)
    return Problem("date_in_past") if coming < today else outside(field, coming, today=today)


def _tapped(code: str) -> dict[str, Any] | None:
    """What a code says: the start of a slot, a day, a part of the day."""
    if code in PARTS:
        return {"part": code}
    if day := written(code):
        return {"day": day.isoformat()}
    try:
        start = clock.local(moments.read(code))
    except (moments.NotAMomentError, OverflowError):  # or a moment before the first year or after the last
        return None
    return {"start": start.isoformat(timespec="seconds"), "day": start.date().isoformat(), "part": None}


def _said(text: str, today: dt.date) -> dict[str, Any] | Problem:
    """The day and the part of it that the words tell, or one of them."""
    day, part = _day(text, today), _part(text)
    if not isinstance(day, Problem):
        return {**(part or {}), "day": day}
    if both := _day_and_hour(text.split()[:MOST_TOKENS], today):
        return both
    return part if part and day == Problem("slot_needed") else day


def _day_and_hour(tokens: Sequence[str], today: dt.date) -> dict[str, Any] | None:
    """A day and an hour side by side, whichever comes first: «কাল সকাল ১০টা», "10:30 on Monday"."""
    for at in range(1, len(tokens)):
        for one, other in ((tokens[:at], tokens[at:]), (tokens[at:], tokens[:at])):
            day, part = _day(" ".join(one), today), _part(" ".join(other))
            if part and not isinstance(day, Problem):
                return {**part, "day": day}
    return None


def _day(text: str, today: dt.date) -> str | Problem:
    day = reading.day(text, today=today, toward="future")
    if isinstance(day, reading.Unread):
        return Problem("slot_needed" if day is reading.Unread.NOT_A_DATE else f"date_{day.value}")
    return day.isoformat()


def _part(text: str) -> dict[str, Any] | None:
    """The part of the day, told by its name or by an hour; None in it for any time."""
    if words.means(text, "any_time"):
        return {"part": None}
    if part := reading.part_of_day(text):
        return {"part": part}
    time = reading.time_of_day(text)
    return {"part": next(part for hour, part in _BEGINS if time.hour >= hour)} if time else None


def _ordered(answer: Answer) -> Answer:
    return {key: answer[key] for key in ("start", "day", "part", "resource") if key in answer}

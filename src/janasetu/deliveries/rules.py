"""Pure rules of the doorstep: which slots there are, who plans, what may follow what. No Django."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from janasetu.bodies.calendars import Calendar
from janasetu.bodies.rules import Tenure, authority, in_office
from janasetu.lib.clock import KOLKATA, local

# When a visit is made, from and until; a slot is told as these two hours.
MORNING, AFTERNOON = "morning", "afternoon"
HOURS: Mapping[str, tuple[time, time]] = {
    MORNING: (time(10), time(13)),
    AFTERNOON: (time(13), time(17)),
}
SLOTS_OFFERED = 6  # so many other slots a citizen may choose from
_NEAREST = timedelta(hours=1)  # a slot that ends sooner than so after now is not offered any more
_DAYS_AHEAD = 45  # over the longest closure of offices

CODE_DIGITS = 4
MOST_WRONG_CODES = 5  # after so many the code opens nothing: the office has to be called
MOST_ATTEMPTS = 3  # after so many the paper waits at the office
MOST_NOTE, MOST_NAME, LEAST_NAME = 500, 80, 2

_MAY_PLAN = frozenset(
    {
        *("clerk", "officer", "operator", "registrar", "desk", "secretary", "ea", "commissioner"),
        *("sahayak", "chairman", "pradhan", "administrator", "mayor"),
    }
)

# After these the next try waits at the office: another walk to the door would not help.
_NO_OTHER_TRY = frozenset({"refused"})


class RefusedError(Exception):
    """An act that the rules do not allow; `key` is its sentence in phrases.yaml beside this module, `values`
    fill it.
    """

    def __init__(self, key: str, **values: str | int) -> None:
        super().__init__(key)
        self.key = key
        self.values: Mapping[str, str | int] = values


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A part of a day."""

    day: date
    part: str

    @property
    def begins(self) -> datetime:
        return datetime.combine(self.day, HOURS[self.part][0], tzinfo=KOLKATA)

    @property
    def ends(self) -> datetime:
        return datetime.combine(self.day, HOURS[self.part][1], tzinfo=KOLKATA)

    @property
    def code(self) -> str:
        """As it stands in a button: 20261124-morning."""
        return f"{self.day:%Y%m%d}-{self.part}"

    @classmethod
    def of_code(cls, written: str) -> "Slot | None":
        """The slot of a button; None where it is none."""
        day, _, part = written.partition("-")
        if part not in HOURS or not (day.isascii() and day.isdecimal() and len(day) == 8):
            return None
        try:
            return cls(date(int(day[:4]), int(day[4:6]), int(day[6:])), part)
        except ValueError:
            return None


def slots(calendar: Calendar, *, after: datetime, beginning: datetime | None = None) -> Iterator[Slot]:
    """The slots in which the office works, the first first. `beginning`: none begins before that moment."""
    first = local(after).date()
    for ahead in range(_DAYS_AHEAD):
        day = first + timedelta(days=ahead)
        hours = calendar.hours_on(day)
        for part, (opens, closes) in HOURS.items():
            slot = Slot(day, part)
            works = calendar.is_open(day) and hours.opens < closes and opens < hours.closes
            is_late = slot.ends - after < _NEAREST or (beginning is not None and slot.begins < beginning)
            if works and not is_late:
                yield slot


def first_slot(calendar: Calendar, *, now: datetime) -> Slot:
    """The one that is proposed: of the next day on which the office works, so that a round can be planned."""
    tomorrow = datetime.combine(local(now).date() + timedelta(days=1), time(0), tzinfo=KOLKATA)
    found = next(slots(calendar, after=now, beginning=tomorrow), None)
    return found or Slot(calendar.next_open(tomorrow.date() + timedelta(days=_DAYS_AHEAD)), MORNING)


def offered(calendar: Calendar, *, now: datetime, but: Slot | None = None) -> list[Slot]:
    """The slots that a citizen may choose from, without the one they have."""
    found: list[Slot] = []
    for slot in slots(calendar, after=now, beginning=now):
        if slot != but:
            found.append(slot)
        if len(found) == SLOTS_OFFERED:
            break
    return found


def may_plan(tenure: Tenure, at: datetime) -> bool:
    """Whether they say who goes where; who is sent makes the round, whatever their post."""
    return in_office(tenure, at) and not _MAY_PLAN.isdisjoint(authority(tenure))


def tries_again(reason: str, attempt: int) -> bool:
    """Whether the office comes once more; else the paper waits there."""
    return reason not in _NO_OTHER_TRY and attempt < MOST_ATTEMPTS

"""Random cases, held against the model; and two that are known to everybody."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from janasetu.bodies.calendars import Calendar, ClosedDay, Hours
from janasetu.cases.clocks import Clock, Pause
from janasetu.catalogue.schema import Span
from proofs.minutes.model import DAY, Matter, Week

KOLKATA = ZoneInfo("Asia/Kolkata")
FIRST = date(2026, 1, 1)
EDGE = timedelta(seconds=1)  # a limit of whole minutes may end a second sooner or later
LENGTHS = {"minutes": 4000, "hours": 400, "days": 40, "working days": 40, "months": 3, "years": 1}
OFTEN = ("hours", "hours", "days", "days", "working days", "working days", "minutes", "months", "years")


class OtherwiseError(AssertionError):
    """A case is due at another moment than the model says."""


def run(count: int, *, seed: int) -> Mapping[str, int]:
    """So many cases of this seed; the first part also looks at what everybody knows."""
    chance = Random(seed)
    matters = [matter(chance) for _ in range(count)]
    if seed == 0:
        matters += KNOWN
    for number, one in enumerate(matters):
        compare(one, f"case {number} of part {seed}")
    return {
        "cases": len(matters),
        "pauses": sum(len(one.pauses) for one in matters),
        "closed_days": sum(one.goes_by_open_days for one in matters),
    }


def compare(one: Matter, name: str) -> None:
    """OtherwiseError with the whole case, where the clock and the model do not agree."""
    expected, found = one.due(), clock_of(one).due.astimezone(KOLKATA).replace(tzinfo=None)
    if abs(found - expected) > EDGE:
        raise OtherwiseError(f"{name}: due {found}, the model says {expected}\n{one}")


def matter(chance: Random) -> Matter:
    """A case on some minute of three years, with holidays, one to four weeks and up to five pauses."""
    unit = chance.choice(OFTEN)
    began = datetime.combine(
        FIRST + chance.randrange(900) * DAY, time(chance.randrange(24), chance.randrange(60))
    )
    return Matter(
        began=began,
        count=chance.randint(1, LENGTHS[unit]),
        unit=unit,
        open_days_only=chance.random() < 0.6,
        holidays=holidays(chance, began.date()),
        weeks=weeks(chance, began.date()),
        pauses=pauses(chance, began),
    )


def holidays(chance: Random, near: date) -> frozenset[date]:
    """Some alone and some in a row, as at Puja."""
    found: set[date] = set()
    for _ in range(chance.randrange(12)):
        first = near + chance.randrange(-5, 90) * DAY
        found |= {first + day * DAY for day in range(chance.choice((1, 1, 1, 2, 5, 9)))}
    return frozenset(found)


def weeks(chance: Random, near: date) -> tuple[Week, ...]:
    """The usual week first; perhaps others from some day on."""
    usual = Week(date(2000, 1, 1), frozenset({5, 6}))
    others = {near + chance.randrange(-3, 60) * DAY for _ in range(chance.randrange(4))}
    return (
        usual,
        *(Week(day, frozenset(chance.sample(range(7), chance.randrange(4)))) for day in sorted(others)),
    )


def pauses(chance: Random, began: datetime) -> tuple[tuple[datetime, datetime], ...]:
    """From before it began to long after it is due; some lie in one another, some last a minute."""
    found = []
    for _ in range(chance.randrange(6)):
        start = began + timedelta(minutes=chance.randrange(-600, 30_000))
        found.append((start, start + timedelta(minutes=chance.choice((1, 45, 600, 2900, 9000)))))
    return tuple(found)


def clock_of(one: Matter) -> Clock:
    """The same as the product knows it."""
    others = [week.since for week in one.weeks[1:]]
    hours = [
        Hours(week.since, until, days_off=week.off)
        for week, until in zip(one.weeks, [*others, None], strict=True)
    ]
    calendar = Calendar.of((ClosedDay(day, {"bn": "ছুটি"}) for day in one.holidays), reversed(hours))
    return Clock(
        there(one.began),
        Span.read(f"{one.count} {one.unit}"),
        calendar if one.goes_by_open_days else None,
        tuple(Pause("waiting_citizen", there(start), there(end)) for start, end in one.pauses),
    )


def there(moment: datetime) -> datetime:
    return moment.replace(tzinfo=KOLKATA).astimezone(UTC)


PUJA = frozenset(date(2026, 10, day) for day in (18, 19, 20, 21))
USUAL = (Week(date(2000, 1, 1), frozenset({5, 6})),)
ASHTAMI = datetime.fromisoformat("2026-10-19T22:00")
WATER = Matter(ASHTAMI, 24, "hours", open_days_only=False, holidays=PUJA, weeks=USUAL)
CERTIFICATE = Matter(ASHTAMI, 7, "days", open_days_only=True, holidays=PUJA, weeks=USUAL)
KNOWN = [WATER, CERTIFICATE]

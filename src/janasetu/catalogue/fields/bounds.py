"""The bounds of an answer that a definition sets: `least` and `most`, `earliest` and `latest`."""

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from janasetu.catalogue.schema import Field

_ANY_DAY = dt.date(2026, 6, 15)  # to try whether a bound can be read at all


def counts(field: "Field", *, least: int, most: int) -> tuple[int, int]:
    """`least` and `most` as whole numbers, or what holds where a definition sets none."""
    return (
        least if field.least is None else int(field.least),
        most if field.most is None else int(field.most),
    )


def problems(field: "Field", *, smallest: int, largest: int, decimals: int = 0) -> Iterator[str]:
    """What is wrong with `least` and `most`."""
    for name, bound in (("least", field.least), ("most", field.most)):
        if bound is None:
            continue
        if bound != round(bound, decimals):
            yield (
                f"`{name}` is a whole number" if not decimals else f"`{name}` has at most {decimals} decimals"
            )
        if not smallest <= bound <= largest:
            yield f"`{name}` lies between {smallest} and {largest}"
    if field.least is not None and field.most is not None and field.least > field.most:
        yield "`least` is more than `most`"


def day(written: str | None, today: dt.date) -> dt.date | None:
    """The day that `earliest` or `latest` means today; None where there is none."""
    from janasetu.catalogue.schema.asking import day_written  # noqa: PLC0415 - the schema knows the kinds

    return day_written(written, today) if written else None


def days(field: "Field", today: dt.date) -> tuple[dt.date | None, dt.date | None]:
    return day(field.earliest, today), day(field.latest, today)


def day_problems(field: "Field") -> Iterator[str]:
    """What is wrong with `earliest` and `latest`."""
    for name, written in (("earliest", field.earliest), ("latest", field.latest)):
        if written is not None and day(written, _ANY_DAY) is None:
            yield f"`{name}` is written as `today`, `today + 30 days`, `today - 120 years` or `2026-04-01`"
    earliest, latest = days(field, _ANY_DAY)
    alike = ("today" in (field.earliest or "")) == ("today" in (field.latest or ""))
    if earliest and latest and earliest > latest and alike:
        yield "`earliest` is after `latest`"

"""Moments as scripts read and write them: RFC 3339, in UTC."""

from datetime import UTC, datetime
from typing import overload


class NotAMomentError(ValueError):
    """The text is no RFC 3339 moment with a zone."""


@overload
def rfc3339(moment: datetime) -> str: ...
@overload
def rfc3339(moment: None) -> None: ...
def rfc3339(moment: datetime | None) -> str | None:
    """`2026-11-21T14:05:09.120000Z`; None stays None."""
    return None if moment is None else moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def read(text: str) -> datetime:
    """The aware moment that the text says; NotAMomentError when it says none, or no zone."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise NotAMomentError(f"{text!r} is not a moment; write it as 2026-11-21T14:05:00Z") from error
    if moment.tzinfo is None:
        raise NotAMomentError(f"{text!r} has no zone; write it as 2026-11-21T14:05:00Z")
    return moment

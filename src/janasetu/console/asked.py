"""What a list is asked for, read from an address and written back into one: a list can be sent as a link."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from django.urls import reverse

from janasetu.cases.choices import Status
from janasetu.cases.lists import ORDERS, VIEWS, ListAsk
from janasetu.catalogue.fields import typed
from janasetu.lib import reading
from janasetu.lib.clock import local, now
from janasetu.lib.numerals import ascii_digits

# What narrows a list, by its name in an address, in the order of the page.
FILTERS = (
    "department",
    "ward",
    "service",
    "category",
    "channel",
    "status",
    "officer",
    "level",
    "since",
    "until",
)
DAYS = ("since", "until")
_CODES = ("department", "service", "category", "channel")
_WARD = re.compile(r"\d{1,4}[A-Z]?", re.ASCII)
_OPEN = "open"
_FOUND = "any"  # what is searched for may have ended long ago
_MOST = 100  # letters of a value
IN = "in"  # in the address of a case: the list it was opened from


def read(said: Mapping[str, str]) -> ListAsk:
    """The list that is asked for. What makes no sense asks for nothing: a mistyped link shows a list too."""
    words = said.get("q", "").replace("\x00", "").strip()[:_MOST]
    view, order = said.get("show", ""), said.get("sort", "")
    return ListAsk(
        view=view if view in VIEWS else _FOUND if words else _OPEN,
        order=order if order in ORDERS else "",
        words=words,
        officer=_uuid(said.get("officer", "")),
        level=int(said["level"]) if said.get("level", "") in {"0", "1", "2", "3", "4"} else None,
        since=day_in(said.get("since", "")),
        until=day_in(said.get("until", "")),
        ward=_ward(said.get("ward", "")),
        status=_status(said.get("status", "")),
        **{name: _plain(said.get(name, "")) for name in _CODES},
    )


def with_days_read(said: Mapping[str, str], *, today: date) -> dict[str, str]:
    """The same with its days, typed in any way, as an address has them; what is no day stays as it is."""
    days = {name: reading.day(typed.short(said.get(name, "")), today=today, toward="past") for name in DAYS}
    return {**said, **{name: day.isoformat() for name, day in days.items() if isinstance(day, date)}}


def read_line(line: str) -> ListAsk:
    """The same from the part of an address behind its question mark."""
    return read(dict(parse_qsl(line[: 20 * _MOST])))


def line_of(ask: ListAsk, *, page: int = 1) -> str:
    """What stands behind the question mark; empty for all that is open."""
    said: dict[str, Any] = {"q": ask.words}
    said["show"] = "" if ask.view == (_FOUND if ask.words else _OPEN) else ask.view
    said |= {name: getattr(ask, name) for name in FILTERS}
    said |= {"sort": ask.order, "page": page if page > 1 else ""}
    return urlencode({name: value for name, value in said.items() if value not in ("", None)})


def address(ask: ListAsk, name: str = "console:inbox", *, page: int = 1) -> str:
    """Where this list stands."""
    line = line_of(ask, page=page)
    return reverse(name) + (f"?{line}" if line else "")


def case_address(ref: str, ask: ListAsk) -> str:
    """Where a case of this list stands, and the way back and on through the list."""
    line = line_of(ask)
    return reverse("console:case", args=[ref]) + (f"?{urlencode({IN: line})}" if line else "")


def without(ask: ListAsk, name: str) -> ListAsk:
    """The same list without one of its filters."""
    nothing: Any = None if name in {"officer", "level", *DAYS} else ""
    return replace(ask, **{name: nothing})


def _plain(text: str) -> str:
    return text.replace("\x00", "")[:_MOST]


def _ward(text: str) -> str:
    """A ward's number, in any digits."""
    number = ascii_digits(text).strip().upper()
    return number if _WARD.fullmatch(number) else ""


def _status(text: str) -> str:
    return text if text in Status.values else ""


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def day_in(text: str) -> date | None:
    """A day of the years that case numbers know; beyond them a calendar ends."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 <= day.year < 2200 else None


def day_until_today(written: str) -> date:
    """The day that is asked for; today for none, one to come, or what is no day."""
    today = local(now()).date()
    return min(day_in(written) or today, today)

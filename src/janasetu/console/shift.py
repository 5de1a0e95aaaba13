"""A shift in words: figures by hour or by post, each leading to what it counts, and the list of that."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from janasetu.bodies.models import Officer
from janasetu.bodies.queries import Titles, titles
from janasetu.cases.choices import CallOutcome
from janasetu.cases.models import CallBack
from janasetu.cases.shifts import FIGURES, Entry, ShiftAsk, listed
from janasetu.console.asked import day_in
from janasetu.console.calls import OUTCOMES
from janasetu.console.reports import Cell, Count, Row
from janasetu.console.rows import CHANNELS
from janasetu.lib import bn, phones
from janasetu.lib.clock import local
from janasetu.lib.references import grouped
from janasetu.lib.words import Lang

ADDRESS = "console:shift"
COLUMNS = {
    "taken": gettext_lazy("Calls taken"),
    "complaints": gettext_lazy("Complaints"),
    "papers": gettext_lazy("Applications and bookings"),
    "others": gettext_lazy("Other matters"),
    "joined": gettext_lazy("Joined an open case"),
    "sent": gettext_lazy("Number sent by message"),
    "lost": gettext_lazy("Lines that broke"),
    "unrung": gettext_lazy("Of them not rung yet"),
    "rung": gettext_lazy("Rung back"),
}
assert COLUMNS.keys() == FIGURES.keys()


@dataclass(frozen=True, slots=True)
class Line:
    """An entry in the list. `number`: of the case, or of the telephone, masked; `url`: where it opens."""

    at: str
    number: str
    url: str
    title: str
    what: str
    by: str


def read(said: Mapping[str, str], officer: Officer, *, today: date, sees_all: bool) -> ShiftAsk:
    """What the address asks for. What cannot be read, or is not theirs, narrows nothing."""
    hour = said.get("hour", "")
    post = said.get("post", "")[:80] if sees_all else officer.post
    return ShiftAsk(
        day=min(day_in(said.get("day", "")) or today, today),
        post=post,
        hour=int(hour) if hour.isascii() and hour.isdecimal() and int(hour[:3]) < 24 else None,
        figure=said.get("show", "") if said.get("show", "") in FIGURES else "",
    )


def address(ask: ShiftAsk, name: str = ADDRESS) -> str:
    """Where it stands."""
    said = {
        "day": ask.day.isoformat(),
        "post": ask.post,
        "hour": "" if ask.hour is None else str(ask.hour),
        "show": ask.figure,
    }
    return f"{reverse(name)}?{urlencode({key: value for key, value in said.items() if value})}"


class Sheet:
    """The figures of a day's entries as tables, and the list of the one that is chosen."""

    def __init__(self, entries: Sequence[Entry], ask: ShiftAsk, officer: Officer, *, lang: Lang) -> None:
        self._entries, self._ask, self._lang = entries, ask, lang
        self._body_id = officer.body_id
        self._at = ask.period.since
        roles = {one.by.partition("@")[0] for one in entries}
        self._titles: Titles = titles([officer.body_id], roles)

    @property
    def columns(self) -> list[str]:
        return [str(name) for name in COLUMNS.values()]

    @property
    def hours(self) -> list[Row]:
        """A row for the day, and one for each hour in which something was done."""
        hours = sorted({one.hour for one in self._entries})
        rows = [self._row(_hour(hour, self._lang), replace(self._ask, hour=hour)) for hour in hours]
        return [self._row(_("Whole day"), replace(self._ask, hour=None)), *rows] if rows else []

    @property
    def posts(self) -> list[Row]:
        """A row for each post that did something; none where one post alone is asked for."""
        if self._ask.post:
            return []
        found = sorted({one.by for one in self._entries})
        return [
            self._row(self.title(post), replace(self._ask, post=post, hour=None), leads=True)
            for post in found
        ]

    def title(self, post: str) -> str:
        """«টেলিফোন অপারেটর»."""
        return self._titles.name(self._body_id, post.partition("@")[0], self._lang, at=self._at)

    def _row(self, name: str, ask: ShiftAsk, *, leads: bool = False) -> Row:
        own = [one for one in self._entries if ask.post in ("", one.by)]
        cells = [
            Cell(str(says), "", "", [self._count(own, replace(ask, figure=figure))])
            for figure, says in COLUMNS.items()
        ]
        url = address(replace(ask, figure="")) if leads else ""
        return Row(name, url, cells, is_late=bool(listed(own, replace(ask, figure="unrung"))))

    def _count(self, entries: Sequence[Entry], ask: ShiftAsk) -> Count:
        count = len(listed(entries, ask))
        return Count(bn.number(count, self._lang), f"{address(ask)}#list" if count else "")

    # --- the list ---

    @property
    def heading(self) -> str:
        """What the list is of."""
        what = str(COLUMNS[self._ask.figure]) if self._ask.figure else _("Everything done")
        hour = "" if self._ask.hour is None else _hour(self._ask.hour, self._lang)
        return " · ".join(part for part in (what, hour) if part)

    @property
    def lines(self) -> list[Line]:
        return [self._line(one) for one in listed(self._entries, self._ask)]

    def _line(self, one: Entry) -> Line:
        at, by = bn.time_of_day(local(one.at), self._lang), self.title(one.by)
        if one.entered:
            case = one.entered.case
            how = str(CHANNELS.get(one.entered.channel, one.entered.channel))
            what = " · ".join([how, *([_("Joined an open case")] if one.entered.joined else [])])
            url = reverse("console:case", args=[case.ref])
            return Line(at, grouped(one.entered.number), url, case.title_in(self._lang), what, by)
        call = one.lost or one.rung
        assert call
        return Line(at, _masked(call), reverse("console:call", args=[call.id]), _whom(call), _came(one), by)

    # --- the file ---

    def file_columns(self) -> list[str]:
        return [_("Hour"), *self.columns]

    def file_lines(self) -> Iterator[list[str | int]]:
        """The hours in Latin digits, for a spreadsheet counts with them."""
        hours: Iterable[int | None] = [None, *sorted({one.hour for one in self._entries})]
        for hour in hours:
            named = _("Whole day") if hour is None else f"{hour:02}:00"
            counts = [
                len(listed(self._entries, replace(self._ask, hour=hour, figure=one))) for one in COLUMNS
            ]
            yield [named, *counts]


def _hour(hour: int, lang: Lang) -> str:
    """«সকাল ১০টা – ১১টা»: from this hour to the next."""
    began, ended = dt.time(hour), dt.time((hour + 1) % 24)
    return f"{bn.time_of_day(began, lang)} – {bn.time_of_day(ended, lang)}"


def _masked(call: CallBack) -> str:
    digits = phones.wa_key(call.phone)
    return phones.masked(f"+{digits}" if digits.isdigit() else call.phone) if call.phone else ""


def _whom(call: CallBack) -> str:
    return _("Citizen") if call.case or not call.name else call.name


def _came(one: Entry) -> str:
    """What came of it."""
    if one.lost and one.lost.done_at is None:
        return _("Not rung yet")
    call = one.lost or one.rung
    assert call
    return str(OUTCOMES[CallOutcome(call.outcome)]) if call.outcome else ""


def day_words(day: date, lang: Lang, *, now: datetime) -> str:
    """«আজ, ২৩ নভেম্বর ২০২৬»."""
    named = bn.date(day, lang)
    return _("Today, %(day)s") % {"day": named} if day == local(now).date() else named

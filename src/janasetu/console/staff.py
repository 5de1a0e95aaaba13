"""Who is away and who stands in, as the page of leave and deputies tells it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from janasetu.bodies import posts
from janasetu.bodies.models import Absence, Department, Deputy, LocalBody, Officer
from janasetu.bodies.queries import (
    Titles,
    absences_of,
    colleagues_of,
    departments,
    standing_deputies_of,
    titles,
)
from janasetu.bodies.rules import authority
from janasetu.lib import bn
from janasetu.lib.clock import local
from janasetu.lib.sorting import sort_key
from janasetu.lib.texts import in_language
from janasetu.lib.words import Lang

_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class LeaveRow:
    """A leave. `is_running`: it has begun."""

    id: str
    who: str
    kind: str
    days: str
    deputy: str
    entered: str
    is_running: bool


@dataclass(frozen=True, slots=True)
class DeputyRow:
    """A standing deputy of a post."""

    id: str
    post: str
    who: str
    days: str
    entered: str


class Staff:
    """A body's officers, their leaves and deputies; five queries."""

    def __init__(self, body: LocalBody, *, lang: Lang, now: datetime) -> None:
        self._body, self._lang, self._now = body, lang, now
        self.officers: list[Officer] = list(colleagues_of(body.id, at=now))
        known = departments([body.id]).values()
        self.departments: list[Department] = sorted(known, key=lambda one: sort_key(one.name_in(lang)))
        self._titles: Titles = titles([body.id], posts.held_in(body.kind))

    @property
    def leaves(self) -> list[LeaveRow]:
        """Those that run or are to come."""
        return [self._leave(row) for row in absences_of(self._body.id, at=self._now)]

    @property
    def deputies(self) -> list[DeputyRow]:
        """The deputies of posts that stand or are to come."""
        return [self._deputy(row) for row in standing_deputies_of(self._body.id, at=self._now)]

    @property
    def people(self) -> list[tuple[str, str]]:
        """Everybody in office, by id and words."""
        named = [(str(one.id), self.name_of(one)) for one in self.officers]
        return sorted(named, key=lambda pair: sort_key(pair[1]))

    @property
    def posts(self) -> list[tuple[str, str]]:
        """The posts that somebody holds or acts for, by code and words."""
        held: Sequence[str] = sorted({role for one in self.officers for role in authority(one.tenure)})
        named = [(role, self._title(role)) for role in held if role in posts.held_in(self._body.kind)]
        return sorted(named, key=lambda pair: sort_key(pair[1]))

    @property
    def offices(self) -> list[tuple[str, str]]:
        """The departments, by id and words."""
        return [(str(one.id), one.name_in(self._lang)) for one in self.departments]

    def name_of(self, officer: Officer) -> str:
        """«শর্মিষ্ঠা দত্ত · নিয়ন্ত্রক আধিকারিক · আলো»."""
        title = in_language(self._titles.of_officer(officer, at=self._now), self._lang)
        department = officer.department.name_in(self._lang) if officer.department else ""
        return " · ".join(part for part in (officer.name_in(self._lang), title, department) if part)

    def _title(self, role: str) -> str:
        return self._titles.name(self._body.id, role, self._lang, at=self._now)

    def _leave(self, row: Absence) -> LeaveRow:
        deputy = next(iter(row.deputies.all()), None)
        return LeaveRow(
            id=str(row.id),
            who=self.name_of(row.officer),
            kind=str(row.get_kind_display()),
            days=self._days(row.since, row.until),
            deputy=deputy.officer.name_in(self._lang) if deputy else "",
            entered=self._entered(row.entered_by, row.entered_at),
            is_running=row.since <= self._now,
        )

    def _deputy(self, row: Deputy) -> DeputyRow:
        where = row.department.name_in(self._lang) if row.department else ""
        return DeputyRow(
            id=str(row.id),
            post=" · ".join(part for part in (self._title(row.role_id), where) if part),
            who=self.name_of(row.officer),
            days=self._days(row.since, row.until),
            entered=self._entered(row.entered_by, row.entered_at),
        )

    def _days(self, since: datetime, until: datetime | None) -> str:
        first = bn.date(local(since).date(), self._lang)
        if until is None:
            return _("from %(first)s") % {"first": first}
        last = bn.date(local(until - _MOMENT).date(), self._lang)
        return _("%(first)s to %(last)s") % {"first": first, "last": last}

    def _entered(self, by: str, at: datetime) -> str:
        who = self._title(by.partition("@")[0]) if "@" in by else _("by command")
        return _("Entered by %(who)s, %(at)s") % {"who": who, "at": bn.moment(at, self._lang, self._now)}

"""The offices behind a login: the one that works now, and the others it can turn to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.http import HttpRequest

from janasetu.bodies.models import Officer
from janasetu.bodies.queries import Titles, titles
from janasetu.bodies.rules import authority, may_manage_staff
from janasetu.cases.auditing import may_audit
from janasetu.cases.costs import may_see_costs
from janasetu.cases.listening import Waiting, waiting
from janasetu.cases.queries import unmaskings_to_agree
from janasetu.cases.registering import may_register
from janasetu.cases.reporting import may_see_reports
from janasetu.cases.seeing import may_agree
from janasetu.cases.shelf import may_see_papers
from janasetu.cases.shifts import may_see_shifts
from janasetu.cases.teaching import may_teach
from janasetu.console.doorbell import bell_url
from janasetu.console.language import reader_language
from janasetu.conversations.queries import waiting_talks
from janasetu.conversations.rules import may_talk
from janasetu.deliveries.rules import may_plan
from janasetu.lib import bn
from janasetu.payments.rules import may_see_book
from janasetu.posters.rules import may_hang
from janasetu.registers.rules import may_read as may_read_registers

CHOSEN = "office"  # in the session: the id of the office that was turned to


@dataclass(frozen=True, slots=True)
class Post:
    """An office in words: its id, its title and its body, the last two by language."""

    id: str
    title: Mapping[str, str]
    body: Mapping[str, str]


class Desk:
    """Where an officer sits at an instant. Titles are looked up when a page shows them: one query."""

    def __init__(self, officer: Officer, offices: Sequence[Officer], *, at: datetime) -> None:
        self.officer = officer
        self._offices = offices
        self._at = at
        self._heard = {officer.body_id}

    def hear(self, body_id: UUID) -> None:
        """Let the page listen to this body's bell too: it shows a matter that came up from there."""
        self._heard.add(body_id)

    @property
    def bell(self) -> str:
        """Where the page hears that something changed."""
        return bell_url(self._heard, self.officer.user_id)

    @cached_property
    def title(self) -> Mapping[str, str]:
        """The title of the office that works now."""
        return self._titles.of_officer(self.officer, at=self._at)

    @cached_property
    def others(self) -> list[Post]:
        """The other offices of this login."""
        return [
            Post(str(one.id), self._titles.of_officer(one, at=self._at), one.body.name)
            for one in self.other_offices()
        ]

    @cached_property
    def may_talk(self) -> bool:
        """Whether the office that works now talks with citizens."""
        return may_talk(self.officer.tenure, self._at)

    @cached_property
    def may_register(self) -> bool:
        """Whether the office that works now enters cases for others; a body without case numbers has none."""
        return self.officer.body.number is not None and may_register(self.officer.tenure, self._at)

    @cached_property
    def may_see_shifts(self) -> bool:
        """Whether the office that works now has a shift to report, or reads those of others."""
        return may_see_shifts(self.officer.tenure, self._at)

    @cached_property
    def may_see_costs(self) -> bool:
        """Whether the office that works now sees what messages cost."""
        return may_see_costs(self.officer.tenure, self._at)

    @cached_property
    def may_see_cash(self) -> bool:
        """Whether the office that works now reads the cash book."""
        return may_see_book(self.officer.tenure, self._at)

    @cached_property
    def may_plan_visits(self) -> bool:
        """Whether the office that works now says who brings what to which door."""
        return may_plan(self.officer.tenure, self._at)

    @cached_property
    def may_see_papers(self) -> bool:
        """Whether the office that works now reads the register of issued papers."""
        return may_see_papers(self.officer.tenure, self._at)

    @cached_property
    def may_see_reports(self) -> bool:
        """Whether the office that works now reads reports."""
        return may_see_reports(self.officer.tenure, self._at)

    @cached_property
    def may_agree(self) -> bool:
        """Whether the office that works now may agree that a colleague sees who complains."""
        return may_agree(self.officer.tenure, self._at)

    @cached_property
    def waiting_unmaskings(self) -> str:
        """How many colleagues ask for that, in the reader's digits; empty where nobody does. One query."""
        waiting = unmaskings_to_agree(self.officer, now=self._at).count()
        return bn.number(waiting, reader_language()) if waiting else ""

    @cached_property
    def may_audit(self) -> bool:
        """Whether the office that works now reads who looked and what changed."""
        return may_audit(self.officer.tenure, self._at)

    @cached_property
    def may_read_registers(self) -> bool:
        """Whether the office that works now looks through the registers of births and deaths."""
        department = self.officer.department.code if self.officer.department else None
        return may_read_registers(self.officer.tenure, department, self._at)

    @cached_property
    def may_teach(self) -> bool:
        """Whether the office that works now reviews what the next model learns from."""
        return may_teach(self.officer.tenure, self._at)

    @cached_property
    def may_manage_staff(self) -> bool:
        """Whether the office that works now says who is away and who stands in."""
        return may_manage_staff(self.officer.tenure, self._at)

    @cached_property
    def may_hang_posters(self) -> bool:
        """Whether the office that works now makes posters; a body without a number has no codes for them."""
        return self.officer.body.number is not None and may_hang(self.officer.tenure, self._at)

    def other_offices(self) -> list[Officer]:
        """The other offices of this login."""
        return [one for one in self._offices if one.id != self.officer.id]

    @cached_property
    def waiting_talks(self) -> str:
        """How many citizens wait for a reply, in the reader's digits; empty where nobody does. One query."""
        waiting = waiting_talks(self.officer.body_id)
        return bn.number(waiting, reader_language()) if waiting else ""

    @cached_property
    def waiting_calls(self) -> str:
        """How many people wait for a call, in the reader's digits; empty where nobody does."""
        calls = self._waiting.calls
        return bn.number(calls, reader_language()) if calls else ""

    @cached_property
    def waiting_voices(self) -> str:
        """How many voices nobody has heard, in the reader's digits; empty where there is none."""
        notes = self._waiting.notes if self.may_register else 0
        return bn.number(notes, reader_language()) if notes else ""

    @property
    def voices_ring(self) -> bool:
        """Whether one of them waits too long."""
        return self._waiting.rings

    @cached_property
    def _waiting(self) -> Waiting:
        """Calls and voices that wait; one query for both."""
        return waiting(self.officer, now=self._at)

    @cached_property
    def _titles(self) -> Titles:
        roles = {role for one in self._offices for role in authority(one.tenure)}
        return titles({one.body_id for one in self._offices}, roles)


def desk_of(request: HttpRequest, offices: Sequence[Officer], *, at: datetime) -> Desk:
    """The desk of the office that was turned to, else of the first. `offices` is not empty."""
    chosen = request.session.get(CHOSEN)
    return Desk(next((one for one in offices if str(one.id) == chosen), offices[0]), offices, at=at)

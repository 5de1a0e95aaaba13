"""What an officer is told of many cases at once: one message with a list, never one for each case."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from janasetu.bodies.models import Officer
from janasetu.bodies.rules import in_office
from janasetu.cases.charges import LANG
from janasetu.cases.models import Case
from janasetu.cases.notices import PHRASES, PREFIX
from janasetu.cases.reaching import Reached, reach
from janasetu.lib import phones
from janasetu.lib.text import shorten
from janasetu.messaging import outbox
from janasetu.messaging.capabilities import channels_that
from janasetu.messaging.templates import filled, template_of
from janasetu.messaging.values import Lane, Message, Outgoing

MOST_NAMED, MOST_TITLE = 5, 40  # cases that are named in a message, and UTF-16 units of what each is about


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing to tell an officer of these cases, all of one body. `source` makes it once. `away`: in whose
    place they are theirs. `marks`: what stands behind each case in the list.
    """

    officer: Officer
    key: str
    source: str
    cases: Sequence[Case]
    away: Officer | None = None
    marks: Mapping[UUID, str] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)


def tell_duties(duties: Iterable[Duty], *, now: datetime) -> None:
    """Tell each officer in office who has a registered number, on a line of the cases' body."""
    told = [one for one in duties if one.officer.phone and in_office(one.officer.tenure, now)]
    if not told:
        return
    numbers = {
        one.source: (one.cases[0].body_id, digits)
        for one in told
        if (digits := phones.wa_key(one.officer.phone))
    }
    reached = reach(numbers, channels=channels_that(lambda can: can.by_number), now=now)
    outbox.queue([_outgoing(one, to) for one in told if (to := reached.get(one.source))], now=now)


def _outgoing(duty: Duty, to: Reached) -> Outgoing:
    values = _values(duty)
    template = template_of(PHRASES, duty.key, LANG, prefix=PREFIX)
    return Outgoing(
        contact=to.contact,
        line_id=to.line_id,
        message=Message(PHRASES.say(duty.key, LANG, **values)),
        source=duty.source,
        template=filled(template, PHRASES.fillings(duty.key, LANG, **values)),
        lane=Lane.CROWD,
        office=duty.cases[0].body_id,
    )


def _values(duty: Duty) -> dict[str, Any]:
    away = duty.away.name_in(LANG) if duty.away else ""
    return {"count": len(duty.cases), "cases": _named(duty), "away": away, **duty.values}


def _named(duty: Duty) -> str:
    """«261002000017 (রাস্তার আলো জ্বলছে না, ৭৫%); ...»: the first of them by number, the rest counted."""
    named = [_one(case, duty.marks.get(case.id, "")) for case in duty.cases[:MOST_NAMED]]
    left = len(duty.cases) - MOST_NAMED
    if left > 0:
        named.append(PHRASES.say("duty_more", LANG, count=left))
    return "; ".join(named)


def _one(case: Case, mark: str) -> str:
    about = ", ".join(part for part in (shorten(case.title_in(LANG), MOST_TITLE), mark) if part)
    return f"{case.grouped_ref} ({about})"

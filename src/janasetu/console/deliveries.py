"""What the office sees of visits: what is to go out, what is late, what came back, how citizens liked it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from janasetu.bodies.calendars import Calendar
from janasetu.bodies.models import Officer
from janasetu.bodies.queries import calendars
from janasetu.bodies.rules import in_office
from janasetu.cases.models import Case
from janasetu.console.photos import Photo, photos_of_visits
from janasetu.console.round import told_of
from janasetu.deliveries import queries, rules
from janasetu.deliveries.choices import Rating, VisitState
from janasetu.deliveries.models import Visit
from janasetu.deliveries.sentences import PHRASES, day_words, hours_words, slot_words
from janasetu.lib import bn
from janasetu.lib.texts import in_language
from janasetu.lib.words import Lang

LATELY = timedelta(days=30)
MOST = 200  # visits that a page lists
_RUNNER = "runner"


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One visit in a list. `about`: what has come of it so far; `url`: of its case."""

    id: UUID
    ref: str
    url: str
    title: str
    address: str
    ward: str
    slot: str
    state: str
    look: str
    runner: str
    tries: str
    is_late: bool
    may_plan: bool
    may_wait: bool
    may_send_code: bool
    may_hand: bool
    is_failed: bool
    about: str
    photos: Sequence[Photo] = ()


@dataclass(frozen=True, slots=True)
class WordRow:
    """A word of a runner that somebody has to look at."""

    ref: str
    url: str
    told: str
    by: str
    at: str


_LOOK = {
    VisitState.ASKED: "info",
    VisitState.PLANNED: "info",
    VisitState.OUT: "warn",
    VisitState.AT_OFFICE: "info",
    VisitState.DONE: "ok",
    VisitState.FAILED: "bad",
    VisitState.CALLED_OFF: "plain",
}


def state_words(state: str) -> str:
    """How a visit stands."""
    return {
        VisitState.ASKED: _("Not planned yet"),
        VisitState.PLANNED: _("In a round"),
        VisitState.OUT: _("On the way"),
        VisitState.AT_OFFICE: _("Waits at the counter"),
        VisitState.DONE: _("Done"),
        VisitState.FAILED: _("Could not be done"),
        VisitState.CALLED_OFF: _("Called off"),
    }[VisitState(state)]


def rows_of_case(case: Case, *, whole: bool, lang: Lang, now: datetime) -> list[VisitRow]:
    """The visits of a case, the newest first, with what was photographed there; `whole`: the reader may know
    whose case it is. One query; three where there was any visit.
    """
    visits = queries.visits_of_case(case.body_id, case.id)
    words = queries.words_with_photos(case.body_id, case.id) if visits and whole else []
    photos = photos_of_visits(case, words, lang=lang)
    return [replace(row_of(one, lang=lang, now=now), photos=photos.get(one.id, ())) for one in visits]


def row_of(visit: Visit, *, lang: Lang, now: datetime) -> VisitRow:
    """The visit in a list."""
    state = VisitState(visit.state)
    waits = state in (VisitState.ASKED, VisitState.PLANNED)
    return VisitRow(
        id=visit.id,
        ref=visit.grouped_ref,
        url=reverse("console:case", args=[visit.ref]),
        title=visit.title.get(lang) or visit.title.get("bn", ""),
        address=visit.address,
        ward=visit.ward,
        slot=slot_words(visit.slot, lang, now),
        state=state_words(visit.state),
        look=_LOOK[state],
        runner=in_language(visit.runner.name, lang) if visit.runner else "",
        tries=bn.number(visit.attempt, lang) if visit.attempt > 1 else "",
        is_late=visit.is_open and state != VisitState.AT_OFFICE and visit.due_at < now,
        may_plan=waits,
        may_wait=waits and visit.brings,
        may_send_code=bool(visit.code) and state in (VisitState.OUT, VisitState.AT_OFFICE),
        may_hand=state == VisitState.AT_OFFICE,
        is_failed=state == VisitState.FAILED,
        about=_about(visit, lang, now),
    )


def _about(visit: Visit, lang: Lang, now: datetime) -> str:
    why = PHRASES.say(f"why_{visit.reason}", lang) if visit.reason else ""
    ended = bn.moment(visit.ended_at, lang, now) if visit.ended_at else ""
    permitted = ""
    if visit.permitted_by:
        permitted = _("Permitted without the code: %(name)s") % {
            "name": in_language(visit.permitted_by.name, lang)
        }
    return " · ".join(filter(None, (why, visit.note, visit.handed_to, permitted, ended, visit.ended_by)))


def waiting_rows(officer: Officer, *, lang: Lang, now: datetime) -> list[VisitRow]:
    """What is to go out, or lies at the counter; the earliest first."""
    return [row_of(one, lang=lang, now=now) for one in queries.waiting(officer.body_id)[:MOST]]


def failed_rows(officer: Officer, *, lang: Lang, now: datetime) -> list[VisitRow]:
    """What could not be done, and nobody tries again."""
    rows = queries.failed_lately(officer.body_id, since=now - LATELY)[:MOST]
    return [row_of(one, lang=lang, now=now) for one in rows]


def word_rows(officer: Officer, *, lang: Lang, now: datetime) -> list[WordRow]:
    """What runners told and was not taken, or whose cash is not in the book."""
    return [
        WordRow(
            ref=one.visit.grouped_ref,
            url=reverse("console:case", args=[one.visit.ref]),
            told=told_of(one, lang, now),
            by=in_language(one.officer.name, lang),
            at=bn.moment(one.at, lang, now),
        )
        for one in queries.to_look_at(officer.body_id, since=now - LATELY)[:MOST]
    ]


def rating_rows(officer: Officer, *, lang: Lang, now: datetime) -> list[tuple[str, str]]:
    """What citizens said of visits lately, and how often; nothing where nobody said anything."""
    counts = queries.ratings(officer.body_id, since=now - LATELY)
    if not any(counts.values()):
        return []
    return [(PHRASES.say(f"rate_{one}", lang), bn.number(counts.get(one, 0), lang)) for one in Rating.values]


def slot_choices(officer: Officer, *, lang: Lang, now: datetime) -> list[tuple[str, str]]:
    """The slots in which the office works, by code."""
    calendar = calendars([officer.body_id]).get(officer.body_id, Calendar())
    return [
        (slot.code, f"{day_words(slot, lang)}, {hours_words(slot.part, lang)}")
        for slot in rules.offered(calendar, now=now)
    ]


def runner_choices(officer: Officer, *, lang: Lang, now: datetime) -> Sequence[tuple[str, str]]:
    """Who of the office can go, those whose post it is first."""
    here = Officer.objects.filter(body_id=officer.body_id, active=True).select_related("role", "body")
    able = [one for one in here if in_office(one.tenure, now)]
    able.sort(key=lambda one: (one.role_id != _RUNNER, in_language(one.name, lang)))
    return [(str(one.id), f"{in_language(one.name, lang)} · {one.role.name_in(lang)}") for one in able]

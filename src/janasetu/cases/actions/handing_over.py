"""The hand-over: no open case waits for somebody who has left office, or who is away while it falls due."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet

from janasetu.bodies import posts
from janasetu.bodies import queries as bodies
from janasetu.bodies.covering import Acting, Why
from janasetu.bodies.models import Officer
from janasetu.bodies.rules import in_office
from janasetu.cases.choices import OPEN, WITH_OFFICE, EventCode
from janasetu.cases.duties import Duty, tell_duties
from janasetu.cases.models import Case, CaseEvent
from janasetu.cases.owning import Matter, owners
from janasetu.cases.seeing import OFFICE
from janasetu.catalogue import queries as catalogue
from janasetu.lib.ids import uuid7
from janasetu.rows import bulk
from janasetu.rows.waiting import Waiting

AT_ONCE = 5000
_MOVED = ("officer_id", "covers_id")


@dataclass(frozen=True, slots=True)
class _Desk:
    """What all cases have in common that go the same way."""

    body_id: UUID
    officer_id: UUID | None
    covers_id: UUID | None
    version_id: UUID
    level: int
    category: str
    department_id: UUID | None
    ward: str
    confidential: str


_DESK = (
    *("body_id", "officer_id", "covers_id", "version_id", "level", "category", "department_id", "ward"),
    "confidential",
)


@dataclass(frozen=True, slots=True)
class _Heir:
    """Who takes over, nobody where nobody can; in whose place; what the event says of it."""

    officer: Officer | None
    covers: Officer | None
    code: EventCode
    params: Mapping[str, Any]


def hand_over_due(*, now: datetime) -> int:
    """Give every open case whose officer has left office, or is away while it falls due, to who acts for its
    level now, and back to who has come back; how many moved.

    Clocks, level and status stay as they are, and the citizen is told nothing: the office has the case as
    before. Who takes over is told once how many there are. Where nobody can take a case it lies with the role
    alone, and goes to whoever comes. What a deputy has made their own is not given back. Safe to run twice,
    or twice at once: a row that somebody else works on is left for the next time. The number of statements
    grows only with every `AT_ONCE` cases.
    """
    heirs = _heirs(now=now) if _DUE.at(now) else {}
    return _take_over(heirs, now=now) if heirs else 0


@transaction.atomic
def _take_over(heirs: Mapping[_Desk, _Heir], *, now: datetime) -> int:
    taken: list[tuple[Case, _Heir]] = []
    after, seen = UUID(int=0), AT_ONCE
    while seen == AT_ONCE:
        cases = _next(heirs, after=after, now=now)
        taken += _hand_over(cases, heirs, now=now)
        seen, after = len(cases), cases[-1].id if cases else after
    tell_duties(_duties(taken), now=now)
    return len(taken)


# --- whose cases move ---


def _due(*, now: datetime) -> list[QuerySet[Case]]:
    """The open cases of those who left, those that fall due while their officer is away, and those that
    somebody has in another's place.
    """
    still_open = Case.objects.filter(status__in=OPEN).order_by()
    of_who_left = still_open.filter(officer__in=bodies.out_of_office(at=now))
    away = still_open.filter(officer__in=bodies.away_officers(at=now), status__in=WITH_OFFICE)
    back_at = away.annotate(back_at=bodies.away_until(at=now, officer="officer__"))
    falls_due = (
        Q(promise_due_at__lt=F("back_at"))
        | Q(escalates_at__lt=F("back_at"))
        | Q(first_action_at__isnull=True, first_action_due_at__lt=F("back_at"))
    )
    return [of_who_left, back_at.filter(falls_due), still_open.filter(covers__isnull=False)]


def _any_due(now: datetime) -> QuerySet[Case, Any]:
    first, *more = (cases.values("id") for cases in _due(now=now))
    return first.union(*more)


_DUE = Waiting(_any_due)


def _desks_due(*, now: datetime) -> dict[_Desk, str]:
    """The desks of these cases, each with the kind of its body. One query."""
    first, *more = (cases.values_list(*_DESK, "body__kind") for cases in _due(now=now))
    return {_Desk(*columns): kind for *columns, kind in first.union(*more)}


def _next(heirs: Mapping[_Desk, _Heir], *, after: UUID, now: datetime) -> list[Case]:
    """The next of them, locked, in order of their ids."""
    first, *more = (cases.values("id") for cases in _due(now=now))
    rows = Case.objects.select_for_update(of=("self",), skip_locked=True).filter(
        body_id__in={desk.body_id for desk in heirs}, id__in=first.union(*more), id__gt=after
    )
    return list(rows.order_by("id")[:AT_ONCE])


def _hand_over(
    cases: Sequence[Case], heirs: Mapping[_Desk, _Heir], *, now: datetime
) -> list[tuple[Case, _Heir]]:
    """Those of the cases that somebody takes over, moved."""
    moves = [(case, heir) for case in cases if (heir := heirs.get(_desk_of(case)))]
    for case, heir in moves:
        case.officer_id = heir.officer.id if heir.officer else None
        case.covers_id = heir.covers.id if heir.covers else None
    bulk.update([case for case, _ in moves], key=("body_id", "id"), columns=_MOVED)
    bulk.insert(_event(case, heir, now=now) for case, heir in moves)
    return moves


def _desk_of(case: Case) -> _Desk:
    return _Desk(*(getattr(case, column) for column in _DESK))


def _event(case: Case, heir: _Heir, *, now: datetime) -> CaseEvent:
    return CaseEvent(
        id=uuid7(),
        body_id=case.body_id,
        case_id=case.id,
        code=heir.code,
        by="system",
        params=dict(heir.params),
        at=now,
    )


# --- who takes over ---


def _heirs(*, now: datetime) -> dict[_Desk, _Heir]:
    """Who takes over from those that left or are away, and who is back; two queries where nobody asks for
    more than the posts themselves.
    """
    desks = _desks_due(now=now)
    if not desks:
        return {}
    people = _people(desks, now=now)
    changing = [desk for desk in desks if not _stays(desk, people, now=now)]
    returning = [desk for desk in changing if _is_there(people.get(desk.covers_id), now)]
    orphaned = [desk for desk in changing if desk not in returning]
    found = {desk: _given_back(desk, people) for desk in returning}
    matters = [_matter(desk, desks[desk]) for desk in orphaned]
    away = [_who_is_away(desk, people, now=now) for desk in orphaned]
    acting = owners(matters, at=now, instead_of=away) if orphaned else []
    for desk, matter, one in zip(orphaned, matters, acting, strict=True):
        heir = _heir(desk, matter, one, people, kind=desks[desk], now=now)
        if heir:
            found[desk] = heir
    return found


_People = Mapping[UUID | None, Officer]


def _people(desks: Mapping[_Desk, str], *, now: datetime) -> _People:
    """Those who have the cases and those in whose place they have them, with their leaves. One query."""
    ids = {one for desk in desks for one in (desk.officer_id, desk.covers_id) if one}
    rows = Officer.objects.filter(id__in=ids).select_related("body")  # of this body, and of those above it
    return {row.id: row for row in rows.annotate(away_told=bodies.away_until(at=now))}


def _is_there(officer: Officer | None, now: datetime) -> bool:
    return officer is not None and in_office(officer.tenure, now) and not officer.tenure.away


def _stays(desk: _Desk, people: _People, *, now: datetime) -> bool:
    """Whether who has the cases keeps them: they are there, and who is away has not come back."""
    if not _is_there(people.get(desk.officer_id), now):
        return False
    former = people.get(desk.covers_id)
    return former is not None and in_office(former.tenure, now) and former.tenure.away


def _who_is_away(desk: _Desk, people: _People, *, now: datetime) -> Officer | None:
    """Whose the cases are who is away, if anybody."""
    known = (people.get(desk.covers_id), people.get(desk.officer_id))
    return next((one for one in known if one and one.tenure.away and in_office(one.tenure, now)), None)


def _matter(desk: _Desk, kind: str) -> Matter:
    """Which post answers for the cases, and which above it."""
    service = catalogue.service(desk.version_id)
    levels = service.levels_in(kind, {service.titled_by or "": desk.category})
    about_office = desk.confidential == OFFICE
    return Matter(desk.body_id, tuple(levels[desk.level :]), desk.department_id, desk.ward, about_office)


def _given_back(desk: _Desk, people: _People) -> _Heir:
    holder, former = people[desk.covers_id], people.get(desk.officer_id)
    return _Heir(holder, None, EventCode.GIVEN_BACK, {"former": _post(former), "officer": holder.post})


def _heir(
    desk: _Desk, matter: Matter, acting: Acting[Officer], people: _People, *, kind: str, now: datetime
) -> _Heir | None:
    """Who takes these cases over; None where they stay with whom they are."""
    former, away = people.get(desk.officer_id), _who_is_away(desk, people, now=now)
    if _is_there(former, now) and acting.why in (Why.SUPERIOR, Why.NOBODY):
        return None  # whoever has it for a vacant post goes on
    covers = away or acting.away
    if acting.why in (Why.SUPERIOR, Why.NOBODY):
        covers = covers or people.get(desk.covers_id) or former
    if acting.officer == former and (covers.id if covers else None) == desk.covers_id:
        return None
    if away is not None:
        params = {"away": away.post, "officer": _post(acting.officer), "why": acting.why}
        return _Heir(acting.officer, covers, EventCode.COVERED, params | _inbox(acting, matter, kind))
    params = {"former": _post(former), "officer": _post(acting.officer), "why": acting.why}
    return _Heir(acting.officer, covers, EventCode.HANDED_OVER, params | _inbox(acting, matter, kind))


def _inbox(acting: Acting[Officer], matter: Matter, kind: str) -> dict[str, str]:
    """With which post alone it lies, and who heads the office, where nobody can take it."""
    if acting.officer is not None:
        return {}
    return {"role": next(iter(matter.roles), ""), "head": posts.head_of(kind) or ""}


def _post(officer: Officer | None) -> str:
    return officer.post if officer else ""


# --- who is told ---

_SAYS = {
    EventCode.HANDED_OVER: "duty_handed_over",
    EventCode.COVERED: "duty_covered",
    EventCode.GIVEN_BACK: "duty_given_back",
}


def _duties(taken: Sequence[tuple[Case, _Heir]]) -> Iterator[Duty]:
    """One word to each who took over, with the number of cases."""
    piles: dict[tuple[UUID, UUID, EventCode], list[tuple[Case, _Heir]]] = {}
    for case, heir in taken:
        if heir.officer:
            piles.setdefault((heir.officer.id, case.body_id, heir.code), []).append((case, heir))
    for (_, _, code), pile in piles.items():
        case, heir = pile[0]
        assert heir.officer
        yield Duty(heir.officer, _SAYS[code], f"duty:{code}:{uuid7()}", [one for one, _ in pile], heir.covers)

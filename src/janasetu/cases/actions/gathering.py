"""Known incidents: so many like cases in one ward and so little time are one, which all later ones join."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from janasetu.cases import queries
from janasetu.cases.actions.pausing import CLOCK_COLUMNS, end_pauses
from janasetu.cases.choices import AT_WORK, EventCode, Lane, Status
from janasetu.cases.duplicates import covers
from janasetu.cases.likeness import since
from janasetu.cases.models import Case, CaseEvent
from janasetu.catalogue.schema import KnownIncident
from janasetu.lib.ids import uuid7

# The class of our advisory locks on the kind and ward of an incident; the pump has 0x4A53.
LOCK_CLASS = 0x4A49
MERGED_COLUMNS = ("status", "parent", "ended_at", *CLOCK_COLUMNS)
KNOWN_COLUMNS = ("supporters", "incident_wards", "lane")

Spot = tuple[UUID, str, str]  # body, category, ward: of which there is one known incident at a time


@dataclass(slots=True)
class Gathered:
    """What has become of likes. `parents`: the incident that a case not opened yet is part of, by its id;
    `made_known`: cases that are incidents from now on; `merged`: cases from before that are parts of one.
    """

    parents: dict[UUID, Case] = field(default_factory=dict)
    made_known: list[Case] = field(default_factory=list)
    merged: list[Case] = field(default_factory=list)

    def write(self, *, now: datetime) -> None:
        """Write it down. Nobody is told: number, time and news are for everybody as before."""
        if not self.made_known:
            return
        Case.objects.bulk_update(self.made_known, KNOWN_COLUMNS)
        Case.objects.bulk_update(self.merged, MERGED_COLUMNS)
        CaseEvent.objects.bulk_create(
            [one for case in self.merged for one in merge_events(case, "system", at=now)]
        )
        CaseEvent.objects.bulk_create(
            event(case, EventCode.INCIDENT, "system", {"wards": case.incident_wards}, at=now)
            for case in self.made_known
        )


def gathered(
    cases: Mapping[UUID, tuple[Case, UUID | None]], chosen: dict[UUID, Case], *, now: datetime
) -> Gathered:
    """What of these cases, which are not opened yet, is part of a known incident, or makes one.

    `cases`: by id, each with the contact who tells it. `chosen`: of those that join a case by their own word,
    that case; it becomes the very same object where it is looked at here too. One lock and two queries for
    any number.
    """
    groups: dict[Spot, list[Case]] = {}
    for case, _ in cases.values():
        if spot := spot_of(case):
            groups.setdefault(spot, []).append(case)
    hold(groups)
    there = _there(groups, now=now)
    same = {case.id: case for case in (*there.incidents, *there.others)}
    chosen.update({case_id: same.get(parent.id, parent) for case_id, parent in chosen.items()})
    found, who = Gathered(), _who(there.others, cases)
    for spot, group in groups.items():
        likes = _Likes(there.cases_of(spot), group, chosen, who)
        incident = there.incident_of(spot) or _made_known(likes, found, now=now)
        if incident:
            free = (one for one in group if one.id not in chosen and one is not incident)
            found.parents |= {one.id: incident for one in free}
    # Whom somebody chose may have become a part of an incident just now.
    found.parents |= {case_id: one.parent for case_id, one in chosen.items() if one.parent}
    return found


def spot_of(case: Case) -> Spot | None:
    """Where the case would be part of an incident; None where its kind has none, or its ward is not known."""
    return (case.body_id, case.category, case.ward) if case.ward and _rule(case) else None


def _rule(case: Case) -> KnownIncident | None:
    alike = None if case.confidential else case.service.alike_in(case.fields)
    return alike.incident if alike else None


def hold(spots: Iterable[Spot]) -> None:
    """Wait until nobody else counts the likes of these, and hold them until the transaction ends.

    So two that hand in the fifth at once make one incident, and not two of four each.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, spot) FROM unnest(%s::int[]) AS spot",
            [
                LOCK_CLASS,
                sorted({_key(spot) for spot in spots}),
            ],  # in one order, so that two never wait in a ring
        )


def _key(spot: Spot) -> int:
    digest = blake2b("|".join(map(str, spot)).encode(), digest_size=4).digest()
    return int.from_bytes(digest, signed=True)


@dataclass(frozen=True, slots=True)
class _There:
    """Cases at work of some kinds, locked: known incidents, and others in some wards, the oldest first."""

    incidents: Sequence[Case]
    others: Sequence[Case]

    def incident_of(self, spot: Spot) -> Case | None:
        body_id, category, ward = spot
        known = (case for case in self.incidents if (case.body_id, case.category) == (body_id, category))
        return next((case for case in known if covers(case, ward)), None)

    def cases_of(self, spot: Spot) -> list[Case]:
        return [case for case in self.others if (case.body_id, case.category, case.ward) == spot]


def _there(groups: Mapping[Spot, Sequence[Case]], *, now: datetime) -> _There:
    """What was reported as lately as the longest rule looks back, and every known incident."""
    rules = [rule for group in groups.values() for case in group if (rule := _rule(case))]
    lately = Q(
        incident_wards=None,
        ward__in={ward for _, _, ward in groups},
        opened_at__gt=min(since(now, rule.within) for rule in rules),
    )
    rows = (
        Case.objects.select_for_update(of=("self",))
        .select_related("body")
        .filter(
            Q(incident_wards__isnull=False) | lately,
            body_id__in={body for body, _, _ in groups},
            category__in={category for _, category, _ in groups},
            status__in=AT_WORK,
            parent=None,
            confidential="",
        )
    )
    cases = list(rows.order_by("body_id", "id"))
    others = (case for case in cases if not case.is_incident)
    return _There(
        [case for case in cases if case.is_incident], sorted(others, key=lambda one: (one.opened_at, one.id))
    )


@dataclass(frozen=True, slots=True)
class _Likes:
    """Like cases of one ward: those at work, those not opened yet, whom of them people chose to join, and who
    told each.
    """

    there: Sequence[Case]
    group: Sequence[Case]
    chosen: Mapping[UUID, Case]
    who: Mapping[UUID, UUID]

    @property
    def fresh(self) -> list[Case]:
        return [case for case in self.group if case.id not in self.chosen]

    def people(self, recent: Sequence[Case]) -> int:
        """How many people have the matter: who tells it twice is one."""
        join = Counter(self.chosen[case.id].id for case in self.group if case.id in self.chosen)
        return len({self.who[case.id] for case in (*recent, *self.fresh)}) + sum(
            case.supporters + join[case.id] for case in recent
        )


def _who(cases: Sequence[Case], fresh: Mapping[UUID, tuple[Case, UUID | None]]) -> dict[UUID, UUID]:
    """Who told each, by case: the contact; of who came by none the case itself."""
    parties = queries.parties({case.body_id for case in cases}, [case.id for case in cases]) if cases else {}
    told = {case.id: parties[case.id].contact_id if case.id in parties else None for case in cases}
    told |= {case_id: contact for case_id, (_, contact) in fresh.items()}
    return {case_id: contact or case_id for case_id, contact in told.items()}


def _made_known(likes: _Likes, found: Gathered, *, now: datetime) -> Case | None:
    """The first of them as a known incident, where they are enough now; None else."""
    rule = _rule(likes.group[0])
    assert rule
    recent = [case for case in likes.there if case.opened_at > since(now, rule.within)]
    if likes.people(recent) < rule.reports:
        return None
    first = [*recent, *likes.fresh][0]
    make_known(first, [first.ward])
    found.made_known.append(first)
    found.merged.extend(recent[1:])
    take_in(recent[1:], first, now=now)
    return first


def make_known(case: Case, wards: Sequence[str]) -> None:
    """The case is a known incident of these wards from now on, or everywhere, and urgent."""
    case.incident_wards = list(wards)
    case.lane = Lane.URGENT if case.lane == Lane.NORMAL else case.lane


def take_in(cases: Sequence[Case], parent: Case, *, now: datetime) -> None:
    """The cases are the same matter as the other, whose clock and word count from now on; nobody is waited
    for by their own clocks.
    """
    end_pauses([case for case in cases if case.status == Status.WAITING_CITIZEN], now=now)
    for case in cases:
        case.status, case.parent, case.ended_at, case.escalates_at = Status.DUPLICATE, parent, now, None
        parent.supporters += 1 + case.supporters


def merge_events(case: Case, by: str, *, at: datetime, note: str = "") -> list[CaseEvent]:
    """What stands on both cases of it."""
    assert case.parent
    told: dict[str, Any] = {"note": note} if note else {}
    return [
        event(case, EventCode.MERGED, by, {"parent": case.parent.ref} | told, at=at),
        event(case.parent, EventCode.JOINED, by, {"ref": case.ref, "merged": True}, at=at),
    ]


def event(case: Case, code: EventCode, by: str, params: Mapping[str, Any], *, at: datetime) -> CaseEvent:
    """One thing that happened."""
    return CaseEvent(
        id=uuid7(), body_id=case.body_id, case=case, code=code, by=by, params=dict(params), at=at
    )

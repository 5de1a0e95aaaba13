"""Give a matter a case of its own again: a citizen says that theirs is another, or an officer sees it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from janasetu.bodies.models import Officer
from janasetu.cases import queries, rules
from janasetu.cases.actions.climbing import Climb
from janasetu.cases.actions.gathering import event
from janasetu.cases.actions.hearing import CitizenWord, Heard, heard, is_theirs, too_late
from janasetu.cases.actions.merging import take_out
from janasetu.cases.actions.opening import CaseOrder, case_of
from janasetu.cases.actions.pausing import CLOCK_COLUMNS
from janasetu.cases.charges import Charge, tell_officers
from janasetu.cases.choices import AttachmentRole, EventCode, MoveCode, PartyRole, Status
from janasetu.cases.counting import clocks_of, pauses_of
from janasetu.cases.models import Case, CaseAttachment, CaseEvent, CaseParty
from janasetu.cases.notices import Notice, tell
from janasetu.lib import bn
from janasetu.lib.ids import uuid7
from janasetu.lib.words import Lang
from janasetu.messaging import outbox


@dataclass(frozen=True, slots=True)
class _Parting:
    """A person and the case of their own that they have from now on, which was a part of `parent`."""

    party: CaseParty
    case: Case
    parent: Case
    is_new: bool


@transaction.atomic
def part_ways(words: Sequence[CitizenWord], *, now: datetime) -> None:
    """Give each of these who says that theirs is another matter a case of their own, under their number.

    What an officer had merged, or what had become a part of an incident, is open again one level up: nobody
    ends a matter by calling it another's. Whose number is a case of its own already, or somebody else's, is
    answered like who comes too late.
    """
    found = heard({word.ref for word in words})
    theirs = {
        word.ref: word
        for word in words
        if is_theirs(word, found.parties.get(word.ref)) and found.supports(word.ref)
    }
    partings = _partings(theirs, found, now=now)
    again = [one.case for one in partings.values() if not one.is_new]
    climb = Climb(again, now=now)
    for case in again:
        climb.one_level(case)
    _write(list(partings.values()), "citizen", now=now)
    told = [_notice(one, theirs[ref].source, theirs[ref].caused_by, now=now) for ref, one in partings.items()]
    tell(told, {one.case.id: one.party for one in partings.values()}, now=now)
    taken = {theirs[ref].source for ref in partings}
    outbox.queue([too_late(word) for word in words if word.source not in taken], now=now)


@transaction.atomic
def split_off(*, officer: Officer, ref: str, now: datetime) -> Case:
    """Give the supporter of this number a case of their own, and tell them.

    RefusedError where the officer may not split the case they joined, or nobody joined by that number;
    TermEndedError for one who is out of office.
    """
    officer.require_office(at=now)
    party = queries.parties_numbered([ref]).get(ref)
    if party is None or party.role != PartyRole.SUPPORTER:
        raise rules.RefusedError("split_what")
    parent = queries.case_for_update(officer, party.case.ref)
    attempt = rules.Attempt(MoveCode.SPLIT, Status.DUPLICATE, parent.roles_of(officer), "", 0)
    rules.check_move(attempt, levels=parent.levels, evidence=parent.service.evidence)
    parent.supporters -= 1
    parting = _Parting(party, _own_case(party, parent, now=now), parent, is_new=True)
    _write([parting], officer.post, now=now)
    tell([_notice(parting, f"split:{party.id}", None, now=now)], {parting.case.id: party}, now=now)
    return parting.case


def _partings(refs: Collection[str], found: Heard, *, now: datetime) -> dict[str, _Parting]:
    """What becomes of these numbers. The merged cases, locked, and their clocks: at most three queries."""
    roots = {found.parties[ref].case_id: found.cases[ref] for ref in refs}
    merged = {case.id: case for case in _merged(roots)}
    clocks = clocks_of(list(merged.values()), pauses_of(list(merged.values()))) if merged else {}
    partings: dict[str, _Parting] = {}
    for ref in refs:
        party, root = found.parties[ref], found.cases[ref]
        case = merged.get(party.case_id)
        if party.role == PartyRole.SUPPORTER:
            root.supporters -= 1
            if case:
                case.supporters -= 1
            partings[ref] = _Parting(party, _own_case(party, root, now=now), root, is_new=True)
        elif case:
            case.status = Status.IN_PROGRESS
            take_out(case, root, clocks[case.id], now=now)
            partings[ref] = _Parting(party, case, root, is_new=False)
    Case.objects.bulk_update(merged.values(), ["supporters"])
    return partings


def _merged(roots: Mapping[UUID, Case]) -> list[Case]:
    """Those of the cases that are parts of these still, locked."""
    inside = {case_id: root for case_id, root in roots.items() if case_id != root.id}
    if not inside:
        return []
    locked = queries.cases_locked({root.body_id for root in inside.values()}, inside)
    return [case for case in locked if case.parent_id == inside[case.id].id]


def _own_case(party: CaseParty, parent: Case, *, now: datetime) -> Case:
    """The case that the person would have had, under their number; its time counts from when they told it."""
    order = CaseOrder(
        body_id=party.body_id,
        version_id=party.version_id or parent.version_id,
        source=party.source,
        channel=party.channel,
        fields=party.fields or parent.fields,
        opened_at=party.joined_at or now,
    )
    return case_of(order, ref=party.ref, now=now)


def _write(partings: Sequence[_Parting], by: str, *, now: datetime) -> None:
    new = [one for one in partings if one.is_new]
    old = [one for one in partings if not one.is_new]
    files = _files(new)
    Case.objects.bulk_create([one.case for one in new])
    Case.objects.bulk_update(
        [one.case for one in old], ["status", "parent", "ended_at", "level", "officer", *CLOCK_COLUMNS]
    )
    Case.objects.bulk_update({one.parent.id: one.parent for one in partings}.values(), ["supporters"])
    CaseAttachment.objects.bulk_create(files)
    for one in new:
        party = one.party
        party.case, party.role, party.ref, party.source = one.case, PartyRole.COMPLAINANT, "", ""
    CaseParty.objects.bulk_update([one.party for one in new], ["case", "role", "ref", "source"])
    CaseEvent.objects.bulk_create(
        event(one.case, EventCode.OPENED, "citizen", {}, at=one.case.opened_at) for one in new
    )
    CaseEvent.objects.bulk_create(
        happened
        for one in partings
        for happened in (
            event(one.case, EventCode.SPLIT, by, {"parent": one.parent.ref}, at=now),
            event(one.parent, EventCode.SPLIT, by, {"ref": one.case.ref}, at=now),
        )
    )
    tell_officers([Charge(one.case, EventCode.OPENED, f"split:{one.case.id}") for one in partings], now=now)


def _files(new: Sequence[_Parting]) -> list[CaseAttachment]:
    """The files that these people gave, for their own cases too. Two queries, none where nobody is new."""
    if not new:
        return []
    of_number = {one.case.ref: one.case for one in new}
    bodies, parents = {one.parent.body_id for one in new}, {one.party.case_id for one in new}
    joined = CaseEvent.objects.filter(
        body_id__in=bodies, case_id__in=parents, code=EventCode.JOINED, params__ref__in=of_number
    )
    whose = {
        UUID(file): of_number[happened.params["ref"]]
        for happened in joined
        for file in happened.params.get("photos", ())
    }
    given = CaseAttachment.objects.filter(body_id__in=bodies, case_id__in=parents, file_id__in=whose)
    return [
        CaseAttachment(
            id=uuid7(),
            body_id=one.body_id,
            case=whose[one.file_id],
            role=AttachmentRole.GIVEN,
            file_bucket=one.file_bucket,
            file_id=one.file_id,
            at=one.at,
        )
        for one in given
    ]


def _notice(one: _Parting, source: str, caused_by: UUID | None, *, now: datetime) -> Notice:
    def until(lang: Lang) -> str:
        return bn.lasting_moment(one.case.promise_due_at, lang, now, weekday=False)

    return Notice(one.case, "split", source=source, values={"until": until}, caused_by=caused_by)

"""Join a case that is the same matter: by the person's own word, or because it is a known incident.

Whoever joins has no case of their own, but a number, and hears of that case what its complainant hears.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from janasetu.cases import queries
from janasetu.cases.actions.gathering import Gathered, event, gathered, spot_of
from janasetu.cases.choices import AT_WORK, AttachmentRole, EventCode, PartyRole
from janasetu.cases.models import Case, CaseAttachment, CaseEvent, CaseParty
from janasetu.cases.notices import PHRASES, Notice, tell
from janasetu.cases.searching import words_of_party, words_told
from janasetu.catalogue.fields import wording
from janasetu.lib import bn
from janasetu.lib.ids import uuid7
from janasetu.lib.words import Lang

if TYPE_CHECKING:
    from janasetu.cases.actions.opening import CaseOrder

_Known = tuple[UUID, UUID, int]  # case, contact, epoch


@dataclass(frozen=True, slots=True)
class Wanted:
    """A case that would be opened for an order, with its number, unless the matter has one already."""

    order: "CaseOrder"
    case: Case

    @property
    def contact_id(self) -> UUID | None:
        return self.order.contact.id if self.order.contact else None


@dataclass(frozen=True, slots=True)
class Joiner:
    """Somebody whose matter has a case already."""

    wanted: Wanted
    parent: Case

    @property
    def order(self) -> "CaseOrder":
        return self.wanted.order


@dataclass(frozen=True, slots=True)
class Sorted:
    """What becomes of the wanted cases: these are opened, and those join. `gathered`: what has become a known
    incident by them.
    """

    opened: Sequence[Wanted]
    joiners: Sequence[Joiner]
    gathered: Gathered = field(default_factory=Gathered)


def sort_out(wanted: Sequence[Wanted], *, now: datetime) -> Sorted:
    """Which of these are opened, and which join a case that there is; locked until the transaction ends.

    A constant number of queries, none where nobody joins by their own word and no kind has incidents.
    """
    chosen = _chosen(wanted)
    found = Gathered()
    if any(spot_of(one.case) for one in wanted):
        told = {one.case.id: (one.case, one.contact_id) for one in wanted}
        found = gathered(told, chosen, now=now)
    parents = chosen | found.parents
    return Sorted(
        opened=[one for one in wanted if one.case.id not in parents],
        joiners=[Joiner(one, parents[one.case.id]) for one in wanted if one.case.id in parents],
        gathered=found,
    )


def write(found: Sorted, *, now: datetime) -> None:
    """Write down who joined what and what became an incident, and tell each who joined their number."""
    found.gathered.write(now=now)
    if found.joiners:
        _join(found.joiners, now=now)
        joined = {one.parent.id: one.parent for one in found.joiners}
        Case.objects.bulk_update(joined.values(), ["supporters"])


def _chosen(wanted: Sequence[Wanted]) -> dict[UUID, Case]:
    """The cases that people said theirs is the same as, locked, by the case that they would have had.

    Only what is at work, in the same body and of the same kind: for others a case is opened.
    """
    named = {(one.order.body_id, one.order.joins) for one in wanted if one.order.joins}
    if not named:
        return {}
    rows = Case.objects.filter(body_id__in={body for body, _ in named}, ref__in={ref for _, ref in named})
    roots = {(case.body_id, case.ref): case.parent_id or case.id for case in rows}
    locked = {case.id: case for case in queries.cases_locked({body for body, _ in named}, roots.values())}
    return {
        one.case.id: parent
        for one in wanted
        if (root := roots.get((one.order.body_id, one.order.joins)))
        and (parent := locked.get(root))
        and may_be_joined(parent, one.case)
    }


def may_be_joined(parent: Case, case: Case) -> bool:
    """Whether a case may be told to be the same matter as this one; nobody joins who is hidden, or them."""
    is_same_kind = (parent.body_id, parent.category) == (case.body_id, case.category)
    is_open = parent.status in AT_WORK and parent.parent_id is None
    is_hidden = parent.confidential or case.confidential
    return is_same_kind and is_open and not is_hidden and parent.service.alike_in(parent.fields) is not None


# --- who joins ---


def _join(joiners: Sequence[Joiner], *, now: datetime) -> None:
    known = _known(joiners)
    fresh: list[tuple[Joiner, CaseParty]] = []
    again: list[tuple[Joiner, CaseParty]] = []
    for one in joiners:
        key = _key_of(one)
        if key and key in known:
            again.append((one, known[key]))
            continue
        party = _party(one)
        fresh.append((one, party))
        one.parent.supporters += 1
        if key:
            known[key] = party
    CaseParty.objects.bulk_create([party for _, party in fresh])
    CaseAttachment.objects.bulk_create(_attachments(fresh), ignore_conflicts=True)
    CaseEvent.objects.bulk_create(_joined(one, party) for one, party in fresh)
    notices = [_told(one, party, now=now) for one, party in fresh]
    tell([*notices, *(_told_again(one, party) for one, party in again)], {}, now=now)


def _key_of(one: Joiner) -> _Known | None:
    contact = one.order.contact
    return (one.parent.id, contact.id, one.order.contact_epoch) if contact else None


def _known(joiners: Sequence[Joiner]) -> dict[_Known, CaseParty]:
    """Those of them who have the case already, under a number of before; one query."""
    contacts = {one.order.contact.id for one in joiners if one.order.contact}
    bodies, cases = {one.parent.body_id for one in joiners}, {one.parent.id for one in joiners}
    return {
        (party.case.parent_id or party.case_id, party.contact_id, party.contact_epoch): party
        for party in queries.parties_of_contacts(bodies, cases, contacts)
        if party.contact_id
    }


def _party(one: Joiner) -> CaseParty:
    order, ref = one.order, one.wanted.case.ref
    return CaseParty(
        id=uuid7(),
        body_id=order.body_id,
        case=one.parent,
        role=PartyRole.SUPPORTER,
        name=order.name,
        phone=order.phone,
        lang=order.lang,
        contact_bucket=order.contact.bucket if order.contact else None,
        contact_id=order.contact.id if order.contact else None,
        contact_epoch=order.contact_epoch,
        person_id=order.person_id,
        line_id=order.line_id,
        search=words_of_party(order.name, order.phone, ref),
        ref=ref,
        source=order.source,
        channel=order.channel,
        version_id=order.version_id,
        fields=dict(order.fields),
        joined_at=order.opened_at,
    )


def _attachments(fresh: Sequence[tuple[Joiner, CaseParty]]) -> list[CaseAttachment]:
    return [
        CaseAttachment(
            id=uuid7(),
            body_id=one.order.body_id,
            case=one.parent,
            role=AttachmentRole.GIVEN,
            file_bucket=bucket,
            file_id=file_id,
            at=one.order.opened_at,
        )
        for one, _ in fresh
        for bucket, file_id in one.order.files
    ]


def _joined(one: Joiner, party: CaseParty) -> CaseEvent:
    """That somebody has the same matter, in their own words."""
    note = words_told(one.wanted.case.service, one.order.fields)
    params: dict[str, Any] = {"ref": party.ref}
    params |= {"note": note} if note else {}
    params |= {"photos": [str(file_id) for _, file_id in one.order.files]} if one.order.files else {}
    return event(one.parent, EventCode.JOINED, one.order.by, params, at=one.order.opened_at)


def _told(one: Joiner, party: CaseParty, *, now: datetime) -> Notice:
    """Their receipt: under which number they hear of it, and by when it is to be done."""
    is_known = one.parent.is_incident
    return Notice(
        one.parent,
        "joined_incident" if is_known else "joined",
        source=f"opened:{party.id}",
        values={
            "due": due_in_words(one.parent, now=now),
            "where": where_in_words(one.parent, one.wanted.case.ward),
        },
        caused_by=one.order.caused_by,
        draft=one.order.draft,
        to=party,
    )


def _told_again(one: Joiner, party: CaseParty) -> Notice:
    source = f"joined:{one.order.source}"[:110]
    return Notice(one.parent, "joined_before", source=source, caused_by=one.order.caused_by, to=party)


def due_in_words(case: Case, *, now: datetime) -> Callable[[Lang], str]:
    """By when it is to be done; no moment that is past is promised to anybody."""
    due = case.expected_at or case.promise_due_at

    def said(lang: Lang) -> str:
        return bn.lasting_moment(due, lang, now) if due > now else PHRASES.say("as_soon_as_can_be", lang)

    return said


def where_in_words(case: Case, ward: str) -> Callable[[Lang], str]:
    """The ward, as the person told it; of an incident that is everywhere the name of the body."""

    def said(lang: Lang) -> str:
        if not ward or (case.is_incident and not case.incident_wards):
            return case.body.name_in(lang)
        return wording.say("ward", lang, ward=bn.digits(ward) if lang == "bn" else ward)

    return said

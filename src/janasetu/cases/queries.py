"""Reads of cases."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject

from janasetu.bodies import queries as bodies
from janasetu.bodies.choices import ABOVE_LOCAL
from janasetu.bodies.models import Officer
from janasetu.bodies.rules import authority, in_office
from janasetu.cases import seeing
from janasetu.cases.choices import (
    BY_THE_CALLER,
    FROM_CITIZENS,
    OPEN,
    WITH_OFFICE,
    AttachmentRole,
    EventCode,
    PartyRole,
    Status,
)
from janasetu.cases.counting import PAUSES_TOLD
from janasetu.cases.models import (
    CallBack,
    CannedReply,
    Case,
    CaseAttachment,
    CaseDesk,
    CaseDraft,
    CaseEvent,
    CaseParty,
    Explanation,
    Referral,
    Unmasking,
)
from janasetu.cases.rules import REOPENED_BY_NO
from janasetu.cases.searching import needles_of
from janasetu.cases.seeing import OFFICE, Sight
from janasetu.documents.models import ReceivedFile
from janasetu.lib.numerals import ascii_digits
from janasetu.lib.words import Lang

LEAST_DIGITS = 4  # of a case number, to look for it by a part


class NoSuchCaseError(LookupError):
    """No case of that number in that body."""


class NoSuchCallBackError(LookupError):
    """Nobody of that id is to be called by that body."""


class NoSuchUnmaskingError(LookupError):
    """No wish of that id to see who complains that this officer may know of."""


def case_for_update(officer: Officer, ref: str) -> Case:
    """The case that this officer may see, locked for this transaction; NoSuchCaseError for any other."""
    case = (
        Case.objects.select_for_update(of=("self",))
        .select_related("body", "officer__body")
        .filter(_open_to(officer), ref=ref)
        .first()
    )
    if case is None:
        raise NoSuchCaseError(ref)
    return case


def case_visible_to(officer: Officer, ref: str) -> Case:
    """The case, with its pauses, if this officer's body has it or it has come up to this officer;
    NoSuchCaseError for everybody else. By the number of somebody who joined it too.
    """
    cases = Case.objects.select_related(
        *("body__parent", "department", "officer__role", "officer__body", "parent"),
        *("resolved_by__role", "resolved_by__body", "resolved_in", "covers__role", "covers__body"),
    ).annotate(pauses_told=PAUSES_TOLD)
    visible = cases.filter(_open_to(officer))
    case = visible.filter(ref=ref).first() or _joined_by(visible, ref).first()
    if case is None:
        raise NoSuchCaseError(ref)
    return case


def rows_of(cases: Collection[Case]) -> QuerySet[Case]:
    """The rows of these cases, to change them alike in one statement."""
    ids = [case.id for case in cases]
    return Case.objects.filter(body_id__in={case.body_id for case in cases}, id__in=ids)


def numbered(cases: QuerySet[Case], ref: str) -> QuerySet[Case]:
    """The one of these cases that has this number, or that somebody of this number has joined."""
    own = cases.filter(ref=ref)
    return own if own.exists() else _joined_by(cases, ref)


def _joined_by(cases: QuerySet[Case], ref: str) -> QuerySet[Case]:
    bodies = {int(ref[2:6])} if len(ref) > 6 and ref.isdecimal() else set()
    joined = CaseParty.objects.filter(body__number__in=bodies, ref=ref).first()
    return cases.filter(body_id=joined.body_id, id=joined.case_id) if joined else cases.none()


def cases_visible_to(officer: Officer) -> QuerySet[Case]:
    """Cases of the officer's body and those that have come up to the officer, open and ended, for a list."""
    return Case.objects.filter(_open_to(officer)).select_related(
        *("body__parent", "department", "officer__role", "officer__body", "covers__role", "covers__body")
    )


def known_incidents(officer: Officer) -> QuerySet[Case]:
    """The known incidents that are not over, the newest first."""
    known = cases_visible_to(officer).filter(status__in=OPEN, incident_wards__isnull=False)
    return known.order_by("-opened_at", "-id")


def open_cases_of(officer: Officer) -> QuerySet[Case]:
    """Those of them that are open, the first due first."""
    return cases_visible_to(officer).filter(status__in=OPEN).order_by("promise_due_at", "id")


def cases_reported_to(officer: Officer, body_ids: Collection[UUID]) -> QuerySet[Case]:
    """Cases of these bodies, the officer's own and those that lie in it, to be counted, and listed without
    their people. Those of other bodies are listed without what would lead to them; `cases_visible_to` says
    which open. What is about an office is counted only where it opens.
    """
    if set(body_ids) == {officer.body_id}:
        return Case.objects.filter(_open_to(officer), body_id=officer.body_id)
    seen = ~Q(confidential=OFFICE) | _open_to(officer)
    return Case.objects.filter(seen, body__id__any=list(body_ids))


def _open_to(officer: Officer) -> Q:
    """Every case of the officer's own body but those that are about it; of the bodies that lie in it, only
    those that lie with them, and of what is about such a body what nobody has, for whoever stands above it.

    Only what others lie in (a block, a district, the state) is asked about more than itself.
    """
    own = Q(body_id=officer.body_id) & ~Q(confidential=OFFICE)
    if officer.body.kind not in ABOVE_LOCAL:
        return own
    theirs = Q(officer_id=officer.id)
    if not seeing.MAY_AGREE.isdisjoint(authority(officer.tenure)):
        theirs |= Q(confidential=OFFICE, officer_id=None)
    return own | (Q(body_id__in=bodies.lying_in(officer.body_id).values("id")) & theirs)


@dataclass(frozen=True, slots=True)
class Seen:
    """What one officer sees of a case: how much, and who complains as far as they may know it.

    `answers`: later words of who is hidden, as they said them, by event. `until`: how long this one sees who
    it is, as two officers agreed.
    """

    sight: Sight
    party: CaseParty | None
    fields: Mapping[str, Any]
    answers: Mapping[str, str] = field(default_factory=dict)
    until: datetime | None = None

    @property
    def is_whole(self) -> bool:
        return self.sight == Sight.WHOLE


def seen_by(officer: Officer, case: Case, *, now: datetime) -> Seen:
    """A case that this officer may open, as they may read it: the one door to names and numbers for a page.

    One query; two for a case whose complainant is hidden.
    """
    party = parties([case.body_id], [case.id]).get(case.id)
    if not case.confidential:
        return Seen(Sight.WHOLE, party, case.fields)
    since = _shown_since(officer, case)
    sits_in_it = case.body_id == officer.body_id
    sight = seeing.sight(case.confidential, sits_in_it=sits_in_it, shown_since=since, now=now)
    if sight != Sight.WHOLE or since is None:
        return Seen(sight, _nameless(party) if party else None, case.fields)
    held = (party.withheld or {}) if party else {}
    fields, answers = seeing.whole(case.fields, held.get("fields", {})), held.get("answers", {})
    return Seen(sight, party, fields, answers, since + seeing.SHOWN_FOR)


def _shown_since(officer: Officer, case: Case) -> datetime | None:
    """When two officers agreed last that this one sees who complains."""
    agreed = Unmasking.objects.filter(
        body_id=case.body_id, case_id=case.id, asked_by_id=officer.id, agreed_at__isnull=False
    )
    return agreed.order_by("-agreed_at").values_list("agreed_at", flat=True).first()


def party_on_paper(case: Case) -> CaseParty | None:
    """The complainant as a receipt names them, which the whole office may print: nobody who is hidden."""
    party = parties([case.body_id], [case.id]).get(case.id)
    return _nameless(party) if party and case.confidential else party


def unmaskings_to_agree(officer: Officer, *, now: datetime) -> QuerySet[Unmasking]:
    """The wishes to see who complains that wait for this officer's agreement, the oldest first."""
    waiting = _unmaskings_known_to(officer).filter(agreed_at__isnull=True, asked_at__gt=now - seeing.WAITS)
    theirs = waiting.exclude(asked_by__user_id=officer.user_id).order_by("asked_at", "id")
    return theirs.select_related("case__body", "asked_by__body", "asked_by__role")


def unmasking_asked(officer: Officer, case: Case, *, now: datetime) -> Unmasking | None:
    """The wish of this officer to see who complains, while it waits."""
    return Unmasking.objects.filter(
        body_id=case.body_id,
        case_id=case.id,
        asked_by_id=officer.id,
        agreed_at__isnull=True,
        asked_at__gt=now - seeing.WAITS,
    ).first()


def unmasking_for_update(officer: Officer, unmasking_id: UUID) -> Unmasking:
    """The wish, locked for this transaction; NoSuchUnmaskingError for one they may not know of."""
    known = _unmaskings_known_to(officer).select_for_update(of=("self",))
    asked = known.select_related("case__body", "asked_by__body").filter(id=unmasking_id).first()
    if asked is None:
        raise NoSuchUnmaskingError(unmasking_id)
    return asked


def _unmaskings_known_to(officer: Officer) -> QuerySet[Unmasking]:
    """Those in the officer's own body but about the body itself; above it these alone."""
    own = Q(body_id=officer.body_id) & ~Q(case__confidential=OFFICE)
    if officer.body.kind in ABOVE_LOCAL:
        below = bodies.lying_in(officer.body_id).values("id")
        own |= Q(body_id__in=below, case__confidential=OFFICE)
    return Unmasking.objects.filter(own)


def _nameless(party: CaseParty) -> CaseParty:
    """The party as somebody sees it who may not know who it is: how it is reached, and no more."""
    masked = copy(party)
    masked.name, masked.phone, masked.search, masked.withheld, masked.person_id = "", "", "", None, None
    return masked


def answers_as_given(case: Case) -> dict[str, Any]:
    """All answers of a case, whoever may see them: for acts, never for a page."""
    if not case.confidential:
        return dict(case.fields)
    party = parties([case.body_id], [case.id]).get(case.id)
    return seeing.whole(case.fields, (party.withheld or {}).get("fields", {}) if party else {})


def parties(body_ids: Collection[UUID], case_ids: Collection[UUID]) -> dict[UUID, CaseParty]:
    """The complainant of each case: the one query through which names and numbers are read."""
    rows = CaseParty.objects.filter(body_id__in=body_ids, case_id__in=case_ids, role=PartyRole.COMPLAINANT)
    return {party.case_id: party for party in rows.order_by("id")}


def parties_numbered(refs: Collection[str]) -> dict[str, CaseParty]:
    """Whose number each of these is: a supporter's own, or that of the case for its complainant; with the
    case. Two queries; a number carries its body's own, so it is one person's only.
    """
    bodies = {int(ref[2:6]) for ref in refs if len(ref) > 6 and ref.isdecimal()}
    rows = CaseParty.objects.filter(body__number__in=bodies).select_related("case")
    own = rows.filter(ref__in=set(refs) - {""})
    of_case = rows.filter(role=PartyRole.COMPLAINANT, case__body__number__in=bodies, case__ref__in=refs)
    return {party.number: party for party in (*own, *of_case.order_by("id"))}


def parties_of_contacts(
    body_ids: Collection[UUID], case_ids: Collection[UUID], contact_ids: Collection[UUID]
) -> list[CaseParty]:
    """What these contacts are to these cases, and to those that were merged into them; each with its case."""
    theirs = CaseParty.objects.filter(body_id__in=body_ids, contact_id__in=contact_ids)
    of_cases = Q(case_id__in=case_ids) | Q(case__parent_id__in=case_ids)
    return list(theirs.filter(of_cases).select_related("case").order_by("id"))


def listeners(cases: Collection[Case]) -> dict[UUID, list[CaseParty]]:
    """Everybody who hears of these cases: complainant, supporters, and those of cases merged into them.

    By case, each with the case of their own number. Two queries.
    """
    bodies = {case.body_id for case in cases}
    roots: dict[UUID, UUID] = {case.id: case.id for case in cases}
    merged = Case.objects.filter(body_id__in=bodies, parent_id__in=list(roots))
    roots |= dict(merged.values_list("id", "parent_id"))
    rows = CaseParty.objects.filter(body_id__in=bodies, case_id__in=list(roots)).select_related("case")
    found: dict[UUID, list[CaseParty]] = {}
    for party in rows.defer("fields", "case__fields", "case__search").order_by("id"):
        found.setdefault(roots[party.case_id], []).append(party)
    return found


def agreed(cases: Collection[Case]) -> set[str]:
    """The numbers of those, not the complainants, who say of these claims that the work is done."""
    claimed = {case.id: case.claimed_at for case in cases}
    said = CaseEvent.objects.filter(
        body_id__in={case.body_id for case in cases}, case_id__in=claimed, code=EventCode.AGREED
    )
    return {
        str(event.params["ref"])
        for event in said
        if (since := claimed[event.case_id]) is not None and event.at >= since
    }


def others_of(case: Case, *, most: int) -> list[CaseParty]:
    """Whose matter the case is besides its complainant, the first ones, with the cases of their numbers."""
    joined = Q(case_id=case.id, role=PartyRole.SUPPORTER) | Q(case__parent_id=case.id)
    rows = CaseParty.objects.filter(joined, body_id=case.body_id).select_related("case")
    return list(rows.order_by("id")[:most])


def cases_locked(body_ids: Collection[UUID], case_ids: Collection[UUID]) -> list[Case]:
    """These cases, locked for this transaction in a fixed order."""
    rows = Case.objects.select_for_update(of=("self",)).filter(body_id__in=body_ids, id__in=set(case_ids))
    known = rows.select_related("body", "officer__body", "resolved_by__body", "department", "resolved_in")
    return list(known.order_by("body_id", "id"))


def party_of_source(body_id: UUID, source: str) -> CaseParty | None:
    """Whose matter this source told, with the case that it opened or joined; two queries."""
    parties = CaseParty.objects.filter(body_id=body_id).select_related("case__body")
    joined = parties.filter(source=source).first() if source else None
    of_case = parties.filter(role=PartyRole.COMPLAINANT, case__body_id=body_id, case__source=source)
    return joined or of_case.order_by("id").first()


def newest_party_of(body_id: UUID, contact_id: UUID, epoch: int) -> CaseParty | None:
    """The newest matter of this contact that is open with this body, with its case."""
    theirs = CaseParty.objects.filter(body_id=body_id, contact_id=contact_id, contact_epoch=epoch)
    still_open = theirs.filter(Q(case__status__in=OPEN) | Q(case__parent__status__in=OPEN))
    return still_open.select_related("case__body").order_by("-id").first()


def other_cases_of(party: CaseParty, *, most: int) -> list[Case]:
    """The other cases of the same contact with the same body, in the same epoch, the newest first; those
    whose complainant is hidden too: no page tells them, nor what was said of them.
    """
    if party.contact_id is None:
        return []
    others = CaseParty.objects.filter(
        body_id=party.body_id, contact_id=party.contact_id, contact_epoch=party.contact_epoch
    ).exclude(case_id=party.case_id)
    rows = Case.objects.filter(body_id=party.body_id, id__in=others.values("case_id"))
    return list(rows.select_related("body").order_by("-opened_at", "-id")[:most])


def hidden_matters(
    body_ids: Collection[UUID], case_ids: Collection[UUID], *, contact_id: UUID | None = None
) -> dict[UUID, str]:
    """Those of these cases, and of this contact's, whose complainant is hidden: their numbers by id. One
    query; none for nobody.
    """
    if not case_ids and contact_id is None:
        return {}
    wanted = Q(id__in=case_ids)
    if contact_id is not None:
        theirs = CaseParty.objects.filter(body_id__in=body_ids, contact_id=contact_id)
        wanted |= Q(id__in=theirs.values("case_id"))
    rows = Case.objects.filter(wanted, body_id__in=body_ids).exclude(confidential="")
    return dict(rows.values_list("id", "ref"))


def events_of(case: Case) -> QuerySet[CaseEvent]:
    return CaseEvent.objects.filter(body_id=case.body_id, case_id=case.id).order_by("id")


def attachments_of(case: Case) -> QuerySet[CaseAttachment]:
    return CaseAttachment.objects.filter(body_id=case.body_id, case_id=case.id).order_by("id")


def explanation_asked(officer: Officer, case: Case, *, now: datetime) -> Explanation | None:
    """What this officer is to explain of the case, the first first; of somebody who has left, whoever has the
    case now.
    """
    waiting = Explanation.objects.filter(body_id=case.body_id, case_id=case.id, given_at__isnull=True)
    rows = waiting.select_related("officer__body", "officer__role").order_by("level")
    return next((row for row in rows if _is_to_explain(row, officer, case, now)), None)


def _is_to_explain(row: Explanation, officer: Officer, case: Case, now: datetime) -> bool:
    if row.officer.user_id == officer.user_id:
        return True
    return not in_office(row.officer.tenure, now) and case.officer_id == officer.id


def explanations_of(case: Case) -> QuerySet[Explanation]:
    """What was asked about the case's delays and what was answered, the first first."""
    rows = Explanation.objects.filter(body_id=case.body_id, case_id=case.id)
    return rows.select_related("officer__role", "officer__body").order_by("asked_at", "level")


def is_to_explain(rows: Iterable[Explanation], officer: Officer, case: Case, *, now: datetime) -> bool:
    """Whether one of these explanations of the case waits for this officer."""
    return any(row.given_at is None and _is_to_explain(row, officer, case, now) for row in rows)


def explanations_visible_to(officer: Officer) -> QuerySet[Explanation]:
    """What was asked about cases that this officer may see, with these cases."""
    theirs = Q(body_id=officer.body_id)
    if officer.body.kind in ABOVE_LOCAL:
        theirs |= Q(body_id__in=bodies.lying_in(officer.body_id).values("id"))
    rows = Explanation.objects.filter(theirs, case__in=cases_visible_to(officer).values("id"))
    return rows.select_related("case__body", "officer__role", "officer__body")


def explanations(body_ids: Collection[UUID]) -> QuerySet[Explanation]:
    """Every explanation that was asked in these bodies, for reports and lists: by `given_at`, which is empty
    where it waits, and `due_at`, the newest first.
    """
    return Explanation.objects.filter(body_id__in=body_ids).order_by("-asked_at", "-id")


def draft_of(case: Case, officer: Officer) -> dict[str, str]:
    """What the officer was typing on this case, by move."""
    draft = CaseDraft.objects.filter(body_id=case.body_id, case=case, user_id=officer.user_id).first()
    return draft.texts if draft else {}


def draft_for_update(case: Case, officer: Officer) -> CaseDraft | None:
    """The same, locked."""
    mine = CaseDraft.objects.filter(body_id=case.body_id, case=case, user_id=officer.user_id)
    return mine.select_for_update().first()


def canned_replies(body_id: UUID) -> QuerySet[CannedReply]:
    """What the office sends often, by title."""
    return CannedReply.objects.filter(body_id=body_id, retired=False).order_by("title")


def entered_by(case: Case, post: str) -> bool:
    """Whether this post entered the case for somebody."""
    return events_of(case).filter(code=EventCode.OPENED, by=post).exists()


def call_backs(officer: Officer, *, now: datetime) -> QuerySet[CallBack]:
    """Whom the office of this officer is still to call, the first due first; nobody before their hour."""
    waiting = CallBack.objects.filter(called_by(officer), done_at__isnull=True)
    waiting = waiting.filter(Q(not_before=None) | Q(not_before__lte=now))
    return waiting.select_related("case__body").order_by("due_at", "id")


def call_back_of(officer: Officer, call_back_id: UUID) -> CallBack:
    """One of them, or one that is done; NoSuchCallBackError for another body's."""
    return _call_back(CallBack.objects.select_related("case__body"), officer, call_back_id)


def call_back_for_update(officer: Officer, call_back_id: UUID) -> CallBack:
    """The same, locked for this transaction."""
    return _call_back(CallBack.objects.select_for_update(of=("self",)), officer, call_back_id)


def call_back_going_on(officer: Officer, call_back_id: UUID | None, source: str) -> CallBack | None:
    """The one of this id or source that a caller's new matter would end, locked; else None."""
    asked = call_backs_ended_by(officer, call_back_id, source)
    return asked.select_for_update().order_by("id").first()


def call_backs_ended_by(
    officer: Officer, call_back_id: UUID | None, source: str, number: str = ""
) -> QuerySet[CallBack]:
    """Those that are not done and that whoever rang first ends by telling their matter: of this id, or this
    source, or of their number.
    """
    theirs = Q(id=call_back_id) | Q(source=source) | (Q(phone=number) if number else Q())
    waiting = CallBack.objects.filter(theirs, body_id=officer.body_id, done_at__isnull=True)
    return waiting.filter(reason__in=BY_THE_CALLER)


def called_by(officer: Officer) -> Q:
    """The calls of the officer's body; those about a case that came up to it, of whoever has the case."""
    about = Q(case=None) | Q(case__body_id=officer.body_id) | Q(case__officer_id=officer.id)
    return Q(body_id=officer.body_id) & about


def _call_back(rows: QuerySet[CallBack], officer: Officer, call_back_id: UUID) -> CallBack:
    call = rows.filter(called_by(officer), id=call_back_id).first()
    if call is None:
        raise NoSuchCallBackError(call_back_id)
    return call


def found_by(cases: QuerySet[Case], asked: str, *, body_id: UUID | None = None) -> QuerySet[Case]:
    """Those of the cases that the words lead to: number, subject, place, name or telephone number.

    Every word must be found, in whatever script it was typed; signs alone find nothing. `body_id`: where all
    of the cases are of one body; without it names are looked for in the whole state, where many are called
    alike.
    """
    digits = "".join(char for char in ascii_digits(asked) if char.isdigit())
    wanted = Q()
    for needle in needles_of(asked):
        theirs = CaseParty.objects.filter(search__contains=needle)
        if body_id:
            named = Q(id__in=theirs.filter(body_id=body_id).values("case_id"))
        else:
            named = Q(Exists(theirs.filter(body_id=OuterRef("body_id"), case_id=OuterRef("id"))))
        wanted &= Q(search__contains=needle) | named
    if len(digits) >= LEAST_DIGITS:
        wanted |= Q(ref__contains=digits)
    return cases.filter(wanted) if wanted else cases.none()


@dataclass(frozen=True, slots=True)
class CaseBrief:
    """What a citizen is told of a case of theirs in a list. `case`: of an application, by which it is known
    at which desks it lies.
    """

    ref: str
    title: dict[Lang, str]
    status: str
    outside: tuple["BriefReferral", ...] = ()
    case: Case | None = None


@dataclass(frozen=True, slots=True)
class BriefReferral:
    """An office outside that has not answered: its name, how it is reached, and where its own case with us
    stands, if it has one.
    """

    name: Mapping[str, str]
    contact: Mapping[str, str]
    number: str = ""
    status: str = ""


# The offices outside whose answers a party's case waits for, as a column beside it.
_OUTSIDE_TOLD = ArraySubquery(
    Referral.objects.filter(
        body_id=OuterRef("body_id"),
        case_id=Coalesce(OuterRef("case__parent_id"), OuterRef("case_id")),
        ended_at__isnull=True,
    )
    .order_by("id")
    .values(
        told=JSONObject(
            name=F("name"), contact=F("contact"), number=F("linked__ref"), status=F("linked__status")
        )
    )
)


@dataclass(frozen=True, slots=True)
class CaseAsk:
    """Whose cases are asked for: those of a contact with a body, in its present epoch.

    `only_person`: the contact acts for several persons, and sees those of `person_id` alone; None are
    those that name nobody. `and_unnamed`: these too, for the person who holds the phone.
    """

    body_id: UUID
    contact_id: UUID
    epoch: int
    person_id: UUID | None = None
    only_person: bool = False
    and_unnamed: bool = False

    def concerns(self, person_id: UUID | None) -> bool:
        """Whether a case of the contact that concerns this person, or nobody by name, is asked for."""
        if not self.only_person or person_id == self.person_id:
            return True
        return self.and_unnamed and person_id is None


def cases_of_contacts(asked: Iterable[CaseAsk], *, langs: Collection[Lang]) -> dict[CaseAsk, list[CaseBrief]]:
    """The open cases that are asked for, newest first, in one query."""
    is_open = Q(case__status__in=OPEN) | Q(case__parent__status__in=OPEN)
    return _told_of_contacts(asked, is_open, langs=langs)


def done_of_contacts(asked: Iterable[CaseAsk], *, langs: Collection[Lang]) -> dict[CaseAsk, list[CaseBrief]]:
    """Those of the cases asked for that the office calls done and a no would open again, newest first, in one
    query. Whether it is too late for that, the act says.
    """
    return _told_of_contacts(asked, Q(case__status__in=REOPENED_BY_NO), langs=langs)


def _told_of_contacts(
    asked: Iterable[CaseAsk], which: Q, *, langs: Collection[Lang]
) -> dict[CaseAsk, list[CaseBrief]]:
    """Of the cases that are asked for those of which this holds."""
    found: dict[CaseAsk, list[CaseBrief]] = {ask: [] for ask in asked}
    asks: dict[tuple[UUID, UUID | None, int], list[CaseAsk]] = {}
    for ask in found:
        asks.setdefault((ask.body_id, ask.contact_id, ask.epoch), []).append(ask)
    rows = (
        CaseParty.objects.filter(
            which,
            body_id__in={ask.body_id for ask in found},
            contact_id__in={ask.contact_id for ask in found},
            contact_epoch__in={ask.epoch for ask in found},
        )
        .select_related("case__parent")
        .annotate(outside_told=_OUTSIDE_TOLD)
        .order_by("-case_id")
    )
    for party in rows:
        for ask in asks.get((party.body_id, party.contact_id, party.contact_epoch), ()):
            if ask.concerns(party.person_id):
                found[ask].append(_brief(party, langs))
    return found


# What brings a case to an officer.
_CHARGING = (
    EventCode.OPENED,
    EventCode.ASSIGNED,
    EventCode.REFERRED,
    EventCode.SUBJECT_CORRECTED,
    EventCode.REOPENED,
    EventCode.ESCALATED,
    EventCode.HANDED_OVER,
    EventCode.COVERED,
    EventCode.GIVEN_BACK,
)


def charges_of(officers: Collection[Officer]) -> list[Case]:
    """The open cases that these officers have, the newest charge first; one query, none for nobody."""
    if not officers:
        return []
    charged = CaseEvent.objects.filter(
        body_id=OuterRef("body_id"), case_id=OuterRef("id"), code__in=_CHARGING
    ).order_by("-id")
    rows = Case.objects.filter(
        reduce(or_, map(_open_to, officers)), officer_id__in={one.id for one in officers}, status__in=OPEN
    )
    newest = rows.annotate(charged_by=Subquery(charged.values("id")[:1])).order_by("-charged_by", "-id")
    return list(newest.select_related("officer"))


@dataclass(frozen=True, slots=True)
class NumberAsk:
    """A case asked for by its stored number, by a contact of a body in its present epoch."""

    body_id: UUID
    contact_id: UUID
    epoch: int
    ref: str


def cases_by_number(asked: Collection[NumberAsk], *, langs: Collection[Lang]) -> dict[NumberAsk, CaseBrief]:
    """Those of the asked cases that are the asker's own, open or ended, in one query. Who joined a case asks
    by their own number, and so does whose case was merged.
    """
    refs = {ask.ref for ask in asked}
    own = CaseParty.objects.filter(
        Q(ref__in=refs) | Q(ref="", case__ref__in=refs),
        body_id__in={ask.body_id for ask in asked},
        contact_id__in={ask.contact_id for ask in asked},
        contact_epoch__in={ask.epoch for ask in asked},
    )
    rows = own.select_related("case__parent").annotate(outside_told=_OUTSIDE_TOLD)
    theirs = {
        NumberAsk(party.body_id, party.contact_id, party.contact_epoch, party.number): party
        for party in rows
        if party.contact_id
    }
    return {ask: _brief(theirs[ask], langs) for ask in asked if ask in theirs}


@dataclass(frozen=True, slots=True)
class ThankedAsk:
    """For which case somebody's thanks are: the one of this number, else the last that they confirmed.

    `is_entered`: an officer writes it down for somebody, who may thank for any case of the body.
    """

    body_id: UUID
    ref: str
    contact_id: UUID | None
    epoch: int
    is_entered: bool
    since: datetime

    def is_by(self, party: CaseParty) -> bool:
        """Whether who thanks is the complainant, on a phone that has not changed hands since."""
        asker = (self.body_id, self.contact_id, self.epoch)
        return self.contact_id is not None and asker == (
            party.body_id,
            party.contact_id,
            party.contact_epoch,
        )


def thanked(asked: Sequence[ThankedAsk]) -> dict[ThankedAsk, Case]:
    """The case of each ask, where there is one; two queries.

    None whose complainant is hidden: the thanks, which carry a name, would tell who it is.
    """
    rows = CaseParty.objects.filter(body_id__in={ask.body_id for ask in asked}, case__confidential="")
    known = rows.select_related(
        *("case__department", "case__resolved_in"),
        *("case__officer__body", "case__resolved_by__body"),
        *("case__parent__department", "case__parent__resolved_in"),
        *("case__parent__officer__body", "case__parent__resolved_by__body"),
    )
    refs = {ask.ref for ask in asked if ask.ref}
    of_case = Q(ref="", role=PartyRole.COMPLAINANT, case__ref__in=refs)
    named = list(known.filter(Q(ref__in=refs) | of_case)) if refs else []
    confirmed = known.filter(
        Q(case__status=Status.RESOLVED_CONFIRMED, case__ended_at__gte=min(ask.since for ask in asked)),
        contact_id__in={ask.contact_id for ask in asked if ask.contact_id and not ask.ref},
    )
    latest = list(confirmed.order_by("-case__ended_at", "-case_id"))
    found = {ask: next(_thanked_by(ask, named if ask.ref else latest), None) for ask in asked}
    return {ask: case for ask, case in found.items() if case}


def _thanked_by(ask: ThankedAsk, parties: Iterable[CaseParty]) -> Iterator[Case]:
    for party in parties:
        case = party.case.parent or party.case
        if ask.ref and (case.body_id, party.number) == (ask.body_id, ask.ref):
            if ask.is_entered or ask.is_by(party):
                yield case
        elif not ask.ref and ask.is_by(party) and case.ended_at and case.ended_at >= ask.since:
            yield case


def _brief(party: CaseParty, langs: Collection[Lang]) -> CaseBrief:
    """How it stands: of what is merged, as the case stands that is worked on."""
    case = party.case.parent or party.case
    titles = {lang: party.case.title_in(lang) for lang in langs}
    told = party.outside_told  # type: ignore[attr-defined]  # annotated
    outside = tuple(
        BriefReferral(one["name"], one["contact"], one["number"] or "", one["status"] or "") for one in told
    )
    staged = case if case.is_staged else None
    return CaseBrief(party.number, titles, case.status, outside, staged)


def for_export() -> QuerySet[Case]:
    """Cases with all that a line of `janasetu cases --json` needs, in a constant number of queries."""
    return (
        Case.objects.select_related("body", "department", "officer__body", "resolved_by__body", "parent")
        .prefetch_related(
            Prefetch("events", CaseEvent.objects.order_by("id")),
            Prefetch("desks", CaseDesk.objects.filter(left_at__isnull=True).order_by("came_at", "id")),
        )
        .annotate(attachment_count=Count("attachments", distinct=True))
        .order_by("opened_at", "id")
    )


def overdue(cases: QuerySet[Case], *, now: datetime) -> QuerySet[Case]:
    """Those of the cases that lie with the office past their promised time."""
    return cases.filter(_overdue(now))


def overdue_count(*, now: datetime) -> int:
    """How many cases of all bodies lie with an office past their promised time: for `/status/`."""
    return overdue(Case.objects.all(), now=now).count()


def _overdue(now: datetime) -> Q:
    return Q(status__in=WITH_OFFICE, promise_due_at__lt=now)


def given_files(files: Collection[ReceivedFile]) -> QuerySet[CaseAttachment]:
    """Where these files stand as what a citizen gave who is not hidden, in whatever body."""
    return _attached(files).filter(role=AttachmentRole.GIVEN)


def from_citizens(files: Collection[ReceivedFile]) -> QuerySet[CaseAttachment]:
    """Where these files stand as what any citizen gave: for acts, never for a page."""
    return _attached(files).filter(role__in=FROM_CITIZENS)


def held_files(keys: Collection[tuple[int, UUID]]) -> set[UUID]:
    """Those of these files (bucket, id) that came from somebody who is hidden. One query; none for none."""
    if not keys:
        return set()
    rows = CaseAttachment.objects.filter(
        file_bucket__in={bucket for bucket, _ in keys},
        file_id__in=[file_id for _, file_id in keys],
        role=AttachmentRole.HELD,
    )
    return set(rows.values_list("file_id", flat=True))


def _attached(files: Collection[ReceivedFile]) -> QuerySet[CaseAttachment]:
    buckets, ids = {file.bucket for file in files}, [file.id for file in files]
    return CaseAttachment.objects.filter(file_bucket__in=buckets, file_id__in=ids)

"""Reads of appeals: what may be appealed against and by whom, what was, and what lies where."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from janasetu.bodies.models import Officer
from janasetu.cases import codes, queries, rights
from janasetu.cases.choices import AT_WORK, WITH_OFFICE, PartyRole, RightsForm
from janasetu.cases.clocks import Terms, terms_of
from janasetu.cases.models import Appeal, Case, CaseParty, RightsPaper
from janasetu.catalogue.schema import Statutory
from janasetu.lib.references import Reference


@dataclass(frozen=True, slots=True)
class Appealed:
    """A case and what of appeals there is to it. `own`: of an appeal its row; `later`: what was made of it by
    an appeal against it.
    """

    case: Case
    own: Appeal | None = None
    later: Appeal | None = None

    @property
    def application(self) -> Case:
        """What it is all about."""
        return self.own.application if self.own else self.case

    @property
    def step(self) -> str:
        """Empty of an application; of an appeal which one it is."""
        return str(self.case.category) if self.own else ""

    @property
    def law(self) -> Statutory | None:
        """What the law says of the application, on the day on which it came."""
        return law_of(self.application)

    def hears(self, step: str) -> str:
        """The post that decides an appeal at this step; empty where the law names none."""
        law = self.law
        found = (law.appeal if step == rights.APPEAL else law.review) if law else None
        return found or ""

    def matter(self) -> rights.Matter:
        """As the pure rules know it."""
        decision = None
        if self.own and self.own.decided_at:
            decision = rights.Decision(bool(self.own.allowed), self.own.by_day)
        return rights.Matter(
            status=self.case.status,
            step=self.step,
            law_due=self.case.statutory_due_at,
            law_passed=self.case.law_passed_at is not None,
            hears=self.hears(rights.REVIEW if self.own else rights.APPEAL),
            application=self.application.status,
            decision=decision,
            appealed=self.later is not None,
        )

    def next_step(self, now: datetime) -> rights.Step | None:
        """The step that an appeal against it would be at now; None where nobody may."""
        if self.case.confidential:
            return None  # who it is would stand on the paper
        return rights.next_step(self.matter(), now)


def law_of(case: Case) -> Statutory | None:
    """What the law says of such a case, on the day on which it came."""
    return _terms(case).statutory if case.statutory_due_at else None


def _terms(case: Case) -> Terms:
    return terms_of(case.service, case.fields, case.opened_at)


def appealed(cases: Collection[Case]) -> dict[UUID, Appealed]:
    """What there is to each of these cases. One query; none for none."""
    known = {case.id: case for case in cases}
    if not known:
        return {}
    rows = Appeal.objects.filter(
        Q(case_id__in=list(known)) | Q(against_id__in=list(known)),
        body_id__in={case.body_id for case in cases},
    ).select_related("application__body", "case", "against__body")
    own: dict[UUID, Appeal] = {}
    later: dict[UUID, Appeal] = {}
    for row in rows:
        own[row.case_id], later[row.against_id] = row, row
    return {one: Appealed(case, own.get(one), later.get(one)) for one, case in known.items()}


def of_contacts(asks: Iterable[queries.CaseAsk], *, now: datetime) -> dict[queries.CaseAsk, list[Case]]:
    """Of each contact the cases against which it may appeal now, the newest first. Two queries."""
    found: dict[queries.CaseAsk, list[Case]] = {ask: [] for ask in asks}
    rows = CaseParty.objects.filter(
        body_id__in={ask.body_id for ask in found},
        contact_id__in={ask.contact_id for ask in found},
        contact_epoch__in={ask.epoch for ask in found},
        role=PartyRole.COMPLAINANT,
    )
    theirs = list(_open_to_appeal(rows, now).select_related("case__body").order_by("-case_id"))
    known = appealed([party.case for party in theirs])
    for party in theirs:
        if known[party.case_id].next_step(now) is None:
            continue
        for ask in found:
            if (ask.body_id, ask.contact_id, ask.epoch) == _whose(party) and ask.concerns(party.person_id):
                found[ask].append(party.case)
    return found


def _whose(party: CaseParty) -> tuple[UUID, UUID | None, int]:
    return party.body_id, party.contact_id, party.contact_epoch


def _open_to_appeal(rows: QuerySet[CaseParty], now: datetime) -> QuerySet[CaseParty]:
    """What could be appealed against at all: late in law, or a decided appeal."""
    late = Q(case__status__in=AT_WORK, case__law_passed_at__isnull=False) | Q(
        case__status__in=WITH_OFFICE, case__statutory_due_at__lt=now
    )
    decided = Q(case__appeals__decided_at__isnull=False)
    return rows.filter(late | decided)


def papers_of(case: Case) -> dict[str, RightsPaper]:
    """The papers of the law to a case, by their form."""
    rows = RightsPaper.objects.filter(body_id=case.body_id, case_id=case.id)
    return {row.form: row for row in rows}


def form_of(case: Case) -> RightsForm:
    """Which paper belongs to a case."""
    return RightsForm.TWO if case.service.is_appeal else RightsForm.ONE


# --- lists for officers ---


def past_law(officer: Officer, *, now: datetime) -> QuerySet[Case]:
    """The applications of the officer's office whose time in law has run out, and that lie with it still: the
    longest late first.
    """
    late = queries.cases_visible_to(officer).filter(
        status__in=WITH_OFFICE, statutory_due_at__lt=now, body_id=officer.body_id
    )
    return late.filter(appeals__isnull=True).order_by("statutory_due_at", "id")


def appeals_before(officer: Officer) -> QuerySet[Appeal]:
    """The appeals in the officer's office, the undecided first, then the newest."""
    visible = queries.cases_visible_to(officer).filter(body_id=officer.body_id).values("id")
    rows = Appeal.objects.filter(body_id=officer.body_id, case_id__in=visible)
    return rows.select_related("case__body", "case__officer__role", "application__body").order_by(
        "decided_at", "-at"
    )


# --- for whoever knows the secret ---


def by_code(ref: str, code: str) -> Appealed | None:
    """The case of this number, to whoever knows its code, which is looked at in any case."""
    fits, read = codes.is_code_of(ref, code), Reference.parse(ref)
    if not fits or read is None:
        return None
    rows = Case.objects.filter(body__number=read.body, ref=ref).select_related("body", "parent")
    case = rows.first()
    return appealed([case])[case.id] if case else None

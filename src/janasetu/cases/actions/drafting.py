"""The paper of a case is drafted: it gets its number and code, and where it is signed here, its order."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from janasetu.bodies.models import Officer
from janasetu.cases import desks, paperwork, records
from janasetu.cases.models import Case, CaseDesk
from janasetu.catalogue.schema.stages import ISSUE
from janasetu.documents.actions import approve, draft_papers, order_signature
from janasetu.documents.choices import Born
from janasetu.documents.errors import RefusedError as NotSignedError
from janasetu.documents.models import Paper, SigningOrder
from janasetu.payments import queries as payments

BORN_OUTSIDE = Born.STATE_PORTAL  # its paper is made by another system, and only filed here


def draft_arrived(rows: Sequence[CaseDesk], *, by: Officer | None = None, now: datetime) -> list[Paper]:
    """Draft the papers of those that have come to where papers are made; none where none has.

    `by`: who brought it there and gave a one-time code for it; where they are its signatory, they have signed
    with that. The last act of its transaction, as it holds the series of numbers. A paper that nobody could
    sign now is not drafted: the page of the case says so.
    """
    return [paper for row in rows if row.stage == ISSUE for paper in draft(row.case, by=by, now=now)]


def draft(case: Case, *, by: Officer | None = None, now: datetime) -> list[Paper]:
    """The paper of one case, or none where nobody could sign it now or another system makes it."""
    output = records.output_of(case)
    if output is None or Born(output.from_) == BORN_OUTSIDE:
        return []
    signatory = paperwork.signatory_of(case, by=by, now=now)
    if signatory is None:
        return []
    papers = draft_papers([paperwork.order_of(case, desks.desks_of(case), signatory, now=now)], now=now)
    if papers[0].born == Born.HERE:
        order = order_signature(paper=papers[0], who=paperwork.who_wants(case), now=now)
        is_paid = not case.service.fee or not payments.unpaid(case.body_id, case.id)
        if by is not None and by.id == signatory.officer.id and is_paid:
            _sign(order, by, now)
    return papers


def _sign(order: SigningOrder, by: Officer, now: datetime) -> None:
    """Who let it pass with a code has signed with that; where they may not, somebody else will."""
    with suppress(NotSignedError):
        approve(order=order, officer=by, signs=True, now=now)

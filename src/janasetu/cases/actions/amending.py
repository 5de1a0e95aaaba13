"""A holder says in the chat what is wrong in their paper: its correction becomes a case of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from janasetu.cases import corrections
from janasetu.cases.actions.hearing import CitizenWord, Heard, heard, is_theirs, too_late, unheard
from janasetu.cases.actions.opening import CaseOrder, Original, open_cases
from janasetu.cases.actions.staging import event_of
from janasetu.cases.choices import EventCode
from janasetu.cases.models import Case, CaseEvent, Correction
from janasetu.cases.models.corrections import MOST_LINE
from janasetu.cases.stages import COPIED
from janasetu.documents import queries as documents
from janasetu.documents.models import Paper
from janasetu.lib.clock import local
from janasetu.lib.ids import uuid7
from janasetu.messaging import outbox
from janasetu.messaging.values import Outgoing

CITIZEN = "citizen"


@dataclass(frozen=True, slots=True)
class CorrectionWish:
    """The holder's word that something is wrong in the paper of the case of this number. `order`: the case
    that the correction becomes, as the form of it was answered; `line`: the name of the line they chose.
    """

    ref: str
    order: CaseOrder
    line: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """A wish that is granted: of which paper, first given for which case."""

    wish: CorrectionWish
    paper: Paper
    application: Case


@transaction.atomic
def ask_corrections(wishes: Sequence[CorrectionWish], *, now: datetime) -> list[Case]:
    """Open the correction of each of these papers: by whose it is, on a phone that has not changed hands; of
    a paper that still holds and is not being corrected. What was opened comes back; all others hear why not.
    Statements do not grow with their number.
    """
    found = heard({wish.ref for wish in wishes})
    granted, vain = _sorted(wishes, found)
    opened = open_taken(granted, now=now)
    outbox.queue(vain, now=now)
    return opened


def _sorted(wishes: Sequence[CorrectionWish], found: Heard) -> tuple[list[Taken], list[Outgoing]]:
    papers = documents.issued_papers({(case.body_id, case.id) for case in found.each}) if found.each else {}
    under_way = corrections.open_of(list(papers.values()))
    origins = corrections.origins(found.each)
    granted: list[Taken] = []
    vain: list[Outgoing] = []
    for wish in wishes:
        word, case, party = _word(wish), found.cases.get(wish.ref), found.parties.get(wish.ref)
        paper = papers.get(case.id) if case else None
        if case is None or not is_theirs(word, party) or found.supports(wish.ref):
            vain.append(too_late(word))
        elif paper is None or not corrections.may_be_corrected(case, paper):
            vain.append(unheard(word, "correction_not_here"))
        elif paper.id in under_way or any(one.paper.id == paper.id for one in granted):
            vain.append(unheard(word, "correction_made_already"))
        else:
            granted.append(Taken(wish, paper, origins[case.id]))
    return granted, vain


def _word(wish: CorrectionWish) -> CitizenWord:
    order = wish.order
    assert order.contact, "only who writes from somewhere is answered there"
    assert order.line_id
    return CitizenWord(
        wish.ref,
        order.contact,
        order.contact_epoch,
        order.line_id,
        order.lang,
        f"{order.source}:correct",
        order.caused_by,
    )


def open_taken(granted: Sequence[Taken], *, now: datetime) -> list[Case]:
    """Their cases, each with what it corrects; the paper's own case knows of it too."""
    copied = corrections.copied_among([one.application for one in granted])
    orders = {one.wish.order.source: (one, _order(one, one.application.id in copied)) for one in granted}
    opened = open_cases([order for _, order in orders.values()], now=now) if orders else []
    made = [(orders[case.source][0], case) for case in opened]
    Correction.objects.bulk_create(_correction(one, case, now=now) for one, case in made)
    CaseEvent.objects.bulk_create(
        event_of(one.application, EventCode.CORRECTION_ASKED, {"ref": case.ref}, by=CITIZEN, now=now)
        for one, case in made
    )
    return opened


def _order(one: Taken, is_copied: bool) -> CaseOrder:
    """The case as it is opened: the facts of the paper are its own, whatever stood in the form."""
    order, application = one.wish.order, one.application
    issued = one.paper.issued_at
    days = (local(order.opened_at).date() - local(issued).date()).days if issued else 0
    facts: dict[str, Any] = {"paper": one.paper.number, "days": max(days, 0)}
    facts |= {COPIED: True} if is_copied else {}
    original = Original(application.version_id, application.ward)
    return replace(order, fields={**order.fields, **facts}, corrects=original)


def _correction(one: Taken, case: Case, *, now: datetime) -> Correction:
    known = {line.name for line in corrections.lines_of(one.paper)}
    return Correction(
        id=uuid7(),
        body_id=case.body_id,
        case=case,
        application=one.application,
        paper=one.paper,
        line=one.wish.line[:MOST_LINE] if one.wish.line in known else "",
        at=now,
    )

"""The paper on the page of its case: number and secret are enough for most, and never for what wants a proof.

Whoever opens the page has typed both; on what telephone or computer they sit nobody knows. What wants an
independent proof therefore goes to the phone of whose case it is, and to nothing else.
"""

from datetime import datetime
from enum import StrEnum

from django.db import transaction

from janasetu.cases import fetching, proving, queries
from janasetu.cases.actions import paying
from janasetu.cases.actions.handing_out import PaperWish, send_papers
from janasetu.cases.choices import EventCode
from janasetu.cases.fetching import Asking
from janasetu.cases.models import Case, CaseEvent, CaseParty
from janasetu.cases.proving import Level
from janasetu.documents import queries as documents
from janasetu.documents.choices import Standing
from janasetu.documents.models import Paper
from janasetu.lib.ids import uuid7
from janasetu.people import queries as people
from janasetu.people.values import ContactKey

CITIZEN = "citizen"


class WebOffer(StrEnum):
    """What the page of a case can do for who typed its number and its secret."""

    NOTHING = ""
    GET = "get"
    SEND = "send"  # to the phone of whose case it is
    PROVE = "prove"  # at the office first
    PAY = "pay"  # first


class NotOfferedError(Exception):
    """What was pressed is not, or no longer, offered on the page of this case."""


def offer_of(case: Case, *, now: datetime) -> WebOffer:
    """What becomes of its paper here. At most five queries, none before it ended in one."""
    if not fetching.has_paper(case) or not fetching.goes_by_link(case) or _paper(case) is None:
        return WebOffer.NOTHING
    if paying.held_back([case]):
        return WebOffer.PAY
    if fetching.wanted_for(case) < Level.PROOF:
        return WebOffer.GET
    return WebOffer.SEND if _whose_phone(case, now=now) else WebOffer.PROVE


@transaction.atomic
def fetch_by_code(case: Case, *, now: datetime) -> Paper:
    """The paper, to who typed number and secret; it stands in the history of the case. NotOfferedError."""
    (locked,) = queries.cases_locked({case.body_id}, [case.id])
    paper = _paper(locked)
    if paper is None or offer_of(locked, now=now) != WebOffer.GET:
        raise NotOfferedError
    CaseEvent.objects.create(
        id=uuid7(),
        body_id=case.body_id,
        case_id=case.id,
        code=EventCode.PAPER_FETCHED,
        by=CITIZEN,
        params={"number": paper.number, "web": True},
        at=now,
    )
    return paper


@transaction.atomic
def send_to_phone(case: Case, *, now: datetime) -> None:
    """The paper goes to the phone of whose case it is, who is proven there. NotOfferedError."""
    party = _whose_phone(case, now=now) if offer_of(case, now=now) == WebOffer.SEND else None
    if party is None:
        raise NotOfferedError
    assert party.contact_bucket is not None
    assert party.contact_id is not None
    assert party.line_id is not None
    wish = PaperWish(
        ref=case.ref,
        contact=ContactKey(party.contact_bucket, party.contact_id),
        epoch=party.contact_epoch,
        line_id=party.line_id,
        lang="en" if party.lang == "en" else "bn",
        source=f"web:{case.id}:{now.isoformat()}",
    )
    send_papers([wish], now=now)


def _paper(case: Case) -> Paper | None:
    paper = documents.issued_papers([(case.body_id, case.id)]).get(case.id)
    return paper if paper and paper.standing == Standing.VALID else None


def _whose_phone(case: Case, *, now: datetime) -> CaseParty | None:
    """Whose case it is, on a phone that has not changed hands since, known as well as it is wanted."""
    party = queries.parties([case.body_id], [case.id]).get(case.id)
    if party is None or party.contact_id is None or party.contact_bucket is None or party.line_id is None:
        return None
    key = ContactKey(party.contact_bucket, party.contact_id)
    contact = people.contacts([key]).get(key)
    if contact is None or contact.epoch != party.contact_epoch or not fetching.goes_by_chat(case):
        return None
    (asker,) = fetching.askers([Asking(case, key.id, contact.epoch, party)])
    return party if proving.may_have(asker, fetching.wanted_for(case), now=now) else None

"""On the page of a link its holder says what is wrong in their paper, whoever could fetch it there."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from janasetu.cases import corrections, queries
from janasetu.cases.actions.amending import CorrectionWish, Taken, open_taken
from janasetu.cases.actions.linking import check_link_secret, look_at_link
from janasetu.cases.actions.opening import CaseOrder
from janasetu.cases.corrections import MOST_SAID
from janasetu.cases.models import Case
from janasetu.catalogue import queries as catalogue
from janasetu.documents import queries as documents
from janasetu.lib import bn
from janasetu.lib.ids import uuid7
from janasetu.lib.text import tame
from janasetu.people.values import ContactKey

WEB = "web"


@dataclass(frozen=True, slots=True)
class Told:
    """What is wrong, as the page of a link asks it. `line`: by its name in the paper, or empty."""

    line: str
    should_be: str
    fault: str


class NothingSaidError(Exception):
    """Nothing was said of what it should be."""


def correct_by_link(*, token: str, secret: str, told: Told, now: datetime, wall: datetime) -> Case:
    """The correction of the paper behind a link, by who could fetch it there; of one that is being corrected
    the case that does so.

    DeadLinkError, where this paper cannot be corrected too; WrongSecretError; TooManyTriesError;
    NothingSaidError.
    """
    link = look_at_link(token, wall=wall)
    if link.asks_secret:
        check_link_secret(link, secret, wall=wall)
    said = tame(bn.normalise(told.should_be)).strip()[:MOST_SAID]
    if not said:
        raise NothingSaidError
    return _corrected_by_link(link.case, replace(told, should_be=said), now=now)


@transaction.atomic
def _corrected_by_link(found: Case, told: Told, *, now: datetime) -> Case:
    (case,) = queries.cases_locked({found.body_id}, [found.id])
    paper = documents.issued_papers([(case.body_id, case.id)]).get(case.id)
    versions = corrections.versions_for({case.body_id})
    if paper is None or case.body_id not in versions or not corrections.may_be_corrected(case, paper):
        raise CannotCorrectError
    if under_way := corrections.open_of([paper]).get(paper.id):
        return under_way
    party = queries.parties([case.body_id], [case.id]).get(case.id)
    line = next((one for one in corrections.lines_of(paper) if one.name == told.line), None)
    service = catalogue.service(versions[case.body_id])
    fault = told.fault if told.fault in service.field("fault").options else None
    fields = {
        "line": line.label["bn"] if line else "",
        "should_be": told.should_be,
        "fault": fault,
        "proof": None,
    }
    contact = (
        ContactKey(party.contact_bucket, party.contact_id)
        if party and party.contact_bucket is not None and party.contact_id is not None
        else None
    )
    order = CaseOrder(
        body_id=case.body_id,
        version_id=versions[case.body_id],
        source=f"correct:{paper.id}:{uuid7()}",
        channel=WEB,
        fields=fields,
        opened_at=now,
        contact=contact,
        contact_epoch=party.contact_epoch if party else 1,
        person_id=party.person_id if party else None,
        line_id=party.line_id if party else None,
        lang="en" if party and party.lang == "en" else "bn",
        name=party.name if party else "",
        phone=party.phone if party else "",
    )
    application = corrections.origins([case])[case.id]
    (opened,) = open_taken([Taken(CorrectionWish(case.ref, order, told.line), paper, application)], now=now)
    return opened


class CannotCorrectError(Exception):
    """A paper that holds no more, or of an office that corrects none this way."""

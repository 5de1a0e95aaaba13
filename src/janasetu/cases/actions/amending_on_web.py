"""On the page of a link its holder says what is wrong in their paper, whoever could fetch it there."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from janasetu.cases import corrections, queries
from janasetu.cases.actions.amending import CorrectionWish, Taken, open_taken
from janasetu.cases.actions.linking import check_link_secret, look_at_link
from janasetu.cases.actions.opening import CaseOrder
from janasetu.cases.corrections import MOST_SAID
from janasetu.cases.models import Case
from janasetu.catalogue import queries as catalogue
from janasetu.catalogue.schema import Service
from janasetu.documents import actions as documents
from janasetu.documents import queries as papers
from janasetu.documents.models import Paper
from janasetu.lib import bn
from janasetu.lib.ids import uuid7
from janasetu.lib.text import tame
from janasetu.people.values import ContactKey

WEB = "web"


@dataclass(frozen=True, slots=True)
class Told:
    """What is wrong, as the page of a link asks it. `line`: by its name in the paper, or empty; `proof`: the
    bytes of a photo or PDF that proves it, as they came.
    """

    line: str
    should_be: str
    fault: str
    proof: bytes = b""


class NothingSaidError(Exception):
    """Nothing was said of what it should be."""


def correct_by_link(*, token: str, secret: str, told: Told, now: datetime, wall: datetime) -> Case:
    """The correction of the paper behind a link, by who could fetch it there; of one that is being corrected
    the case that does so.

    DeadLinkError, where this paper cannot be corrected too; WrongSecretError; TooManyTriesError;
    NothingSaidError; FileRefusedError. A file of somebody who may not fetch the paper is not looked at.
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
    paper = papers.issued_papers([(case.body_id, case.id)]).get(case.id)
    versions = corrections.versions_for({case.body_id})
    if paper is None or case.body_id not in versions or not corrections.may_be_corrected(case, paper):
        raise CannotCorrectError
    if under_way := corrections.open_of([paper]).get(paper.id):
        return under_way
    order = _order(case, paper, versions[case.body_id], told, now=now)
    application = corrections.origins([case])[case.id]
    (opened,) = open_taken([Taken(CorrectionWish(case.ref, order, told.line), paper, application)], now=now)
    return opened


def _order(case: Case, paper: Paper, version: UUID, told: Told, *, now: datetime) -> CaseOrder:
    """The case as it is opened, in the name of whom the paper was given to."""
    party = queries.parties([case.body_id], [case.id]).get(case.id)
    line = next((one for one in corrections.lines_of(paper) if one.name == told.line), None)
    service = catalogue.service(version)
    answers, files = _proven(service, told, now=now)
    fields = {
        "line": line.label["bn"] if line else "",
        "should_be": told.should_be,
        "fault": told.fault if told.fault in service.field("fault").options else None,
        **answers,
    }
    contact = (
        ContactKey(party.contact_bucket, party.contact_id)
        if party and party.contact_bucket is not None and party.contact_id is not None
        else None
    )
    return CaseOrder(
        body_id=case.body_id,
        version_id=version,
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
        files=files,
    )


def _proven(
    service: Service, told: Told, *, now: datetime
) -> tuple[dict[str, list[str] | None], list[tuple[int, UUID]]]:
    """What was sent to prove it, through the media gate: the answer of its question, and the file."""
    asked = corrections.proof_of(service)
    if asked is None:
        return {}, []
    if not told.proof:
        return {asked.field: None}, []
    file = documents.receive(told.proof, now=now, kind="document")
    return {asked.field: [str(file.id)]}, [(file.bucket, file.id)]


class CannotCorrectError(Exception):
    """A paper that holds no more, or of an office that corrects none this way."""

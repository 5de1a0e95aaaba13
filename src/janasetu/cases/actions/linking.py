"""Links by which a paper is fetched: made with the news of it or at the counter, opened a few times, dead
after a day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from janasetu.audit.acting import acting as acting_as
from janasetu.bodies.actions import count_attempt, forget_attempts
from janasetu.bodies.models import LocalBody, Officer
from janasetu.bodies.throttle import Limit
from janasetu.cases import codes, fetching, paper_links, proving, queries
from janasetu.cases.actions.coding import ONE_CASE
from janasetu.cases.choices import EventCode
from janasetu.cases.models import Case, CaseEvent, PaperLink
from janasetu.cases.proving import LINK_HOLDS, MOST_FETCHES, Level
from janasetu.cases.rules import RefusedError
from janasetu.documents import queries as documents
from janasetu.documents.choices import Standing
from janasetu.documents.models import Paper
from janasetu.lib.ids import uuid7
from janasetu.people import queries as people
from janasetu.people.values import ContactKey

SYSTEM, CITIZEN = "system", "citizen"
# Secrets that are typed into one page: what is guessed from many pages of a case counts for the case too.
ONE_LINK = Limit(free=5)


class DeadLinkError(Exception):
    """A link that we did not make, that is over, or that leads to what holds no more: nobody learns which."""


class WrongSecretError(Exception):
    """The secret of the case was not typed, or not right."""


@dataclass(frozen=True, slots=True)
class LinkOrder:
    """A link that goes with the news of a paper. The contact is to whom it is sent, in their epoch."""

    case: Case
    paper: Paper
    contact: ContactKey | None = None
    epoch: int = 1
    asks_secret: bool = False


def make_links(orders: Sequence[LinkOrder], *, wall: datetime) -> list[str]:
    """The address for each, in their order; one statement, none for none. `wall`: wall time."""
    tokens = [paper_links.new_token(one.case.body.number or 0) for one in orders]
    PaperLink.objects.bulk_create(
        _link(one, token, by=SYSTEM, wall=wall) for one, token in zip(orders, tokens, strict=True)
    )
    return [address(token) for token in tokens]


@transaction.atomic
def make_link(*, officer: Officer, ref: str, now: datetime, wall: datetime) -> str:
    """The address that an officer gives at the counter to whose paper it is.

    RefusedError where there is no paper, it may not go out on the web, the officer may not, or who asks must
    be proven first. Without a proof the page asks for the secret where the definition does.
    """
    officer.require_office(at=now)
    case = queries.case_for_update(officer, ref)
    paper = _paper(case)
    if paper is None or not fetching.goes_by_link(case):
        raise RefusedError("link_no_paper")
    if not fetching.may_check(officer, case, now=now):
        raise RefusedError("proof_not_yours")
    is_proven = proving.proof_holds(fetching.proven_at(case), now)
    wanted = fetching.wanted_for(case)
    if wanted == Level.PROOF and not is_proven:
        raise RefusedError("proof_needed")
    order = LinkOrder(case, paper, asks_secret=wanted == Level.SECRET and not is_proven)
    token = paper_links.new_token(case.body.number or 0)
    with acting_as(by=officer.post):
        _link(order, token, by=officer.post, wall=wall).save(force_insert=True)
    return address(token)


def address(token: str) -> str:
    """Where the portal shows it."""
    return f"{settings.PUBLIC_ADDRESS}/paper/{token}"


def _link(order: LinkOrder, token: str, *, by: str, wall: datetime) -> PaperLink:
    return PaperLink(
        id=uuid7(),
        body_id=order.case.body_id,
        case_id=order.case.id,
        paper=order.paper,
        token_sha256=paper_links.hash_of(token),
        asks_secret=order.asks_secret,
        by=by,
        made_at=wall,
        ends_at=wall + LINK_HOLDS,
        contact_bucket=order.contact.bucket if order.contact else None,
        contact_id=order.contact.id if order.contact else None,
        contact_epoch=order.epoch,
    )


def _paper(case: Case) -> Paper | None:
    if not fetching.has_paper(case):
        return None
    paper = documents.issued_papers([(case.body_id, case.id)]).get(case.id)
    return paper if paper and paper.standing == Standing.VALID else None


# --- opened ---


def look_at_link(token: str, *, wall: datetime) -> PaperLink:
    """A link that still opens, with its paper, case and body. DeadLinkError."""
    return _alive(PaperLink.objects.all(), token, wall=wall)


def fetch_paper(*, token: str, secret: str = "", now: datetime, wall: datetime) -> Paper:
    """The paper behind a link, once more fetched, which stands in the history of the case.

    DeadLinkError; WrongSecretError; TooManyTriesError where too many secrets were typed.
    """
    link = look_at_link(token, wall=wall)
    if link.asks_secret:
        check_link_secret(link, secret, wall=wall)
    return _fetched(token, now=now, wall=wall)


@transaction.atomic
def _fetched(token: str, *, now: datetime, wall: datetime) -> Paper:
    link = _alive(PaperLink.objects.select_for_update(of=("self",)), token, wall=wall)
    link.fetched += 1
    link.save(update_fields=["fetched"])
    CaseEvent.objects.create(
        id=uuid7(),
        body_id=link.body_id,
        case_id=link.case_id,
        code=EventCode.PAPER_FETCHED,
        by=CITIZEN,
        params={"link": str(link.id), "number": link.paper.number, "time": link.fetched},
        at=now,
    )
    return link.paper


def _alive(links: QuerySet[PaperLink], token: str, *, wall: datetime) -> PaperLink:
    try:
        number = paper_links.body_number_of(token)
    except paper_links.NotALinkError as error:
        raise DeadLinkError from error
    body = LocalBody.objects.filter(number=number).first() if number else None
    if body is None:
        raise DeadLinkError
    found = (
        links.select_related("paper", "case__body")
        .filter(
            body_id=body.id,
            token_sha256=paper_links.hash_of(token),
            ends_at__gt=wall,
            fetched__lt=MOST_FETCHES,
            paper__standing=Standing.VALID,
        )
        .first()
    )
    if found is None or not _in_the_same_hands(found):
        raise DeadLinkError
    return found


def _in_the_same_hands(link: PaperLink) -> bool:
    """Whether the phone to which it was sent has not changed hands since."""
    if link.contact_bucket is None or link.contact_id is None:
        return True
    key = ContactKey(link.contact_bucket, link.contact_id)
    contact = people.contacts([key]).get(key)
    return contact is None or contact.epoch == link.contact_epoch


def check_link_secret(link: PaperLink, secret: str, *, wall: datetime) -> None:
    """WrongSecretError where it is not that of the case; TooManyTriesError. A try is counted before the
    secret is looked at; an empty box is none.
    """
    if not secret:
        raise WrongSecretError
    ours, everybodys = f"link:{link.id}", f"case-code:{link.case.ref}"
    count_attempt({ours: ONE_LINK, everybodys: ONE_CASE}, at=wall)
    if not codes.is_code_of(link.case.ref, secret):
        raise WrongSecretError
    forget_attempts([ours], shared=everybodys, at=wall)

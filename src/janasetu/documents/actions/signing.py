"""Writes about signatures: the order to sign, the word of each officer, and what the signer made of it."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from janasetu.bodies import rules
from janasetu.bodies.models import Officer
from janasetu.bodies.queries import lineage, titles
from janasetu.documents import queries
from janasetu.documents.actions.papers import Finished, issue
from janasetu.documents.choices import Born, EntryKind, PaperState, SigningState
from janasetu.documents.errors import PaperClosedError, Reason, RefusedError
from janasetu.documents.models import Approval, Paper, SigningOrder
from janasetu.documents.signing import book, policy, seals
from janasetu.documents.signing.bells import ring
from janasetu.documents.signing.seals import Word

OFFICERS = 2  # four eyes, unless the definition says otherwise


@dataclass(frozen=True, slots=True)
class Who:
    """Who must want a paper: the posts of which one signs, those of whom the others may be, how many in all.

    `ward`: of the matter, where seats of a ward approve.
    """

    roles: Sequence[str]
    seconds: Sequence[str] = ()
    needed: int = OFFICERS
    ward: str = ""


@transaction.atomic
def order_signature(*, paper: Paper, who: Who, now: datetime, draft_seen: bool = False) -> SigningOrder:
    """Open the order to sign a drafted paper; it waits for the approvals. Once more it is the same order.

    `draft_seen`: the officers look at the pressed draft, and approve just those bytes. PaperClosedError where
    the paper is not made here, or beyond that.
    """
    found = Paper.objects.select_for_update().get(body_id=paper.body_id, id=paper.id)
    opened = SigningOrder.objects.filter(body_id=found.body_id, paper=found).first()
    if opened is not None:
        return opened
    if found.born != Born.HERE or found.state != PaperState.DRAFTED:
        raise PaperClosedError("paper_not_to_sign")
    return SigningOrder.objects.create(
        body_id=found.body_id,
        paper=found,
        snapshot_sha256=found.snapshot_sha256,
        draft_sha256=found.draft_sha256 if draft_seen else "",
        type=found.type,
        roles=list(who.roles),
        seconds=list(who.seconds),
        needed=who.needed,
        ward=who.ward,
        state=SigningState.WAITING,
        opened_at=now,
    )


@transaction.atomic
def approve(*, order: SigningOrder, officer: Officer, now: datetime, signs: bool = False) -> Approval:
    """An officer wants this paper; `signs`: as its signatory, whose name it bears.

    Who asks has seen to the one-time code. With the last approval it is the signer's turn. RefusedError says
    why this officer cannot; PaperClosedError where the order is beyond that.
    """
    found = SigningOrder.objects.select_for_update().get(body_id=order.body_id, id=order.id)
    if found.state != SigningState.WAITING:
        raise PaperClosedError("paper_not_to_sign")
    paper = Paper.objects.select_for_update().get(body_id=found.body_id, id=found.paper_id)
    given = queries.approvals(found)
    if any(one.user_id == officer.user_id for one in given):
        raise RefusedError(Reason.SAME_OFFICER)
    word = _word(found, officer, signs=signs, at=now)
    _check(found, paper, officer, word)
    approval = _kept(found, word)
    if _is_enough(found, [*given, approval]):
        _pass_on(found, paper, now)
    return approval


@transaction.atomic
def withdraw_order(*, order: SigningOrder, now: datetime) -> SigningOrder:
    """The office draws an order back before it is signed. PaperClosedError where it is too late."""
    found = SigningOrder.objects.select_for_update().get(body_id=order.body_id, id=order.id)
    if found.state not in (SigningState.WAITING, SigningState.ORDERED):
        raise PaperClosedError("paper_not_to_sign")
    _close(found, SigningState.WITHDRAWN, PaperState.REFUSED, Reason.WITHDRAWN)
    return found


def take_signed(
    order: SigningOrder, content: bytes, *, at: datetime, certificate: str, wall: datetime
) -> Paper:
    """The signer has signed: the bytes are on disk, then paper, order and book say so, together.

    Within the signer's transaction, which has locked the order.
    """
    paper = Paper.objects.select_for_update().get(body_id=order.body_id, id=order.paper_id)
    issue(paper, PaperState.SIGNED, Finished(content), now=at)
    order.state = SigningState.SIGNED
    order.save(update_fields=["state"])
    book.write(
        book.Line(
            body_id=order.body_id,
            kind=EntryKind.SIGNED,
            order_id=order.id,
            at=at,
            wall_at=wall,
            draft_sha256=paper.draft_sha256,
            sha256=paper.sha256,
            certificate=certificate,
        )
    )
    return paper


def take_refused(order: SigningOrder, reason: Reason, *, at: datetime, wall: datetime) -> None:
    """The signer does not sign: order and paper say why, and the book. Within the signer's transaction."""
    if order.state == SigningState.ORDERED:
        _close(order, SigningState.REFUSED, PaperState.REFUSED, reason)
    book.write(
        book.Line(
            body_id=order.body_id,
            kind=EntryKind.REFUSED,
            order_id=order.id,
            at=at,
            wall_at=wall,
            note=reason.value,
        )
    )


@transaction.atomic
def take_unpressed(paper: Paper) -> None:
    """No draft can be made of it: paper and order, where there is one, are refused."""
    order = SigningOrder.objects.select_for_update().filter(body_id=paper.body_id, paper=paper).first()
    if order is not None and order.state in (SigningState.WAITING, SigningState.ORDERED):
        _close(order, SigningState.REFUSED, PaperState.REFUSED, Reason.NO_DRAFT)
    Paper.objects.filter(body_id=paper.body_id, id=paper.id, draft_sha256="").update(state=PaperState.REFUSED)


@transaction.atomic
def resume_signing(*, body_id: UUID, by: str, reason: str, now: datetime, wall: datetime) -> None:
    """Let the signer go on for a body after it stopped of itself: somebody looked, and says why."""
    if not reason.strip():
        raise PaperClosedError("paper_needs_reason")
    note = f"{by}: {reason.strip()}"[:200]
    book.write(book.Line(body_id=body_id, kind=EntryKind.RESUMED, at=now, wall_at=wall, note=note))
    ring()


def _word(order: SigningOrder, officer: Officer, *, signs: bool, at: datetime) -> Word:
    lawful = order.roles if signs else [*order.roles, *order.seconds]
    title = titles([officer.body_id], [officer.acting_for_id or officer.role_id]).of_officer(officer, at=at)
    return Word(
        officer=officer.id,
        user=officer.user_id,
        role=_exercised(officer, lawful),
        signs=signs,
        title_bn=title.get("bn", ""),
        title_en=title.get("en", ""),
        order_number=officer.order_number,
        order_date=officer.order_date,
        at=at,
        nonce=secrets.token_hex(16),
    )


def _exercised(officer: Officer, lawful: Sequence[str]) -> str:
    """The post whose authority is used: the first that may which the officer has; else their own."""
    return next((role for role in lawful if role in rules.authority(officer.tenure)), officer.role_id)


def _check(order: SigningOrder, paper: Paper, officer: Officer, word: Word) -> None:
    """What the signer will look at again, so that the officer hears of it at once."""
    terms = queries.terms_of(order)
    above = {one.id for one in lineage([order.body_id])[order.body_id]}
    policy.check_authority(terms, word, queries.office_of(officer), frozenset({order.body_id, *above}))
    if word.signs:
        policy.judge_paper(terms, paper.snapshot, paper.draft_sha256, word)


def _kept(order: SigningOrder, word: Word) -> Approval:
    return Approval.objects.create(
        body_id=order.body_id,
        order=order,
        officer_id=word.officer,
        user_id=word.user,
        role=word.role,
        signs=word.signs,
        title={"bn": word.title_bn, "en": word.title_en},
        order_number=word.order_number,
        order_date=word.order_date,
        at=word.at,
        nonce=word.nonce,
        seal=seals.seal(settings.APPROVAL_KEY, queries.terms_of(order), word),
    )


def _is_enough(order: SigningOrder, given: Sequence[Approval]) -> bool:
    return len(given) >= order.needed and any(one.signs for one in given)


def _pass_on(order: SigningOrder, paper: Paper, now: datetime) -> None:
    order.state, order.ordered_at = SigningState.ORDERED, now
    order.save(update_fields=["state", "ordered_at"])
    paper.state = PaperState.ORDERED
    paper.save(update_fields=["state"])
    ring()


def _close(order: SigningOrder, state: SigningState, paper_state: PaperState, reason: Reason) -> None:
    order.state, order.note = state, reason.value
    order.save(update_fields=["state", "note"])
    Paper.objects.filter(body_id=order.body_id, id=order.paper_id).update(state=paper_state)

"""The signer: takes orders that have all approvals, judges each again, signs, and writes it into its book.

Everything is committed before the next thing begins: that it is about to sign, then what came of it. Killed
in between it begins again at the instant that the book has, and makes the same bytes.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog
from django.conf import settings
from django.db import connection, transaction

from janasetu.bodies.queries import lineage
from janasetu.documents import queries, store
from janasetu.documents.actions.papers import take_draft
from janasetu.documents.actions.signing import take_refused, take_signed, take_unpressed
from janasetu.documents.choices import EntryKind, PaperState, SigningState
from janasetu.documents.errors import CannotPressError
from janasetu.documents.models import Paper, SignerEntry, SigningOrder
from janasetu.documents.signing import book, pades, policy
from janasetu.documents.signing.keys import Key, KeyNotReadyError, open_key
from janasetu.documents.signing.places import KeyPlace, KeyPlaces
from janasetu.documents.signing.policy import Pace, Reason, RefusedError
from janasetu.lib import clock

Press = Callable[[Paper], bytes]

_AT_ONCE = 20
_PAUSE_SECONDS = 5.0  # after a key that could not be used, before it is tried again
_ONE_AT_A_TIME = "SELECT pg_try_advisory_lock(hashtextextended('janasetu-signer', 0))"

log = structlog.get_logger("signer")


@dataclass(frozen=True, slots=True)
class Begun:
    """What is about to be signed, as the book has it."""

    order: SigningOrder
    paper: Paper
    draft: bytes
    key: Key
    at: datetime


class SignerAtWork:
    """The signer of one installation; a second one waits until this one is gone."""

    def __init__(self, places: KeyPlaces, *, press: Press | None = None) -> None:
        self._places = places
        self._press = press
        self._pace = Pace(places.per_minute)
        self._keys: dict[KeyPlace, Key] = {}
        self._not_before = 0.0
        self._session: object = None

    def step(self) -> int:
        """Press what is drafted and sign what is ordered, some of it; how much was done."""
        if not self._is_the_one():
            return 0
        return self._press_drafts() + self._sign_orders()

    def key_of(self, body: str) -> Key:
        """The key of this body, opened once. KeyNotReadyError."""
        place = self._places.of(body)
        if place not in self._keys:
            self._keys[place] = open_key(place, wall=clock.wall())
            log.info("key_opened", key=self._keys[place].name, specimen=self._keys[place].is_specimen)
        return self._keys[place]

    def _is_the_one(self) -> bool:
        """Whether no other signer works on this database; asked once a connection."""
        if self._session is not None and self._session is connection.connection:
            return True
        with connection.cursor() as cursor:
            cursor.execute(_ONE_AT_A_TIME)
            if cursor.fetchone()[0]:
                self._session = connection.connection
                return True
        return False

    def _press_drafts(self) -> int:
        papers = queries.to_press(_AT_ONCE) if self._press else []
        for paper in papers:
            self._press_one(paper)
        return len(papers)

    def _press_one(self, paper: Paper) -> None:
        assert self._press is not None
        try:
            take_draft(paper, self._press(paper))
        except CannotPressError as error:
            log.warning("paper_not_pressed", paper=str(paper.id), why=str(error))
            take_unpressed(paper)

    def _sign_orders(self) -> int:
        if clock.monotonic() < self._not_before:
            return 0
        orders = queries.to_sign(_AT_ONCE, but=book.stopped_bodies())
        return sum(self._sign_one(order) for order in orders)

    def _sign_one(self, order: SigningOrder) -> int:
        """Whether anything came of it."""
        try:
            begun = self.begin(order, now=clock.now(), wall=clock.wall())
            if begun is not None:
                finish(begun, self.made(begun), wall=clock.wall())
        except (KeyNotReadyError, pades.NotSignedError) as error:
            log.warning("key_not_ready", why=str(error))
            self._keys.clear()
            self._not_before = clock.monotonic() + _PAUSE_SECONDS
            return 0
        return 1

    @transaction.atomic
    def begin(self, order: SigningOrder, *, now: datetime, wall: datetime) -> Begun | None:
        """Judge an order, and write down that it is about to be signed; None where it is not.

        KeyNotReadyError where the key cannot be used: the order waits.
        """
        locked = SigningOrder.objects.select_for_update(skip_locked=True)
        found = locked.filter(body_id=order.body_id, id=order.id, state=SigningState.ORDERED).first()
        if found is None:
            return None
        lines = book.lines_of(found.body_id, found.id)
        if _heal(found, lines, now=now, wall=wall) or self._is_too_fast(found, now=now, wall=wall):
            return None
        paper = Paper.objects.select_related("body").get(body_id=found.body_id, id=found.paper_id)
        if self._press and paper.layout and not paper.draft_sha256:
            return None  # it is pressed next
        key = self.key_of(paper.body.code)
        key.require_valid(wall)
        try:
            judge(found, paper, key, now)
            draft = _draft_of(paper)
        except RefusedError as error:
            take_refused(found, error.reason, at=now, wall=wall)
            log.warning("refused", order=str(found.id), reason=error.reason.value)
            return None
        return Begun(found, paper, draft, key, _instant(found, paper, key, lines, now=now, wall=wall))

    @staticmethod
    def made(begun: Begun) -> bytes:
        """The signed file. NotSignedError."""
        paper = begun.paper
        signatory = paper.snapshot.get("signatory") or {}
        return pades.signed(
            begun.draft,
            key=begun.key,
            at=begun.at,
            name=(signatory.get("title") or {}).get("en", ""),
            reason=paper.number,
            place=paper.body.name_in("en"),
        )

    def _is_too_fast(self, order: SigningOrder, *, now: datetime, wall: datetime) -> bool:
        """Stop, for this body, where one more would be too many in a minute; its orders wait."""
        if not self._pace.is_passed(book.signed_lately(order.body_id, wall=wall)):
            return False
        if order.body_id not in book.stopped_bodies():
            note = f"more than {self._pace.per_minute} in a minute"
            book.write(
                book.Line(body_id=order.body_id, kind=EntryKind.STOPPED, at=now, wall_at=wall, note=note)
            )
            log.error("stopped", body=str(order.body_id), why=note)
        return True


@transaction.atomic
def finish(begun: Begun, content: bytes, *, wall: datetime) -> Paper | None:
    """Keep the signed file, and say so in paper, order and book; None where the office was faster and
    withdrew the order.
    """
    order = SigningOrder.objects.select_for_update().get(body_id=begun.order.body_id, id=begun.order.id)
    if order.state != SigningState.ORDERED:
        take_refused(order, Reason.WITHDRAWN, at=begun.at, wall=wall)
        return None
    return take_signed(order, content, at=begun.at, certificate=begun.key.fingerprint, wall=wall)


def judge(order: SigningOrder, paper: Paper, key: Key, now: datetime) -> None:
    """All that must be true of an order before it is signed; RefusedError."""
    terms, given = queries.terms_of(order), queries.approvals(order)
    signatory = policy.judge(
        terms,
        [queries.given_of(one) for one in given],
        queries.offices([one.officer_id for one in given]),
        now,
        key=settings.APPROVAL_KEY,
        above=[body.id for body in lineage([order.body_id])[order.body_id]],
    )
    policy.judge_paper(terms, paper.snapshot, paper.draft_sha256, signatory)
    policy.judge_key(paper.snapshot, is_specimen=key.is_specimen)


def _draft_of(paper: Paper) -> bytes:
    """The draft as it lies in the media folder, if it is still the one that was pressed; RefusedError."""
    if not paper.draft_sha256:
        raise RefusedError(Reason.NO_DRAFT)
    draft = store.path_of(settings.MEDIA_FOLDER, paper.draft_sha256).read_bytes()
    if hashlib.sha256(draft).hexdigest() != paper.draft_sha256:
        raise RefusedError(Reason.PAPER_CHANGED)
    return draft


def _instant(
    order: SigningOrder, paper: Paper, key: Key, lines: list[SignerEntry], *, now: datetime, wall: datetime
) -> datetime:
    """The instant of the signature: that of the line that says so, which is written unless it is there."""
    for line in lines:
        same = (line.draft_sha256, line.certificate) == (paper.draft_sha256, key.fingerprint)
        if line.kind == EntryKind.BEGUN and same:
            return line.at
    at = now.replace(microsecond=0)  # a PDF knows no smaller part of time
    book.write(
        book.Line(
            body_id=order.body_id,
            kind=EntryKind.BEGUN,
            order_id=order.id,
            at=at,
            wall_at=wall,
            draft_sha256=paper.draft_sha256,
            certificate=key.fingerprint,
        )
    )
    return at


def _heal(order: SigningOrder, lines: list[SignerEntry], *, now: datetime, wall: datetime) -> bool:
    """Whether the book says that it was signed: then order and paper say so again, and nothing is signed."""
    signed = next((line for line in lines if line.kind == EntryKind.SIGNED), None)
    if signed is None:
        return False
    order.state = SigningState.SIGNED
    order.save(update_fields=["state"])
    Paper.objects.filter(body_id=order.body_id, id=order.paper_id).update(
        state=PaperState.SIGNED, sha256=signed.sha256
    )
    take_refused(order, Reason.SIGNED_BEFORE, at=now, wall=wall)
    log.error("signed_before", order=str(order.id))
    return True

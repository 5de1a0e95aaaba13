"""What the signer signs, and what it refuses: rules from values to values. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from janasetu.bodies import posts, rules
from janasetu.bodies.rules import Tenure
from janasetu.documents import snapshots
from janasetu.documents.signing import seals
from janasetu.documents.signing.seals import Terms, Word


class Reason(StrEnum):
    """Why nothing was signed; a key of phrases.yaml, under `signing_`."""

    UNAPPROVED = "unapproved"  # fewer officers want it than must
    SAME_OFFICER = "same_officer"  # one person twice
    SEAL_BROKEN = "seal_broken"  # an approval is of something else, or somebody altered it
    PAPER_CHANGED = "paper_changed"  # what the paper says, or its draft, is not what was approved
    OFFICER_CHANGED = "officer_changed"  # the office is not of who approved
    WRONG_AUTHORITY = "wrong_authority"  # the post may not sign such a paper, or not here
    NO_ORDER = "no_order"  # in another's place without an order that has number and date
    TERM_ENDED = "term_ended"  # the signatory is in office no more
    NO_SIGNATORY = "no_signatory"  # nobody's name, two, or another than is printed
    SPECIMEN = "specimen"  # a test key for a real paper, or the other way round
    SIGNED_BEFORE = "signed_before"  # the signer's book says so
    WITHDRAWN = "withdrawn"  # by the office, while it was being signed
    NO_DRAFT = "no_draft"  # there is no file to sign


class RefusedError(Exception):
    """The signer does not sign this."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Given:
    """An approval as it stands in the database: the word and its seal."""

    word: Word
    seal: str


@dataclass(frozen=True, slots=True)
class Office:
    """The office of somebody who approved, as it stands now. `ward`: the one whose seat it is."""

    id: UUID
    user: int
    body: UUID
    tenure: Tenure
    ward: str = ""
    order_number: str = ""
    order_date: date | None = None


def judge(
    terms: Terms,
    approvals: Sequence[Given],
    offices: Mapping[UUID, Office],
    at: datetime,
    *,
    key: bytes,
    above: Iterable[UUID] = (),
) -> Word:
    """Let pass what may be signed at this instant, with the word of who signs; RefusedError for the rest.

    `offices` by id. `above`: the bodies that the paper's own lies in, where an officer of the block signs for
    a panchayat. `key`: by which the seals were made.
    """
    if any(not seals.holds(key, terms, given.word, given.seal) for given in approvals):
        raise RefusedError(Reason.SEAL_BROKEN)
    words = [given.word for given in approvals]
    if len({word.user for word in words}) < len(words):
        raise RefusedError(Reason.SAME_OFFICER)
    if len(words) < terms.needed:
        raise RefusedError(Reason.UNAPPROVED)
    signatories = [word for word in words if word.signs]
    if len(signatories) != 1:
        raise RefusedError(Reason.NO_SIGNATORY)
    here = frozenset({terms.body, *above})
    for word in words:
        check_authority(terms, word, _office(word, offices), here)
    if not rules.in_office(offices[signatories[0].officer].tenure, at):
        raise RefusedError(Reason.TERM_ENDED)
    return signatories[0]


def judge_paper(terms: Terms, snapshot: Mapping[str, Any], draft_sha256: str, signatory: Word) -> None:
    """That the paper is the one that was approved, and prints whose word it is; RefusedError."""
    if snapshots.digest(snapshot) != terms.snapshot_sha256:
        raise RefusedError(Reason.PAPER_CHANGED)
    if terms.draft_sha256 and draft_sha256 != terms.draft_sha256:
        raise RefusedError(Reason.PAPER_CHANGED)
    printed = (snapshot.get("signatory") or {}).get("title") or {}
    if (printed.get("bn"), printed.get("en")) != (signatory.title_bn, signatory.title_en):
        raise RefusedError(Reason.NO_SIGNATORY)


def judge_key(snapshot: Mapping[str, Any], *, is_specimen: bool) -> None:
    """That the test key signs papers that say SPECIMEN and no others; RefusedError."""
    if snapshot.get("specimen") is not is_specimen:
        raise RefusedError(Reason.SPECIMEN)


def check_authority(terms: Terms, word: Word, office: Office, here: frozenset[UUID]) -> None:
    """That this officer could say this word when it was said; RefusedError."""
    lawful = terms.roles if word.signs else (*terms.roles, *terms.seconds)
    if word.role not in lawful or (word.signs and not posts.may_sign(word.role, terms.type)):
        raise RefusedError(Reason.WRONG_AUTHORITY)
    if office.body != terms.body and not (office.body in here and posts.may_lie_above(word.role)):
        raise RefusedError(Reason.WRONG_AUTHORITY)
    if office.ward and office.ward != terms.ward:
        raise RefusedError(Reason.WRONG_AUTHORITY)
    _check_place(word, office)
    if not rules.in_office(office.tenure, word.at):
        raise RefusedError(Reason.TERM_ENDED)


def _office(word: Word, offices: Mapping[UUID, Office]) -> Office:
    office = offices.get(word.officer)
    if office is None or office.user != word.user:
        raise RefusedError(Reason.OFFICER_CHANGED)
    return office


def _check_place(word: Word, office: Office) -> None:
    """In the place of another one signs by an order that stands in the office's own row; nobody else does."""
    if office.tenure.role == word.role:
        return
    if word.role not in rules.authority(office.tenure):
        stands_in = office.tenure.role in posts.line_of(word.role)
        raise RefusedError(Reason.NO_ORDER if stands_in else Reason.WRONG_AUTHORITY)
    if not (office.order_number and office.order_date):
        raise RefusedError(Reason.NO_ORDER)
    if (word.order_number, word.order_date) != (office.order_number, office.order_date):
        raise RefusedError(Reason.OFFICER_CHANGED)


@dataclass(frozen=True, slots=True)
class Pace:
    """How many papers of one body may be signed in a minute."""

    per_minute: int

    def is_passed(self, signed_in_the_last_minute: int) -> bool:
        """Whether one more would be too many."""
        return signed_in_the_last_minute >= self.per_minute

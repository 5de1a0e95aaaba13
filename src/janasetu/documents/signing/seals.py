"""The seal of an approval: a hash, with the installation's key, over all that the officer agreed to. Pure."""

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

_LABEL = "janasetu approval 1"


@dataclass(frozen=True, slots=True)
class Terms:
    """What is to be signed, and who must want it. `draft_sha256` is empty where no draft was looked at."""

    order: UUID
    body: UUID
    paper: UUID
    snapshot_sha256: str
    draft_sha256: str
    type: str
    roles: tuple[str, ...]
    seconds: tuple[str, ...]
    needed: int
    ward: str


@dataclass(frozen=True, slots=True)
class Word:
    """What one officer says to it: who, with whose authority, by which order, when."""

    officer: UUID
    user: int
    role: str
    signs: bool
    title_bn: str
    title_en: str
    order_number: str
    order_date: date | None
    at: datetime
    nonce: str


def seal(key: bytes, terms: Terms, word: Word) -> str:
    """The seal, hex: HMAC-SHA256 of the terms and the word."""
    said = (
        _LABEL,
        *(str(terms.order), str(terms.body), str(terms.paper), terms.snapshot_sha256, terms.draft_sha256),
        *(terms.type, terms.roles, terms.seconds, terms.needed, terms.ward),
        *(str(word.officer), word.user, word.role, word.signs, word.title_bn, word.title_en),
        *(word.order_number, word.order_date.isoformat() if word.order_date else None),
        *(word.at.astimezone(UTC).isoformat(timespec="microseconds"), word.nonce),
    )
    return hmac.new(key, json.dumps(said, ensure_ascii=False).encode(), hashlib.sha256).hexdigest()


def holds(key: bytes, terms: Terms, word: Word, sealed: str) -> bool:
    """Whether this seal is of this word to these terms."""
    return hmac.compare_digest(seal(key, terms, word), sealed)

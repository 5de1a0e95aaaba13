"""The signer's book: one line after the other in each body, each holding the one before."""

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection

from janasetu.documents.choices import EntryKind
from janasetu.documents.models import SignerEntry

_A_MINUTE = timedelta(minutes=1)
_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('signer-book:' || %s, 0))"


@dataclass(frozen=True, slots=True)
class Line:
    """What is to be written: what happened, about which order, when by both clocks."""

    body_id: UUID
    kind: EntryKind
    at: datetime
    wall_at: datetime
    order_id: UUID | None = None
    draft_sha256: str = ""
    sha256: str = ""
    certificate: str = ""
    note: str = ""


def write(line: Line) -> SignerEntry:
    """Add a line behind the last of its body, within the transaction of what it tells."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [str(line.body_id)])
    before = SignerEntry.objects.filter(body_id=line.body_id).order_by("-number").first()
    number = before.number + 1 if before else 1
    return SignerEntry.objects.create(
        body_id=line.body_id,
        number=number,
        kind=line.kind,
        order_id=line.order_id,
        at=line.at,
        wall_at=line.wall_at,
        draft_sha256=line.draft_sha256,
        sha256=line.sha256,
        certificate=line.certificate,
        note=line.note,
        digest=_digest(line, number, before.digest if before else ""),
    )


def lines_of(body_id: UUID, order_id: UUID) -> list[SignerEntry]:
    """What the book says of an order, oldest first."""
    return list(SignerEntry.objects.filter(body_id=body_id, order_id=order_id).order_by("number"))


def signed_lately(body_id: UUID, *, wall: datetime) -> int:
    """How many papers of a body were signed in the last minute."""
    lately = SignerEntry.objects.filter(body_id=body_id, wall_at__gt=wall - _A_MINUTE)
    return lately.filter(kind=EntryKind.SIGNED).count()


def stopped_bodies() -> set[UUID]:
    """The bodies for which the signer stopped of itself, and nobody let it go on yet. One query."""
    turns = SignerEntry.objects.filter(kind__in=(EntryKind.STOPPED, EntryKind.RESUMED))
    last = turns.order_by("body_id", "-number").distinct("body_id")
    return {entry.body_id for entry in last if entry.kind == EntryKind.STOPPED}


def first_fault(body_id: UUID) -> int | None:
    """The number of the first line that was altered, put in or taken out; None where the book is whole."""
    digest = ""
    for number, entry in enumerate(SignerEntry.objects.filter(body_id=body_id).order_by("number"), start=1):
        if entry.number != number or entry.digest != _digest(_line(entry), number, digest):
            return number
        digest = entry.digest
    return None


def _line(entry: SignerEntry) -> Line:
    return Line(
        body_id=entry.body_id,
        kind=EntryKind(entry.kind),
        at=entry.at,
        wall_at=entry.wall_at,
        order_id=entry.order_id,
        draft_sha256=entry.draft_sha256,
        sha256=entry.sha256,
        certificate=entry.certificate,
        note=entry.note,
    )


def _digest(line: Line, number: int, before: str) -> str:
    """Over the line and the digest before it, with the installation's key: SQL alone makes none."""
    said = (
        *(before, str(line.body_id), number, line.kind.value, str(line.order_id or "")),
        *(_moment(line.at), _moment(line.wall_at)),
        *(line.draft_sha256, line.sha256, line.certificate, line.note),
    )
    content = json.dumps(said, ensure_ascii=False).encode()
    return hmac.new(settings.SIGNER_BOOK_KEY, content, hashlib.sha256).hexdigest()


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")

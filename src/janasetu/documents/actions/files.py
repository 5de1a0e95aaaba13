"""Writes of files: want one from a line, take one in, refuse one."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from janasetu.documents import gate, store
from janasetu.documents.choices import FileState
from janasetu.documents.models import UNASKED, ReceivedFile
from janasetu.lib.ids import bucket_of, uuid7

MOST_ATTEMPTS = 6
FIRST_RETRY = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that a line holds for us."""

    id: UUID
    bucket: int
    contact_id: UUID | None
    line_id: UUID
    provider_id: str
    kind: str
    expected_sha256: str = ""


def want(files: Sequence[Wanted], *, now: datetime) -> None:
    """Note files to be fetched; the sender's process fetches them."""
    ReceivedFile.objects.bulk_create(
        ReceivedFile(
            id=file.id,
            bucket=file.bucket,
            state=FileState.WANTED,
            kind=file.kind,
            contact_id=file.contact_id,
            line_id=file.line_id,
            provider_id=file.provider_id,
            expected_sha256=file.expected_sha256,
            received_at=now,
        )
        for file in files
    )


def leave(files: Sequence[Wanted]) -> None:
    """Note that no question took these: whatever becomes of them, nobody is told again."""
    ReceivedFile.objects.filter(
        bucket__in={file.bucket for file in files}, id__in=[file.id for file in files]
    ).update(note=UNASKED)


def receive(content: bytes, *, now: datetime, kind: str = "image") -> ReceivedFile:
    """Take in a file that somebody handed over directly; FileRefusedError when the gate says no."""
    clean = gate.admit(content, kind=kind)
    file_id = uuid7()
    file = ReceivedFile(id=file_id, bucket=bucket_of(str(file_id)), kind=kind, received_at=now)
    _keep(file, clean)
    file.save(force_insert=True)
    return file


def receive_unchanged(content: bytes, *, now: datetime) -> ReceivedFile:
    """Take in a paper of our own office, as it is: of a PDF every byte stays, for a signature or a seal of
    the state's portal lies in them. The gate looks at it all the same; a photo is made anew as ever.
    """
    clean = gate.admit(content, kind="document")
    if clean.mime == gate.PDF:
        clean = replace(clean, content=content)
    file_id = uuid7()
    file = ReceivedFile(id=file_id, bucket=bucket_of(str(file_id)), kind="document", received_at=now)
    _keep(file, clean)
    file.kind = "document" if clean.mime == gate.PDF else "image"
    file.save(force_insert=True)
    return file


def receive_fetched(file: ReceivedFile, content: bytes) -> ReceivedFile:
    """Take in the bytes of a wanted file: first they must be what the line announced.

    Of a file that is too large a line brings the beginning only, so that it is refused unseen.
    """
    if len(content) > gate.most_bytes(file.kind):
        return _end(file, FileState.REFUSED, gate.reason("too_large", file.kind))
    if file.expected_sha256 and not _announced(file.expected_sha256, content):
        raise ValueError("the bytes are not those that were announced")
    try:
        clean = gate.admit(content, kind=file.kind)
    except gate.FileRefusedError as error:
        return _end(file, FileState.REFUSED, error.reason)
    _keep(file, clean)
    return _end(file, FileState.STORED, "")


def _keep(file: ReceivedFile, clean: gate.CleanFile) -> None:
    """The bytes are on disk, and the row knows of them; nothing is saved yet."""
    file.state = FileState.STORED
    file.sha256 = store.keep(settings.MEDIA_FOLDER, clean.content, small=clean.small)
    file.mime, file.size, file.was_signed = clean.mime, len(clean.content), clean.was_signed


def _announced(expected: str, content: bytes) -> bool:
    """WhatsApp writes the hash in base64, others in hexadecimal."""
    digest = hashlib.sha256(content)
    return expected == base64.b64encode(digest.digest()).decode() or expected.lower() == digest.hexdigest()


@transaction.atomic
def put_off(file: ReceivedFile, note: str, *, wall: datetime) -> ReceivedFile:
    """The fetch failed: try again later, each time later; give up in the end."""
    file.attempts += 1
    if file.attempts >= MOST_ATTEMPTS:
        return _end(file, FileState.LOST, note)
    file.retry_at = wall + FIRST_RETRY * 2**file.attempts
    file.note = file.note if file.is_unasked else note[:200]
    file.save(update_fields=["attempts", "retry_at", "note"])
    return file


def give_up(file: ReceivedFile, note: str) -> ReceivedFile:
    """The line does not have the file any more; staff see why."""
    return _end(file, FileState.LOST, note)


def _end(file: ReceivedFile, state: FileState, note: str) -> ReceivedFile:
    noted = f"{UNASKED} {note}" if file.is_unasked and state != FileState.STORED else note
    file.state, file.note = state, noted[:200]
    file.save(update_fields=["state", "note", "sha256", "mime", "size", "was_signed", "attempts"])
    return file

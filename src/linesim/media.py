"""Files that travel: uploaded by the product or sent by a person."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from linesim.clock import Clock
from linesim.identifiers import new_object_id

UPLOAD_LIFE = timedelta(days=30)
INBOUND_LIFE = timedelta(days=7)
ADDRESS_LIFE_SECONDS = 5 * 60
FITTING_TYPES: dict[str, tuple[str, ...]] = {
    "image": ("image/jpeg", "image/png"),
    "video": ("video/mp4", "video/3gpp"),
    "audio": ("audio/",),
    "sticker": ("image/webp",),
}
OPUS_MARK, OPUS_MARK_WITHIN = b"OpusHead", 128  # bytes: the mark stands in the first page


@dataclass(frozen=True, slots=True)
class MediaFile:
    """Bytes under an id; the provider half knows it for its line and until `expires_at` only."""

    id: str
    line: str
    content: bytes
    mime_type: str
    sha256: str  # base64, as Meta writes it
    expires_at: datetime
    filename: str = ""

    def fits(self, kind: str) -> bool:
        """Whether a message of that kind can carry it; an Ogg file has to hold Opus."""
        allowed = FITTING_TYPES.get(kind)
        if allowed is not None and not self.mime_type.startswith(allowed):
            return False
        is_ogg_voice = kind == "audio" and self.mime_type.startswith("audio/ogg")
        return not is_ogg_voice or OPUS_MARK in self.content[:OPUS_MARK_WITHIN]


@dataclass(frozen=True, slots=True)
class Attachment:
    """What hangs on a message: a file of ours, or a link somewhere else."""

    filename: str = ""
    file: MediaFile | None = None
    link: str = ""


class MediaStore:
    """All files; a deleted one is gone for the product, not from the phone that had received it."""

    def __init__(self, *, clock: Clock) -> None:
        self._clock = clock
        self._files: dict[str, MediaFile] = {}
        self._deleted: set[str] = set()
        self._seal = secrets.token_bytes(32)

    def keep(
        self, content: bytes, *, line: str, mime_type: str, filename: str = "", life: timedelta
    ) -> MediaFile:
        """Store bytes for `life` of virtual time."""
        kept = MediaFile(
            id=new_object_id(),
            line=line,
            content=content,
            mime_type=mime_type,
            sha256=base64.b64encode(hashlib.sha256(content).digest()).decode(),
            expires_at=self._clock.now() + life,
            filename=filename,
        )
        self._files[kept.id] = kept
        return kept

    def find(self, media_id: str) -> MediaFile | None:
        """The file, whatever became of its id: for the phone."""
        return self._files.get(media_id)

    def find_live(self, media_id: str, *, line: str | None = None) -> MediaFile | None:
        """The file as the provider half knows it: not deleted, not expired, of `line` where one is named."""
        found = self._files.get(media_id)
        if found is None or media_id in self._deleted or found.expires_at <= self._clock.now():
            return None
        return found if line in (None, found.line) else None

    def delete(self, media_id: str) -> None:
        """Let the provider half forget the file."""
        self._deleted.add(media_id)

    def address(self, media_id: str) -> str:
        """Path and query of the bytes, good for five virtual minutes."""
        expires = self._clock.seconds() + ADDRESS_LIFE_SECONDS
        return f"/lookaside/{media_id}?ext={expires}&hash={self._signature(media_id, str(expires))}"

    def address_holds(self, media_id: str, *, expires: str, signature: str) -> bool:
        """Whether an address was made by us and is still good."""
        expected = self._signature(media_id, expires)
        if not hmac.compare_digest(expected.encode(), signature.encode("utf-8", "replace")):
            return False
        return int(expires) > self._clock.seconds()

    def forget(self) -> None:
        """Forget every file."""
        self._files.clear()
        self._deleted.clear()

    def _signature(self, media_id: str, expires: str) -> str:
        return hmac.new(self._seal, f"{media_id} {expires}".encode(), hashlib.sha256).hexdigest()[:32]

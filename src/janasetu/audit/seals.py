"""What a seal says: rows of history in their order, each with its mark; a digest over it and all before."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID

MARK = 32  # bytes
NOTHING = bytes(MARK)  # what stands before the first seal
MOST = 5000  # rows of one seal
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def digest(
    before: bytes, *, body_id: UUID | None, number: int, at: datetime, ids: Sequence[UUID], marks: bytes
) -> bytes:
    """The digest of a seal, from that of the seal before and from all that the seal says."""
    body = body_id.bytes if body_id else bytes(16)
    moment = (at - _EPOCH) // timedelta(microseconds=1)
    head = before + body + number.to_bytes(8) + moment.to_bytes(8) + len(ids).to_bytes(4)
    return sha256(head + b"".join(one.bytes for one in ids) + marks).digest()

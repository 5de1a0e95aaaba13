"""What the QR of a paper says, taken from the snapshot that the paper is printed from."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from janasetu.documents.marks import payload
from janasetu.documents.marks.keys import MarkKey
from janasetu.documents.marks.payload import Mark

Snapshot = Mapping[str, Any]


def mark_of(snapshot: Snapshot) -> Mark:
    """The statement of the paper with this snapshot, not yet signed."""
    person: Mapping[str, str] = snapshot.get("person") or {}
    until = snapshot.get("valid_until")
    return Mark(
        issuer=snapshot["body"]["code"],
        type=snapshot["type"],
        number=snapshot["number"],
        code=snapshot["code"],
        issued=date.fromisoformat(snapshot["issued"]),
        until=date.fromisoformat(until) if until else None,
        name_bn=person.get("bn", ""),
        name_en=person.get("en", ""),
    )


def address_of(snapshot: Snapshot, key: MarkKey) -> str:
    """The text of the QR: where the paper is looked up, and the signed statement behind it."""
    digits = payload.digits_of(payload.sealed(mark_of(snapshot), key))
    return payload.address(snapshot["verify"], snapshot["code"], digits)

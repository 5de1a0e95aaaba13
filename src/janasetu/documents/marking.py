"""This installation's own key of marks, and what the QR of a paper says with it (marks.qr draws it)."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from janasetu.documents.marks import payload
from janasetu.documents.marks.errors import NotGenuineError
from janasetu.documents.marks.keys import MarkKeys, keys_in
from janasetu.documents.marks.payload import Mark, Read


def mark_keys() -> MarkKeys:
    """The keys of this installation; its own is made at the first call."""
    return _keys(settings.MARKS_FOLDER, settings.MARKS_ARE_SPECIMENS)


def statement_of(read: Read) -> Mark:
    """What the statement behind this address says of the paper at this address; NotGenuineError, with `form`
    where there is none or where it speaks of another paper.
    """
    mark = payload.opened(payload.bytes_of(read.digits), mark_keys().believed)
    if mark.code != read.code:
        raise NotGenuineError("form")
    return mark


@lru_cache(maxsize=4)
def _keys(folder: Path, specimen: bool) -> MarkKeys:
    return keys_in(folder, specimen=specimen)

"""Whether the paper in a photo is the one that was printed: by its QR, which must be genuine."""

from collections.abc import Callable, Sequence

from janasetu.documents.ink.errors import InkError
from janasetu.documents.marks import codes, payload
from janasetu.documents.marks.errors import NotGenuineError
from janasetu.documents.marks.payload import Mark, Read

Opened = Callable[[Read], Mark]  # what the statement says; NotGenuineError


class OtherPaperError(Exception):
    """The photo shows the paper with this code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def match(texts: Sequence[str], code: str, opened: Opened) -> bool:
    """Whether the QR of the paper with this code is among these; False where none of a paper is.

    OtherPaperError where there is one of another paper, InkError where one is not genuine.
    """
    reads = [read for read in map(payload.taken_apart, texts) if read is not None]
    for read in reads:
        if read.code != code:
            raise OtherPaperError(read.code)
        _require_genuine(read, opened)
    return bool(reads)


def is_its_code(typed: str, code: str) -> bool:
    """Whether the code that was typed by hand is this one."""
    return codes.as_typed(typed) == code


def _require_genuine(read: Read, opened: Opened) -> None:
    try:
        opened(read)
    except NotGenuineError as error:
        raise InkError("ink_forged") from error

"""Run by limited.py: a PDF on standard input, what it says of itself as JSON on standard output.

Before the PDF stand the certificates of the authorities that are believed (PEM), and before them their length
in four bytes. It says the code of the paper, from the record inside, and what its signature is worth.
"""

import asyncio
import io
import json
import sys
import tempfile
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import pikepdf

from janasetu.documents.marks import codes
from janasetu.documents.signing import reading

_MOST_OF_A_RECORD = 256 * 1024  # bytes


def told(pdf: bytes, authorities: bytes) -> dict[str, Any]:
    """What the file says; pikepdf's PdfError where it is none."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        code = _code(opened)
    found = reading.verdict(pdf, trusted=_certificates(authorities))
    if found is None:
        return {"code": code, "signed": False}
    at = found.signed_at.isoformat() if found.signed_at else None
    names = ("is_intact", "is_whole", "is_trusted", "is_specimen", "name")
    return {"code": code, "signed": True, "signed_at": at, **{name: getattr(found, name) for name in names}}


def _code(pdf: pikepdf.Pdf) -> str | None:
    """The code in the record that our papers carry as JSON."""
    for name, attached in pdf.attachments.items():
        if not name.endswith(".json"):
            continue
        content = attached.get_file().read_bytes()
        if len(content) <= _MOST_OF_A_RECORD and (code := _code_in(content)):
            return code
    return None


def _code_in(content: bytes) -> str | None:
    try:
        record = json.loads(content)
    except ValueError:
        return None
    code = record.get("code") if isinstance(record, dict) else None
    return codes.as_typed(code) if isinstance(code, str) else None


def _certificates(pem: bytes) -> list[Any]:
    if not pem:
        return []
    with tempfile.NamedTemporaryFile(suffix=".pem") as file:
        file.write(pem)
        file.flush()
        return reading.authorities([Path(file.name)])


def _at_once(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """Run what waits for nothing. A loop of asyncio begins with two sockets, which limited.py forbids."""
    try:
        coroutine.send(None)
    except StopIteration as end:
        return end.value
    raise OSError("it wants to wait for something outside")


def main() -> int:
    """0, and it is told; 1 where it is no PDF."""
    asyncio.run = _at_once  # type: ignore[assignment]  # the library asks nobody anything here
    given = sys.stdin.buffer.read()
    ends = 4 + int.from_bytes(given[:4])
    try:
        said = told(given[ends:], given[4:ends])
    except (pikepdf.PdfError, ValueError, RecursionError):
        return 1
    sys.stdout.write(json.dumps(said))
    return 0


if __name__ == "__main__":
    sys.exit(main())

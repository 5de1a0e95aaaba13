"""Look into a PDF that somebody holds, in a process of its own with limits: its code and its signature."""

import hashlib
import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from janasetu.documents import gate

# How long one waits; what the process may compute is limited apart, so that only a busy machine takes longer.
SECONDS: float | None = 20.0
_HERE = Path(__file__).parent
_AUTHORITIES = (
    "*authority.pem"  # in the folder of the keys: the test authority's, and those that are believed
)


class NoPdfError(Exception):
    """It is no PDF that can be read."""


class TooBusyError(Exception):
    """There was no time to look into it: that says nothing about the file."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a PDF says. `code`: of the paper, None where it says none; the rest is of its signature."""

    sha256: str
    code: str | None
    is_signed: bool
    is_unchanged: bool = False
    is_trusted: bool = False
    is_specimen: bool = False
    signer: str = ""
    signed_at: datetime | None = None


def look_into(pdf: bytes) -> Held:
    """What the file says. NoPdfError, also where it would take more than it may; TooBusyError."""
    if gate.sniff(pdf) != gate.PDF:
        raise NoPdfError
    said = _told(pdf)
    sha256 = hashlib.sha256(pdf).hexdigest()
    if not said["signed"]:
        return Held(sha256, said["code"], is_signed=False)
    return Held(
        sha256,
        said["code"],
        is_signed=True,
        is_unchanged=said["is_intact"] and said["is_whole"],
        is_trusted=said["is_trusted"],
        is_specimen=said["is_specimen"],
        signer=said["name"],
        signed_at=datetime.fromisoformat(said["signed_at"]) if said["signed_at"] else None,
    )


def _told(pdf: bytes) -> dict[str, Any]:
    authorities = b"".join(path.read_bytes() for path in sorted(settings.MARKS_FOLDER.glob(_AUTHORITIES)))
    try:
        done = subprocess.run(  # our own program on our own interpreter
            [sys.executable, "-I", str(_HERE / "limited.py"), str(_HERE / "readsigned.py")],
            input=len(authorities).to_bytes(4) + authorities + pdf,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={},
            cwd="/",
        )
    except subprocess.TimeoutExpired as error:
        raise TooBusyError from error
    if done.returncode != 0:
        raise NoPdfError
    said: dict[str, Any] = json.loads(done.stdout)
    return said

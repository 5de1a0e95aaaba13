"""The one gate for files from outside: size, type by content, a clean re-made copy. No Django."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from janasetu.lib.phrases import Phrases

PHRASES = Phrases.load(Path(__file__).with_name("phrases.yaml"))  # why a file was not kept
MOST_BYTES = 10 * 1024 * 1024
SECONDS = 20

# Type by the first bytes; what a sender calls a file proves nothing.
_SIGNATURES = {
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/webp": (b"RIFF",),
}
_PROGRAM = Path(__file__).with_name("reencode.py")


class FileRefusedError(Exception):
    """The gate does not let a file in; `reason` is a key of phrases.yaml beside this package."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class CleanFile:
    """What came through the gate: bytes we made ourselves, and their type."""

    content: bytes
    mime: str


def sniff(content: bytes) -> str | None:
    """The type of these bytes by their content; None for a type we do not take."""
    for mime, signatures in _SIGNATURES.items():
        if content.startswith(signatures) and (mime != "image/webp" or content[8:12] == b"WEBP"):
            return mime
    return None


def admit(content: bytes) -> CleanFile:
    """A clean copy of the file; FileRefusedError says why not."""
    if not content:
        raise FileRefusedError("file_empty")
    if len(content) > MOST_BYTES:
        raise FileRefusedError("file_too_large")
    if sniff(content) is None:
        raise FileRefusedError("file_not_a_picture")
    return CleanFile(_reencoded(content), "image/jpeg")


def _reencoded(content: bytes) -> bytes:
    try:
        done = subprocess.run(  # our own program on our own interpreter
            [sys.executable, "-I", str(_PROGRAM)],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise FileRefusedError("file_unreadable") from error
    if done.returncode != 0 or not done.stdout:
        raise FileRefusedError("file_unreadable")
    return done.stdout

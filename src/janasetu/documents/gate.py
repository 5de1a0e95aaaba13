"""The one gate for files from outside: size, type by content, a clean copy of all but sound. No Django."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from janasetu.documents import sounds
from janasetu.lib.phrases import Phrases

PHRASES = Phrases.load(Path(__file__).with_name("phrases.yaml"))  # why a file was not kept
MOST_BYTES = 10 * 1024 * 1024  # of a photo or a paper
MOST_BYTES_OF_A_VOICE = 16 * 1024 * 1024
SECONDS = 20

PDF = "application/pdf"
# Type by the first bytes; what a sender calls a file proves nothing.
_PICTURES = {
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/webp": (b"RIFF",),
}
# How the sentences about each kind of file begin; of any other kind a paper is expected.
_CALLED = {"image": "photo", "document": "paper", "audio": "voice"}
TAKEN_KINDS = frozenset(_CALLED)  # of media on a line; a video or a sticker is not even fetched
_WHY = {3: "locked", 4: "too_long"}  # how resave.py ends, which is no module of this process
_HERE = Path(__file__).parent


class FileRefusedError(Exception):
    """The gate does not let a file in; `reason` is a key of phrases.yaml beside this package."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class CleanFile:
    """What came through the gate: bytes we made ourselves, or a recording looked through; and their type."""

    content: bytes
    mime: str


def most_bytes(kind: str) -> int:
    """How large a file of this kind may be."""
    return MOST_BYTES_OF_A_VOICE if kind == "audio" else MOST_BYTES


def reason(what: str, kind: str) -> str:
    """The key of the sentence that tells this of a file of this kind: `lost`, `too_large`, ..."""
    return f"{_CALLED.get(kind, 'paper')}_{what}"


def sniff(content: bytes) -> str | None:
    """The type of these bytes by their content; None for a type we do not take."""
    if content.startswith(b"%PDF-"):
        return PDF
    for mime, signatures in _PICTURES.items():
        if content.startswith(signatures) and (mime != "image/webp" or content[8:12] == b"WEBP"):
            return mime
    return sounds.sniff(content)


def admit(content: bytes, *, kind: str) -> CleanFile:
    """A clean copy of a file that was sent as `image`, `document` or `audio`; FileRefusedError says why not.

    A photo may come as a document too. A recording is kept as it is, when all of it is one.
    """
    if not content:
        raise FileRefusedError("file_empty")
    if len(content) > most_bytes(kind):
        raise FileRefusedError(reason("too_large", kind))
    mime = sniff(content)
    if mime in _PICTURES and kind != "audio":
        return CleanFile(_made_anew("reencode.py", content, kind), "image/jpeg")
    if mime == PDF and kind not in ("image", "audio"):
        return CleanFile(_made_anew("resave.py", content, kind), PDF)
    if mime is not None and mime.startswith("audio/") and kind == "audio":
        if not sounds.is_whole(content, mime):
            raise FileRefusedError(reason("unreadable", kind))
        return CleanFile(content, mime)
    raise FileRefusedError(reason("not_taken", kind))


def _made_anew(program: str, content: bytes, kind: str) -> bytes:
    """What the program makes of the content, in a process of its own with limits on all it could use up."""
    try:
        done = subprocess.run(  # our own program on our own interpreter
            [sys.executable, "-I", str(_HERE / "limited.py"), str(_HERE / program)],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise FileRefusedError(reason("unreadable", kind)) from error
    if done.returncode != 0 or not done.stdout:
        raise FileRefusedError(reason(_WHY.get(done.returncode, "unreadable"), kind))
    return done.stdout

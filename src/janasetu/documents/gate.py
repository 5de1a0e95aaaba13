"""The one gate for files from outside: size, type by content, a clean copy. No Django."""

import subprocess
import sys
import tempfile
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
_HEIC = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"})
# How the sentences about each kind of file begin; of any other kind a paper is expected.
_CALLED = {"image": "photo", "document": "paper", "audio": "voice"}
TAKEN_KINDS = frozenset(_CALLED)  # of media on a line; a video or a sticker is not even fetched
# How resave.py and reencode.py end, which are no modules of this process.
_WHY = {3: "paper_locked", 4: "paper_too_long", 5: "photo_too_wide"}
_WAS_SIGNED = 6
_HERE = Path(__file__).parent


class FileRefusedError(Exception):
    """The gate does not let a file in; `reason` is a key of phrases.yaml beside this package."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class CleanFile:
    """What came through the gate: bytes we made or put together ourselves, and their type.

    `small`: of a photo, the same one for lists. `was_signed`: of a paper, electronically; the copy is not.
    """

    content: bytes
    mime: str
    small: bytes = b""
    was_signed: bool = False


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


def _is_heic(content: bytes) -> bool:
    """A photo as an iPhone keeps it (ISO 23008-12)."""
    return content[4:8] == b"ftyp" and content[8:12] in _HEIC


def admit(content: bytes, *, kind: str) -> CleanFile:
    """A clean copy of a file that was sent as `image`, `document` or `audio`; FileRefusedError says why not.

    A photo may come as a document too.
    """
    if not content:
        raise FileRefusedError("file_empty")
    if len(content) > most_bytes(kind):
        raise FileRefusedError(reason("too_large", kind))
    mime = sniff(content)
    if mime in _PICTURES and kind != "audio":
        return _photo(content, kind)
    if mime == PDF and kind not in ("image", "audio"):
        return _paper(content, kind)
    if mime is not None and mime.startswith("audio/") and kind == "audio":
        return _recording(content, mime)
    raise FileRefusedError(
        "photo_heic" if _is_heic(content) and kind != "audio" else reason("not_taken", kind)
    )


def _photo(content: bytes, kind: str) -> CleanFile:
    _, made = _made_anew("reencode.py", content, kind)
    small_ends = 4 + int.from_bytes(made[:4])
    return CleanFile(made[small_ends:], "image/jpeg", small=made[4:small_ends])


def _paper(content: bytes, kind: str) -> CleanFile:
    ended, made = _made_anew("resave.py", content, kind)
    return CleanFile(made, PDF, was_signed=ended == _WAS_SIGNED)


def _recording(content: bytes, mime: str) -> CleanFile:
    sound = sounds.only_sound(content, mime)
    if sound is None:
        raise FileRefusedError(reason("unreadable", "audio"))
    return CleanFile(sound, mime)


def _made_anew(program: str, content: bytes, kind: str) -> tuple[int, bytes]:
    """How the program ended and what it made, in a process of its own with limits on all it could use up.

    It has nothing of ours: no environment, and its answer comes through a file, which has a limit too.
    """
    with tempfile.TemporaryFile() as answer:
        try:
            done = subprocess.run(  # our own program on our own interpreter
                [sys.executable, "-I", str(_HERE / "limited.py"), str(_HERE / program)],
                input=content,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                timeout=SECONDS,
                check=False,
                env={},
                cwd="/",
            )
        except subprocess.TimeoutExpired as error:
            raise FileRefusedError(reason("unreadable", kind)) from error
        answer.seek(0)
        made = answer.read()
    if done.returncode not in (0, _WAS_SIGNED) or not made:
        raise FileRefusedError(_WHY.get(done.returncode) or reason("unreadable", kind))
    return done.returncode, made

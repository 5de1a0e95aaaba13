"""Have a photo made into a page, or a paper into a picture, by a process of its own with limits."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from janasetu.documents.ink.errors import InkError
from janasetu.documents.ink.verdict import BY_HAND, Verdict

SECONDS = 60  # on the wall; of processor time it has what limited.py gives
Corners = Sequence[tuple[float, float]]  # four, or none
_HERE = Path(__file__).parent
_LIMITED = _HERE.parent / "limited.py"


@dataclass(frozen=True, slots=True)
class Page:
    """A page laid flat, as JPEG, and the texts of the QR codes on it. `fault`: why there is none, or None.

    `pen`: as in verdict.py.
    """

    content: bytes
    texts: tuple[str, ...]
    fault: InkError | None = None
    pen: str = ""


def page_of(photo: bytes, *, printed: bytes = b"", corners: Corners = ()) -> Page:
    """The page in a photo. InkError where it is no picture.

    `printed`: the PDF of the paper, by which the page is found; `corners`: where somebody has seen them, in
    parts of the photo.
    """
    shown = json.dumps(corners).encode()
    given = (len(printed).to_bytes(4), printed, len(shown).to_bytes(2), shown, photo)
    made = _made("straighten.py", b"".join(given))
    if made is None:
        raise InkError("ink_unreadable")
    ends = 4 + int.from_bytes(made[:4])
    said = Verdict.of_json(json.loads(made[4:ends]))
    fault = InkError(f"ink_{said.fault}", by_hand=said.fault in BY_HAND) if said.fault else None
    return Page(made[ends:], said.texts, fault, said.pen)


def picture_of(pdf: bytes) -> bytes:
    """The first page of a paper of ours as a JPEG for the screen; empty where it cannot be drawn."""
    return _made("drawn.py", pdf) or b""


def _made(program: str, given: bytes) -> bytes | None:
    """What the program made; None where it ended badly or took too long."""
    try:
        done = subprocess.run(  # our own program on our own interpreter
            [sys.executable, "-I", str(_LIMITED), str(_HERE / program)],
            input=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
            env={},
            cwd="/",
        )
    except subprocess.TimeoutExpired:
        return None
    return done.stdout if done.returncode == 0 and done.stdout else None

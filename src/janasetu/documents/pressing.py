"""Press a paper of ours: its layout and its snapshot, and on it the QR by which anybody checks it.

Loads the press; only the process that presses imports this.
"""

from collections.abc import Sequence
from pathlib import Path

from janasetu.documents import snapshots
from janasetu.documents.errors import CannotPressError
from janasetu.documents.marks import qr
from janasetu.documents.marks.errors import LongMarkError
from janasetu.documents.marks.keys import MarkKeys, keys_in
from janasetu.documents.marks.stated import address_of
from janasetu.documents.models import Paper
from janasetu.documents.papers import layout
from janasetu.documents.papers.errors import PaperError
from janasetu.documents.papers.layout import Layout
from janasetu.documents.papers.press import press


class Presser:
    """What presses the papers of an installation. `folders`: of definitions, where layouts lie beside them;
    `keys`: where the key of the QR lies.
    """

    def __init__(self, folders: Sequence[Path], keys: Path) -> None:
        self._folders = folders
        self._place = keys
        self._keys: MarkKeys | None = None

    def __call__(self, paper: Paper) -> bytes:
        """The unsigned PDF, the same bytes each time; CannotPressError says what is wrong, and where."""
        if snapshots.digest(paper.snapshot) != paper.snapshot_sha256:
            raise CannotPressError("the snapshot is not the one that was drafted")
        found = self._layout(paper)
        if paper.layout_sha256 and found.sha256 != paper.layout_sha256:
            raise CannotPressError(f"{paper.layout} is not the one with which it was drafted")
        try:
            made = press(found, paper.snapshot, made_at=paper.made_at, mark_svg=self._mark(paper))
        except (PaperError, LongMarkError) as error:
            raise CannotPressError(str(error)) from error
        return made.pdf

    def _layout(self, paper: Paper) -> Layout:
        try:
            return layout.named(self._folders, paper.layout)
        except (OSError, ValueError) as error:
            raise CannotPressError(f"there is no layout {paper.layout}") from error

    def _mark(self, paper: Paper) -> str:
        """The QR: the address of the page that checks it, and behind it what the paper says, signed."""
        if self._keys is None:
            self._keys = keys_in(self._place)
        return qr.svg(address_of(paper.snapshot, self._keys.own))

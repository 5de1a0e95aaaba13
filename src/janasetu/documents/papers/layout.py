"""What a layout is, where layouts lie, and by which hash one is known again."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Literal

Pages = Literal["one", "many"]
Kind = Literal["paper", "slip", "poster"]

HERE = Path(__file__).parent
OURS = HERE / "layouts"  # of papers that belong to no one service
_NAME = re.compile(r"[a-z0-9-]+/[a-z0-9-]+\.typ")
_PAGES = re.compile(r"^// pages: (one|many)$", re.MULTILINE)
_KIND = re.compile(r"^// kind: (paper|slip|poster)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Layout:
    """A template: its name, its text, on how many pages it may run, and what kind of print it is.

    A slip or a poster is no record: it need not be fit for archives, only readable by everybody.
    """

    name: str
    source: str
    pages: Pages = "one"
    kind: Kind = "paper"

    @classmethod
    def read(cls, path: Path) -> "Layout":
        """From a file, named after its folder and itself: `trade-noc/noc.typ`.

        `// pages: many` may stand in it, and `// kind: slip`.
        """
        source = path.read_text(encoding="utf-8")
        pages, kind = _PAGES.search(source), _KIND.search(source)
        return cls(
            name=f"{path.parent.name}/{path.name}",
            source=source,
            pages="many" if pages and pages[1] == "many" else "one",
            kind="slip"
            if kind and kind[1] == "slip"
            else "poster"
            if kind and kind[1] == "poster"
            else "paper",
        )

    @property
    def sha256(self) -> str:
        """By what the same layout is known again: its text, the parts, the fonts and the press itself."""
        return hashlib.sha256(f"{_common()}\n{self.source}".encode()).hexdigest()


def ours(name: str) -> Layout:
    """A layout that belongs to no one service: receipt, form-1, note-sheet, letter."""
    return Layout.read(OURS / f"{name}.typ")


def of_service(folders: Iterable[Path], service: str, document: str) -> Layout:
    """The layout that a definition names as its `output.document`; the plain one where it names none.

    From the first of these folders of definitions that has it; FileNotFoundError where none has.
    """
    return named(folders, f"{service}/{document}") if document else ours("plain")


def named(folders: Iterable[Path], name: str) -> Layout:
    """The layout of this name, as a paper keeps it: `trade-noc/noc.typ`, `layouts/receipt.typ`.

    FileNotFoundError where it is no more, and ValueError for a name that leads elsewhere.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"no name of a layout: {name!r}")
    if name.startswith(f"{OURS.name}/"):
        return Layout.read(HERE / name)
    found = next((path for folder in folders if (path := folder / name).is_file()), None)
    if found is None:
        raise FileNotFoundError(name)
    return Layout.read(found)


@cache
def _common() -> str:
    """What all layouts have in common, as one hash."""
    digest = hashlib.sha256(metadata.version("typst").encode())
    for path in (HERE / "parts.typ", *sorted((HERE / "fonts").glob("*/*.ttf"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()

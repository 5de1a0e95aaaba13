"""The press: a layout and a frozen snapshot become a PDF, the same bytes each time.

Typst is loaded at the first paper, in the process that presses it, and nowhere else.
"""

import json
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from janasetu.documents.papers import wording
from janasetu.documents.papers.errors import LayoutError, LetterError, PagesError
from janasetu.documents.papers.layout import HERE, Layout
from janasetu.documents.papers.wording import Snapshot
from janasetu.documents.snapshots import canonical
from janasetu.lib import clock

if TYPE_CHECKING:
    import typst

SIZES = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7)  # of the letters; the first at which all is on the page
ARCHIVED: "list[typst.PDFStandard]" = ["a-3a", "ua-1"]
READABLE: "list[typst.PDFStandard]" = ["ua-1"]

# How Typst 0.15 says that a letter has no glyph, and how a PDF names the number of its pages.
_NO_GLYPH = re.compile(r'the text (?:contains the disallowed codepoint )?`"(.+?)"`', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_PACKAGE = re.compile(r"@[a-z]+/[^\s\"]*")
_PLACE = re.compile(r"┌─ (?:\S*/)?([^/\s:]+\.typ):(\d+:\d+)")
_OF_BYTES = "__typst_py_bytes__.typ"  # what Typst calls a file that it was given as bytes
_COUNT = re.compile(rb"/Type\s*/Pages\s*/Count (\d+)")
_here = threading.local()


@dataclass(frozen=True, slots=True)
class Pressed:
    """A finished PDF, on how many pages, and how large its letters are, 1 being the usual."""

    pdf: bytes
    pages: int
    scale: float = 1.0


def press(
    layout: Layout, snapshot: Snapshot, *, made_at: datetime, mark_svg: str = "", attach: bool = True
) -> Pressed:
    """The paper: PDF/A-3a and PDF/UA-1, the snapshot attached as JSON; a slip or a poster PDF/UA-1 only.

    `made_at`, with its time zone, is the time that the file says it was made at. LetterError names the field
    whose letter cannot be printed; PagesError where a paper of one page does not fit; LayoutError where the
    layout itself is at fault.
    """
    wording.check(snapshot)
    if package := _PACKAGE.search(layout.source):
        raise LayoutError(layout.name, f"{package[0]}: packages come from the network, and papers do not")
    for scale, pdf in _tries(layout, snapshot, made_at, mark_svg, attach=attach):
        pages = _pages(pdf)
        if layout.pages == "many" or pages == _sheets(layout, snapshot):
            return Pressed(pdf, pages, scale)
    raise PagesError(layout.name)


def _sheets(layout: Layout, snapshot: Snapshot) -> int:
    """On how many pages it is to be: one; of posters one each."""
    return len(snapshot.get("posters", "1")) if layout.kind == "poster" else 1


def _tries(
    layout: Layout, snapshot: Snapshot, made_at: datetime, mark_svg: str, *, attach: bool
) -> Iterator[tuple[float, bytes]]:
    """The paper in ever smaller letters."""
    for scale in SIZES:
        inputs = _inputs(snapshot, mark_svg, scale, attach=attach)
        yield scale, _compiled(layout, snapshot, inputs, made_at)


def _inputs(snapshot: Snapshot, mark_svg: str, scale: float, *, attach: bool) -> dict[str, str]:
    return {
        "snapshot": canonical(snapshot).decode(),
        "told": json.dumps(wording.told(snapshot), ensure_ascii=False),
        "mark": mark_svg,
        "scale": str(scale),
        "attach": "yes" if attach else "",
    }


def _compiled(layout: Layout, snapshot: Snapshot, inputs: dict[str, str], made_at: datetime) -> bytes:
    import typst  # noqa: PLC0415 - 30 MB, and only where papers are pressed

    try:
        made = _compiler().compile(
            layout.source.encode(),
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=ARCHIVED if layout.kind == "paper" else READABLE,
            timestamp=_seconds(made_at),
        )
    except typst.TypstError as error:
        raise _explained(error, layout, snapshot) from error
    assert isinstance(made, bytes)
    return made


def _compiler() -> "typst.Compiler":
    """One a thread: it keeps what it has read, and the inputs of its last paper."""
    import typst  # noqa: PLC0415 - see `_compiled`

    made: typst.Compiler | None = getattr(_here, "compiler", None)
    if made is None:
        fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(HERE / "fonts")]
        )
        made = _here.compiler = typst.Compiler(root=str(HERE), font_paths=fonts)
    return made


def _explained(error: "typst.TypstError", layout: Layout, snapshot: Snapshot) -> LetterError | LayoutError:
    found = _NO_GLYPH.search(error.message)
    if found is None:
        return LayoutError(layout.name, f"{error.message} ({_place(error.diagnostic)})")
    letter = _ESCAPED.sub(lambda escaped: chr(int(escaped[1], 16)), found[1])
    return wording.letter_error(snapshot, letter)


def _place(diagnostic: str) -> str:
    """Line and column in the layout; else in the parts."""
    places: list[tuple[str, str]] = _PLACE.findall(diagnostic)
    in_layout = [place for file, place in places if file == _OF_BYTES]
    return in_layout[0] if in_layout else " ".join(places[0]) if places else "no place told"


def _seconds(made_at: datetime) -> int:
    """Since 1970; ClockError for a time without its zone."""
    return int(clock.local(made_at).timestamp())


def _pages(pdf: bytes) -> int:
    found = _COUNT.search(pdf)
    assert found
    return int(found[1])

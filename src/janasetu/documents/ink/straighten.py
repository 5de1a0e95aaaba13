"""Run by limited.py: a printed paper and a photo of it on standard input; its page, straight, comes out.

In: the length of the PDF in four bytes, the PDF; in two bytes that of the corners which somebody has shown,
they as JSON; the photo. Out: the length of what is seen in four bytes, that as JSON (verdict.py), the page as
JPEG.
"""

import io
import json
import os
import sys
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # this process may not begin another thread
import numpy as np

from janasetu.documents.ink import by_print, edges, flat, pen, verdict
from janasetu.documents.ink.sheets import PIXELS_A_MILLIMETRE
from janasetu.documents.marks import qr

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

MOST_PIXELS = 40_000_000
LONGEST_SIDE = 3200  # pixels in which a photo is looked at: of A4 some ten a millimetre
MOST_BYTES = 600_000
_QUALITIES = (84, 76, 66, 54, 42, 30)
_DARK = 55.0  # of 255: paper below this has lost its print in the noise
_BLURRED = 60.0  # see flat.sharpness; measured in docs/how-to/ink.md
_OFF = 0.035  # of the page's width: so far the QR may lie from where it was printed
_A4 = (210.0, 297.0)
_MOST_PAGES = 8
_PAGE = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], dtype=float)


class NoSheetError(Exception):
    """There is no whole page to be had from this photo; `fault` as in verdict.FAULTS."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Printed:
    """The paper as it was printed: millimetres of its pages, and each of them as by_print.py compares it;
    where a QR with this text lies, in parts of the page's width and height, and on which page; and by the
    page where on it pen and seal are due.
    """

    size: tuple[float, float] = _A4
    pages: tuple["Picture", ...] = ()
    marks: dict[str, edges.Floats] = field(default_factory=dict)
    on: dict[str, int] = field(default_factory=dict)
    signed: dict[int, pen.Place] = field(default_factory=dict)


def printed(pdf: bytes) -> Printed:
    """What there is to compare with; A4 without a QR where there is no PDF."""
    if not pdf:
        return Printed()
    import pypdfium2  # noqa: PLC0415 - where a paper is at hand

    paper = pypdfium2.PdfDocument(pdf)
    width, height = (side / 72 * 25.4 for side in paper[0].get_size())
    pages, marks, on, signed = [], {}, {}, {}
    for at in range(min(len(paper), _MOST_PAGES)):
        picture = paper[at].render(scale=110 / 72).to_pil().convert("L")
        pages.append(by_print.drawn(picture, (width, height)))
        for one in qr.seen_in(picture):
            marks[one.text] = np.array(one.corners) / picture.size
            on[one.text] = at
        if (place := pen.place_on(paper[at])) is not None:
            signed[at] = place
    return Printed((width, height), tuple(pages), marks, on, signed)


def straightened(
    photo: bytes, paper: Printed, *, shown: "edges.Floats | None" = None
) -> tuple[verdict.Verdict, bytes]:
    """What is seen of a page, and the page itself; empty where there is a fault.

    `shown`: its four corners as somebody has shown them, in parts of the photo.
    """
    picture = _opened(photo)
    seen = qr.seen_in(picture.convert("L"))
    texts = tuple(one.text for one in seen)
    try:
        corners = (
            _corners(picture, seen, paper)
            if shown is None
            else _by_hand(picture, seen, paper, shown * picture.size)
        )
    except NoSheetError as error:
        return verdict.Verdict(error.fault, texts), b""
    page = flat.laid_flat(picture, corners, _pixels(paper))
    bright = flat.brightness(page)
    if bright < _DARK:
        return verdict.Verdict("dark", texts, brightness=bright), b""
    page = flat.evenly_lit(page)
    sharp = flat.sharpness(page)
    if not texts:
        page, texts = _read_again(page, paper)
    said = verdict.Verdict("", texts, sharpness=sharp, brightness=bright, at=_told(corners, picture))
    if sharp < _BLURRED:
        return replace(said, fault="blurred"), b""
    return replace(said, pen=_pen(page, texts, paper)), _saved(page)


def _pen(page: "Picture", texts: tuple[str, ...], paper: Printed) -> str:
    """Whether pen or seal is seen on it; empty where they are not due, or nobody knows which page it is."""
    known = [paper.on[text] for text in texts if text in paper.on]
    at = known[0] if known else 0 if len(paper.pages) == 1 else -1
    place = paper.signed.get(at)
    if place is None:
        return ""
    return verdict.PEN_SEEN if pen.ink_at(place, page) >= pen.ENOUGH else verdict.PEN_MISSING


def _opened(photo: bytes) -> "Picture":
    from PIL import Image, ImageOps  # noqa: PLC0415 - in the limited process only

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    opened = Image.open(io.BytesIO(photo), formats=("JPEG", "PNG", "WEBP"))
    if opened.width * opened.height > MOST_PIXELS:
        raise Image.DecompressionBombError
    opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    picture: Picture = opened if opened.mode in ("RGB", "L") else opened.convert("RGB")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))  # before it is turned: of 12 megapixels no copy is made
    ImageOps.exif_transpose(picture, in_place=True)
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def _corners(picture: "Picture", seen: list[qr.Seen], paper: Printed) -> edges.Floats:
    """The corners of the page in the photo, clockwise from its own upper left. NoSheetError.

    By its print, which is there whatever the paper lies on; by its edges where the print is not like ours.
    """
    known = [one for one in seen if one.text in paper.marks]
    if not known:
        return _likeliest(picture, paper)
    ours, there = np.array(known[0].corners), paper.marks[known[0].text]
    by_its_print = by_print.corners(picture, paper.pages[paper.on[known[0].text]], there, ours)
    if by_its_print is not None and not _is_cut(by_its_print, picture):
        return by_its_print
    if by_its_print is None:
        turned = [turn for sheet in edges.sheets_in(picture) for turn in _turns(sheet)]
        fitting = [sheet for sheet in turned if _off(sheet, ours, there) < _OFF]  # the likeliest first
        if fitting and not _is_cut(fitting[0].corners, picture):
            return edges.refined(fitting[0], picture).corners
    whole = _whole(picture)
    if edges.is_bright_all_round(picture) and (_off(whole, ours, there) < _OFF):
        return whole.corners  # a telephone's own scanner has cut it out
    is_cut = by_its_print is not None or fitting or _reaches_beyond(ours, there, picture)
    raise NoSheetError("cut" if is_cut else "no_page")


def _by_hand(picture: "Picture", seen: list[qr.Seen], paper: Printed, shown: edges.Floats) -> edges.Floats:
    """The corners that somebody has shown, as exactly as the print tells where it is seen. NoSheetError."""
    if not edges.is_whole(shown, picture.size):
        raise NoSheetError("corners")
    upright = _upright(edges.Sheet(edges.clockwise(shown), 1.0), paper)
    known = [one for one in seen if one.text in paper.marks]
    if not known:
        return _exactly(upright, picture, paper).corners
    ours, there = np.array(known[0].corners), paper.marks[known[0].text]
    turned = min(_turns(upright), key=lambda sheet: _off(sheet, ours, there))
    return _exactly(turned, picture, paper).corners


def _likeliest(picture: "Picture", paper: Printed) -> edges.Floats:
    """Without a QR to go by: the sheet that shows best, upright as the photo is."""
    sheets = edges.sheets_in(picture)
    if not sheets:
        raise NoSheetError("no_page")
    if _is_cut(sheets[0].corners, picture):
        raise NoSheetError("cut")
    return _exactly(_upright(edges.refined(sheets[0], picture), paper), picture, paper).corners


def _exactly(sheet: edges.Sheet, picture: "Picture", paper: Printed) -> edges.Sheet:
    """As its print tells, which also knows what is above; as it is where the print is not like ours."""
    for way in (sheet, _turns(sheet)[2]):
        for page in paper.pages:
            found = by_print.corners(picture, page, _PAGE, way.corners)
            if found is not None:
                return replace(sheet, corners=found)
    return sheet


def _upright(sheet: edges.Sheet, paper: Printed) -> edges.Sheet:
    """Turned so that it is as high, or as wide, as the paper is."""
    across = np.hypot(*(sheet.corners - np.roll(sheet.corners, -1, axis=0)).T)
    lies = across[0] + across[2] > across[1] + across[3]
    return _turns(sheet)[1] if lies != (paper.size[0] > paper.size[1]) else sheet


def _turns(sheet: edges.Sheet) -> list[edges.Sheet]:
    return [replace(sheet, corners=np.roll(sheet.corners, -turn, axis=0)) for turn in range(4)]


def _off(sheet: edges.Sheet, ours: edges.Floats, there: edges.Floats) -> float:
    """How far the QR would lie from where it was printed if this were the page, in parts of its width."""
    lies = flat.moved(flat.homography(sheet.corners, _PAGE), ours)
    return float(np.hypot(*(lies - there).T).max())


def _is_cut(corners: edges.Floats, picture: "Picture") -> bool:
    return edges.is_cut(edges.Sheet(corners, 1.0), picture.size)


def _whole(picture: "Picture") -> edges.Sheet:
    width, height = picture.size
    return edges.Sheet(np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=float), 1.0)


def _reaches_beyond(ours: edges.Floats, there: edges.Floats, picture: "Picture") -> bool:
    """Whether the page, as its QR lies, would not be wholly in the photo."""
    # Its place by its QR alone is rough, so what is just beyond the photo may still be within.
    lies = flat.moved(flat.homography(there, ours), _PAGE)
    far = 0.04 * max(picture.size)
    return bool((lies < -far).any() or (lies > np.array(picture.size) + far).any())


def _read_again(page: "Picture", paper: Printed) -> "tuple[Picture, tuple[str, ...]]":
    """The QR may be read once the page is flat and lit; a page that lies on its head is turned round."""
    seen = qr.seen_in(page.convert("L"))
    for one in seen:
        if one.text in paper.marks:
            lies = np.array(one.corners) / page.size
            if np.hypot(*(1 - lies - paper.marks[one.text]).T).max() < 3 * _OFF:
                page = page.rotate(180)
    return page, tuple(one.text for one in seen)


def _pixels(paper: Printed) -> tuple[int, int]:
    width, height = paper.size
    return round(width * PIXELS_A_MILLIMETRE), round(height * PIXELS_A_MILLIMETRE)


def _told(corners: edges.Floats, picture: "Picture") -> tuple[tuple[float, float], ...]:
    return tuple(
        (round(float(x / picture.width), 4), round(float(y / picture.height), 4)) for x, y in corners
    )


def _saved(page: "Picture") -> bytes:
    """The page as JPEG, in the best quality that is small enough."""
    made = b""
    for quality in _QUALITIES:
        out = io.BytesIO()
        page.save(out, "JPEG", quality=quality, optimize=True, dpi=(PIXELS_A_MILLIMETRE * 25.4,) * 2)
        made = out.getvalue()
        if len(made) <= MOST_BYTES:
            break
    return made


def main() -> int:
    """0, and what is seen is written; 1 where it is no picture."""
    given = sys.stdin.buffer.read()
    ends = 4 + int.from_bytes(given[:4])
    begins = ends + 2 + int.from_bytes(given[ends : ends + 2])
    corners = json.loads(given[ends + 2 : begins])
    shown = np.array(corners, dtype=float) if corners else None
    said, page = straightened(given[begins:], printed(given[4:ends]), shown=shown)
    header: dict[str, Any] = said.as_json()
    told = json.dumps(header).encode()
    sys.stdout.buffer.write(len(told).to_bytes(4) + told + page)
    return 0


if __name__ == "__main__":
    sys.exit(main())

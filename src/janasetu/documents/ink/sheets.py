"""Put straight pages together as one PDF, each picture as it is, in the size of the paper."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pikepdf import Pdf

PIXELS_A_MILLIMETRE = 7.0  # of a straight page; straighten.py makes them so
_POINTS = 72 / 25.4


def as_pdf(pages: Sequence[bytes], *, title: str) -> bytes:
    """The JPEGs as pages, one after the other; the same bytes for the same pages."""
    import pikepdf  # noqa: PLC0415 - 20 MB, and only where a paper of ink comes home
    from PIL import Image  # noqa: PLC0415

    paper = pikepdf.new()
    for content in pages:
        with Image.open(io.BytesIO(content), formats=("JPEG",)) as picture:
            _lay(paper, content, picture.size)
    paper.docinfo["/Title"] = title
    paper.Root.Lang = pikepdf.String("bn-IN")
    paper.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    out = io.BytesIO()
    paper.save(out, deterministic_id=True)
    return out.getvalue()


def size_of(picture: tuple[int, int]) -> tuple[float, float]:
    """Points of the page on which a straight page of so many pixels lies."""
    width, height = picture
    return width / PIXELS_A_MILLIMETRE * _POINTS, height / PIXELS_A_MILLIMETRE * _POINTS


def _lay(paper: "Pdf", content: bytes, size: tuple[int, int]) -> None:
    import pikepdf  # noqa: PLC0415 - see `as_pdf`

    width, height = size_of(size)
    paper.add_blank_page(page_size=(round(width, 2), round(height, 2)))
    image = pikepdf.Stream(
        paper,
        content,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=size[0],
        Height=size[1],
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    page = paper.pages[-1].obj
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Page=paper.make_indirect(image)))
    page.Contents = paper.make_stream(f"q {width:.2f} 0 0 {height:.2f} 0 0 cm /Page Do Q".encode())

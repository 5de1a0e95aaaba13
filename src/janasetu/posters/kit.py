"""The kit of an office: its posters as one PDF, a page each, or as a ZIP with a file each."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from janasetu.documents.papers.apart import Order, press_apart
from janasetu.documents.papers.layout import ours
from janasetu.messaging.models import Line
from janasetu.posters.models import Poster
from janasetu.posters.sheets import Size, snapshot_of

LAYOUT = "poster"


def as_pdf(
    posters: Sequence[Poster], line: Line, *, size: Size, specimen: bool, emblem: str, now: datetime
) -> bytes:
    """All in one file. PaperError where one cannot be pressed; PressAwayError."""
    whole = snapshot_of(posters, line, size=size, specimen=specimen, emblem=emblem, now=now)
    return _pressed([whole], now)[0]


def as_zip(
    posters: Sequence[Poster], line: Line, *, size: Size, specimen: bool, emblem: str, now: datetime
) -> bytes:
    """Each in a file of its own, named by ward and code. The same errors."""
    whole = snapshot_of(posters, line, size=size, specimen=specimen, emblem=emblem, now=now)
    made = _pressed([whole | {"posters": [one]} for one in whole["posters"]], now)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as kit:
        for poster, pdf in zip(posters, made, strict=True):
            kit.writestr(zipfile.ZipInfo(file_name(poster, size)), pdf, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def file_name(poster: Poster, size: Size) -> str:
    """`ward-05-0ZAKQ7-a3.pdf`; of a poster of no ward `office-0ZAKQ7-a3.pdf`."""
    ward = f"ward-{poster.ward.replace('/', '-').zfill(2)}" if poster.ward else "office"
    return f"{ward}-{poster.code}-{size}.pdf"


def _pressed(sheets: Sequence[Mapping[str, Any]], now: datetime) -> list[bytes]:
    """A file for each of these."""
    layout, at = ours(LAYOUT), now.replace(microsecond=0)
    return [
        one.pdf for one in press_apart([Order(layout, sheet, made_at=at, attach=False) for sheet in sheets])
    ]

"""Photographed pages of a paper signed by hand, for tests: as the photo's own process leaves them."""

import hashlib
import io
from datetime import datetime

from django.conf import settings
from PIL import Image

from janasetu.documents import store
from janasetu.documents.choices import InkPen, InkReading
from janasetu.documents.models import InkPage, Paper


def a_page(
    paper: Paper,
    *,
    at: datetime,
    shade: int = 250,
    reading: InkReading = InkReading.QR,
    pen: InkPen = InkPen.SEEN,
    by: str = "sahayak@panchayat",
) -> InkPage:
    """A straight page of one shade of grey."""
    content = a_jpeg(shade)
    sha256 = store.keep(settings.MEDIA_FOLDER, content)
    return InkPage.objects.create(
        body_id=paper.body_id,
        paper=paper,
        came_sha256=hashlib.sha256(b"came" + content).hexdigest(),
        photo_sha256=sha256,
        sha256=sha256,
        size=len(content),
        reading=reading,
        pen=pen,
        by=by,
        at=at,
    )


def a_jpeg(shade: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (1470, 2079), (shade, shade, shade)).save(out, "JPEG", quality=50)
    return out.getvalue()

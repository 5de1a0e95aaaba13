"""Reads our papers as others do: what stands in them, by pdfium and poppler, and how they look."""

import io
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter

from janasetu.documents.papers.wording import texts
from janasetu.lib.bn import normalise

_WORD = re.compile(r"[^\s/:,।.()«»]+")


def by_pdfium(pdf: bytes) -> str:
    """The text as Chrome and Android read it, in one spelling."""
    return normalise(" ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)))


def by_poppler(pdf: bytes, folder: Path) -> str:
    """The text as Linux desktops read it, in one spelling."""
    path = folder / "paper.pdf"
    path.write_bytes(pdf)
    done = subprocess.run([poppler("pdftotext"), path, "-"], capture_output=True, check=True)
    return normalise(done.stdout.decode())


def poppler(tool: str) -> str:
    """A tool of Debian's poppler-utils; without it the test is left out, and fails in CI."""
    found = shutil.which(tool)
    if found:
        return found
    said = f"{tool} is missing: install Debian's poppler-utils"
    if os.environ.get("CI"):
        pytest.fail(said)
    pytest.skip(said)


def words(*parts: Any) -> Iterator[str]:
    """Every word that stands in these parts of a snapshot."""
    for part in parts:
        for _, text in texts(part):
            yield from _WORD.findall(normalise(text))


def attached(pdf: bytes) -> bytes:
    """The one file inside."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        (file,) = opened.attachments.values()
        return file.get_file().read_bytes()


def pictures(pdf: bytes, dpi: int) -> list[Image.Image]:
    """Its pages as pictures, in grey."""
    return [page.render(scale=dpi / 72).to_pil().convert("L") for page in pypdfium2.PdfDocument(pdf)]


def difference(one: Image.Image, other: Image.Image) -> float:
    """How many of a thousand points differ to the eye: by a third of the way from black to white, and not by
    the blur of an edge alone. 1000 where they are not of one size.
    """
    if one.size != other.size:
        return 1000.0
    soft = [picture.filter(ImageFilter.GaussianBlur(0.7)) for picture in (one, other)]
    counts = ImageChops.difference(*soft).histogram()
    return 1000 * sum(counts[85:]) / (one.width * one.height)

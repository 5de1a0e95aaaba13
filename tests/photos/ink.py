"""A share of the proof of ink: a signed paper, photographed in twenty ways, every other on a white table."""

import io
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from PIL import Image

from janasetu.documents.ink import straighten
from janasetu.documents.ink.tests import made_photos
from janasetu.documents.ink.tests.test_straighten import ADDRESS, a_paper, printed, tilt
from janasetu.documents.marks import qr

PHOTOS, BAR = 20, 19
SIZE = (1920, 2560)


def part(number: int) -> Mapping[str, int]:
    """Of twenty photos at least nineteen give a page whose QR is read and whose lines are level."""
    page = made_photos.signed(made_photos.printed_page(a_paper()))
    wrong = [said for at in range(PHOTOS) if (said := _what_is_wrong(page, number * PHOTOS + at, printed()))]
    assert PHOTOS - len(wrong) >= BAR, wrong
    return {"photos": PHOTOS, "straight": PHOTOS - len(wrong)}


def _what_is_wrong(page: Image.Image, number: int, paper: straighten.Printed) -> str:
    way = made_photos.any_way(number, size=SIZE)
    way = replace(way, table=made_photos.WHITE) if number % 2 else way
    seen, made = straighten.straightened(made_photos.photo(page, way, seed=number), paper)
    if seen.fault:
        return f"photo {number}: {seen.fault}"
    straight = Image.open(io.BytesIO(made))
    if ADDRESS not in [one.text for one in qr.seen_in(straight.convert("L"))]:
        return f"photo {number}: the QR is not read"
    if abs(tilt(straight)) > 1.0:
        return f"photo {number}: its lines slope by {tilt(straight):.1f} degrees"
    far = float(np.abs(np.array(seen.at) - np.array(made_photos.corners_of(page, way)) / way.size).max())
    return f"photo {number}: a corner is off by {far:.4f}" if far > 0.006 else ""

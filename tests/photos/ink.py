"""A share of the proof of ink: a signed paper, photographed in twenty ways, every other on a white table.

Every fourth is a printout that nobody has signed; the others have pen, seal or both, as hands put them on. Of
three there is one that was folded, and one on which the telephone throws a shadow with an edge.
"""

import io
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import numpy as np
from PIL import Image

from janasetu.documents.ink import straighten
from janasetu.documents.ink.tests import made_hands, made_photos
from janasetu.documents.ink.tests.test_straighten import ADDRESS, a_paper, printed, tilt
from janasetu.documents.marks import qr

PHOTOS, BAR = 20, 19
ASKED_IN_VAIN = 1  # of the fifteen with pen or seal
SIZE = (1920, 2560)
HANDS = (("pen",), ("seal",), ("pen", "seal"), ())


def part(number: int) -> Mapping[str, int]:
    """Of twenty photos at least nineteen give a page whose QR is read and whose lines are level. No printout
    passes for a signed paper, and where pen or seal is there hardly anybody is asked.
    """
    faults, asked, passed, straight = [], 0, 0, 0
    for at in range(number * PHOTOS, (number + 1) * PHOTOS):
        wrong, pen = _looked_at(at, printed())
        if wrong:
            faults.append(wrong)
            continue
        straight += 1
        asked += bool(_hands(at)) and pen != "seen"
        passed += not _hands(at) and pen != "missing"
    assert straight >= BAR, faults
    assert (passed, asked <= ASKED_IN_VAIN) == (0, True), (passed, asked)
    return {"photos": PHOTOS, "straight": straight, "asked in vain": asked}


def _hands(number: int) -> tuple[str, ...]:
    return HANDS[number % len(HANDS)]


@cache
def _unsigned() -> Image.Image:
    return made_photos.printed_page(a_paper())


def _page(number: int) -> Image.Image:
    hands = _hands(number)
    pen = list(made_hands.PENS)[number // 4 % len(made_hands.PENS)] if "pen" in hands else ""
    seal = list(made_hands.SEALS)[number // 4 % len(made_hands.SEALS)] if "seal" in hands else ""
    page = made_hands.put_on(_unsigned(), pen=pen, seal=seal, seed=number)
    suffers = (made_hands.folded, made_hands.with_hard_shadow, None)[number % 3]
    return suffers(page, number) if suffers else page


def _looked_at(number: int, paper: straighten.Printed) -> tuple[str, str]:
    """What is wrong with the page made of this photo, if anything; and whether ink is seen on it."""
    page, way = _page(number), made_photos.any_way(number, size=SIZE)
    way = replace(way, quality=60, table=made_photos.WHITE if number % 2 else way.table)
    seen, made = straighten.straightened(made_photos.photo(page, way, seed=number), paper)
    if seen.fault:
        return f"photo {number}: {seen.fault}", ""
    straight = Image.open(io.BytesIO(made))
    if ADDRESS not in [one.text for one in qr.seen_in(straight.convert("L"))]:
        return f"photo {number}: the QR is not read", ""
    if abs(tilt(straight)) > 1.0:
        return f"photo {number}: its lines slope by {tilt(straight):.1f} degrees", ""
    far = float(np.abs(np.array(seen.at) - np.array(made_photos.corners_of(page, way)) / way.size).max())
    return (f"photo {number}: a corner is off by {far:.4f}" if far > 0.006 else ""), seen.pen

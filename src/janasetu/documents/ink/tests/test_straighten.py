"""Tests of what becomes of a photo of a paper: a straight page whose QR is read, or a sentence."""

import io
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

import numpy as np
import pytest
from PIL import Image

from janasetu.documents.ink import edges, flat, straighten
from janasetu.documents.ink.tests import made_hands, made_photos
from janasetu.documents.ink.tests.made_photos import Way, any_way, photo
from janasetu.documents.marks import qr
from janasetu.documents.papers.press import press
from janasetu.documents.tests import paper_samples

SMALL = (1200, 1600)
ADDRESS = "HTTPS://JANASETU.EXAMPLE/V/0ZBKAMQE332BDA#" + "1234567890" * 43


@pytest.fixture(autouse=True)
def _limit_of_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who straightens sets it for a process of their own, which this one is not."""
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", Image.MAX_IMAGE_PIXELS)


@cache
def a_paper() -> bytes:
    """A panchayat's trade NOC to be signed by hand."""
    (sample,) = [one for one in paper_samples.samples() if one.name == "trade-noc-ink"]
    made_at = datetime(2026, 11, 24, 10, tzinfo=UTC)
    return press(sample.layout, sample.snapshot, made_at=made_at, mark_svg=qr.svg(ADDRESS)).pdf


@cache
def printed() -> straighten.Printed:
    return straighten.printed(a_paper())


@cache
def signed() -> Image.Image:
    return made_photos.signed(made_photos.printed_page(a_paper(), dpi=130))


def opened(page: bytes) -> Image.Image:
    return Image.open(io.BytesIO(page))


def tilt(page: Image.Image) -> float:
    """Degrees by which its lines of text slope: the slope at which rows of ink stand out most."""
    dark = 255 - np.asarray(page.convert("L").resize((700, 990)), dtype=np.float32)[90:620, 60:640]
    slopes = np.arange(-2.0, 2.01, 0.1)
    return float(slopes[int(np.argmax([_rows(dark, slope) for slope in slopes]))])


def _rows(dark: "np.ndarray", slope: float) -> float:  # type: ignore[type-arg]
    down = np.rint(np.tan(np.radians(slope)) * np.arange(dark.shape[1])).astype(int)
    rows = (np.arange(dark.shape[0])[:, None] + down[None, :]) % dark.shape[0]
    return float(np.var(dark[rows, np.arange(dark.shape[1])[None, :]].sum(axis=1)))


@pytest.mark.parametrize("table", [made_photos.TABLES[1], made_photos.WHITE], ids=("on wood", "on white"))
def test_a_page_is_found_laid_flat_and_its_qr_read(table: tuple[int, int, int]) -> None:
    way = replace(any_way(1, size=(1350, 1800)), table=table)
    page = signed()

    seen, made = straighten.straightened(photo(page, way, seed=1), printed())

    assert (seen.fault, seen.pen) == ("", "seen")
    there = np.array(made_photos.corners_of(page, way)) / way.size
    assert np.abs(np.array(seen.at) - there).max() < 0.004
    straight = opened(made)
    assert straight.size == (1470, 2079)
    assert len(made) <= straighten.MOST_BYTES
    assert ADDRESS in [one.text for one in qr.seen_in(straight.convert("L"))]
    assert abs(tilt(straight)) <= 1.0


def test_corners_that_a_finger_has_shown_are_made_exact_by_the_print_though_the_qr_is_gone() -> None:
    page, way = signed().copy(), Way(size=SMALL, table=made_photos.WHITE)
    page.paste((240, 240, 236), (0, int(0.7 * page.height), int(0.4 * page.width), int(0.93 * page.height)))
    there = np.array(made_photos.corners_of(page, way)) / SMALL
    upside_down = np.roll(
        there + np.array([(0.015, 0.0), (-0.01, 0.01), (0.0, -0.015), (0.012, 0.0)]), 2, axis=0
    )

    seen, made = straighten.straightened(photo(page, way), printed(), shown=upside_down)

    assert (seen.fault, seen.texts, bool(made)) == ("", (), True)
    assert np.abs(np.array(seen.at) - there).max() < 0.004


@pytest.mark.parametrize(("pen", "seal"), [("blue", ""), ("black", ""), ("", "red"), ("", "")])
def test_pen_or_seal_is_seen_where_it_is_due_and_a_shadow_or_a_fold_is_neither(pen: str, seal: str) -> None:
    page = made_hands.put_on(made_photos.printed_page(a_paper(), dpi=130), pen=pen, seal=seal, seed=3)
    page = made_hands.with_hard_shadow(made_hands.folded(page, seed=3), seed=3)

    seen, _ = straighten.straightened(photo(page, Way(size=SMALL, quality=60), seed=3), printed())

    assert seen.pen == ("seen" if pen or seal else "missing")


def test_corners_that_are_no_sheet_are_refused() -> None:
    shown = np.array([(0.2, 0.2), (0.8, 0.8), (0.8, 0.2), (0.5, 0.5)])

    seen, _ = straighten.straightened(photo(signed(), Way(size=SMALL)), printed(), shown=shown)

    assert seen.fault == "corners"


def test_the_colours_of_seal_and_ink_stay_and_paper_is_white() -> None:
    way = Way(shadow=0.4, size=SMALL)

    _, made = straighten.straightened(photo(signed(), way), printed())

    page = np.asarray(opened(made).convert("RGB"), dtype=int)
    assert (np.percentile(page[700:1500:7, 200:1300:7], 60, axis=(0, 1)) > 232).all()
    seal = page[1650:1900, 880:1200].reshape(-1, 3)
    violet = seal[(seal[:, 2] > seal[:, 1] + 50) & (seal[:, 0] > seal[:, 1] + 10)]
    assert len(violet) > 500


def test_a_photo_that_lies_on_its_side_comes_out_upright() -> None:
    lying = made_photos.laid_on_table(signed(), Way(size=SMALL, fills=0.8)).rotate(90, expand=True)

    seen, made = straighten.straightened(made_photos.saved(lying), printed())

    assert seen.fault == ""
    (mark,) = qr.seen_in(opened(made).convert("L"))
    assert mark.corners[0][1] > 1200  # in the lower half, as it was printed
    assert mark.corners[0][0] < mark.corners[1][0]


def test_a_page_that_the_telephone_has_cut_out_itself_is_taken_whole() -> None:
    scanned = io.BytesIO()
    signed().save(scanned, "JPEG", quality=80)

    seen, made = straighten.straightened(scanned.getvalue(), printed())

    assert (seen.fault, seen.texts) == ("", (ADDRESS,))
    assert made


@pytest.mark.parametrize(
    ("way", "fault"),
    [
        (Way(size=SMALL, at=(0.85, 0.5)), "cut"),
        (Way(size=SMALL, light=0.16, shadow=0.2), "dark"),
        (Way(size=SMALL, blur=9), "blurred"),
    ],
    ids=("cut off", "too dark", "blurred"),
)
def test_a_photo_that_will_not_do_says_why(way: Way, fault: str) -> None:
    seen, made = straighten.straightened(photo(signed(), way), printed())

    assert (seen.fault, made) == (fault, b"")


def test_a_table_without_a_paper_has_no_page() -> None:
    bare = made_photos.laid_on_table(signed(), Way(size=(600, 800), at=(4, 4)))

    assert straighten.straightened(made_photos.saved(bare), printed())[0].fault == "no_page"


def test_two_papers_in_one_photo_are_both_named() -> None:
    (other,) = [one for one in paper_samples.samples() if one.name == "trade-noc-ink"]
    address = ADDRESS.replace("0ZBKAMQE332BDA", "0ZBKAMQE332BDB")
    made_at = datetime(2026, 11, 24, 10, tzinfo=UTC)
    second = press(other.layout, other.snapshot, made_at=made_at, mark_svg=qr.svg(address)).pdf
    table = Image.new("RGB", (2600, 1800), (90, 64, 44))
    for at, pdf in enumerate((a_paper(), second)):
        page = made_photos.printed_page(pdf, dpi=140)
        table.paste(page, (60 + at * 1260, 70))

    seen, _ = straighten.straightened(made_photos.saved(table, quality=85), printed())

    assert set(seen.texts) == {ADDRESS, address}


def test_sharpness_tells_a_blurred_page_from_a_sharp_one() -> None:
    assert flat.sharpness(signed()) > 5 * flat.sharpness(signed().resize((140, 200)).resize(signed().size))


def test_a_photo_of_nothing_but_one_colour_has_no_edges() -> None:
    assert edges.sheets_in(Image.new("RGB", (400, 300), (90, 60, 40))) == []

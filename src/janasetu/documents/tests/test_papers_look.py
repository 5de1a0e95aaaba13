"""Every paper looks as it was looked at, and no stroke of Bengali meets a rule.

`JANASETU_PICTURES=1 ./janasetu test .../test_papers_look.py` takes the pictures anew: look before it is
committed.
"""

import os
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from janasetu.documents.papers.press import press
from janasetu.documents.tests import paper_samples
from janasetu.documents.tests.paper_samples import MADE_AT, Sample
from janasetu.documents.tests.reading_papers import difference, pictures

GOLDEN = Path(__file__).parent / "papers_data"
DPI = 60
MOST = 1.0  # points of a thousand that may differ: another word of five letters is more


@pytest.mark.parametrize("sample", paper_samples.samples(), ids=lambda one: one.name)
def test_a_paper_looks_as_it_did(sample: Sample) -> None:
    made = pictures(press(sample.layout, sample.snapshot, made_at=MADE_AT, mark_svg=sample.mark).pdf, DPI)
    paths = [GOLDEN / f"{sample.name}-{at}.png" for at, _ in enumerate(made, start=1)]
    if os.environ.get("JANASETU_PICTURES"):
        for path, picture in zip(paths, made, strict=True):
            picture.quantize(8).save(path, optimize=True)

    golden = [Image.open(path).convert("L") for path in paths]

    assert [round(difference(*pair), 2) <= MOST for pair in zip(made, golden, strict=True)] == [True] * len(
        made
    )


def test_the_comparison_sees_one_other_word() -> None:
    sample = paper_samples.samples()[2]
    other = sample.snapshot | {
        "number": "SKGP/NOC/2025-26/1130",
        "title": {"bn": "ব্যবসার আপত্তিপত্র", "en": "Trade"},
    }
    one, two = (
        pictures(press(sample.layout, snapshot, made_at=MADE_AT, mark_svg=sample.mark).pdf, DPI)[0]
        for snapshot in (sample.snapshot, other)
    )

    assert difference(one, one) == 0
    assert difference(one, two) > MOST
    assert difference(one, one.crop((0, 0, 10, 10))) > MOST


def test_no_stroke_of_bengali_meets_a_rule_of_the_table() -> None:
    body = paper_samples.birth()["body"] | {"colour": "#ff0000", "emblem": ""}
    tall = "র্স্প্রুঁ ক্ষ্ম্যৌ ঙ্ক্ষ্যূ স্ত্রীঁ দ্ধ্বৃ"
    rows = [paper_samples.row(f"n{at}", (tall, "gjpqy"), (tall, "ÂÉgjpqy")) for at in range(10)]
    made = press(
        paper_samples.of_service("birth-certificate", "copy"),
        paper_samples.birth() | {"body": body, "rows": rows},
        made_at=MADE_AT,
    )

    page = pypdfium2.PdfDocument(made.pdf)[0].render(scale=200 / 72).to_pil().convert("RGB")
    ruled = _ruled(page)

    assert len(ruled) == len(rows) + 1
    assert [_dark(page, at) for at in ruled] == [0] * len(ruled)


def _ruled(page: Image.Image) -> list[int]:
    """Where a rule in light red begins, looked for near the table's right end, where nothing is written."""
    x, inside = round(188 / 210 * page.width), range(page.height // 6, page.height * 19 // 20)
    rows = [at for at in inside if _is_rule(page.getpixel((x, at)))]
    return [at for at in rows if at - 1 not in rows]


def _is_rule(colour: object) -> bool:
    assert isinstance(colour, tuple)
    red, green, blue = colour
    return bool(red > 240 and 120 < green < 235 and abs(green - blue) < 10)


def _dark(page: Image.Image, at: int) -> int:
    """How many points on the rule and right beside it are ink."""
    beside = page.crop((0, at - 1, page.width, at + 4)).convert("L")
    return sum(beside.histogram()[:60])

"""The sheets of a kit: by the press in a process of its own, read back by a phone's eyes and by poppler's.

`JANASETU_PICTURES=1 ./janasetu test src/janasetu/posters/tests/test_sheets.py` takes the pictures anew: look
at them before they are committed.
"""

import io
import os
import re
import zipfile
from pathlib import Path
from urllib.parse import unquote

import pypdfium2
import pytest
from PIL import Image

from janasetu.bodies.models import LocalBody
from janasetu.bodies.tests.factories import make_body, make_officer, make_ward
from janasetu.catalogue.tests.factories import publish
from janasetu.documents.marks import qr
from janasetu.documents.papers.errors import LetterError
from janasetu.documents.tests.pictures import saved
from janasetu.documents.tests.reading_papers import by_poppler, difference, pictures
from janasetu.messaging.models import Line
from janasetu.messaging.tests.factories import NOW
from janasetu.posters import kit, queries
from janasetu.posters.actions import hang, hang_missing
from janasetu.posters.models import Poster
from janasetu.posters.sheets import Size

GOLDEN = Path(__file__).parent / "pictures"
SEAL = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36"><circle cx="18" cy="18" r="15" fill="none" '
    'stroke="#12263f" stroke-width="3"/></svg>'
)


@pytest.fixture
def basirhat(db: None) -> LocalBody:
    body = make_body("basirhat", number=1003, name={"bn": "বসিরহাট পৌরসভা", "en": "Basirhat Municipality"})
    body.facts = {"phone": "+91 00000 11003"}
    body.save()
    for ward in ("5", "6"):
        make_ward(body, ward)
    publish()
    hang_missing(body, by="chairman@basirhat", now=NOW)
    hang(officer=make_officer(body, "chairman"), ward="5", place="স্টেশন মোড়", now=NOW)
    return body


def pressed(body: LocalBody, size: Size = "a4", *, name: str = "") -> bytes:
    hanging = queries.posters_of(body.id)
    line = Line(channel="whatsapp", display="+91 00000 11003", body_id=body.id)
    press = kit.as_zip if name == "zip" else kit.as_pdf
    return press(hanging, line, size=size, specimen=False, emblem=SEAL, now=NOW)


@pytest.mark.parametrize(("size", "points"), [("a4", (595, 842)), ("a3", (842, 1191)), ("a2", (1191, 1684))])
def test_each_poster_has_a_page_whose_code_is_read_at_a_quarter_of_its_size(
    basirhat: LocalBody, size: Size, points: tuple[int, int]
) -> None:
    pdf = pressed(basirhat, size)

    pages = pypdfium2.PdfDocument(pdf)
    assert [tuple(round(side) for side in page.get_size()) for page in pages] == [points] * 3
    dpi = {"a4": 300, "a3": 212, "a2": 150}[size] / 4
    read = [qr.read(saved(page.render(scale=dpi / 72).to_pil(), "PNG")) for page in pages]
    said = [unquote(address).partition("?text=") for (address,) in read]
    assert {address for address, _, _ in said} == {"https://wa.me/910000011003"}
    assert [text for _, _, text in said] == [
        f"ওয়ার্ড {ward} বসিরহাট {one.code}"
        for ward, one in zip(("৫", "৫", "৬"), queries.posters_of(basirhat.id), strict=True)
    ]


def test_a_sheet_says_ward_place_number_and_what_one_can_do_in_this_order(
    basirhat: LocalBody, tmp_path: Path
) -> None:
    pdf = pressed(basirhat)

    told = re.sub(r"\s+", " ", by_poppler(pdf, tmp_path).split("\f")[1])
    wanted = [
        "বসিরহাট পৌরসভা",
        "ঘরে বসেই, হোয়াটসঅ্যাপে",
        "ওয়ার্ড ৫",
        "স্টেশন মোড়",
        "+91 00000 11003",
        "কোনো টাকা লাগে না",
    ]
    assert [one for one in wanted if one not in told] == []
    assert [told.index(one) for one in wanted] == sorted(told.index(one) for one in wanted)
    assert basirhat.facts["phone"] in told
    assert len(pdf) < 3 * 100_000


def test_a_sheet_looks_as_it_was_looked_at(basirhat: LocalBody) -> None:
    made = pictures(pressed(basirhat), 50)
    paths = [GOLDEN / f"poster-{at}.png" for at in range(1, len(made) + 1)]
    if os.environ.get("JANASETU_PICTURES"):
        GOLDEN.mkdir(exist_ok=True)
        for path, picture in zip(paths, made, strict=True):
            picture.quantize(8).save(path, optimize=True)

    assert [
        difference(one, Image.open(path).convert("L")) <= 1 for one, path in zip(made, paths, strict=True)
    ] == [
        True,
        True,
        True,
    ]


def test_the_zip_has_a_file_for_each_poster(basirhat: LocalBody) -> None:
    with zipfile.ZipFile(io.BytesIO(pressed(basirhat, name="zip"))) as opened:
        names = opened.namelist()
        pages = [len(pypdfium2.PdfDocument(opened.read(name))) for name in names]

    codes = [one.code for one in queries.posters_of(basirhat.id)]
    assert names == [f"ward-05-{codes[0]}-a4.pdf", f"ward-05-{codes[1]}-a4.pdf", f"ward-06-{codes[2]}-a4.pdf"]
    assert pages == [1, 1, 1]


def test_a_letter_that_cannot_be_printed_is_told_by_the_process_that_presses(basirhat: LocalBody) -> None:
    Poster.objects.filter(place="স্টেশন মোড়").update(place="স্টেশন 漢")

    with pytest.raises(LetterError) as refused:
        pressed(basirhat)

    assert (refused.value.letter, refused.value.field) == ("漢", "posters.1.place")

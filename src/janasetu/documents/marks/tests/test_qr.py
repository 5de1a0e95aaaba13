"""The QR of a paper: drawn, and found again in a photo."""

import io

import pytest
import zxingcpp
from PIL import Image

from janasetu.documents.marks import qr
from janasetu.documents.marks.qr import NoPictureError

TEXT = "HTTPS://SEBA.EXAMPLE.GOV.IN/V/0ZA3G9230VQVST#" + "1234567890" * 40


def photo(*texts: str, kind: str = "JPEG", turned: int = 0) -> bytes:
    """Codes below one another on a grey table."""
    table = Image.new("L", (600, 400 * len(texts) or 400), 150)
    for at, text in enumerate(texts):
        barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M").to_image(scale=4)
        height, width = barcode.shape
        table.paste(Image.frombytes("L", (width, height), bytes(memoryview(barcode))), (100, 50 + 400 * at))
    out = io.BytesIO()
    table.rotate(turned, expand=True, fillcolor=150).save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_code_is_found_in_a_photo(kind: str) -> None:
    assert qr.read(photo(TEXT, kind=kind)) == [TEXT]


@pytest.mark.parametrize("turned", [90, 180, 270, 13])
def test_a_code_is_found_however_the_paper_lies(turned: int) -> None:
    assert qr.read(photo(TEXT, turned=turned)) == [TEXT]


def test_several_codes_are_read_from_the_top() -> None:
    assert qr.read(photo("FIRST", "SECOND")) == ["FIRST", "SECOND"]


def test_a_photo_without_a_code_has_none() -> None:
    assert qr.read(photo()) == []


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"\xff\xd8\xff\xe0cut short", photo(TEXT)[:400]])
def test_what_is_no_photo_is_refused(content: bytes) -> None:
    with pytest.raises(NoPictureError):
        qr.read(content)


def test_a_photo_with_more_pixels_than_any_telephone_takes_is_refused() -> None:
    out = io.BytesIO()
    Image.new("1", (8000, 6000)).save(out, "PNG")

    with pytest.raises(NoPictureError):
        qr.read(out.getvalue())


def test_the_drawing_has_a_border_and_letters_of_its_own_size() -> None:
    drawn = qr.svg(TEXT)

    assert drawn.startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 65 65"')
    assert qr.squares(TEXT) == 65
    assert 'style="' not in drawn

"""The one gate for photos: type by content, a limit on everything, a picture made anew, nothing beside it."""

import io

import pytest
from PIL import Image

from janasetu.documents import gate
from janasetu.documents.reencode import LONGEST_SIDE
from janasetu.documents.tests import pictures
from janasetu.documents.tests.pictures import RED, plain, saved
from janasetu.lib.phrases import LANGS


def admitted(content: bytes) -> Image.Image:
    """The picture that comes through the gate."""
    clean = gate.admit(content, kind="image")
    assert clean.mime == "image/jpeg"
    picture = Image.open(io.BytesIO(clean.content))
    picture.load()
    assert picture.format == "JPEG"
    return picture


def refusal(content: bytes) -> str:
    with pytest.raises(gate.FileRefusedError) as error:
        gate.admit(content, kind="image")
    return error.value.reason


def colour(picture: Image.Image) -> tuple[int, int, int]:
    """The colour in the middle, to the nearest ten, for JPEG is not exact."""
    red, green, blue = picture.convert("RGB").getpixel((picture.width // 2, picture.height // 2))
    return round(red, -1), round(green, -1), round(blue, -1)


@pytest.mark.parametrize(
    "content",
    [
        saved(plain()),
        saved(plain("CMYK")),
        saved(plain(), "PNG"),
        saved(plain("RGBA"), "PNG"),
        saved(plain(), "WEBP"),
        pictures.moving("WEBP"),
        pictures.moving("PNG"),
        saved(plain(), progressive=True),
        saved(plain()) + b"PK\x03\x04<script>alert(1)</script>",
    ],
    ids=["jpeg", "cmyk", "png", "rgba", "webp", "animated-webp", "animated-png", "progressive", "polyglot"],
)
def test_a_picture_of_any_common_kind_comes_out_as_a_jpeg_of_the_same_picture(content: bytes) -> None:
    picture = admitted(content)

    assert (picture.mode, picture.size, colour(picture)) == ("RGB", (300, 200), RED)


def test_a_palette_picture_keeps_its_colours() -> None:
    assert colour(admitted(saved(plain().quantize(8), "PNG"))) == RED


def test_a_black_and_white_scan_stays_black_and_white() -> None:
    assert colour(admitted(saved(Image.new("1", (30, 20), 1), "PNG"))) == (260, 260, 260)
    assert colour(admitted(saved(Image.new("1", (30, 20), 0), "PNG"))) == (0, 0, 0)


@pytest.mark.parametrize(("value", "grey"), [(0, 0), (0x4000, 60), (0x8000, 130), (0xFFFF, 260)])
def test_sixteen_bits_of_grey_are_scaled_to_eight_not_cut_to_white(value: int, grey: int) -> None:
    assert colour(admitted(pictures.grey_of_sixteen_bits(value))) == (grey, grey, grey)


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_what_is_transparent_lies_on_white_not_on_black(mode: str) -> None:
    nothing = Image.new(mode, (30, 20), (0,) * len(mode))

    assert colour(admitted(saved(nothing, "PNG"))) == (260, 260, 260)


def test_a_transparent_colour_of_a_palette_lies_on_white() -> None:
    assert colour(admitted(saved(plain().quantize(8), "PNG", transparency=0))) == (260, 260, 260)


def test_position_camera_comment_and_xmp_do_not_come_out_again() -> None:
    content = pictures.photo_of_a_place()
    assert all(secret in content for secret in (b"CameraMaker", b"SecretRemark", b"SecretPacket"))
    assert Image.open(io.BytesIO(content)).getexif().get_ifd(0x8825)

    picture = admitted(content)

    assert dict(picture.getexif()) == {}
    assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert b"Secret" not in gate.admit(content, kind="image").content


def test_a_photo_taken_sideways_stands_upright() -> None:
    assert admitted(pictures.photo_of_a_place()).size == (200, 300)


@pytest.mark.parametrize(
    "exif",
    [
        b"Exif\0\0MM\0*\0\0\0\x08\xff\xff\xff\xff\xff",
        b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\xff\xff\0\0\0\0\0\0",
        b"Exif\0\0",
    ],
)
def test_a_photo_with_garbage_for_exif_is_still_a_photo(exif: bytes) -> None:
    assert colour(admitted(saved(plain(), exif=exif))) == RED


def test_a_large_photo_is_made_as_large_as_a_screen_needs() -> None:
    assert admitted(pictures.photo((4000, 3000))).size == (LONGEST_SIDE, 1536)
    assert admitted(pictures.photo((1, 9000))).size == (1, LONGEST_SIDE)
    assert admitted(pictures.photo((1, 1))).size == (1, 1)


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<!doctype html><script>alert(1)</script>",
        b"PK\x03\x04" + b"\0" * 60,
        b"%PDF-1.7\n",
        b"GIF89a" + b"\0" * 60,
        b"RIFF\0\0\0\0AVI " + b"\0" * 60,
        b"MZ" + b"\0" * 60,
        b"\xff",
        b"a photo",
    ],
    ids=["svg", "html", "zip", "pdf", "gif", "avi", "exe", "byte", "words"],
)
def test_what_is_no_picture_is_refused_whatever_it_is_called(content: bytes) -> None:
    assert refusal(content) == "photo_not_taken"


@pytest.mark.parametrize(
    "content",
    [
        pictures.photo()[:-100],
        b"\xff\xd8\xff\xe0",
        b"\xff\xd8\xff" + b"<script>" * 50,
        b"\x89PNG\r\n\x1a\n",
        b"RIFF\x64\0\0\0WEBP" + b"\0" * 100,
        saved(plain(), "PNG").replace(b"IHDR", b"IHDX"),
    ],
    ids=["truncated", "header", "script", "png-header", "webp-header", "broken-chunk"],
)
def test_a_picture_that_cannot_be_drawn_is_refused(content: bytes) -> None:
    assert refusal(content) == "photo_unreadable"


def test_a_picture_that_unfolds_beyond_forty_million_pixels_is_refused() -> None:
    small = pictures.bomb(20_000, 20_000)
    assert len(small) < 60_000

    assert refusal(small) == "photo_too_wide"
    assert refusal(pictures.bomb(8000, 5001)) == "photo_too_wide"


def test_a_picture_just_below_that_comes_through() -> None:
    assert admitted(pictures.bomb(8000, 4999)).size == (LONGEST_SIDE, 1280)


def test_nothing_at_all_is_refused_as_empty() -> None:
    assert refusal(b"") == "file_empty"


def test_more_than_ten_megabytes_are_refused_undrawn() -> None:
    assert refusal(pictures.photo().ljust(gate.MOST_BYTES + 1, b"\0")) == "photo_too_large"
    assert colour(admitted(pictures.photo().ljust(gate.MOST_BYTES, b"\0"))) == RED


@pytest.mark.parametrize("kind", ["image", "document", "audio", "something of tomorrow"])
@pytest.mark.parametrize("what", ["too_large", "not_taken", "unreadable", "lost"])
def test_every_kind_of_file_has_its_own_sentence(what: str, kind: str) -> None:
    assert gate.reason(what, kind) in gate.PHRASES.keys()  # noqa: SIM118 - a list of names, not a mapping


def test_only_of_a_photo_do_the_sentences_call_it_one() -> None:
    for key in gate.PHRASES.keys():  # noqa: SIM118 - a list of names, not a mapping
        said = {lang: gate.PHRASES.say(key, lang) for lang in LANGS}
        assert ("ছবিটি" in said["bn"] or "JPEG" in said["bn"]) == key.startswith("photo"), key
        assert all(said.values())


def test_every_sentence_is_said_in_three_languages() -> None:
    for key in gate.PHRASES.keys():  # noqa: SIM118 - a list of names, not a mapping
        assert len({gate.PHRASES.say(key, lang) for lang in LANGS}) == 3, key

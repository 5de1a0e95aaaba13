"""Make the QR of a paper or a link, and find those in a photo.

The library is loaded with the first of them, and by no process that makes and reads none.
"""

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    import zxingcpp

LEVEL = "M"  # of error correction: at one width larger squares count for more than a stronger level
_MOST_PIXELS = 40_000_000
_LONGEST_SIDE = 3000  # pixels; in anything larger the squares of a whole page are still plain
_LARGER = 1.5
_SQUARES = re.compile('<path d="([^"]+)"')


class NoPictureError(Exception):
    """These bytes are no photo that we unfold."""


def svg(text: str) -> str:
    """The QR as a drawing with the white border that it needs. Capitals, digits and the rest are each packed
    in the way that is shortest.
    """
    barcode = _barcode(text)
    side, squares = _side(barcode), _SQUARES.search(barcode.to_svg(add_quiet_zones=True))
    if squares is None:
        raise ValueError("the QR has no squares")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path d="{squares[1]}"/></svg>'
    )


def squares(text: str) -> int:
    """How many squares each side of its QR has, with the white border."""
    return _side(_barcode(text))


def read(photo: bytes) -> list[str]:
    """The texts of the QR codes in a JPEG, PNG or WebP, as they lie from top to bottom. NoPictureError.

    Upright or not. Where none is found, once more as if the light were the same everywhere, and larger: of a
    page photographed whole a square is three pixels.
    """
    return [one.text for one in seen_in(_grey(photo))]


@dataclass(frozen=True, slots=True)
class Seen:
    """A QR in a picture: its text, and its corners in pixels, clockwise from its own upper left."""

    text: str
    corners: tuple[tuple[float, float], ...]


def seen_in(grey: Image.Image) -> list[Seen]:
    """Those in a picture in shades of grey, from top to bottom, with their places."""
    larger = _larger(grey)
    return _found(grey) or _found(grey, evenly=True) or _found(larger, shrink=grey.width / larger.width)


def png(text: str, *, dots: int) -> bytes:
    """The QR as a picture with its border, for a chat; `dots`: how many pixels a square's side has."""
    drawn = _barcode(text).to_image(scale=dots, add_quiet_zones=True)
    height, width = drawn.shape
    pixels = bytes(memoryview(drawn))  # type: ignore[arg-type]  # it is a buffer, which its stub forgets
    out = io.BytesIO()
    Image.frombytes("L", (width, height), pixels).convert("1").save(out, "PNG", optimize=True)
    return out.getvalue()


def _barcode(text: str) -> "zxingcpp.Barcode":
    import zxingcpp  # noqa: PLC0415 - see above

    return zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level=LEVEL)


def _side(barcode: "zxingcpp.Barcode") -> int:
    return int(barcode.to_image(scale=1, add_quiet_zones=True).shape[0])


def _grey(photo: bytes) -> Image.Image:
    """The photo in shades of grey, unfolded no larger than it is looked at."""
    try:
        with Image.open(io.BytesIO(photo), formats=("JPEG", "PNG", "WEBP")) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                raise NoPictureError
            opened.draft("L", (_LONGEST_SIDE, _LONGEST_SIDE))  # a JPEG alone
            grey = opened.convert("L")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:  # as Pillow tells it
        raise NoPictureError from error
    grey.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    return grey


def _larger(grey: Image.Image) -> Image.Image:
    larger = min(_LARGER, _LONGEST_SIDE / max(grey.size))
    return grey.resize((round(grey.width * larger), round(grey.height * larger)), Image.Resampling.BICUBIC)


def _found(grey: Image.Image, *, evenly: bool = False, shrink: float = 1.0) -> list[Seen]:
    """Its smaller relatives are not looked for: noise is easily taken for one. `evenly`: as if
    the light were the same everywhere.
    """
    import zxingcpp  # noqa: PLC0415 - see above

    formats = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCodeModel2])
    light = zxingcpp.Binarizer.GlobalHistogram if evenly else zxingcpp.Binarizer.LocalAverage
    pixels = memoryview(grey.tobytes()).cast("B", (grey.height, grey.width))
    found = zxingcpp.read_barcodes(pixels, formats=formats, binarizer=light)
    found.sort(key=lambda one: (one.position.top_left.y, one.position.top_left.x))
    return [Seen(one.text, _corners(one.position, shrink)) for one in found]


def _corners(place: "zxingcpp.Position", shrink: float) -> tuple[tuple[float, float], ...]:
    around = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    return tuple((one.x * shrink, one.y * shrink) for one in around)

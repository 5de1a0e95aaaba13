"""Run by limited.py: an image on standard input, the same picture as clean JPEGs on standard output.

First the length of the small one in four bytes, then the small one, then the large one. What is not pixels
(position, camera, comments, colour profile) does not come out again.
"""

import io
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2048
LONGEST_SMALL_SIDE = 320
TOO_WIDE = 5  # how this program ends where it can say why; the gate knows it too


class TooWideError(Exception):
    """More pixels than we unfold."""


def reencode(original: bytes) -> tuple[bytes, bytes]:
    """The picture as upright JPEGs of at most LONGEST_SIDE and LONGEST_SMALL_SIDE pixels a side.

    TooWideError; another error where it cannot be drawn.
    """
    from PIL import ImageOps  # noqa: PLC0415 - in the limited process only

    with _opened(original) as opened:
        opened.draft(None, (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is unfolded no larger than it will be
        picture = _in_plain_colour(ImageOps.exif_transpose(opened))
    return _saved(picture, LONGEST_SIDE, quality=85), _saved(picture, LONGEST_SMALL_SIDE, quality=70)


def _opened(original: bytes) -> "Picture":
    """The picture, looked at but not unfolded."""
    from PIL import Image  # noqa: PLC0415 - in the limited process only

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        opened = Image.open(io.BytesIO(original), formats=("JPEG", "PNG", "WEBP"))
    except Image.DecompressionBombError as error:
        raise TooWideError from error
    if opened.width * opened.height > MOST_PIXELS:
        raise TooWideError
    return opened


def _saved(picture: "Picture", longest_side: int, *, quality: int) -> bytes:
    picture.thumbnail((longest_side, longest_side))
    picture.info.clear()  # Pillow writes a comment and XMP that it has read into what it saves
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()


def _in_plain_colour(picture: "Picture") -> "Picture":
    """Eight bits of red, green and blue: sixteen bits are scaled down, what is transparent lies on white."""
    from PIL import Image  # noqa: PLC0415 - in the limited process only

    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda value: value / 256).convert("RGB")
    if picture.has_transparency_data:
        white = Image.new("RGBA", picture.size, "white")
        white.alpha_composite(picture.convert("RGBA"))
        return white.convert("RGB")
    return picture.convert("RGB")


def main() -> int:
    """0, and the pictures are written; TOO_WIDE."""
    try:
        large, small = reencode(sys.stdin.buffer.read())
    except TooWideError:
        return TOO_WIDE
    sys.stdout.buffer.write(len(small).to_bytes(4) + small + large)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Run by limited.py: an image on standard input, the same picture as a clean JPEG on standard output.

What is not pixels (position, camera, comments) does not come out again.
"""

import io
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2048


def reencode(original: bytes) -> bytes:
    """The picture as an upright JPEG of at most LONGEST_SIDE pixels a side; ValueError if it is too large."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - in the limited process only

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with Image.open(io.BytesIO(original), formats=("JPEG", "PNG", "WEBP")) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise ValueError("too many pixels")
        picture = _in_plain_colour(ImageOps.exif_transpose(opened))
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    picture.info.clear()  # Pillow writes a comment and XMP that it has read into what it saves
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85, optimize=True)
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


if __name__ == "__main__":
    sys.stdout.buffer.write(reencode(sys.stdin.buffer.read()))

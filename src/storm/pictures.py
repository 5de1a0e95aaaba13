"""A photograph, drawn here: large enough that half of it is not all of it."""

import io
import random

from PIL import Image


def _photo() -> bytes:
    noise = random.Random("a lamp that does not burn").randbytes(96 * 96 * 3)  # noqa: S311 - a picture
    written = io.BytesIO()
    Image.frombytes("RGB", (96, 96), noise).resize((480, 480)).save(written, "JPEG", quality=80)
    return written.getvalue()


PHOTO = _photo()

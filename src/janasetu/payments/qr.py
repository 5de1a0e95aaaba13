"""The picture of a payment link, which an app reads from a page, a paper or a photo in the phone."""

import io

import zxingcpp
from PIL import Image

_DOTS = 8  # a square's side in the picture: a phone reads it from its own screen


def png(text: str) -> bytes:
    """The QR with the white border that it needs, for a chat."""
    drawn = _barcode(text).to_image(scale=_DOTS, add_quiet_zones=True)
    height, width = drawn.shape
    out = io.BytesIO()
    Image.frombytes("L", (width, height), bytes(memoryview(drawn))).convert("1").save(
        out, "PNG", optimize=True
    )
    return out.getvalue()


def _barcode(text: str) -> zxingcpp.Barcode:
    return zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")

"""The picture of a payment link, which an app reads from a page, a paper or a photo in the phone."""

import io
import re

import zxingcpp
from PIL import Image

_SQUARES = re.compile('<path d="([^"]+)"')
_DOTS = 8  # a square's side in the picture: a phone reads it from its own screen


def svg(text: str) -> str:
    """The QR as a drawing, for a page."""
    barcode = _barcode(text)
    side = barcode.to_image(scale=1, add_quiet_zones=True).shape[0]
    squares = _SQUARES.search(barcode.to_svg(add_quiet_zones=True))
    assert squares, "the QR has no squares"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path d="{squares[1]}"/></svg>'
    )


def png(text: str) -> bytes:
    """The QR with the white border that it needs, for a chat."""
    drawn = _barcode(text).to_image(scale=_DOTS, add_quiet_zones=True)
    height, width = drawn.shape
    dots = bytes(memoryview(drawn))  # type: ignore[arg-type]  # it is a buffer, which its stub forgets
    out = io.BytesIO()
    Image.frombytes("L", (width, height), dots).convert("1").save(out, "PNG", optimize=True)
    return out.getvalue()


def _barcode(text: str) -> zxingcpp.Barcode:
    return zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")

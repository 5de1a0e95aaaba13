"""The picture of a payment link, which an app reads from a page, a paper or a photo in the phone."""

from janasetu.documents.marks import qr

_DOTS = 8  # a square's side in the picture: a phone reads it from its own screen


def svg(text: str) -> str:
    """The QR as a drawing, for a page."""
    return qr.svg(text)


def png(text: str) -> bytes:
    """The QR with the white border that it needs, for a chat."""
    return qr.png(text, dots=_DOTS)

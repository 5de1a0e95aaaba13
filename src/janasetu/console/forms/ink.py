"""Where the corners of a paper lie in its photo, as the page tells it."""

import re

from janasetu.documents.ink.taking import Corners

_PART = r"[01](?:\.\d{1,6})?"
_FOUR = re.compile(rf"{_PART},{_PART}(?: {_PART},{_PART}){{3}}", re.ASCII)


def corners_in(said: str) -> Corners:
    """The four, in parts of the photo's width and height; none where nobody has shown them."""
    if not _FOUR.fullmatch(said):
        return ()
    return [(float(x), float(y)) for x, _, y in (point.partition(",") for point in said.split())]

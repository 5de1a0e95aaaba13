"""The bytes of a file as an answer: the whole, or the range of them that was asked for."""

from __future__ import annotations

import re

from starlette.responses import Response

from linesim.media import MediaFile

RANGE = re.compile(r"bytes=(\d+)-(\d*)")


def file_answer(found: MediaFile, asked_range: str) -> Response:
    """The file; a range that begins beyond it is 416, one of another kind brings the whole."""
    whole = found.content
    match = RANGE.fullmatch(asked_range)
    headers = {"Accept-Ranges": "bytes"}
    if not match:
        return Response(whole, media_type=found.mime_type, headers=headers)
    first, last = int(match[1]), min(int(match[2] or len(whole)), len(whole) - 1)
    if first > last:
        return Response(status_code=416, headers=headers | {"Content-Range": f"bytes */{len(whole)}"})
    headers["Content-Range"] = f"bytes {first}-{last}/{len(whole)}"
    return Response(whole[first : last + 1], status_code=206, media_type=found.mime_type, headers=headers)

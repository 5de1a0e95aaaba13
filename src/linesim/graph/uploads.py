"""Resumable uploads: begin, send on from an offset, ask how far it came."""

from __future__ import annotations

from starlette.requests import Request

from linesim.answers import JsonAnswer
from linesim.graph.calls import asked_node, authorized_world
from linesim.graph.errors import InvalidParameterError
from linesim.graph.media import MEGABYTE
from linesim.uploads import Upload

LARGEST = 100 * MEGABYTE
TYPES = ("application/pdf", "image/jpeg", "image/jpg", "image/png", "video/mp4")


async def begin(request: Request) -> JsonAnswer:
    """Begin an upload of the app: its length and type are said in the query or in the body."""
    world = authorized_world(request)
    if not request.path_params["object_id"].isdecimal():
        raise InvalidParameterError("The id of an app has digits only.")
    asked = {**(await asked_node(request)).fields, **request.query_params}
    length, mime_type = str(asked.get("file_length", "")), str(asked.get("file_type", ""))
    if not length.isdecimal() or not 0 < int(length) <= LARGEST:
        raise InvalidParameterError(f"Param file_length must be from 1 to {LARGEST}.")
    if mime_type not in TYPES:
        raise InvalidParameterError(f"Param file_type must be one of {', '.join(TYPES)}.")
    return JsonAnswer({"id": world.uploads.begin(length=int(length), mime_type=mime_type).id})


async def send_on(request: Request, upload: Upload) -> JsonAnswer:
    """Take bytes from the offset on; the handle, as soon as the file is whole."""
    offset = request.headers.get("file_offset", "0")
    if offset != str(len(upload.content)):
        raise InvalidParameterError(f"Param file_offset must be {len(upload.content)}.")
    more = await request.body()
    if len(upload.content) + len(more) > upload.length:
        raise InvalidParameterError(f"The file was said to have {upload.length} bytes.")
    upload.content += more
    return JsonAnswer({"h": upload.handle}) if upload.is_whole else progress(upload)


def progress(upload: Upload) -> JsonAnswer:
    """How many bytes have come."""
    return JsonAnswer({"id": upload.id, "file_offset": len(upload.content)})

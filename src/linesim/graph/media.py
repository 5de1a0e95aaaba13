"""Media of the provider half: upload, look up, fetch the bytes, delete."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from linesim.answers import JsonAnswer
from linesim.graph.errors import GraphError, InvalidParameterError, MissingObjectError
from linesim.graph.multipart import NotMultipartError, Part, read_parts
from linesim.graph.numbers import line_of
from linesim.graph.tokens import require_token
from linesim.media import UPLOAD_LIFE, MediaFile
from linesim.ranges import file_answer
from linesim.world import World

MEGABYTE = 1024 * 1024
LIMITS = {
    "audio/aac": 16 * MEGABYTE,
    "audio/amr": 16 * MEGABYTE,
    "audio/mp4": 16 * MEGABYTE,
    "audio/mpeg": 16 * MEGABYTE,
    "audio/ogg": 16 * MEGABYTE,
    "audio/opus": 16 * MEGABYTE,
    "application/msword": 100 * MEGABYTE,
    "application/pdf": 100 * MEGABYTE,
    "application/vnd.ms-excel": 100 * MEGABYTE,
    "application/vnd.ms-powerpoint": 100 * MEGABYTE,
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": 100 * MEGABYTE,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": 100 * MEGABYTE,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": 100 * MEGABYTE,
    "image/jpeg": 5 * MEGABYTE,
    "image/png": 5 * MEGABYTE,
    "image/webp": 500 * 1024,
    "text/plain": 100 * MEGABYTE,
    "video/3gpp": 16 * MEGABYTE,
    "video/mp4": 16 * MEGABYTE,
}


async def upload(request: Request) -> JsonAnswer:
    """Keep a file of the product for 30 days."""
    world: World = request.app.state.world
    require_token(request, expected=world.settings.access_token)
    line = line_of(request, world)
    fields = await _form(request)
    if "messaging_product" not in fields or fields["messaging_product"].text != "whatsapp":
        raise InvalidParameterError("The parameter messaging_product is required.")
    if "file" not in fields:
        raise InvalidParameterError("The parameter file is required.")
    uploaded = fields["file"]
    mime_type = _mime_type(uploaded, fields.get("type"))
    _require_fitting_size(uploaded, mime_type)
    kept = world.media.keep(
        uploaded.content,
        line=line.phone_number_id,
        mime_type=mime_type,
        filename=uploaded.filename or "",
        life=UPLOAD_LIFE,
    )
    return JsonAnswer({"id": kept.id})


async def describe(request: Request) -> JsonAnswer:
    """Where the bytes are for the next five minutes, and what they are."""
    world: World = request.app.state.world
    found = _found(request, world)
    return JsonAnswer(
        {
            "messaging_product": "whatsapp",
            "url": world.settings.public_url + world.media.address(found.id),
            "mime_type": found.mime_type,
            "sha256": found.sha256,
            "file_size": len(found.content),
            "id": found.id,
        }
    )


async def delete(request: Request) -> JsonAnswer:
    """Forget a file."""
    world: World = request.app.state.world
    world.media.delete(_found(request, world).id)
    return JsonAnswer({"success": True})


async def fetch_bytes(request: Request) -> Response:
    """The bytes, from an address that is not older than five virtual minutes; never a redirect."""
    world: World = request.app.state.world
    require_token(request, expected=world.settings.access_token)
    media_id, asked = request.path_params["media_id"], request.query_params
    holds = world.media.address_holds(media_id, expires=asked.get("ext", ""), signature=asked.get("hash", ""))
    found = world.media.find_live(media_id) if holds else None
    if found is None:
        raise GraphError("URL signature expired or mismatched", code=100, subcode=33, status=404)
    return file_answer(found, request.headers.get("range", ""))


def _found(request: Request, world: World) -> MediaFile:
    require_token(request, expected=world.settings.access_token)
    media_id = request.path_params["object_id"]
    found = world.media.find_live(media_id, line=request.query_params.get("phone_number_id"))
    if found is None:
        raise MissingObjectError(media_id, verb=request.method)
    return found


async def _form(request: Request) -> dict[str, Part]:
    try:
        return read_parts(await request.body(), request.headers.get("content-type", ""))
    except NotMultipartError as error:
        raise InvalidParameterError(str(error)) from None


def _mime_type(uploaded: Part, declared: Part | None) -> str:
    mime_type = (declared.text if declared else uploaded.content_type).strip()
    if mime_type.partition(";")[0] not in LIMITS:
        raise InvalidParameterError(
            f"Param file must be a file with one of the following types: {', '.join(sorted(LIMITS))}. "
            f"Received file of type '{mime_type}'."
        )
    return mime_type


def _require_fitting_size(uploaded: Part, mime_type: str) -> None:
    limit = LIMITS[mime_type.partition(";")[0]]
    if not 0 < len(uploaded.content) <= limit:
        raise InvalidParameterError(
            f"Param file must have from 1 to {limit} bytes, not {len(uploaded.content)}."
        )

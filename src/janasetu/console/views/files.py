"""Photos, papers and voices of a case, to those who may see the case."""

import re
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from janasetu.cases.models import Case
from janasetu.cases.queries import attachments_of
from janasetu.console.access import OfficerRequest, officer_required
from janasetu.console.views.cases import find_case
from janasetu.documents import store
from janasetu.documents.choices import FileState
from janasetu.documents.models import ReceivedFile
from janasetu.documents.queries import files


@dataclass(frozen=True, slots=True)
class _Served:
    """How a browser is told to take a type."""

    ending: str
    disposition: str = "inline"
    policy: str = "default-src 'none'; sandbox"


_HEARD = "default-src 'none'; media-src 'self'; sandbox"

# What may be served at all. The gate lets nothing else in; this is a second wall.
_SERVED = {
    "image/jpeg": _Served("jpg"),
    "image/png": _Served("png"),
    "image/webp": _Served("webp"),
    "application/pdf": _Served("pdf", disposition="attachment"),
    "audio/ogg": _Served("ogg", policy=_HEARD),
    "audio/mpeg": _Served("mp3", policy=_HEARD),
    "audio/mp4": _Served("m4a", policy=_HEARD),
    "audio/aac": _Served("aac", policy=_HEARD),
    "audio/amr": _Served("amr", policy=_HEARD),
}
_KEPT = "private, max-age=600"
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


@officer_required
@require_safe
def case_file_bytes(request: OfficerRequest, ref: str, file_id: UUID) -> HttpResponseBase:
    """The bytes of one file of this case; 404 for a file of another case and for one not here yet."""
    case = find_case(request, ref)
    file = _file_of(case, file_id)
    served = _SERVED[file.mime]
    try:
        response = _bytes(request, store.path_of(settings.MEDIA_FOLDER, file.sha256))
    except FileNotFoundError as error:
        raise Http404 from error
    response["Content-Type"] = file.mime
    response["Content-Disposition"] = f'{served.disposition}; filename="{case.ref}.{served.ending}"'
    response["Content-Security-Policy"] = served.policy
    response["Cache-Control"] = _KEPT
    response["Accept-Ranges"] = "bytes"
    return response


def _file_of(case: Case, file_id: UUID) -> ReceivedFile:
    attachment = attachments_of(case).filter(file_id=file_id).first()
    if attachment is None:
        raise Http404
    file = files([(attachment.file_bucket, file_id)]).get(file_id)
    if file is None or file.state != FileState.STORED or file.mime not in _SERVED:
        raise Http404
    return file


def _bytes(request: HttpRequest, path: Path) -> HttpResponseBase:
    """The file, or the part of it that was asked for: some players begin with nothing else (RFC 9110, 14)."""
    size = path.stat().st_size
    asked = _RANGE.fullmatch(request.headers.get("range", ""))
    if asked is None or asked[0] == "bytes=-":
        return FileResponse(path.open("rb"))
    first, last = _asked_part(asked[1], asked[2], size)
    if first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    with path.open("rb") as content:
        content.seek(first)
        part = content.read(last - first + 1)
    return HttpResponse(part, status=206, headers={"Content-Range": f"bytes {first}-{last}/{size}"})


def _asked_part(first: str, last: str, size: int) -> tuple[int, int]:
    """Where a part begins and ends, both included; without a beginning it is the end of the file."""
    if not first:
        return max(size - int(last), 0), size - 1
    return int(first), min(int(last or size), size - 1)

"""Photos, papers and voices, to those who may see the case they belong to or the talk they came in."""

import re
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from janasetu.audit.choices import LookKind
from janasetu.audit.looking import Looked
from janasetu.bodies.models import Officer
from janasetu.cases.actions import note_look
from janasetu.cases.choices import AttachmentRole
from janasetu.cases.models import Case
from janasetu.cases.queries import Seen, attachments_of, seen_by
from janasetu.console.access import OfficerRequest, officer_required
from janasetu.console.answers import file_questions
from janasetu.console.casefile import may_read_talk
from janasetu.console.language import reader_language
from janasetu.console.photos import SMALL
from janasetu.console.reach import reach_of
from janasetu.console.views.cases import find_case
from janasetu.console.views.talks import find_talk, talker_required
from janasetu.conversations.queries import file_of_talk
from janasetu.deliveries.queries import words_with_photos
from janasetu.documents import store
from janasetu.documents.choices import FileState
from janasetu.documents.models import ReceivedFile
from janasetu.documents.queries import files
from janasetu.lib import clock


@dataclass(frozen=True, slots=True)
class _Taken:
    """How a browser is told to take a type."""

    ending: str
    disposition: str = "inline"
    policy: str = "default-src 'none'; sandbox"


_HEARD = "default-src 'none'; media-src 'self'; sandbox"

# What may be served at all. The gate makes nothing else; this is a second wall.
_SERVED = {
    "image/jpeg": _Taken("jpg"),
    "application/pdf": _Taken("pdf", disposition="attachment"),
    "audio/ogg": _Taken("ogg", policy=_HEARD),
    "audio/mpeg": _Taken("mp3", policy=_HEARD),
    "audio/mp4": _Taken("m4a", policy=_HEARD),
    "audio/aac": _Taken("aac", policy=_HEARD),
    "audio/amr": _Taken("amr", "attachment", _HEARD),  # no browser plays it
}
_KEPT = "private, max-age=600"
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


@officer_required
@require_safe
def case_file_bytes(request: OfficerRequest, ref: str, file_id: UUID) -> HttpResponseBase:
    """The bytes of one file of this case, or of one that was sent while it is open and shown on its page; 404
    for a file of another case and for one not here yet.
    """
    case = find_case(request, ref)
    seen = seen_by(request.officer, case, now=clock.now())
    file = (
        _file_of_case(case, seen, file_id)
        or _told_at_the_door(case, seen, file_id)
        or _sent_beside(case, seen, file_id, request.officer)
    )
    asked = file_questions(case.service, seen.fields).get(file_id)
    response = served(request, file, called=f"{case.ref}-{asked}" if asked else case.ref)
    _note(request, Looked(LookKind.FILE, case.body_id, case.id, file_id), response)
    return response


@talker_required
@require_safe
def talk_file_bytes(request: OfficerRequest, talk_id: UUID, file_id: UUID) -> HttpResponseBase:
    """The bytes of one file that came in this talk; 404 for any other and for one not here yet."""
    file = file_of_talk(find_talk(request, talk_id), file_id)
    called = f"{clock.local(file.received_at):%Y-%m-%d-%H%M%S}" if file else ""
    response = served(request, file, called=called)
    _note(request, Looked(LookKind.FILE, request.officer.body_id, about=file_id), response)
    return response


def _note(request: OfficerRequest, looked: Looked, response: HttpResponseBase) -> None:
    """Keep that it was looked at: not of the small copy, which a page shows by itself, and of what comes in
    parts of the first alone.
    """
    is_first = response.get("Content-Range", "bytes 0-").startswith("bytes 0-")
    if request.method == "GET" and is_first and request.GET.get("size") != SMALL:
        note_look(looked, officer=request.officer, now=clock.now())


def _file_of_case(case: Case, seen: Seen, file_id: UUID) -> ReceivedFile | None:
    """The file, if the case has it; of who is hidden from this reader, none."""
    attachment = attachments_of(case).filter(file_id=file_id).first()
    if attachment and attachment.role == AttachmentRole.HELD and not seen.is_whole:
        return None
    return files([(attachment.file_bucket, file_id)]).get(file_id) if attachment else None


def _told_at_the_door(case: Case, seen: Seen, file_id: UUID) -> ReceivedFile | None:
    """The file, if a runner took it at the door; of who is hidden from this reader, none."""
    words = words_with_photos(case.body_id, case.id) if seen.is_whole else []
    keys = [(one.photo_bucket or 0, one.photo_id) for one in words if one.photo_id == file_id]
    return files(keys).get(file_id) if keys else None


def _sent_beside(case: Case, seen: Seen, file_id: UUID, reader: Officer) -> ReceivedFile | None:
    """The file, if it came in what this officer may read of the talk on the page of the case."""
    now = clock.now()
    reach = reach_of(case, seen.party, lang=reader_language(), now=now)
    if reach.talk is None or not seen.is_whole or not may_read_talk(case, reach, reader, now=now):
        return None
    return file_of_talk(reach.talk, file_id)


def served(request: HttpRequest, file: ReceivedFile | None, *, called: str) -> HttpResponseBase:
    """The bytes as a browser may take them, under this name; 404 where there are none."""
    if file is None or file.state != FileState.STORED:
        raise Http404
    place = _path(file, small=request.GET.get("size") == SMALL)
    return _from_store(request, place, mime=file.mime, called=called)


def served_paper(
    request: OfficerRequest, sha256: str, *, mime: str, called: str, looked: Looked
) -> HttpResponseBase:
    """A paper of the office, or a photo of one, as a browser may take it; that it was looked at is kept. 404
    where it is not there yet.
    """
    if not sha256:
        raise Http404
    place = store.path_of(settings.MEDIA_FOLDER, sha256)
    response = _from_store(request, place, mime=mime, called=called)
    _note(request, looked, response)
    return response


def served_picture(request: HttpRequest, place: Path | None, *, called: str) -> HttpResponseBase:
    """A picture that a page shows by itself, of which no look is kept; 404 where there is none."""
    if place is None:
        raise Http404
    return _from_store(request, place, mime="image/jpeg", called=called)


def _from_store(request: HttpRequest, place: Path, *, mime: str, called: str) -> HttpResponseBase:
    """What lies in the store as this type, under this name; 404 where it does not."""
    taken = _SERVED.get(mime)
    if taken is None:
        raise Http404
    try:
        response = _bytes(request, place)
    except FileNotFoundError as error:
        raise Http404 from error
    response["Content-Type"] = mime
    response["Content-Disposition"] = f'{taken.disposition}; filename="{called}.{taken.ending}"'
    response["Content-Security-Policy"] = taken.policy
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = _KEPT
    response["Accept-Ranges"] = "bytes"
    return response


def _path(file: ReceivedFile, *, small: bool) -> Path:
    """Where the bytes lie; of a photo that has no small copy, the large one."""
    copy = store.small_path_of(settings.MEDIA_FOLDER, file.sha256)
    return copy if small and copy.exists() else store.path_of(settings.MEDIA_FOLDER, file.sha256)


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

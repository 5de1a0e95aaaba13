"""Files that were chosen in a form while a door was shut: they wait for the form, and nobody else gets them.

They go through the one media gate at once. What the page carries on is a sealed word for each: whose login it
is, to which address it goes and in which box it lay. It dies with the code that it waited for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.http import HttpRequest

from janasetu.console.language import reader_language
from janasetu.documents import actions as documents
from janasetu.documents import gate, store
from janasetu.documents.models import ReceivedFile
from janasetu.documents.queries import files

FIELD = "staged"
WAITS = timedelta(minutes=30)  # for the code: the telephone that makes it may lie at home
MOST = 12  # files of one form
_SALT = "janasetu.console.staged"


@dataclass(frozen=True, slots=True)
class Staged:
    """What was kept of the files of a form, sealed; names of others, and why these were not, in the reader's
    words. `lost`: some were not even looked at.
    """

    sealed: Sequence[str] = ()
    refused: Sequence[tuple[str, str]] = ()
    lost: bool = False


def nothing(request: HttpRequest) -> Staged:
    """Of somebody whom nobody knows yet no file is taken."""
    return Staged(lost=bool(request.FILES))


def stage(request: HttpRequest, *, now: datetime) -> Staged:
    """Keep the files of this request until the form comes again."""
    chosen = [(box, upload) for box, uploads in request.FILES.lists() for upload in uploads]
    sealed: list[str] = []
    refused: list[tuple[str, str]] = []
    for box, upload in chosen[:MOST]:
        try:
            file = _received(upload, now=now)
        except gate.FileRefusedError as error:
            refused.append((upload.name or "", gate.PHRASES.say(error.reason, reader_language())))
        else:
            sealed.append(_sealed(request, request.path, box, upload.name or "", file.bucket, str(file.id)))
    return Staged(sealed, refused, lost=len(chosen) > MOST)


def again(request: HttpRequest, sealed: Sequence[str]) -> list[str]:
    """The same, sealed anew, without what is dead: from now on they live as long as the code just given."""
    told = (_opened(request, one, WAITS) for one in sealed)
    return [_sealed(request, *one) for one in told if one]


def bring_back(request: HttpRequest, *, lasts: timedelta) -> bool:
    """Put the files of this form where they were chosen, as if they came with this very request.

    False: one of them does not wait any more, and nothing is put anywhere.
    """
    words = request.POST.getlist(FIELD)[:MOST]
    told = [one for word in words if (one := _opened(request, word, lasts)) and one[0] == request.path]
    found = files([(bucket, UUID(key)) for _, _, _, bucket, key in told]) if told else {}
    if len(told) < len(words) or any(UUID(key) not in found for *_, key in told):
        return False
    for _path, box, name, _bucket, key in told:
        file = found[UUID(key)]
        content = store.path_of(settings.MEDIA_FOLDER, file.sha256).read_bytes()
        request.FILES.appendlist(box, SimpleUploadedFile(name or "file", content, file.mime))
    return True


def _received(upload: "UploadedFile[bytes]", *, now: datetime) -> ReceivedFile:
    """Of a paper every byte stays: whoever takes the form decides what becomes of it."""
    content = upload.read(gate.MOST_BYTES + 1)
    if (gate.sniff(content) or "").startswith("audio/"):
        return documents.receive(content, now=now, kind="audio")
    return documents.receive_unchanged(content, now=now)


def _sealed(request: HttpRequest, path: str, box: str, name: str, bucket: int, key: str) -> str:
    return signing.dumps([request.user.pk, path, box, name, bucket, key], salt=_SALT)


def _opened(request: HttpRequest, sealed: str, age: timedelta) -> "tuple[str, str, str, int, str] | None":
    """Address, box, name and key of the file; None where it is too old, of another login, or none of ours."""
    try:
        user, path, box, name, bucket, key = signing.loads(sealed, salt=_SALT, max_age=age)
    except signing.BadSignature:
        return None
    return (path, box, name, int(bucket), key) if user == request.user.pk else None

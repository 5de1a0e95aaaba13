"""Files sent to do harm: what no walk through the doors can try, and that the walk has all there is.

The walk is tests/proofs/files.py.
"""

import html
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files import uploadhandler as uploads
from django.test import Client

from files.entrances import FILES, MOST_GROWTH, entrances, megabytes, outcome_as
from janasetu.bodies.models import LocalBody
from janasetu.cases.models import Case
from janasetu.console.tests.factories import NOW, a_complaint, a_town, an_officer, newest_event
from janasetu.documents import gate
from janasetu.documents.models import ReceivedFile
from janasetu.documents.tests import pictures
from janasetu.documents.tests.hostile import TRACES
from janasetu.lib import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def morning(settings: Any, tmp_path: Path) -> Iterator[None]:
    """A fixed time, and a folder of our own for the bytes."""
    settings.MEDIA_FOLDER = tmp_path / "media"
    with clock.fixed(NOW):
        yield


@pytest.fixture
def town() -> LocalBody:
    return a_town()


@pytest.fixture
def desk(town: LocalBody) -> Client:
    visitor = Client()
    visitor.force_login(an_officer(town).user)
    return visitor


# --- the table ---


def test_the_table_holds_every_outcome_there_is() -> None:
    """A file that is lost never came, and the sizes of papers and voices are tried where they are counted."""
    outcomes = {outcome_as(one, door.kind) for one in FILES.values() for door in entrances() if door.kind}
    given = b"".join(one.content for one in FILES.values())

    assert len(FILES) >= 60
    assert [trace for trace in TRACES if trace not in given] == []
    assert set(gate.PHRASES.keys()) - outcomes == {
        "photo_lost",
        "paper_lost",
        "voice_lost",
        "voice_too_large",
    }


# --- what a file is called ---


NAMES = {
    "a way out of the folder": "../../../../etc/cron.d/job.jpg",
    "a way out of windows": "..\\..\\boot.jpg",
    "an end in the middle": "photo.php\0.jpg",
    "letters that turn round": "photo\u202egpj.exe",
    "three hundred letters": "ক" * 300 + ".jpg",
    "bengali": "রাস্তার ছবি ৩.jpg",
    "two endings": "photo.jpg.php",
    "no name": ".jpg",
    "a second header": 'photo.jpg"\r\nContent-Type: text/html\r\nX: "',
    "a page": "<script>alert(1)</script>.jpg",
    "a program of windows": "CON.jpg",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_what_a_file_was_called_is_forgotten(town: LocalBody, desk: Client, name: str) -> None:
    case = a_complaint(town)

    answer = desk.generic(
        "POST",
        f"/console/cases/{case.ref}/",
        form_with(name, pictures.photo(), move="resolve", since=str(newest_event(case))),
        content_type="multipart/form-data; boundary=edge",
    )

    assert answer.status_code == 302
    file = ReceivedFile.objects.get()
    served = desk.get(f"/console/files/{case.ref}/{file.id}")
    assert b"".join(served.streaming_content).startswith(b"\xff\xd8\xff")
    assert served["Content-Disposition"] == f'inline; filename="{case.ref}.jpg"'
    assert {path.name for path in settings.MEDIA_FOLDER.rglob("*") if path.is_file()} == {
        file.sha256,
        f"{file.sha256}.small",
    }


def form_with(name: str, content: bytes, **fields: str) -> bytes:
    """A form as it comes from a browser, or from what writes it by hand, with a file of this name."""
    parts = [
        f'Content-Disposition: form-data; name="{key}"\r\n\r\n{said}'.encode() for key, said in fields.items()
    ]
    head = (
        f'Content-Disposition: form-data; name="photos"; filename="{name}"\r\nContent-Type: text/html\r\n\r\n'
    )
    parts.append(head.encode() + content)
    return b"".join(b"--edge\r\n" + part + b"\r\n" for part in parts) + b"--edge--\r\n"


# --- much at once ---


class Long(io.RawIOBase):
    """A form whose file has so many megabytes, none of which is anywhere before it is read."""

    def __init__(self, megabytes: int, **fields: str) -> None:
        whole = form_with("photo.jpg", b"\xff\xd8\xff", **fields)
        end = whole.rindex(b"\r\n--edge--")
        self._parts = iter([whole[:end], *[bytes(1024 * 1024)] * megabytes, whole[end:]])
        self._rest = b""
        self.length = len(whole) + megabytes * 1024 * 1024
        self.given = 0

    def read(self, size: int = -1) -> bytes:
        self._rest = self._rest or next(self._parts, b"")
        given, self._rest = self._rest[:size], self._rest[size:]
        self.given += len(given)
        return given


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where Django puts what is too large for memory."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(settings, "FILE_UPLOAD_TEMP_DIR", str(folder))
    return folder


def sent(desk: Client, case: Case, form: Long) -> Any:
    return desk.request(
        REQUEST_METHOD="POST",
        PATH_INFO=f"/console/cases/{case.ref}/",
        CONTENT_LENGTH=str(form.length),
        CONTENT_TYPE="multipart/form-data; boundary=edge",
        **{"wsgi.input": form},
    )


def test_of_a_file_of_a_hundred_megabytes_no_more_is_kept_than_must_be_seen_to_refuse_it(
    town: LocalBody, desk: Client, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = a_complaint(town)
    form = Long(100, move="resolve", since=str(newest_event(case)))
    written: list[int] = []
    monkeypatch.setattr(
        uploads.TemporaryFileUploadHandler,
        "file_complete",
        spying(uploads.TemporaryFileUploadHandler.file_complete, written),
    )
    before = megabytes()

    answer = sent(desk, case, form)

    assert gate.PHRASES.say("photo_too_large", "bn") in html.unescape(answer.content.decode())
    assert written == [gate.MOST_BYTES + 1]
    assert list(temporary.iterdir()) == []
    assert megabytes() - before < MOST_GROWTH


def spying(true_method: Any, sizes: list[int]) -> Any:
    """The same method, which notes how large each file was."""

    def file_complete(self: Any, file_size: int) -> Any:
        sizes.append(file_size)
        return true_method(self, file_size)

    return file_complete


def test_a_form_of_two_hundred_megabytes_is_not_even_read(
    town: LocalBody, desk: Client, temporary: Path
) -> None:
    form = Long(200, move="resolve")

    answer = sent(desk, a_complaint(town), form)

    assert answer.status_code == 400
    assert form.given == 0
    assert list(temporary.iterdir()) == []


def test_eleven_files_at_once_are_nobodys_form(town: LocalBody, desk: Client) -> None:
    photos = [io.BytesIO(b"x") for _ in range(11)]

    answer = desk.post(f"/console/cases/{a_complaint(town).ref}/", {"move": "resolve", "photos": photos})

    assert answer.status_code == 400

"""Files sent to do harm, through every door: what becomes of each, and that nothing of it is ever served."""

import html
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.conf import settings
from django.core.files import uploadhandler as uploads
from django.test import Client

from janasetu.bodies.models import LocalBody
from janasetu.cases.models import Case
from janasetu.channels.fetch import fetch_once
from janasetu.console.forms.moves import MOST_PHOTOS
from janasetu.console.tests.factories import NOW, a_complaint, a_talk, a_town, an_officer, newest_event
from janasetu.documents import actions, gate
from janasetu.documents.models import ReceivedFile
from janasetu.documents.tests import hostile, pictures
from janasetu.documents.tests.hostile import MARK, TRACES
from janasetu.lib import clock
from janasetu.lib.ids import uuid7
from janasetu.messaging.models import Line, OutboundMessage
from janasetu.messaging.values import Media, Said
from janasetu.people.tests.factories import make_contact

pytestmark = pytest.mark.django_db

MOST_GROWTH = 30  # megabytes of the process that holds the doors
INLINE = {"image/jpeg", "audio/ogg", "audio/mpeg", "audio/mp4", "audio/aac"}
FILES = hostile.files()


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


def megabytes() -> float:
    """What this process holds in memory now."""
    told = re.search(r"VmRSS:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert told
    return int(told[1]) / 1024


def bytes_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def addresses(address: str) -> tuple[str, str]:
    """All addresses of a file."""
    return address, f"{address}?size=small"


def unfolded(content: bytes) -> bytes:
    """A PDF with its streams unfolded; anything else as it is."""
    if not content.startswith(b"%PDF"):
        return content
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(out, qdf=True, static_id=True, stream_decode_level=pikepdf.StreamDecodeLevel.generalized)
    return out.getvalue()


def assert_served_harmlessly(answer: Any, mime: str) -> None:
    """Of our own types only, apart from everything else, and without a trace of what it came in."""
    assert (answer.status_code, answer["Content-Type"]) == (200, mime)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Cache-Control"] == "private, max-age=600"
    assert re.fullmatch(
        r"default-src 'none'; (media-src 'self'; )?sandbox", answer["Content-Security-Policy"]
    )
    shown = answer["Content-Disposition"].startswith("inline")
    assert shown == (mime in INLINE)
    content = unfolded(bytes_of(answer))
    assert [trace for trace in TRACES if trace in content] == []


def assert_nothing_of_it_lies_on_disk() -> None:
    kept = [path for path in settings.MEDIA_FOLDER.rglob("*") if path.is_file()]
    assert kept
    assert [path for path in kept if MARK in unfolded(path.read_bytes())] == []


# --- on a line ---


def fetched(numbers: dict[str, str]) -> dict[str, ReceivedFile]:
    """The files of these names by their numbers on the line, after it has brought them."""
    while fetch_once({"whatsapp": lambda media, line: FILES[numbers[media]].content}):
        pass
    return {numbers[file.provider_id]: file for file in ReceivedFile.objects.order_by("id")}


def test_on_a_line_each_hostile_file_has_its_outcome_and_the_sender_is_told(
    town: LocalBody, desk: Client
) -> None:
    rahima, line, before = make_contact(), Line.objects.get(body_id=town.id), megabytes()
    numbers = {str(number): name for number, name in enumerate(FILES, start=1000)}
    actions.want(
        [
            actions.Wanted(uuid7(), rahima.bucket, rahima.id, line.id, number, FILES[name].kind)
            for number, name in numbers.items()
        ],
        now=NOW,
    )

    found = fetched(numbers)

    assert megabytes() - before < MOST_GROWTH
    assert {name: file.mime or file.note for name, file in found.items()} == {
        name: one.outcome for name, one in FILES.items()
    }
    told = dict(OutboundMessage.objects.filter(source__startswith="file:").values_list("source", "text"))
    kept = [file for file in found.values() if file.state == "stored"]
    assert told == {
        f"file:{file.id}": gate.PHRASES.say(file.note, "bn") for file in found.values() if file not in kept
    }
    case = a_complaint(town, files=kept)
    for file in kept:
        for address in addresses(f"/console/files/{case.ref}/{file.id}"):
            assert_served_harmlessly(desk.get(address), file.mime)
    assert_nothing_of_it_lies_on_disk()


OF_A_TALK = (
    "jpeg with camera and position",
    "pdf with a photo and its position",
    "voice memo with its position",
)


def test_in_a_talk_no_position_is_served(town: LocalBody, desk: Client) -> None:
    numbers = {str(number): name for number, name in enumerate(OF_A_TALK, start=1000)}
    media = [Media(number, FILES[name].kind) for number, name in numbers.items()]
    talk = a_talk(town, *(Said(one.kind, media=one) for one in media))

    for name, file in fetched(numbers).items():
        assert file.mime == FILES[name].outcome
        for address in addresses(f"/console/talks/{talk.id}/files/{file.id}"):
            assert_served_harmlessly(desk.get(address), file.mime)


def test_the_table_holds_every_outcome_there_is() -> None:
    """A file that is lost never came, and the sizes of papers and voices are tried where they are counted."""
    outcomes = {one.outcome for one in FILES.values()}
    given = b"".join(one.content for one in FILES.values())

    assert len(FILES) >= 60
    assert [trace for trace in TRACES if trace not in given] == []
    assert set(gate.PHRASES.keys()) - outcomes == {
        *("photo_lost", "paper_lost", "voice_lost", "paper_too_large", "voice_too_large"),
    }


# --- at the desk ---


def resolved_with(desk: Client, case: Case, *photos: Any) -> Any:
    wanted = {"move": "resolve", "note": "", "photos": photos, "since": str(newest_event(case))}
    return desk.post(f"/console/cases/{case.ref}/", wanted)


def named(name: str, content: bytes) -> io.BytesIO:
    """A file as a browser hands it over."""
    file = io.BytesIO(content)
    file.name = name
    return file


def test_at_the_desk_each_hostile_file_has_its_outcome_and_the_officer_is_told(
    town: LocalBody, desk: Client
) -> None:
    """What was sent as a picture goes through the form; of the rest the gate itself says that it is none."""
    case = a_complaint(town)
    refused = {name: one.as_photo for name, one in FILES.items() if one.as_photo != "image/jpeg"}
    posted = [name for name in refused if FILES[name].kind == "image"]
    resolved_with(desk, case, named("photo.jpg", FILES["too much"].content))  # templates are read once
    before = megabytes()

    told = {
        name: sentences_of(resolved_with(desk, case, named("photo.jpg", FILES[name].content)))
        for name in posted
    }
    said = {name: [refusal(FILES[name].content)] for name in refused if name not in posted}

    assert told | said == {name: [gate.PHRASES.say(reason, "bn")] for name, reason in refused.items()}
    assert ReceivedFile.objects.count() == 0
    assert not settings.MEDIA_FOLDER.exists()
    assert megabytes() - before < MOST_GROWTH


def refusal(content: bytes) -> str:
    with pytest.raises(gate.FileRefusedError) as error:
        gate.admit(content, kind="image")
    return gate.PHRASES.say(error.value.reason, "bn")


def sentences_of(answer: Any) -> list[str]:
    """What the page tells of what the gate has refused."""
    assert answer.status_code == 200
    text = html.unescape(answer.content.decode())
    sentences = [gate.PHRASES.say(key, "bn") for key in gate.PHRASES.keys()]  # noqa: SIM118 - no mapping
    return [sentence for sentence in sentences if sentence in text]


def test_at_the_desk_what_is_a_photo_comes_out_as_one(town: LocalBody, desk: Client) -> None:
    taken = [one.content for one in FILES.values() if one.as_photo == "image/jpeg"]
    for start in range(0, len(taken), MOST_PHOTOS):
        case = a_complaint(town)
        given = [named("photo.jpg", content) for content in taken[start : start + MOST_PHOTOS]]

        assert resolved_with(desk, case, *given).status_code == 302

        for attachment in case.attachments.all():
            address = f"/console/files/{case.ref}/{attachment.file_id}"
            for shown in addresses(address):
                assert_served_harmlessly(desk.get(shown), "image/jpeg")
    assert ReceivedFile.objects.count() == len(taken)
    assert_nothing_of_it_lies_on_disk()


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
    assert bytes_of(served).startswith(b"\xff\xd8\xff")
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

    assert sentences_of(answer) == [gate.PHRASES.say("photo_too_large", "bn")]
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
    answer = resolved_with(desk, a_complaint(town), *(named("photo.jpg", b"x") for _ in range(11)))

    assert answer.status_code == 400

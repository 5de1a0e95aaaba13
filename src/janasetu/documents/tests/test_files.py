"""Files received: wanted from a line, fetched, kept by hash; put off, given up, refused."""

import base64
import hashlib
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from PIL import Image
from pytest_django import Settings

from janasetu.documents import actions, gate, queries, store
from janasetu.documents.gate import FileRefusedError
from janasetu.documents.models import ReceivedFile
from janasetu.documents.tests import papers, pictures, recordings
from janasetu.lib.ids import uuid7

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)


def wanted(content: bytes | None = None, *, sha256: str = "", kind: str = "image") -> ReceivedFile:
    """A file that a line holds for us, announced by the hash of its content."""
    announced = base64.b64encode(hashlib.sha256(content).digest()).decode() if content else sha256
    order = actions.Wanted(uuid7(), 7, uuid4(), uuid4(), "12345", kind, announced)
    actions.want([order], now=NOW)
    return ReceivedFile.objects.get(id=order.id)


def fresh(file: ReceivedFile) -> ReceivedFile:
    return ReceivedFile.objects.get(id=file.id)


def test_a_file_handed_over_is_stored_clean_and_found_by_its_hash(settings: Settings) -> None:
    file = actions.receive(pictures.photo_of_a_place(), now=NOW)

    content = store.path_of(settings.MEDIA_FOLDER, file.sha256).read_bytes()
    assert hashlib.sha256(content).hexdigest() == file.sha256
    assert (file.state, file.mime, file.size) == ("stored", "image/jpeg", len(content))
    assert b"Secret" not in content
    assert queries.files([(file.bucket, file.id)]) == {file.id: file}


def test_a_file_handed_over_that_is_no_picture_leaves_nothing_behind(settings: Settings) -> None:
    with pytest.raises(FileRefusedError) as error:
        actions.receive(b"%PDF-1.7", now=NOW)

    assert error.value.reason == "photo_not_taken"
    assert not ReceivedFile.objects.exists()
    assert not settings.MEDIA_FOLDER.exists()


def test_the_same_picture_twice_lies_on_disk_once(settings: Settings) -> None:
    first, second = (actions.receive(pictures.photo(), now=NOW) for _ in range(2))

    assert first.id != second.id
    assert first.sha256 == second.sha256
    assert {path for path in settings.MEDIA_FOLDER.rglob("*") if path.is_file()} == {
        store.path_of(settings.MEDIA_FOLDER, first.sha256),
        store.small_path_of(settings.MEDIA_FOLDER, first.sha256),
    }


def test_a_photo_lies_there_small_too_and_a_paper_does_not(settings: Settings) -> None:
    photo = actions.receive(pictures.photo((3000, 1500)), now=NOW)
    paper = actions.receive(papers.paper(), now=NOW, kind="document")

    small = store.small_path_of(settings.MEDIA_FOLDER, photo.sha256).read_bytes()
    assert Image.open(io.BytesIO(small)).size == (320, 160)
    assert len(small) < photo.size / 4
    assert not store.small_path_of(settings.MEDIA_FOLDER, paper.sha256).exists()


@pytest.mark.parametrize("signed", [True, False])
def test_of_a_signed_paper_it_is_noted_that_our_copy_is_without_the_signature(signed: bool) -> None:
    content = papers.signed() if signed else papers.paper()

    handed, fetched = (
        actions.receive(content, now=NOW, kind="document"),
        actions.receive_fetched(wanted(content, kind="document"), content),
    )

    assert [fresh(handed).was_signed, fresh(fetched).was_signed] == [signed, signed]


def test_a_fetched_file_that_is_what_was_announced_is_stored() -> None:
    content = pictures.photo()
    file = actions.receive_fetched(wanted(content), content)

    stored = fresh(file)
    assert (stored.state, stored.mime, stored.note) == ("stored", "image/jpeg", "")
    assert len(stored.sha256) == 64


def test_a_hash_announced_in_hexadecimal_is_understood_too() -> None:
    content = pictures.photo()

    file = actions.receive_fetched(wanted(sha256=hashlib.sha256(content).hexdigest()), content)

    assert file.state == "stored"


def test_bytes_other_than_the_announced_ones_are_not_taken() -> None:
    file = wanted(pictures.photo())

    with pytest.raises(ValueError, match="the bytes are not those that were announced"):
        actions.receive_fetched(file, pictures.photo((301, 200)))

    assert fresh(file).state == "wanted"


def test_a_fetched_file_that_the_gate_refuses_says_why() -> None:
    content = b"<svg/>"

    file = actions.receive_fetched(wanted(content), content)

    assert (fresh(file).state, fresh(file).note) == ("refused", "photo_not_taken")
    assert fresh(file).sha256 == ""


def test_a_paper_and_a_voice_are_stored_by_what_they_are() -> None:
    paper, voice, scan = papers.paper(), recordings.voice(), pictures.photo()

    stored = [
        fresh(actions.receive_fetched(wanted(content, kind=kind), content))
        for content, kind in ((paper, "document"), (voice, "audio"), (scan, "document"))
    ]

    assert [(file.state, file.kind, file.mime) for file in stored] == [
        ("stored", "document", "application/pdf"),
        ("stored", "audio", "audio/ogg"),
        ("stored", "document", "image/jpeg"),
    ]
    assert stored[1].sha256 == hashlib.sha256(voice).hexdigest()


def test_the_same_paper_twice_lies_on_disk_once() -> None:
    first, second = (actions.receive(papers.paper(), now=NOW, kind="document") for _ in range(2))

    assert first.sha256 == second.sha256


@pytest.mark.parametrize(
    ("kind", "most", "note"),
    [
        ("image", gate.MOST_BYTES, "photo_too_large"),
        ("document", gate.MOST_BYTES, "paper_too_large"),
        ("audio", gate.MOST_BYTES_OF_A_VOICE, "voice_too_large"),
    ],
)
def test_what_a_line_brought_only_the_beginning_of_is_too_large_and_asked_for_no_more(
    kind: str, most: int, note: str
) -> None:
    file = actions.receive_fetched(wanted(b"all of it", kind=kind), bytes(most + 1))

    assert (fresh(file).state, fresh(file).note) == ("refused", note)


def test_a_failed_fetch_is_tried_again_later_each_time_later_and_given_up_in_the_end() -> None:
    file = wanted()
    waits = []
    for _ in range(actions.MOST_ATTEMPTS - 1):
        file = actions.put_off(file, "HTTP 500", wall=NOW)
        assert file.retry_at is not None
        waits.append((file.retry_at - NOW).total_seconds())

    file = actions.put_off(file, "HTTP 500", wall=NOW)

    assert waits == [4, 8, 16, 32, 64]
    assert (fresh(file).state, fresh(file).note, fresh(file).attempts) == ("lost", "HTTP 500", 6)


def test_what_is_put_off_is_not_fetched_before_its_time() -> None:
    file = actions.put_off(wanted(), "HTTP 500", wall=NOW)
    second = wanted()

    assert queries.to_fetch(10, wall=NOW) == [second]
    assert queries.to_fetch(10, wall=NOW + timedelta(seconds=4)) == [file, second]
    assert queries.to_fetch(1, wall=NOW + timedelta(seconds=4)) == [file]


def test_what_is_given_up_is_fetched_no_more() -> None:
    file = actions.give_up(wanted(), "not there")

    assert queries.to_fetch(10, wall=NOW) == []
    assert (fresh(file).state, fresh(file).note) == ("lost", "not there")


def test_bytes_are_written_whole_or_not_at_all(tmp_path: Path) -> None:
    sha256 = store.keep(tmp_path, b"content")

    assert store.keep(tmp_path, b"content") == sha256
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [sha256]
    assert store.path_of(tmp_path, sha256).read_bytes() == b"content"

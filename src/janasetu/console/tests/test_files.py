"""Photos, papers and voices of a case: to whom, how a browser is told to take them, how they are shown."""

from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings

from janasetu.bodies.models import LocalBody, Officer
from janasetu.cases.models import Case
from janasetu.console.tests.conftest import Visitor
from janasetu.console.tests.factories import NOW, a_complaint, a_file, a_picture, a_town
from janasetu.documents import actions, store
from janasetu.documents.choices import FileState
from janasetu.documents.models import ReceivedFile
from janasetu.documents.tests import papers, recordings
from janasetu.lib.tests.html_pages import Page


def a_paper() -> ReceivedFile:
    """A PDF, as it came through the gate."""
    return actions.receive(papers.paper(), now=NOW, kind="document")


def a_voice(content: bytes = recordings.voice()) -> ReceivedFile:
    """A voice message, as it came through the gate."""
    return actions.receive(content, now=NOW, kind="audio")


def one_sent_as(kind: str, state: FileState, *, note: str = "") -> ReceivedFile:
    """A file of that kind of which there are no bytes."""
    file = a_file(state, note=note)
    file.kind = kind
    file.save()
    return file


def content_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_a_photo_is_shown_and_nothing_in_it_can_run(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    file = a_file()
    case = a_complaint(town, files=[file])

    answer = desk.get(f"/console/files/{case.ref}/{file.id}")

    assert content_of(answer) == a_picture()
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == f'inline; filename="{case.ref}.jpg"'
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "private, max-age=600"


def test_a_stranger_is_sent_to_log_in(stranger: Visitor, town: LocalBody) -> None:
    file = a_file()
    case = a_complaint(town, files=[file])

    assert stranger.get(f"/console/files/{case.ref}/{file.id}").status_code == 302


def test_another_bodys_photo_is_not_here(desk: Visitor, town: LocalBody) -> None:
    file = a_file()
    theirs = a_complaint(a_town("basirhat", 1003), files=[file])

    assert desk.get(f"/console/files/{theirs.ref}/{file.id}").status_code == 404


def test_a_photo_is_found_under_its_own_case_only(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    file = a_file()
    a_complaint(town, files=[file])
    other = a_complaint(town)

    assert desk.get(f"/console/files/{other.ref}/{file.id}").status_code == 404
    assert desk.get(f"/console/files/{other.ref}/{uuid4()}").status_code == 404


def test_a_paper_is_kept_not_opened(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    file = a_paper()
    case = a_complaint(town, files=[file])

    answer = desk.get(f"/console/files/{case.ref}/{file.id}")

    assert content_of(answer) == store.path_of(settings.MEDIA_FOLDER, file.sha256).read_bytes()
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == f'attachment; filename="{case.ref}.pdf"'
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize("name", ["voice message", "mp3", "aac", "amr", "m4a"])
def test_a_voice_is_heard_in_place(desk: Visitor, town: LocalBody, officer: Officer, name: str) -> None:
    content, mime = recordings.good()[name]
    file = a_voice(content)
    case = a_complaint(town, files=[file])

    answer = desk.get(f"/console/files/{case.ref}/{file.id}")

    endings = {
        "audio/ogg": "ogg",
        "audio/mpeg": "mp3",
        "audio/aac": "aac",
        "audio/amr": "amr",
        "audio/mp4": "m4a",
    }
    assert content_of(answer) == content
    assert answer["Content-Type"] == mime
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == f'inline; filename="{case.ref}.{endings[mime]}"'
    assert answer["Content-Security-Policy"] == "default-src 'none'; media-src 'self'; sandbox"


SIZE = len(recordings.voice())


@pytest.mark.parametrize(
    ("asked", "status", "part", "told"),
    [
        ("bytes=0-1", 206, slice(0, 2), f"bytes 0-1/{SIZE}"),
        ("bytes=5-", 206, slice(5, None), f"bytes 5-{SIZE - 1}/{SIZE}"),
        ("bytes=-7", 206, slice(-7, None), f"bytes {SIZE - 7}-{SIZE - 1}/{SIZE}"),
        ("bytes=3-99999", 206, slice(3, None), f"bytes 3-{SIZE - 1}/{SIZE}"),
        ("bytes=-99999", 206, slice(0, None), f"bytes 0-{SIZE - 1}/{SIZE}"),
        ("bytes=99999-", 416, slice(0), f"bytes */{SIZE}"),
        ("bytes=9-3", 416, slice(0), f"bytes */{SIZE}"),
        ("bytes=-0", 416, slice(0), f"bytes */{SIZE}"),
        ("bytes=-", 200, slice(0, None), None),
        ("bytes=0-1,4-5", 200, slice(0, None), None),
        ("pages=1", 200, slice(0, None), None),
        (f"bytes={'9' * 40}-", 200, slice(0, None), None),
    ],
)
def test_a_part_of_a_voice_can_be_asked_for(
    desk: Visitor, town: LocalBody, officer: Officer, asked: str, status: int, part: slice, told: str | None
) -> None:
    file = a_voice()
    case = a_complaint(town, files=[file])

    answer = desk.get(f"/console/files/{case.ref}/{file.id}", headers={"range": asked})

    given = content_of(answer) if answer.streaming else answer.content
    assert (answer.status_code, given) == (status, recordings.voice()[part])
    assert answer.get("Content-Range") == told
    assert answer["Content-Security-Policy"] == "default-src 'none'; media-src 'self'; sandbox"


def page_of(desk: Visitor, case: Case) -> str:
    answer = desk.get(f"/console/cases/{case.ref}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_shows_photos_papers_and_voices_apart(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    voice, paper, photo = a_voice(), a_paper(), a_file()
    case = a_complaint(town, files=[voice, paper, photo])

    content = page_of(desk, case)

    address = f"/console/files/{case.ref}"
    assert f'<img src="{address}/{photo.id}"' in content
    assert f'<a class="btn" href="{address}/{paper.id}" download>' in content
    assert (
        f'<audio controls preload="metadata" src="{address}/{voice.id}" aria-label="ভয়েস মেসেজ">' in content
    )
    headings = ["নাগরিকের দেওয়া ছবি", "কাগজপত্র", "ভয়েস মেসেজ"]
    text = Page(content).text
    assert sorted(headings, key=text.index) == headings
    assert "কাগজপত্র পিডিএফ, ১ কেবি" in text


def test_what_no_browser_plays_can_be_kept(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    voice = a_voice(recordings.amr())
    case = a_complaint(town, files=[voice])

    content = page_of(desk, case)

    assert "<audio" not in content
    assert f'href="/console/files/{case.ref}/{voice.id}" download>' in content


def test_a_photo_that_came_as_a_paper_is_shown_as_a_photo(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    scan = actions.receive(a_picture(), now=NOW, kind="document")
    case = a_complaint(town, files=[scan])

    assert f'<img src="/console/files/{case.ref}/{scan.id}"' in page_of(desk, case)


@pytest.mark.parametrize(
    ("kind", "state", "words"),
    [
        ("document", FileState.WANTED, "কাগজপত্র কাগজটি আসছে।"),
        ("document", FileState.LOST, "কাগজপত্র কাগজটি আর আনা গেল না।"),
        ("audio", FileState.WANTED, "ভয়েস মেসেজ ভয়েস মেসেজটি আসছে।"),
        ("audio", FileState.LOST, "ভয়েস মেসেজ ভয়েস মেসেজটি আর আনা গেল না।"),
    ],
)
def test_a_paper_or_a_voice_that_is_not_here_says_so(
    desk: Visitor, town: LocalBody, officer: Officer, kind: str, state: FileState, words: str
) -> None:
    case = a_complaint(town, files=[one_sent_as(kind, state)])

    assert words in Page(page_of(desk, case)).text


def test_a_paper_that_was_refused_says_what_its_sender_was_told(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    case = a_complaint(town, files=[one_sent_as("document", FileState.REFUSED, note="paper_too_long")])

    assert (
        "নেওয়া যায়নি। প্রেরককে জানানো হয়েছে: ফাইলটিতে ২০০-র বেশি পাতা আছে। শুধু দরকারি পাতাগুলি পাঠান।"
        in Page(page_of(desk, case)).text
    )


@pytest.mark.parametrize(
    ("size", "words"),
    [(1, "১ কেবি"), (250_000, "২৪৪ কেবি"), (1_048_576, "১.০ এমবি"), (2_500_000, "২.৪ এমবি")],
)
def test_a_paper_tells_its_size(
    desk: Visitor, town: LocalBody, officer: Officer, size: int, words: str
) -> None:
    paper = a_paper()
    paper.size = size
    paper.save()

    assert f"পিডিএফ, {words}" in Page(page_of(desk, a_complaint(town, files=[paper]))).text


@pytest.mark.parametrize("state", [FileState.WANTED, FileState.REFUSED, FileState.LOST])
def test_a_photo_without_bytes_is_not_here(
    desk: Visitor, town: LocalBody, officer: Officer, state: FileState
) -> None:
    file = a_file(state)
    case = a_complaint(town, files=[file])

    assert desk.get(f"/console/files/{case.ref}/{file.id}").status_code == 404


def test_bytes_that_went_away_are_not_here(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    file = a_file()
    case = a_complaint(town, files=[file])
    file.sha256 = "0" * 64
    file.save()

    assert desk.get(f"/console/files/{case.ref}/{file.id}").status_code == 404


def test_a_type_that_could_run_is_never_served(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    file = a_file()
    case = a_complaint(town, files=[file])
    file.mime = "text/html"
    file.save()

    assert desk.get(f"/console/files/{case.ref}/{file.id}").status_code == 404

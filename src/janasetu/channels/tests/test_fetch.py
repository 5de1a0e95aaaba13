"""Fetching files: through the gate into the store, later again when it fails, told when it is refused."""

import base64
import hashlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from janasetu.cases.tests.factories import told
from janasetu.channels.fetch import fetch_once
from janasetu.channels.whatsapp.client import FetchError
from janasetu.documents import actions, store
from janasetu.documents.models import UNASKED, ReceivedFile
from janasetu.documents.tests import papers, pictures, recordings
from janasetu.lib import clock
from janasetu.lib.ids import uuid7
from janasetu.messaging.models import Line
from janasetu.messaging.tests.factories import NOW, make_line
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import ContactKey

pytestmark = pytest.mark.django_db

Fetch = Callable[[str, str], bytes]


def wanted(
    line: Line, contact: ContactKey | None = None, *, content: bytes = b"", kind: str = "image"
) -> ReceivedFile:
    sha256 = base64.b64encode(hashlib.sha256(content).digest()).decode() if content else ""
    key = contact or make_contact()
    order = actions.Wanted(uuid7(), key.bucket, key.id, line.id, "712345", kind, sha256)
    actions.want([order], now=NOW)
    return ReceivedFile.objects.get(id=order.id)


def giving(content: bytes) -> Fetch:
    return lambda media, line: content


def failing(error: Exception) -> Fetch:
    def fetch(media: str, line: str) -> bytes:
        raise error

    return fetch


def fetch(fetcher: Fetch) -> int:
    return fetch_once({"whatsapp": fetcher})


def test_a_wanted_photo_is_fetched_by_its_id_on_its_line_and_stored_clean(settings: Settings) -> None:
    line, content = make_line(), pictures.photo_of_a_place()
    file = wanted(line, content=content)
    asked: list[tuple[str, str]] = []

    def fetcher(media: str, number: str) -> bytes:
        asked.append((media, number))
        return content

    assert fetch(fetcher) == 1

    file.refresh_from_db()
    assert asked == [("712345", line.provider_id)]
    assert (file.state, file.mime) == ("stored", "image/jpeg")
    assert b"Secret" not in store.path_of(settings.MEDIA_FOLDER, file.sha256).read_bytes()
    assert fetch(fetcher) == 0


def test_who_fetches_for_a_share_of_all_people_leaves_the_others_files_alone() -> None:
    line, content = make_line(), pictures.photo_of_a_place()
    mine, other = (wanted(line, make_contact(f"91000009{number:04}"), content=content) for number in (1, 2))
    assert mine.bucket != other.bucket

    fetched = fetch_once({"whatsapp": giving(content)}, buckets=(mine.bucket, mine.bucket))

    mine.refresh_from_db()
    other.refresh_from_db()
    assert (fetched, mine.state, other.state) == (1, "stored", "wanted")


REFUSALS = [
    ("image", "bn", "এটা ছবি বলে চেনা গেল না। JPEG বা PNG ছবি পাঠান।"),
    ("image", "en", "This is not a photo that we can read. Please send a JPEG or PNG."),
    ("document", "bn", "এই ধরনের ফাইল নেওয়া যায় না। কাগজটি পিডিএফ করে, অথবা তার ছবি তুলে পাঠান।"),
    ("document", "en", "We cannot take this kind of file. Please send the paper as a PDF or as a photo."),
    ("audio", "bn", "এই ধরনের অডিয়ো ফাইল নেওয়া যায় না। ভয়েস মেসেজ রেকর্ড করে পাঠান।"),
    ("audio", "hi", "इस तरह की ऑडियो फ़ाइल नहीं ली जा सकती। कृपया वॉइस मैसेज रिकॉर्ड करके भेजिए।"),
]


@pytest.mark.parametrize(("kind", "lang", "sentence"), REFUSALS)
def test_who_sent_a_file_that_is_refused_is_told_why_in_their_language(
    kind: str, lang: str, sentence: str
) -> None:
    rita = make_contact(lang=lang)
    file = wanted(make_line(), rita, kind=kind)

    fetch(giving(b"<html>named photo.jpg</html>"))

    file.refresh_from_db()
    assert file.state == "refused"
    assert told(rita) == [sentence]


def test_of_a_file_that_no_question_took_nobody_is_told_and_that_is_remembered() -> None:
    file = wanted(make_line(), rita := make_contact())
    ReceivedFile.objects.update(note=UNASKED)

    fetch(giving(b"<html>named photo.jpg</html>"))

    file.refresh_from_db()
    assert (file.state, file.is_unasked, file.why) == ("refused", True, "photo_not_taken")
    assert told(rita) == []


def test_a_file_that_no_question_took_is_kept_like_any_other() -> None:
    file = wanted(make_line())
    ReceivedFile.objects.update(note=UNASKED)

    fetch(giving(pictures.photo()))

    file.refresh_from_db()
    assert (file.state, file.note) == ("stored", "")


def test_a_paper_and_a_voice_are_fetched_and_nobody_is_told_anything() -> None:
    rita, line = make_contact(), make_line()
    paper, voice = wanted(line, rita, kind="document"), wanted(line, rita, kind="audio")
    answers = iter([papers.paper(), recordings.voice()])

    assert fetch(lambda media, number: next(answers)) == 2

    paper.refresh_from_db()
    voice.refresh_from_db()
    assert [(file.state, file.mime) for file in (paper, voice)] == [
        ("stored", "application/pdf"),
        ("stored", "audio/ogg"),
    ]
    assert told(rita) == []


def test_a_line_in_trouble_is_asked_again_later() -> None:
    file = wanted(make_line())

    fetch(failing(FetchError("HTTP 500")))

    file.refresh_from_db()
    assert (file.state, file.attempts, file.note) == ("wanted", 1, "HTTP 500")
    assert file.retry_at is not None
    assert file.retry_at > clock.wall()
    assert fetch(giving(pictures.photo())) == 0  # not before its time


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("image", "আপনার পাঠানো ছবিটি আমাদের কাছে পৌঁছয়নি। আর একবার পাঠাবেন?"),
        ("document", "আপনার পাঠানো ফাইলটি আমাদের কাছে পৌঁছয়নি। আর একবার পাঠাবেন?"),
        ("audio", "আপনার পাঠানো ভয়েস মেসেজটি আমাদের কাছে পৌঁছয়নি। আর একবার পাঠাবেন?"),
    ],
)
def test_a_file_that_the_line_does_not_have_any_more_is_given_up_and_asked_for_again(
    kind: str, sentence: str
) -> None:
    rita = make_contact()
    file = wanted(make_line(), rita, kind=kind)

    fetch(failing(FetchError("not there", gone=True)))

    file.refresh_from_db()
    assert (file.state, file.note) == ("lost", "not there")
    assert told(rita) == [sentence]


def test_a_file_that_never_comes_is_given_up_after_the_last_try_and_told_once() -> None:
    rita = make_contact()
    file = wanted(make_line(), rita)

    for _ in range(actions.MOST_ATTEMPTS):
        assert told(rita) == []
        ReceivedFile.objects.update(retry_at=None)
        fetch(failing(FetchError("HTTP 500")))

    file.refresh_from_db()
    assert (file.state, file.attempts) == ("lost", actions.MOST_ATTEMPTS)
    assert told(rita) == ["আপনার পাঠানো ছবিটি আমাদের কাছে পৌঁছয়নি। আর একবার পাঠাবেন?"]


def test_other_bytes_than_were_announced_are_fetched_again() -> None:
    file = wanted(make_line(), content=pictures.photo())

    fetch(giving(pictures.photo((31, 20))))

    file.refresh_from_db()
    assert (file.state, file.note) == ("wanted", "the bytes are not those that were announced")


def test_a_disk_that_is_full_loses_no_file(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_FOLDER = tmp_path / "media"
    settings.MEDIA_FOLDER.write_bytes(b"")  # no folder can be made here
    file = wanted(make_line())

    fetch(giving(pictures.photo()))

    file.refresh_from_db()
    assert (file.state, file.attempts) == ("wanted", 1)


def test_a_file_of_no_line_of_ours_is_given_up() -> None:
    line = make_line()
    gone, foreign = wanted(line), wanted(line)
    ReceivedFile.objects.filter(id=gone.id).update(line_id=None)
    ReceivedFile.objects.filter(id=foreign.id).update(line_id=uuid7())

    assert fetch(giving(pictures.photo())) == 2

    assert set(ReceivedFile.objects.values_list("state", "note")) == {("lost", "no such line")}


def test_one_file_in_trouble_holds_up_no_other() -> None:
    line = make_line()
    first, second = wanted(line), wanted(line)
    answers = iter([failing(FetchError("HTTP 500")), giving(pictures.photo())])

    assert fetch(lambda media, number: next(answers)(media, number)) == 2

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("wanted", "stored")


def test_a_file_is_tried_no_more_after_its_last_time() -> None:
    file = wanted(make_line())
    for _ in range(actions.MOST_ATTEMPTS):
        ReceivedFile.objects.update(retry_at=clock.wall() - timedelta(seconds=1))
        fetch(failing(FetchError("HTTP 500")))

    file.refresh_from_db()
    assert (file.state, file.attempts) == ("lost", 6)
    assert fetch(giving(pictures.photo())) == 0

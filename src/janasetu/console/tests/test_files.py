"""Photos, papers and voices of cases and talks: to whom, how a browser takes them, how they are shown."""

import io
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from janasetu.bodies.models import LocalBody, Officer
from janasetu.cases.models import Case, CaseAttachment
from janasetu.console.photos import photos_of
from janasetu.console.tests.conftest import Visitor
from janasetu.console.tests.factories import (
    NOW,
    PHONE,
    a_complaint,
    a_file,
    a_picture,
    a_talk,
    a_town,
    an_application,
    an_officer,
    newest_event,
)
from janasetu.conversations.models import Conversation
from janasetu.documents import actions, store
from janasetu.documents.choices import FileState
from janasetu.documents.models import ReceivedFile
from janasetu.documents.tests import papers, pictures, recordings
from janasetu.lib.tests.html_pages import Page
from janasetu.messaging.models import InboundMessage
from janasetu.messaging.values import Media, Said
from janasetu.people.models import Contact


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
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Cache-Control"] == "private, max-age=600"


def test_a_photo_is_shown_small_where_that_is_asked_for(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    file = actions.receive(pictures.photo((2000, 1000)), now=NOW)
    case = a_complaint(town, files=[file])
    attachment = CaseAttachment.objects.get(file_id=file.id)

    photo = photos_of(case, [attachment], lang="bn")[file.id]
    small, large = desk.get(photo.small), desk.get(photo.url)

    assert photo.small == f"/console/files/{case.ref}/{file.id}?size=small"
    assert [Image.open(io.BytesIO(content_of(one))).size for one in (small, large)] == [
        (320, 160),
        (2000, 1000),
    ]
    assert {**small.headers, "Content-Length": ""} == {**large.headers, "Content-Length": ""}


def test_a_photo_that_has_no_small_copy_is_shown_as_it_is(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    file = a_file()
    case = a_complaint(town, files=[file])

    assert content_of(desk.get(f"/console/files/{case.ref}/{file.id}?size=small")) == a_picture()


def test_nobody_sees_small_what_they_may_not_see_large(
    desk: Visitor, stranger: Visitor, town: LocalBody
) -> None:
    file = actions.receive(pictures.photo(), now=NOW)
    theirs = a_complaint(a_town("basirhat", 1003), files=[file])

    assert desk.get(f"/console/files/{theirs.ref}/{file.id}?size=small").status_code == 404
    assert stranger.get(f"/console/files/{theirs.ref}/{file.id}?size=small").status_code == 302


def test_of_a_paper_that_was_signed_it_is_said_that_this_is_a_copy(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    paper = actions.receive(papers.signed(), now=NOW, kind="document")
    case = a_complaint(town, files=[paper])

    assert "পিডিএফ, ১ কেবি; নকল, মূল ফাইলে ইলেকট্রনিক সই ছিল" in Page(page_of(desk, case)).text


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


ENDINGS = {
    "audio/ogg": "ogg",
    "audio/mpeg": "mp3",
    "audio/aac": "aac",
    "audio/amr": "amr",
    "audio/mp4": "m4a",
}


def test_a_voice_is_heard_in_place(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    spoken = [recordings.good()[name] for name in ("voice message", "mp3", "aac", "amr", "m4a")]
    files = [a_voice(content) for content, _ in spoken]
    case = a_complaint(town, files=files)

    for file, (content, mime) in zip(files, spoken, strict=True):
        answer = desk.get(f"/console/files/{case.ref}/{file.id}")
        assert content_of(answer) == content
        assert answer["Content-Type"] == mime
        assert answer["X-Content-Type-Options"] == "nosniff"
        how = "attachment" if mime == "audio/amr" else "inline"  # no browser plays it
        assert answer["Content-Disposition"] == f'{how}; filename="{case.ref}.{ENDINGS[mime]}"'
        assert answer["Content-Security-Policy"] == "default-src 'none'; media-src 'self'; sandbox"


SIZE = len(recordings.voice())


PARTS = [
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
]


def test_a_part_of_a_voice_can_be_asked_for(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    file = a_voice()
    case = a_complaint(town, files=[file])

    for asked, status, part, told in PARTS:
        answer = desk.get(f"/console/files/{case.ref}/{file.id}", headers={"range": asked})
        given = content_of(answer) if answer.streaming else answer.content
        assert (answer.status_code, given) == (status, recordings.voice()[part]), asked
        assert answer.get("Content-Range") == told, asked
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
    assert f'<img src="{address}/{photo.id}?size=small"' in content
    assert f'<a class="btn file" href="{address}/{paper.id}" download>' in content
    assert (
        f'<audio controls preload="metadata" src="{address}/{voice.id}" aria-label="ভয়েস মেসেজ">' in content
    )
    places = [content.index(f"{address}/{one.id}") for one in (photo, paper, voice)]
    assert places == sorted(places)
    assert "নাগরিকের পাঠানো পিডিএফ, ১ কেবি" in Page(content).text


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

    assert f'<img src="/console/files/{case.ref}/{scan.id}?size=small"' in page_of(desk, case)


NOT_HERE = {
    ("document", FileState.WANTED): "নাগরিকের পাঠানো : কাগজটি আসছে।",
    ("document", FileState.LOST): "নাগরিকের পাঠানো : কাগজটি আর আনা গেল না।",
    ("audio", FileState.WANTED): "নাগরিকের পাঠানো : ভয়েস মেসেজটি আসছে।",
    ("audio", FileState.LOST): "নাগরিকের পাঠানো : ভয়েস মেসেজটি আর আনা গেল না।",
}


def test_a_paper_or_a_voice_that_is_not_here_says_so(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    case = a_complaint(town, files=[one_sent_as(kind, state) for kind, state in NOT_HERE])

    text = Page(page_of(desk, case)).text

    assert [words for words in NOT_HERE.values() if words not in text] == []


def test_a_paper_that_was_refused_says_what_its_sender_was_told(
    desk: Visitor, town: LocalBody, officer: Officer
) -> None:
    case = a_complaint(town, files=[one_sent_as("document", FileState.REFUSED, note="paper_too_long")])

    assert (
        "নেওয়া যায়নি। প্রেরককে জানানো হয়েছে: ফাইলটিতে ২০০-র বেশি পাতা আছে। শুধু দরকারি পাতাগুলি পাঠান।"
        in Page(page_of(desk, case)).text
    )


def test_a_paper_tells_its_size(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    sizes = {1: "১ কেবি", 250_000: "২৪৪ কেবি", 1_048_576: "১.০ এমবি", 2_500_000: "২.৪ এমবি"}
    given = [one_sent_as("document", FileState.STORED) for _ in sizes]
    for paper, size in zip(given, sizes, strict=True):
        ReceivedFile.objects.filter(id=paper.id).update(size=size, mime="application/pdf")

    text = Page(page_of(desk, a_complaint(town, files=given))).text

    assert [words for words in sizes.values() if f"পিডিএফ, {words}" not in text] == []


def test_a_photo_without_bytes_is_not_here(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    without = [a_file(state) for state in (FileState.WANTED, FileState.REFUSED, FileState.LOST)]
    case = a_complaint(town, files=without)

    for file in without:
        assert desk.get(f"/console/files/{case.ref}/{file.id}").status_code == 404, file.state


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


# --- What each is called ---


def test_each_paper_says_which_question_it_answers(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    deed, plan, scan, beside = a_paper(), a_paper(), a_file(), a_paper()
    fields = {"deed": [str(deed.id)], "plan": [str(plan.id)], "tax_receipt": [str(scan.id)]}
    case = an_application(town, fields, [deed, plan, scan, beside])

    assert (
        "ছবি, বড় করে খুলবে করের রসিদ জমির দলিল পিডিএফ, ১ কেবি "
        "বাড়ির নকশা পিডিএফ, ১ কেবি নাগরিকের পাঠানো পিডিএফ, ১ কেবি"
    ) in Page(page_of(desk, case)).text

    desk.cookies["janasetu_language"] = "en"
    text = Page(page_of(desk, case)).text
    assert "Deed PDF, 1 KB Building plan PDF, 1 KB From the citizen PDF, 1 KB" in text


def test_a_paper_that_is_awaited_says_which(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    deed = one_sent_as("document", FileState.WANTED)
    case = an_application(town, {"deed": [str(deed.id)]}, [deed])

    assert "জমির দলিল : কাগজটি আসছে।" in Page(page_of(desk, case)).text


def test_the_photos_of_one_answer_are_numbered(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    first, second, later = a_file(), a_file(), a_file()
    case = a_complaint(town, files=[first, second, later])
    case.fields["photo"] = [str(first.id), str(second.id)]
    case.save()

    assert ("ছবি, বড় করে খুলবে ছবি ১ ছবি, বড় করে খুলবে ছবি ২ ছবি, বড় করে খুলবে নাগরিকের পাঠানো") in Page(
        page_of(desk, case)
    ).text


def test_the_proof_of_the_work_is_from_the_office(desk: Visitor, town: LocalBody, officer: Officer) -> None:
    case = a_complaint(town)
    photo = SimpleUploadedFile("x.jpg", a_picture(), "image/jpeg")
    wanted = {"move": "resolve", "note": "", "photos": photo, "since": str(newest_event(case))}

    desk.post(f"/console/cases/{case.ref}/", wanted)

    text = Page(page_of(desk, case)).text
    assert "জানিয়েছেন, কাজ শেষ ছবি, বড় করে খুলবে অফিসের দেওয়া" in text


# --- What came in a talk ---


PHOTO = Said("image", "রাস্তার এই অবস্থা", media=Media("71", "image", "image/jpeg"))
PAPER = Said("document", media=Media("72", "document", "application/pdf"))
VOICE = Said("audio", media=Media("73", "audio", "audio/ogg"))
BYTES = {"71": a_picture(), "72": papers.paper(), "73": recordings.voice()}


def arrived(said: Said) -> ReceivedFile:
    """The line has brought the bytes of what was sent."""
    assert said.media
    file = ReceivedFile.objects.get(provider_id=said.media.provider_id)
    return actions.receive_fetched(file, BYTES[said.media.provider_id])


def talk_page(desk: Visitor, talk: Conversation) -> str:
    answer = desk.get(f"/console/talks/{talk.id}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_photo_of_a_talk_stands_with_its_caption(desk: Visitor, town: LocalBody) -> None:
    talk = a_talk(town, PHOTO)
    address = f"/console/talks/{talk.id}/files/{arrived(PHOTO).id}"

    content = talk_page(desk, talk)

    assert f'<a class="photo" href="{address}" target="_blank" rel="noopener" data-large>' in content
    assert f'<img src="{address}?size=small"' in content
    assert "ছবি পাঠিয়েছেন ছবি, বড় করে খুলবে রাস্তার এই অবস্থা" in Page(content).text


def test_a_paper_and_a_voice_of_a_talk_open(desk: Visitor, town: LocalBody) -> None:
    talk = a_talk(town, PAPER, VOICE)
    paper, voice = (f"/console/talks/{talk.id}/files/{arrived(one).id}" for one in (PAPER, VOICE))

    content = talk_page(desk, talk)

    assert f'<a class="btn file" href="{paper}" download>' in content
    assert "কাগজ পাঠিয়েছেন পিডিএফ, ১ কেবি" in Page(content).text
    assert f'<audio controls preload="metadata" src="{voice}"' in content


def test_the_bytes_of_a_talks_file_are_served_like_those_of_a_case(desk: Visitor, town: LocalBody) -> None:
    talk = a_talk(town, PHOTO, PAPER, VOICE)
    answers = {
        one.kind: desk.get(f"/console/talks/{talk.id}/files/{arrived(one).id}")
        for one in (PHOTO, PAPER, VOICE)
    }

    contents = {kind: content_of(answer) for kind, answer in answers.items()}
    assert (contents["image"][:3], contents["document"][:5]) == (b"\xff\xd8\xff", b"%PDF-")
    assert contents["audio"] == recordings.voice()
    assert {kind: answer["Content-Disposition"] for kind, answer in answers.items()} == {
        "image": 'inline; filename="2026-11-24-100000.jpg"',
        "document": 'attachment; filename="2026-11-24-100000.pdf"',
        "audio": 'inline; filename="2026-11-24-100000.ogg"',
    }
    assert answers["image"]["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answers["image"]["Cache-Control"] == "private, max-age=600"


WHY_NOT = [
    (FileState.WANTED, "", "ছবি পাঠিয়েছেন ছবিটি আসছে। রাস্তার"),
    (FileState.LOST, "", "ছবি পাঠিয়েছেন ছবিটি আর আনা গেল না। রাস্তার"),
    (FileState.REFUSED, "photo_unreadable", "ছবি পাঠিয়েছেন নেওয়া যায়নি। প্রেরককে জানানো হয়েছে: "),
    (
        FileState.REFUSED,
        "unasked photo_unreadable",
        "নেওয়া যায়নি। কোনো প্রশ্নের উত্তরে আসেনি বলে প্রেরককে এটি জানানো হয়নি: ছবিটি খোলা গেল না।",
    ),
]


def test_a_file_of_a_talk_that_is_not_here_says_why(desk: Visitor, town: LocalBody) -> None:
    talk = a_talk(town, PHOTO)
    file = ReceivedFile.objects.get()

    for state, note, words in WHY_NOT:
        ReceivedFile.objects.update(state=state, note=note)
        assert words in Page(talk_page(desk, talk)).text
        assert desk.get(f"/console/talks/{talk.id}/files/{file.id}").status_code == 404


@pytest.mark.parametrize(("state", "words"), [("new", "কাগজটি আসছে।"), ("parked", "কাগজটি আর আনা গেল না।")])
def test_a_file_that_nobody_has_asked_the_line_for(
    desk: Visitor, town: LocalBody, state: str, words: str
) -> None:
    talk = a_talk(town, PAPER)
    ReceivedFile.objects.all().delete()
    InboundMessage.objects.filter(said__kind="document").update(state=state)

    assert f"কাগজ পাঠিয়েছেন {words}" in Page(talk_page(desk, talk)).text


def test_a_photo_that_has_come_is_sent_to_the_open_page(desk: Visitor, town: LocalBody) -> None:
    talk = a_talk(town, PHOTO)
    mark = Page(talk_page(desk, talk)).fields["said"]
    file = arrived(PHOTO)

    fresh = desk.get(f"/console/talks/{talk.id}/live", {"said": mark}).content.decode()

    assert f'src="/console/talks/{talk.id}/files/{file.id}?size=small"' in fresh


def test_another_bodys_talk_keeps_its_files(desk: Visitor, town: LocalBody) -> None:
    own = a_talk(town)
    theirs = a_talk(a_town("basirhat", 1003), PHOTO, number="919830000002")
    file = arrived(PHOTO)

    assert desk.get(f"/console/talks/{theirs.id}/files/{file.id}").status_code == 404
    assert desk.get(f"/console/talks/{own.id}/files/{file.id}").status_code == 404


def test_a_talk_has_the_files_of_its_own_line_only(desk: Visitor, town: LocalBody) -> None:
    """The same person may write to two offices; neither sees what was sent to the other."""
    own = a_talk(town)
    a_talk(a_town("basirhat", 1003), PHOTO)
    file = arrived(PHOTO)

    assert desk.get(f"/console/talks/{own.id}/files/{file.id}").status_code == 404


def test_a_file_of_a_case_is_no_file_of_a_talk(desk: Visitor, town: LocalBody) -> None:
    talk, file = a_talk(town), a_file()
    a_complaint(town, files=[file])

    assert desk.get(f"/console/talks/{talk.id}/files/{file.id}").status_code == 404
    assert desk.get(f"/console/talks/{talk.id}/files/{uuid4()}").status_code == 404


def test_a_post_that_does_not_talk_opens_no_file_of_a_talk(town: LocalBody) -> None:
    talk, visitor = a_talk(town, PHOTO), Visitor()
    visitor.force_login(an_officer(town, "auditor").user)

    assert visitor.get(f"/console/talks/{talk.id}/files/{arrived(PHOTO).id}").status_code == 403


def test_what_the_service_has_again_and_what_others_sent_before_stays_closed(
    desk: Visitor, town: LocalBody
) -> None:
    talk = a_talk(town, PHOTO)
    address = f"/console/talks/{talk.id}/files/{arrived(PHOTO).id}"
    assert len(content_of(desk.get(address))) > 100

    Contact.objects.filter(id=talk.contact_id).update(epoch_at=NOW + timedelta(minutes=1))
    assert desk.get(address).status_code == 404

    Contact.objects.filter(id=talk.contact_id).update(epoch_at=NOW)
    Conversation.objects.filter(id=talk.id).update(state="idle")
    assert desk.get(address).status_code == 404


def test_one_file_and_three_files_of_a_talk_cost_the_same(desk: Visitor, town: LocalBody) -> None:
    few, many = (
        a_talk(town, PHOTO),
        a_talk(town, PAPER, VOICE, Said("image", media=Media("74", "image")), number=f"{PHONE[:-1]}0"),
    )
    desk.get(f"/console/talks/{few.id}/")
    with CaptureQueriesContext(connection) as one:
        talk_page(desk, few)
    with CaptureQueriesContext(connection) as three:
        talk_page(desk, many)

    assert len(one) == len(three) == 15

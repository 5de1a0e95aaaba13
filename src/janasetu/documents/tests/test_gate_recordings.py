"""The gate for recordings: known by their bytes, walked from end to end; their sound is kept as it is."""

from pathlib import Path

import pytest

from janasetu.documents import gate
from janasetu.documents.tests import pictures, recordings

_SAMPLES = Path(__file__).parents[3] / "linesim" / "samples"


def refusal(content: bytes) -> str:
    with pytest.raises(gate.FileRefusedError) as error:
        gate.admit(content, kind="audio")
    return error.value.reason


def heard(content: bytes) -> bytes:
    return gate.admit(content, kind="audio").content


@pytest.mark.parametrize("name", recordings.good())
def test_a_recording_of_a_telephone_is_taken_as_it_is(name: str) -> None:
    content, mime = recordings.good()[name]

    assert gate.admit(content, kind="audio") == gate.CleanFile(content, mime)


def test_the_voice_message_of_the_simulator_is_taken() -> None:
    content = (_SAMPLES / "voice.ogg").read_bytes()

    kept = heard(content)

    assert [page[22:] for page in recordings.pages(kept)[2:]] == [
        page[22:] for page in recordings.pages(content)[2:]
    ]


@pytest.mark.parametrize("name", recordings.talkative())
def test_the_notes_in_a_recording_stay_behind(name: str) -> None:
    content, sound = recordings.talkative()[name]
    assert recordings.REMARK in content

    assert heard(content) == sound


@pytest.mark.parametrize("size", [100, 5000, 200_000])
def test_the_tags_of_a_voice_message_tell_nothing_afterwards(size: int) -> None:
    content = recordings.voice(remark=recordings.REMARK.ljust(size, b"!"))

    kept = heard(content)

    pages, given = recordings.pages(kept), recordings.pages(content)
    assert recordings.REMARK not in kept
    assert b"!!!!" not in kept
    assert [page[:22] for page in pages] == [page[:22] for page in given]  # their numbers and positions
    assert (pages[0], pages[-recordings.FRAMES :]) == (given[0], given[-recordings.FRAMES :])
    assert all(page[22:26] == recordings.checksum(page) for page in pages)
    assert heard(kept) == kept


def test_the_place_in_a_voice_memo_is_emptied_and_its_sound_stays_where_it_was() -> None:
    place = recordings.box(b"udta", recordings.box(b"\xa9xyz", recordings.REMARK))
    content = recordings.m4a(more=place) + recordings.box(b"uuid", recordings.REMARK)

    kept = heard(content)

    assert recordings.REMARK not in kept
    assert b"udta" not in kept
    assert (len(kept), kept.index(b"mdat")) == (len(content), content.index(b"mdat"))


def test_more_frames_than_anybody_records_are_refused() -> None:
    assert heard(b"#!AMR\n" + b"\x78" * 1_000_000)
    assert refusal(b"#!AMR\n" + b"\x78" * 1_000_001) == "voice_unreadable"


@pytest.mark.parametrize("name", recordings.bad())
def test_what_only_begins_like_a_recording_is_refused(name: str) -> None:
    content = recordings.bad()[name]

    begins_like_one = gate.sniff(content) is not None
    assert refusal(content) == ("voice_unreadable" if begins_like_one else "voice_not_taken")


@pytest.mark.parametrize(
    "content",
    [
        b"<html><script>alert(1)</script></html>",
        b"PK\x03\x04" + b"\0" * 60,
        b"RIFF\0\0\0\0WAVEfmt " + b"\0" * 60,
        b"fLaC" + b"\0" * 60,
        b"\x1aE\xdf\xa3" + b"\0" * 60,
        b"%PDF-1.7",
        pictures.photo(),
        b"\xff",
        b"hello",
    ],
    ids=["html", "zip", "wav", "flac", "webm", "pdf", "photo", "byte", "words"],
)
def test_what_is_no_recording_is_refused_whatever_it_is_called(content: bytes) -> None:
    assert refusal(content) == "voice_not_taken"


@pytest.mark.parametrize("name", recordings.good())
def test_a_recording_that_is_cut_anywhere_breaks_nothing(name: str) -> None:
    content, mime = recordings.good()[name]

    for end in range(1, min(len(content), 400)):
        try:
            assert gate.admit(content[:end], kind="audio").mime == mime
        except gate.FileRefusedError as error:
            assert error.reason in {"voice_unreadable", "voice_not_taken"}  # noqa: PT017 - of many, any may


def test_sixteen_megabytes_are_taken_and_not_a_byte_more() -> None:
    frame = recordings.mp3(frames=1)
    most = gate.MOST_BYTES_OF_A_VOICE

    assert gate.admit((frame * (most // len(frame) + 1))[:most], kind="audio").mime == "audio/mpeg"
    assert refusal((frame * (most // len(frame) + 1))[: most + 1]) == "voice_too_large"
    assert refusal(b"") == "file_empty"


def test_a_voice_is_no_photo() -> None:
    with pytest.raises(gate.FileRefusedError) as error:
        gate.admit(recordings.voice(), kind="image")

    assert error.value.reason == "photo_not_taken"

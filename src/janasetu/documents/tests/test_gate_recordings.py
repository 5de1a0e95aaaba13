"""The gate for recordings: known by their bytes, walked from end to end, and kept as they are."""

import pytest

from janasetu.documents import gate
from janasetu.documents.tests import pictures, recordings


def refusal(content: bytes) -> str:
    with pytest.raises(gate.FileRefusedError) as error:
        gate.admit(content, kind="audio")
    return error.value.reason


@pytest.mark.parametrize("name", recordings.good())
def test_a_recording_of_a_telephone_is_taken_as_it_is(name: str) -> None:
    content, mime = recordings.good()[name]

    assert gate.admit(content, kind="audio") == gate.CleanFile(content, mime)


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

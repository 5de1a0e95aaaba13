"""Answers that are files: photographs, papers, voice messages."""

import pytest

from janasetu.catalogue.fields import KINDS, Given, Problem
from janasetu.catalogue.fields.wording import problem_words
from janasetu.catalogue.schema import Field
from janasetu.catalogue.tests.answering import asks_next, faults, read, say, show
from janasetu.catalogue.tests.factories import question

PHOTO, PAPER, VOICE = question("photo"), question("document"), question("voice")


def image(*ids: str) -> Given:
    return Given(files=ids, media="image")


def test_photos_are_added_up_to_five_and_each_is_kept_once() -> None:
    five = list("abcde")

    assert read(PHOTO, image("a")) == ["a"]
    assert read(PHOTO, image("a"), image("b", "a")) == ["a", "b"]
    assert read(PHOTO, image("a"), earlier=five) == five
    assert read(PHOTO, image("f"), earlier=five) == Problem("photo_too_many", {"most": 5})


def test_a_definition_bounds_the_files() -> None:
    both_sides = question("document", least=2, most=2)
    front = read(both_sides, image("front"))

    assert asks_next(both_sides, front) == "আরও পাতা লাগবে। পরেরটি পাঠান।"
    assert KINDS["document"].without(both_sides, front) == ["front"]
    assert asks_next(both_sides, read(both_sides, image("back"), earlier=front)) is None
    assert read(both_sides, image("third"), earlier=["front", "back"]) == Problem(
        "document_too_many", {"most": 2}
    )
    assert len(read(question("photo", least=6), image(*"abcdef"))) == 6


@pytest.mark.parametrize("field", [PHOTO, PAPER, VOICE])
def test_words_are_no_file(field: Field) -> None:
    told = say(field, "ছবি")

    assert isinstance(told, Problem)
    assert told.key == f"{field.kind}_needed"
    assert problem_words(told, "bn")


@pytest.mark.parametrize("one", ["", "a b", "../a", "ক", "x" * 65])
def test_what_cannot_be_the_id_of_a_file_is_none(one: str) -> None:
    assert read(PHOTO, image(one)) == Problem("photo_needed", {"accepts": ("image",)})


@pytest.mark.parametrize(
    ("field", "media", "sentence"),
    [
        (PHOTO, "pdf", "ওটা ছবি নয়, তাই রাখা গেল না। একটা ছবি তুলে পাঠান।"),
        (PHOTO, "", "ওটা ছবি নয়, তাই রাখা গেল না। একটা ছবি তুলে পাঠান।"),
        (PAPER, "audio", "এই ধরনের ফাইল এখানে নেওয়া যায় না, তাই রাখা গেল না। যা পাঠানো যায়: ছবি বা পিডিএফ।"),
        (
            question("document", accepts=["pdf"]),
            "image",
            "এই ধরনের ফাইল এখানে নেওয়া যায় না, তাই রাখা গেল না। যা পাঠানো যায়: পিডিএফ।",
        ),
        (
            question("document", accepts=["image", "pdf", "video"]),
            "document",
            "এই ধরনের ফাইল এখানে নেওয়া যায় না, তাই রাখা গেল না। যা পাঠানো যায়: ছবি, পিডিএফ বা ভিডিয়ো।",
        ),
        (VOICE, "image", "ওটা ভয়েস মেসেজ নয়, তাই রাখা গেল না। মুখে বলে একটি ভয়েস মেসেজ পাঠান।"),
    ],
)
def test_a_file_of_a_wrong_kind_is_told_what_is_accepted(field: Field, media: str, sentence: str) -> None:
    told = read(field, Given(files=("a",), media=media))

    assert isinstance(told, Problem)
    assert problem_words(told, "bn") == sentence


def test_a_paper_may_be_of_every_kind_that_its_definition_accepts() -> None:
    film = question("document", accepts=["video", "audio"])

    assert read(film, Given(files=("a",), media="video"), Given(files=("b",), media="audio")) == ["a", "b"]
    assert read(PAPER, Given(files=("a",), media="pdf"), image("b")) == ["a", "b"]


def test_a_new_voice_message_stands_in_the_place_of_the_old_one() -> None:
    sound = Given(files=("a", "b"), media="audio")

    assert read(VOICE, sound) == ["b"]
    assert read(VOICE, Given(files=("c",), media="audio"), earlier=["b"]) == ["c"]
    assert asks_next(VOICE, ["c"]) is None


def test_files_are_shown_by_their_number_in_the_readers_digits() -> None:
    assert (show(PHOTO, ["a", "b"]), show(PAPER, ["a"], "en")) == ("২টি", "1")
    assert [show(VOICE, ["a"], lang) for lang in ("bn", "en", "hi")] == ["পাঠানো হয়েছে", "sent", "भेजा गया"]


@pytest.mark.parametrize(
    ("kind", "changes", "fault"),
    [
        ("photo", {"least": 3, "most": 2}, "`least` is more than `most`"),
        ("document", {"most": 11}, "`most` lies between 1 and 10"),
        ("photo", {"accepts": ["pdf"]}, "a photo has no `accepts`"),
        ("voice", {"most": 2}, "a voice has no `most`"),
    ],
)
def test_what_cannot_be_declared_of_files_is_told(kind: str, changes: dict[str, object], fault: str) -> None:
    assert faults(question(kind, **changes)) == [fault]

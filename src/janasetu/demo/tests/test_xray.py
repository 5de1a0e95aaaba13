"""X-ray: every part of a message with the file and line that made it."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client

from janasetu.demo.xray.seeing import Piece, see, see_title
from janasetu.demo.xray.wordings import Wording, shown, wordings
from janasetu.lib import clock
from janasetu.lib.ids import uuid7
from janasetu.messaging import outbox
from janasetu.messaging.models import Line, OutboundMessage
from janasetu.messaging.values import Choice, Message, Outgoing
from janasetu.people.values import ContactKey

HELLO = "<b>«রাস্তার আলো জ্বলছে না»</b>"


@pytest.fixture
def known(tmp_path: Path) -> list[Wording]:
    """One definition of three sentences beside the product's own phrases."""
    folder = tmp_path / "lamp"
    folder.mkdir()
    (folder / "service.yaml").write_text(
        "name: {bn: বাতি সারানো, en: Lamp repair}\n"
        "ask:\n"
        "  - field: place\n"
        "    label:\n"
        "      bn: |-\n"
        "        বাতিটা ঠিক কোথায়?\n"
        "        খুঁটির নম্বর লিখুন।\n"
        "      en: Where is the lamp?\n"
    )
    return wordings(tmp_path)


def lines(piece: Piece) -> list[str]:
    return [f"{source.path.name}:{source.line}" for source in piece.sources]


def test_a_sentence_is_found_in_its_file_and_line(known: list[Wording]) -> None:
    (piece,) = see("Where is the lamp?", known)

    assert lines(piece) == ["service.yaml:8"]
    assert piece.sources[0].name == "ask.0.label.en"


def test_a_long_text_is_found_where_its_words_begin(known: list[Wording]) -> None:
    (piece,) = see("বাতিটা ঠিক কোথায়?\nখুঁটির নম্বর লিখুন।", known)

    assert lines(piece) == ["service.yaml:6"]


def test_one_line_of_a_long_text_is_found_too(known: list[Wording]) -> None:
    assert [lines(piece) for piece in see("খুঁটির নম্বর লিখুন।", known)] == [["service.yaml:7"]]


def test_what_filled_a_placeholder_is_told_with_its_own_place(known: list[Wording]) -> None:
    (piece,) = see("আপনার আবেদন 26-1002-0001-4 (বাতি সারানো) এখন দেখবে আলো দপ্তর। সময়সীমা একই থাকছে।", known)

    assert lines(piece)[0].startswith("phrases.yaml:")
    told = {filled.name: (filled.text, [lines(one) for one in filled.pieces]) for filled in piece.filled}
    assert told["title"] == ("বাতি সারানো", [["service.yaml:1"]])
    assert told["ref"] == ("26-1002-0001-4", [])


def test_two_sentences_in_one_message_are_two_pieces(known: list[Wording]) -> None:
    pieces = see("কাল আসছি দাদা\n\nWhere is the lamp?", known)

    assert [(piece.text, lines(piece)) for piece in pieces] == [
        ("কাল আসছি দাদা", []),
        ("Where is the lamp?", ["service.yaml:8"]),
    ]


def test_no_piece_begins_in_the_middle_of_a_word(known: list[Wording]) -> None:
    assert [piece.sources for piece in see("বাতি সারানোর লোক", known)] == [[]]


def test_a_button_is_found_by_all_of_its_words(known: list[Wording]) -> None:
    assert lines(see_title("Lamp repair", known)) == ["service.yaml:1"]
    assert see_title("Lamp", known).sources == []


def test_files_of_the_checkout_are_named_as_they_lie_there(known: list[Wording]) -> None:
    assert "src/janasetu/cases/phrases.yaml" in {shown(one.path) for one in known}


# --- over HTTP ---


@pytest.fixture
def message(towns_seeded: None) -> OutboundMessage:
    """Something that the office says: a sentence of the service, and what somebody wrote."""
    line = Line.objects.get(provider_id="200000000001002")
    words = f"একটা ছবি পাঠালে কাজের সুবিধা হয়। ছবি না থাকলে «ছবি নেই» বেছে নিন।\n{HELLO}"
    said = Message(words, (Choice("past:skip", "ছবি নেই"),))
    outbox.queue([Outgoing(ContactKey(7, uuid7()), line.id, said, "test", uuid4())], now=clock.now())
    return OutboundMessage.objects.get(source="test")


def test_a_message_is_taken_apart(message: OutboundMessage) -> None:
    content = Client().get(f"/demo/xray/{message.bucket}.{message.id}").content.decode()

    assert content.count("<b>services/complaint/service.yaml:") == 3  # a sentence, a button, words in quotes
    assert "    skip: {bn: ছবি নেই, en: No photo" in content
    assert "<html" not in content


def test_what_a_person_wrote_is_no_markup(message: OutboundMessage) -> None:
    content = Client().get(f"/demo/xray/{message.bucket}.{message.id}").content.decode()

    assert "<b>«" not in content
    assert "&lt;b&gt;«" in content


@pytest.mark.parametrize(
    "callback", ["outbox 7", "7", "7.x", "5000.018f0000-0000-7000-8000-000000000000", "x.y"]
)
@pytest.mark.django_db
def test_a_foreign_callback_is_a_message_of_somebody_else(callback: str, demo: Path) -> None:
    answer = Client().get(f"/demo/xray/{callback}")

    assert answer.status_code == 404
    assert "এই বার্তা জনসেতুর লেখা নয়।" in answer.content.decode()

"""Answers in a person's own words: one line, or several."""

import pytest

from janasetu.catalogue.fields import KINDS, Given, Problem
from janasetu.catalogue.tests.answering import faults, read, say, show
from janasetu.catalogue.tests.factories import question

TEXT, LONG = question("text"), question("long_text")


def test_words_are_kept_as_written_but_for_marks_no_page_can_draw() -> None:
    assert say(LONG, "  র‍্যাফেল স্ট্রিটে জল নেই।\nতিন দিন!  ") == "র‍্যাফেল স্ট্রিটে জল নেই।\nতিন দিন!"
    assert say(TEXT, "ক" + "\u0981" * 10_000) == "ক" + "\u0981" * 8
    assert say(TEXT, "\u202eজল নেই\u202c") == "জল নেই"


def test_a_text_is_one_line_and_a_long_text_keeps_its_lines() -> None:
    assert say(TEXT, "এক  \n\n দুই") == "এক দুই"
    assert say(LONG, "এক  \r\nদুই\n\n\n\n\nতিন") == "এক\nদুই\n\nতিন"


@pytest.mark.parametrize("words", ["", "   ", "👍👍🏽", "?!।", "\u200d\u200c", "\u0981" * 10_000, "\x00"])
@pytest.mark.parametrize("field", [TEXT, LONG])
def test_words_without_a_letter_are_asked_again(field: object, words: str) -> None:
    assert say(field, words) == Problem("text_needs_words")


def test_a_code_is_no_words() -> None:
    assert read(TEXT, Given(code="yes")) == Problem("text_needs_words")


def test_a_text_holds_a_paragraph_and_a_long_text_a_whole_message() -> None:
    assert say(TEXT, "ক" * 1000) == "ক" * 1000
    assert say(TEXT, "ক" * 1001) == Problem("text_too_long", {"most": 1000})
    assert say(LONG, "ক" * 4000) == "ক" * 4000
    assert say(LONG, "ক" * 4001) == Problem("text_too_long", {"most": 4000})
    assert say(LONG, "ক" * 65_536) == Problem("text_too_long", {"most": 4000})


def test_a_definition_bounds_the_characters() -> None:
    field = question("text", least=3, most=5)

    assert say(field, "কখগ") == "কখগ"
    assert say(field, "কখ") == Problem("text_too_short", {"least": 3})
    assert say(field, "কখগঘঙচ") == Problem("text_too_long", {"most": 5})


def test_a_long_answer_is_shown_in_one_short_line() -> None:
    assert show(LONG, "এক\nদুই") == "এক দুই"
    assert show(TEXT, "ক" * 300) == "ক" * 199 + "…"


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"least": 5, "most": 4}, "`least` is more than `most`"),
        ({"most": 1001}, "`most` lies between 1 and 1000"),
        ({"least": 0}, "`least` lies between 1 and 1000"),
        ({"least": "1.5"}, "`least` is a whole number"),
    ],
)
def test_bounds_that_cannot_be_met_are_told(changes: dict[str, object], fault: str) -> None:
    assert faults(question("text", **changes)) == [fault]


# --- a voice in place of words ---

SPOKEN = question("long_text", accepts=["audio"])


def test_a_voice_is_taken_where_the_definition_says_so_and_is_told_in_words() -> None:
    answer = read(SPOKEN, Given(files=("a",), media="audio"))

    assert answer == {"text": "", "voice": ["a"]}
    assert [show(SPOKEN, answer, lang) for lang in ("bn", "en", "hi")] == [
        "(ভয়েস মেসেজ)",
        "(voice message)",
        "(वॉइस मैसेज)",
    ]
    assert KINDS["long_text"].files(answer) == ("a",)


def test_where_it_does_not_say_so_words_are_asked_for() -> None:
    assert read(LONG, Given(files=("a",), media="audio")) == Problem("text_needs_words")
    assert KINDS["long_text"].media_for(LONG) == frozenset()
    assert KINDS["long_text"].media_for(SPOKEN) == {"audio"}


def test_a_voice_after_words_or_another_voice_is_added() -> None:
    given = [Given(text="আলো নেই"), *(Given(files=(one,), media="audio") for one in "abcde")]

    answer = read(SPOKEN, *given)

    assert answer == {"text": "আলো নেই", "voice": ["a", "b", "c", "d", "e"]}
    assert show(SPOKEN, answer) == "আলো নেই (ভয়েস মেসেজ)"
    assert read(SPOKEN, *given, Given(files=("f",), media="audio")) == Problem("voice_too_many", {"most": 5})


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        (Given(files=("a",), media="image"), Problem("voice_wrong_kind")),
        (Given(files=("?",), media="audio"), Problem("voice_needed")),
    ],
)
def test_a_photo_is_no_voice_and_a_made_up_file_is_none(given: Given, problem: Problem) -> None:
    assert read(SPOKEN, given) == problem


def test_of_a_voice_that_could_not_be_kept_the_words_are_left() -> None:
    kind, both = KINDS["long_text"], {"text": "আলো নেই", "voice": ["a", "b"]}

    assert kind.without_file(both, "a") == {"text": "আলো নেই", "voice": ["b"]}
    assert kind.without_file(kind.without_file(both, "a"), "b") == "আলো নেই"
    assert kind.without_file({"text": "", "voice": ["a"]}, "a") is None


def test_a_text_takes_no_photo() -> None:
    assert faults(question("text", accepts=["image"])) == [
        "a text takes no file but a voice: `accepts: [audio]`"
    ]
    assert faults(question("text", accepts=["audio"])) == []

"""A neutral message in the Cloud API's shapes, within its limits."""

import pytest

from janasetu.channels.whatsapp.render import render
from janasetu.lib.text import units
from janasetu.messaging.capabilities import TEXT_ONLY
from janasetu.messaging.values import Choice


def choices(count: int, *, title: str = "বিষয়") -> list[Choice]:
    return [Choice(f"c:{n}", f"{title} {n}") for n in range(1, count + 1)]


def test_words_alone_are_a_text_without_a_preview() -> None:
    assert render("জল আসবে", [], "") == {"type": "text", "text": {"body": "জল আসবে", "preview_url": False}}


def test_up_to_three_choices_are_buttons() -> None:
    assert render("কোনটা?", choices(2), "তালিকা") == {
        "type": "interactive",
        "interactive": {
            "type": "button",
            "body": {"text": "কোনটা?"},
            "action": {
                "buttons": [
                    {"type": "reply", "reply": {"id": "c:1", "title": "বিষয় 1"}},
                    {"type": "reply", "reply": {"id": "c:2", "title": "বিষয় 2"}},
                ]
            },
        },
    }


def test_four_to_ten_choices_are_a_list_with_its_word() -> None:
    rendered = render("কোনটা?", [*choices(3), Choice("c:4", "শেষ", "কম দেখা যায়")], "তালিকা দেখুন")

    assert rendered["interactive"] == {
        "type": "list",
        "body": {"text": "কোনটা?"},
        "action": {
            "button": "তালিকা দেখুন",
            "sections": [
                {
                    "rows": [
                        {"id": "c:1", "title": "বিষয় 1"},
                        {"id": "c:2", "title": "বিষয় 2"},
                        {"id": "c:3", "title": "বিষয় 3"},
                        {"id": "c:4", "title": "শেষ", "description": "কম দেখা যায়"},
                    ]
                }
            ],
        },
    }


@pytest.mark.parametrize(("count", "shape"), [(1, "button"), (3, "button"), (4, "list"), (10, "list")])
def test_the_number_of_choices_decides_their_shape(count: int, shape: str) -> None:
    assert render("কোনটা?", choices(count), "")["interactive"]["type"] == shape


def test_eleven_choices_are_numbered_lines() -> None:
    rendered = render("কোনটা?", choices(11), "")

    assert rendered["text"]["body"].splitlines()[:3] == ["কোনটা?", "", "1. বিষয় 1"]
    assert rendered["text"]["body"].splitlines()[-1] == "11. বিষয় 11"


def test_a_line_without_buttons_gets_numbered_lines() -> None:
    assert render("কোনটা?", choices(2), "", TEXT_ONLY) == {
        "type": "text",
        "text": {"body": "কোনটা?\n\n1. বিষয় 1\n2. বিষয় 2", "preview_url": False},
    }


def test_a_text_too_long_to_stand_beside_buttons_gets_numbered_lines() -> None:
    assert render("ক" * 1024, choices(2), "")["type"] == "interactive"
    assert render("ক" * 1025, choices(2), "")["type"] == "text"


@pytest.mark.parametrize("count", [0, 2, 40])
def test_no_text_is_longer_than_a_message(count: int) -> None:
    body = render("ক" * 9000, choices(count, title="খ" * 30), "")["text"]["body"]

    assert units(body) <= 4096
    assert body.startswith("কক")
    assert body.endswith("…" if count == 0 else f"{count}")


def test_a_title_of_a_person_is_cut_at_a_letters_border() -> None:
    (section,) = render("?", [Choice("c", "👩‍👩‍👧" * 9)], "")["interactive"]["action"]["sections"]
    (row,) = section["rows"]

    assert row["title"] == "👩‍👩‍👧" * 2 + "…"
    assert units(row["title"]) <= 24


def test_a_title_too_long_for_a_button_and_a_description_make_a_list() -> None:
    long, short = Choice("a", "ক" * 21), Choice("b", "ক", "খ")

    assert render("?", [long], "")["interactive"]["type"] == "list"
    assert render("?", [short], "")["interactive"]["type"] == "list"
    assert render("?", [Choice("c", "ক" * 20)], "")["interactive"]["type"] == "button"


def test_a_list_without_a_word_for_its_button_has_one() -> None:
    assert render("?", choices(4), "")["interactive"]["action"]["button"] == "…"

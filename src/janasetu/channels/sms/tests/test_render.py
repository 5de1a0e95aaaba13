"""In how many parts a text message goes: Bengali takes two octets a sign, and an emoji four."""

import pytest

from janasetu.channels.sms.render import parts_of


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("ক" * 70, 1),
        ("ক" * 71, 2),
        ("ক" * 134, 2),
        ("ক" * 135, 3),
        ("a" * 69 + "ক", 1),
        ("a" * 70 + "ক", 2),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
    ],
)
def test_a_text_goes_in_so_many_parts(text: str, parts: int) -> None:
    assert parts_of(text) == parts

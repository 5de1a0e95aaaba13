"""Bengali in one byte a letter: nothing is lost, and what is no text is refused."""

import pytest

from janasetu.documents.marks.letters import from_one_byte, one_byte


@pytest.mark.parametrize(
    "text",
    [
        "",
        "রহিমা খাতুন",
        "Rahima Khatun",
        "র‍্যালি উদ্‌যাপন",
        "ক্ষ্ম স্ত্র্য ৎ ং ঃ ঁ",
        "रहीमा ख़ातून",
        "BSH/২০২৬/১২",
        "𑘀☂\x1b\x0c\n",
    ],
)
def test_every_text_comes_back(text: str) -> None:
    assert from_one_byte(one_byte(text)) == text


def test_a_bengali_letter_takes_one_byte() -> None:
    assert len(one_byte("উদ্‌যাপন")) == len("উদ্‌যাপন")


@pytest.mark.parametrize("content", [b"\x00", b"a\x1b\x00\x01", b"\x1b\xff\xff\xff", b"\x0e"])
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"byte|letter|range"):
        from_one_byte(content)

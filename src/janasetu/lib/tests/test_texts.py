"""A text is said in the reader's language, and in Bengali where it has no other."""

import pytest

from janasetu.lib import texts


@pytest.mark.parametrize(
    ("code", "lang"), [("bn", "bn"), ("en", "en"), ("hi", "hi"), ("ur", "bn"), ("", "bn"), (None, "bn")]
)
def test_a_code_that_is_none_of_ours_means_bengali(code: str | None, lang: str) -> None:
    assert texts.as_lang(code) == lang


def test_bengali_stands_in_for_a_missing_text() -> None:
    name = {"bn": "জল", "en": "Water", "hi": ""}

    assert [texts.in_language(name, lang) for lang in ("bn", "en", "hi")] == ["জল", "Water", "জল"]
    assert texts.in_language({"en": "Water"}, "hi") == ""

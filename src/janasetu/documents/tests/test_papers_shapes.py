"""Bengali is set on paper as telephones set it; `./janasetu prove letters` looks at every word of ours."""

from unicodedata import normalize

from janasetu.documents.tests import shaping


def test_every_conjunct_is_shaped_as_harfbuzz_shapes_it() -> None:
    words = shaping.with_each_conjunct_once()

    assert len(words) > 500
    assert shaping.astray(words) == []


def test_the_comparison_sees_another_vowel_a_lost_mark_and_a_broken_conjunct() -> None:
    pairs = [("কি", "কী"), ("চাঁদ", "চাদ"), ("শুরু", "শুরূ"), ("ন্ন", "ন্\u200cন"), ("উদ্‌যাপন", "উদ্যাপন")]

    assert [shaping.alike(one, other) for one, other in pairs] == [False] * len(pairs)
    assert shaping.alike("য়", normalize("NFD", "য়"))

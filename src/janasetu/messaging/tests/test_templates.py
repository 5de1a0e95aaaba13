"""Our sentences as templates: what a provider approves, and what fills it."""

from pathlib import Path

import pytest

from janasetu.lib.phrases import Phrases
from janasetu.messaging.templates import MOST_FILLING, filled, in_every_language, template_of

SENTENCES = """
plain: {bn: "কাজ শেষ।", en: "It is done."}
between: {bn: "নম্বর {ref} মিটেছে।", en: "{ref} is settled."}
at_the_end: {bn: "বিষয়: {title}", en: "About: {title}"}
side_by_side: {bn: "খবর {ref} {title} এল।", en: "News: {ref}{title}."}
yes: {bn: হ্যাঁ, en: "Yes"}
"""


@pytest.fixture
def phrases(tmp_path: Path) -> Phrases:
    path = tmp_path / "phrases.yaml"
    path.write_text(SENTENCES, encoding="utf-8")
    return Phrases.load(path)


@pytest.mark.parametrize(
    ("key", "lang", "body", "spans"),
    [
        ("plain", "bn", "কাজ শেষ।", ()),
        ("between", "bn", "নম্বর {{1}} মিটেছে।", (1,)),
        ("between", "en", "Janasetu: {{1}} is settled.", (1,)),
        ("at_the_end", "bn", "বিষয়: {{1}}\nধন্যবাদ।", (1,)),
        ("side_by_side", "bn", "খবর {{1}} এল।", (2,)),
        ("side_by_side", "en", "News: {{1}}.", (2,)),
    ],
)
def test_a_sentence_becomes_what_a_provider_takes(
    phrases: Phrases, key: str, lang: str, body: str, spans: tuple[int, ...]
) -> None:
    template = template_of(phrases, key, lang, prefix="case")  # type: ignore[arg-type]  # a language

    assert (template.body, template.spans, len(template.examples)) == (body, spans, len(spans))


def test_a_language_without_words_of_its_own_has_the_bengali_template(phrases: Phrases) -> None:
    assert template_of(phrases, "plain", "hi", prefix="case") == template_of(
        phrases, "plain", "bn", prefix="case"
    )
    assert [one.lang for one in in_every_language(phrases, "plain", prefix="case")] == ["bn", "en"]


def test_other_words_or_buttons_are_another_template(phrases: Phrases) -> None:
    named = {
        template_of(phrases, "plain", "bn", prefix="case").name,
        template_of(phrases, "plain", "en", prefix="case").name,
        *(one.name for one in in_every_language(phrases, "plain", prefix="case", buttons=["yes"])),
    }

    assert len(named) == 4
    assert all(name.startswith("case_plain_") for name in named)


def test_buttons_are_said_in_the_language_of_the_sentence(phrases: Phrases) -> None:
    templates = in_every_language(phrases, "plain", prefix="case", buttons=["yes"])

    assert [one.buttons for one in templates] == [("হ্যাঁ",), ("Yes",)]


def test_a_filling_is_one_line_of_bounded_length_and_never_nothing(phrases: Phrases) -> None:
    template = template_of(phrases, "between", "bn", prefix="case")

    assert filled(template, ["26100\n2000  14"])["params"] == ["26100 2000 14"]
    assert filled(template, ["  "])["params"] == ["–"]
    assert len(filled(template, ["ক" * 2000])["params"][0]) == MOST_FILLING


def test_values_side_by_side_fill_one_variable(phrases: Phrases) -> None:
    template = template_of(phrases, "side_by_side", "bn", prefix="case")

    assert filled(template, ["26100", "আলো"]) == {
        "name": template.name,
        "lang": "bn",
        "params": ["26100 আলো"],
    }

"""Sentences of a YAML file: said in the reader's language, refused by file and line when wrong."""

import os
from pathlib import Path

import pytest

from janasetu.lib.phrases import PhraseError, Phrases

PHRASES = """\
registered:
  bn: "আপনার অভিযোগ {ref} নথিভুক্ত হয়েছে।"
  en: "Your complaint {ref} is registered."
  hi: "आपकी शिकायत {ref} दर्ज हो गई है।"
due:
  bn: "{due:র} মধ্যে কাজ হবে।"
  en: "It will be done by {due}."
open_cases:
  bn: "আপনার {count}টি অভিযোগ চলছে।"
  en: {one: "You have one open complaint.", other: "You have {count} open complaints."}
braces:
  bn: "{{ref}} মানে {ref}"
  en: "{{ref}} means {ref}"
scalars: {bn: না, en: no}
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "phrases.yaml"


@pytest.fixture
def phrases(path: Path) -> Phrases:
    return load(path, PHRASES)


def load(path: Path, text: str) -> Phrases:
    path.write_text(text, encoding="utf-8")
    return Phrases.load(path)


def test_a_sentence_is_said_in_the_readers_language(phrases: Phrases) -> None:
    assert phrases.say("registered", "bn", ref="26-1002-0001-4") == (
        "আপনার অভিযোগ 26-1002-0001-4 নথিভুক্ত হয\u09bcেছে।"
    )
    assert (
        phrases.say("registered", "en", ref="26-1002-0001-4")
        == "Your complaint 26-1002-0001-4 is registered."
    )
    assert phrases.say("registered", "hi", ref="26-1002-0001-4") == "आपकी शिकायत 26-1002-0001-4 दर्ज हो गई है।"


def test_bengali_stands_in_where_hindi_is_missing(phrases: Phrases) -> None:
    assert phrases.say("open_cases", "hi", count=12) == "আপনার ১২টি অভিযোগ চলছে।"


def test_a_plural_is_chosen_by_its_count(phrases: Phrases) -> None:
    assert phrases.say("open_cases", "en", count=1) == "You have one open complaint."
    assert phrases.say("open_cases", "en", count=0) == "You have 0 open complaints."
    assert phrases.say("open_cases", "en", count=123_456) == "You have 1,23,456 open complaints."


def test_a_bengali_sentence_can_ask_for_the_genitive(phrases: Phrases) -> None:
    assert phrases.say("due", "bn", due="আজ বিকেল ৪টে") == "আজ বিকেল ৪টের মধ্যে কাজ হবে।"
    assert phrases.say("due", "en", due="today, 4 pm") == "It will be done by today, 4 pm."


def test_doubled_braces_are_braces(phrases: Phrases) -> None:
    assert phrases.say("braces", "en", ref="7") == "{ref} means 7"


def test_a_bare_no_is_a_text(phrases: Phrases) -> None:
    assert phrases.say("scalars", "en") == "no"


def test_a_value_is_never_read_as_a_template(phrases: Phrases) -> None:
    assert (
        phrases.say("registered", "en", ref="{ref.__class__} %s")
        == "Your complaint {ref.__class__} %s is registered."
    )


def test_keys_stand_in_the_files_order(phrases: Phrases) -> None:
    assert phrases.keys() == ["registered", "due", "open_cases", "braces", "scalars"]


def test_a_file_without_faults_has_no_problems(phrases: Phrases) -> None:
    assert phrases.problems() == []


def test_a_missing_value_names_the_phrase_and_the_placeholder(phrases: Phrases) -> None:
    with pytest.raises(PhraseError, match="phrase 'registered' was said without 'ref'"):
        phrases.say("registered", "bn", number="7")


def test_a_plural_without_a_whole_count_is_an_error(phrases: Phrases) -> None:
    with pytest.raises(PhraseError, match="'open_cases' needs 'count'"):
        phrases.say("open_cases", "en", count="many")


def test_an_unknown_phrase_is_an_error(phrases: Phrases) -> None:
    with pytest.raises(PhraseError, match="there is no phrase 'registred'"):
        phrases.say("registred", "bn")


def test_a_phrase_without_bengali_cannot_stand_in(path: Path) -> None:
    with pytest.raises(PhraseError, match="phrase 'a' has no hi and no bn"):
        load(path, "a: {en: A}\n").say("a", "hi")


def test_a_file_is_read_once_until_it_changes(path: Path) -> None:
    first = load(path, "a: {bn: ক, en: A}\n")
    assert Phrases.load(path) is first

    path.write_text("a: {bn: খখ, en: B}\n", encoding="utf-8")
    os.utime(path, ns=(1, 1))

    assert Phrases.load(path).say("a", "bn") == "খখ"


def test_an_empty_file_has_no_phrases(path: Path) -> None:
    assert load(path, "# nothing yet\n").keys() == []


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        (
            "a: {bn: ক, en: A}\nb: {bn: খ, en: B}\na: {bn: গ, en: C}\n",
            3,
            "'a' stands here for the second time",
        ),
        ("a:\n  bn: ক\n  bn: খ\n", 3, "'bn' stands here for the second time"),
        ("a:\n  bn: ক\n  fr: A\n", 3, "no such language: 'fr'"),
        ("- a\n", 1, "a mapping belongs here"),
        ("a: ক\n", 1, "a mapping belongs here"),
        ("a:\n  bn: [ক]\n", 2, "a mapping belongs here"),
        ("a:\n  bn: {one: ক}\n", 2, "a plural has the forms 'one' and 'other', and no more"),
        (
            "a:\n  bn: {one: ক, other: খ, few: গ}\n",
            2,
            "a plural has the forms 'one' and 'other', and no more",
        ),
        ("a:\n  bn: {one: [ক], other: খ}\n", 2, "a text belongs here"),
        ("a:\n  en: 'By {due.year}'\n", 2, "not a plain {name}: '{due.year}' in 'By {due.year}'"),
        ("a:\n  en: 'By {}'\n", 2, "not a plain {name}: '{}' in 'By {}'"),
        ("a:\n  en: 'By {0}'\n", 2, "not a plain {name}: '{0}' in 'By {0}'"),
        ("a:\n  en: 'By {due!r}'\n", 2, "not a plain {name}: '{due!r}' in 'By {due!r}'"),
        ("a:\n  en: 'By {due:>9}'\n", 2, "not a plain {name}: '{due:>9}' in 'By {due:>9}'"),
        ("a:\n  en: 'By {due'\n", 2, "not a plain {name}: '{' in 'By {due'"),
        ("a:\n  en: 'By due}'\n", 2, "not a plain {name}: '}' in 'By due}'"),
    ],
)
def test_a_fault_in_the_file_is_named_with_its_line(path: Path, text: str, line: int, problem: str) -> None:
    with pytest.raises(PhraseError) as error:
        load(path, text)

    assert str(error.value) == f"{path}:{line}: {problem}"


@pytest.mark.parametrize("content", [b"a: {bn: ", b"a:\n\tbn: x\n", b"a: {bn: \xff}\n"])
def test_a_file_that_is_no_yaml_is_refused_with_its_name(path: Path, content: bytes) -> None:
    path.write_bytes(content)

    with pytest.raises(PhraseError, match=r"phrases\.yaml"):
        Phrases.load(path)


@pytest.mark.parametrize(
    ("entry", "problems"),
    [
        ("{bn: জল}", ["a: en is missing"]),
        ("{en: Water}", ["a: bn is missing"]),
        ("{bn: জল, en: ''}", ["a: en is empty"]),
        ("{bn: 'জল ', en: Water}", ["a: bn begins or ends with a space"]),
        ("{bn: জল, en: ' Water'}", ["a: en begins or ends with a space"]),
        ("{bn: 'জল {n}', en: 'Water {m}'}", ["a: en has the placeholders m, bn has n"]),
        ("{bn: 'জল {n}', en: 'Water {n}', hi: पानी}", ["a: hi has the placeholders none, bn has n"]),
        (
            "{bn: 'জল', en: '{due:র} water'}",
            ["a: en has the placeholders due, bn has none", "a: en asks for a Bengali genitive"],
        ),
        ("{bn: {one: একটি, other: '{count}টি'}, en: '{count}'}", []),
        (
            "{bn: {one: '{n} একটি', other: '{count}টি'}, en: 'One'}",
            ["a: en has the placeholders none, bn has n"],
        ),
        (
            "{bn: 'Your complaint {ref} is here', en: 'Your complaint {ref} is here'}",
            ["a: bn is mostly in Latin letters"],
        ),
        ("{bn: 'STOP লিখুন', en: Write STOP}", []),
        ("{bn: 'WhatsApp-এ PDF', en: PDF on WhatsApp}", ["a: bn is mostly in Latin letters"]),
        ("{bn: '{name}', en: '{name}'}", []),
    ],
)
def test_what_a_reviewer_would_send_back_is_listed(path: Path, entry: str, problems: list[str]) -> None:
    assert load(path, f"a: {entry}\n").problems() == problems

"""Whatever anybody gives to whatever field: an answer that can be kept and shown, or a problem with words."""

import json
from collections.abc import Iterator
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from janasetu.catalogue.fields import KINDS, Answer, Given, Point, Problem
from janasetu.catalogue.fields.typed import MOST_READ, MOST_SHORT
from janasetu.catalogue.fields.wording import follow_up, label_of, problem_words, short_of
from janasetu.catalogue.schema import BUTTON, ROW, Field
from janasetu.catalogue.schema.parts import BUTTONS
from janasetu.catalogue.tests.answering import faults, read
from janasetu.catalogue.tests.factories import choice, question
from janasetu.lib.tests.strategies import bengali_hostile
from janasetu.lib.tests.timing import grows_in_step
from janasetu.lib.text import clean, units
from janasetu.lib.words import Lang

LANGS: tuple[Lang, ...] = get_args(Lang)
SEVERAL = {f"o{n}": {"bn": f"বিষয় {n}", "en": f"Option {n}"} for n in range(1, 5)}
FIELDS = [
    question("text"),
    question("text", least=3, most=20),
    question("long_text"),
    question("long_text", accepts=["audio"]),
    choice(2),
    choice(12),
    question("choices", options=SEVERAL),
    question("choices", options=SEVERAL, least=2, most=3),
    question("yes_no"),
    question("count"),
    question("count", least=1, most=20),
    question("money"),
    question("money", least="0.5", most=100_000),
    question("date"),
    question("date", toward="past", latest="today"),
    question("date", toward="future", earliest="today + 1 day", latest="today + 90 days"),
    question("person_name"),
    question("person_name", scripts="one"),
    question("phone"),
    question("place"),
    question("place", needs=["ward", "landmark", "pin"]),
    question("place", needs=["pin", "ward"]),
    question("photo"),
    question("photo", least=2, most=2),
    question("document"),
    question("document", accepts=["pdf"], most=1),
    question("voice"),
    question("slot"),
    question("slot", earliest="today + 1 day", latest="today + 90 days", resource="hall"),
    question("consent", purpose={"bn": "কাজ", "en": "Work"}),
    question("consent", purpose={"bn": "কাজ", "en": "Work"}, required=False),
]
WORDS = [
    *("৫", "১, ৩", "বিষয় 2, Option 3", "পাঁচ নম্বর ওয়ার্ড", "বাজারের পাশে, ১২ নং ওয়ার্ড", "জানি না", "হ্যাঁ", "না"),
    *("রহিমা বিবি / Rahima Bibi", "রহিমা বিবি", "Rahima Bibi", "मीना देवी", "Md. রহিম", "আমার নাম কমল দে"),
    *("১২,৫০০.৫০", "₹500/-", "25/11/2026", "২৫/১১/২০২৬ সকাল", "সকাল", "৩১/০২/২০২৬", "কাল", "90000 00001"),
    *("https://example.org", "এক\nদুই\n\n\n\nতিন", "রাজি আছি", "I do not agree", "আর না", "সব"),
]
CODES = [
    *(
        "skip",
        "more",
        "done",
        "yes",
        "no",
        "today",
        "yesterday",
        "morning",
        "noon",
        "evening",
        "text",
        "ward",
    ),
    *("landmark", "o1", "o2", "o3", "2026-11-25", "2026-11-25T10:30+05:30", "0001-01-01T00:00+14:00", "o1"),
]
texts = st.one_of(st.sampled_from(WORDS), bengali_hostile(longest=30))
given_values = st.builds(
    Given,
    text=texts,
    code=st.one_of(st.just(""), st.sampled_from(CODES), bengali_hostile(longest=5)),
    point=st.none()
    | st.builds(Point, st.floats(), st.floats(), texts)
    | st.just(Point(22.5, 88.3, "থানার মোড়")),
    files=st.lists(st.uuids().map(str) | bengali_hostile(longest=3), max_size=7).map(tuple),
    media=st.sampled_from(["", "image", "pdf", "document", "audio", "video", "?"]),
)


ANSWERED = [
    (question("text"), [Given(text="এক")]),
    (question("long_text"), [Given(text="এক\nদুই")]),
    (question("long_text", accepts=["audio"]), [Given(files=("a", "b"), media="audio")]),
    (question("long_text", accepts=["audio"]), [Given(text="এক\nদুই"), Given(files=("a",), media="audio")]),
    (choice(2), [Given(code="o2")]),
    (question("choices", options=SEVERAL), [Given(code="o3"), Given(code="o1"), Given(code="done")]),
    (question("choices", options=SEVERAL), [Given(code="o3")]),
    (question("yes_no"), [Given(code="yes")]),
    (question("yes_no"), [Given(code="no")]),
    (question("count"), [Given(text="তিন")]),
    (question("money"), [Given(text="৫০০.৫")]),
    (question("date"), [Given(text="২৫/১১/২০২৬")]),
    (question("person_name"), [Given(text="রহিমা বিবি"), Given(text="Rahima Bibi")]),
    (question("person_name"), [Given(text="Rahima Bibi"), Given(code="skip")]),
    (question("person_name"), [Given(text="রহিমা বিবি / रहीमा बीबी"), Given(text="Rahima Bibi")]),
    (question("phone"), [Given(text="1800 200 0001")]),
    (question("place"), [Given(point=Point(22.5, 88.25, "থানার মোড়"))]),
    (
        question("place", needs=["ward", "pin"]),
        [Given(text="স্টেশন রোড"), Given(code="skip"), Given(text="মোড়ের মাথায়")],
    ),
    (question("photo"), [Given(files=("a", "b"), media="image")]),
    (question("document", accepts=["pdf"]), [Given(files=("a",), media="pdf")]),
    (question("voice"), [Given(files=("a",), media="audio")]),
    (question("slot", resource="hall"), [Given(code="2026-11-25T10:30+05:30")]),
    (question("slot"), [Given(text="বুধবার সকাল")]),
    (question("slot"), [Given(text="বুধবার"), Given(code="skip")]),
    (question("slot"), [Given(text="বিকেল")]),
    (question("consent", purpose={"bn": "কাজ", "en": "Work"}), [Given(code="yes")]),
    (question("consent", purpose={"bn": "কাজ", "en": "Work"}, required=False), [Given(code="no")]),
]


@pytest.mark.parametrize(("field", "several"), ANSWERED, ids=[field.kind for field, _ in ANSWERED])
def test_an_answer_is_kept_as_json_shown_on_one_line_and_given_again(
    field: Field, several: list[Given]
) -> None:
    answer = read(field, *several)

    assert not isinstance(answer, Problem)
    assert_usable(field, answer)


@given(st.sampled_from(FIELDS), st.lists(given_values, max_size=4))
def test_whatever_is_given_ends_in_answers_and_problems_that_faces_can_use(
    field: Field, several: list[Given]
) -> None:
    answer: Answer = None
    for one in several:
        told = read(field, one, earlier=answer)
        if isinstance(told, Problem):
            assert all(problem_words(told, lang) for lang in LANGS)
            continue
        answer = told
        for kept in (answer, *left_out(field, answer)):
            assert_usable(field, kept)


def left_out(field: Field, answer: Answer) -> Iterator[Answer]:
    """The answer without one lacking part after the other."""
    kind = KINDS[field.kind]
    while kind.lacking(field, answer):
        shorter = kind.without(field, answer)
        if shorter == answer:
            return
        answer = shorter
        yield answer


def assert_usable(field: Field, answer: Answer) -> None:
    kind = KINDS[field.kind]
    assert clean(answer) == answer
    assert json.loads(json.dumps(answer, allow_nan=False)) == answer
    assert read(field, *kind.again(field, answer)) == answer
    for lang in LANGS:
        shown = kind.show(field, answer, lang)
        assert shown.splitlines() == [shown]
    if lacking := kind.lacking(field, answer):
        assert all(follow_up(lacking, lang) for lang in LANGS)


@given(st.sampled_from(FIELDS), st.lists(given_values, max_size=2))
def test_what_is_offered_fits_a_channel_and_is_taken(field: Field, several: list[Given]) -> None:
    answer = None
    for one in several:
        told = read(field, one, earlier=answer)
        answer = answer if isinstance(told, Problem) else told

    offers = KINDS[field.kind].offers(field, answer)

    room = BUTTON if len(offers) <= BUTTONS else ROW
    for offer in offers:
        taken = read(field, Given(code=offer.code), earlier=answer)
        refused = isinstance(taken, Problem) and taken.key
        assert refused in (False, "consent_needed", "choices_keep_one", "choices_too_many")
        assert {lang for lang in LANGS if units(offer.title[lang]) > room} == set()


LONG = [
    *(
        "আমাদের পাড়ায় ",
        "জল, আলো, ",
        "ক\u0981",
        "ড়",
        "ক\u200d",
        "৯৮৩০০০০০০১ ",
        "১",
        "1 ",
        "a/b ",
        "word no ",
        "25/11/2026 ",
    ),
    *("পাঁচ নম্বর ", "সকাল কাল ", "o", "👍🏽", "নাম ", "বিষয় 1 "),
]


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.kind)
def test_the_work_of_reading_grows_in_step_with_what_is_given(field: Field) -> None:
    slow = [part for part in LONG if not grows_in_step(lambda one: read(field, one), ever_longer(part))]

    assert slow == []


def ever_longer(part: str) -> list[Given]:
    """Up to the most that is taken for a word or a number, then to the most that is read, then beyond it."""
    lengths = MOST_SHORT // 10, MOST_SHORT, MOST_READ // 10, MOST_READ, 50_000
    texts = [(part * length)[:length] for length in lengths]
    return [Given(text=text, code=text, files=(text,), media="image") for text in texts]


def test_every_field_of_these_tests_is_declared_well() -> None:
    assert [fault for field in FIELDS for fault in faults(field)] == []
    assert {field.kind for field in FIELDS} == set(KINDS)


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.kind)
def test_every_field_has_its_words_in_every_language(field: Field) -> None:
    assert all(label_of(field, lang) and short_of(field, lang) for lang in LANGS)

"""What a definition may say: a text that no channel can show is refused when it is written."""

from datetime import timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from janasetu.catalogue.tests.factories import choice, complaint, question, service


def refusal(make: Any, *given: Any, **changes: Any) -> str:
    with pytest.raises(ValidationError) as error:
        make(*given, **changes)
    return str(error.value.errors()[0]["msg"]).removeprefix("Value error, ")


def named(**titles: str) -> dict[str, Any]:
    return {code: {"name": {"bn": title, "en": code}} for code, title in titles.items()}


def test_a_row_of_a_list_takes_24_units_and_a_button_20() -> None:
    long = "অফিসারের সঙ্গে কথা বলুন"  # 23 units: fits a row, not a button

    assert choice(options=named(a=long, b="খ", c="গ", d="ঘ")).options["a"].name.bn == long
    assert refusal(choice, options=named(a=long, b="খ", c="গ")) == f"{long} is 23 units long; 20 fit a button"


def test_a_way_to_skip_counts_among_the_buttons() -> None:
    long = "অফিসারের সঙ্গে কথা বলুন"
    skip = {"required": False, "skip": {"bn": "বাদ দিন", "en": "Skip"}}

    assert choice(options=named(a=long, b="খ", c="গ"), **skip).skip
    assert (
        refusal(choice, options=named(a=long, b="খ"), **skip) == f"{long} is 23 units long; 20 fit a button"
    )


def test_letters_that_normalising_makes_longer_are_counted_so() -> None:
    typed = "বাড়ি ভাড়ার নোটিশ ঘড়"  # ড় may be one code point or two; the longer form counts

    assert refusal(question, "text", short={"bn": typed, "en": "Notice"}) == "bn is 22 units long; 20 fit"


def test_two_options_of_one_title_are_refused() -> None:
    assert refusal(choice, options=named(a="জল", b="জল")) == "two options are called জল"


@pytest.mark.parametrize("code", ["more", "skip"])
def test_an_option_does_not_take_the_code_of_an_act(code: str) -> None:
    assert refusal(choice, options={code: {"name": {"bn": "ক", "en": "A"}}}) == (
        "the words change, more and skip have a meaning in the ids of choices"
    )


def test_a_service_does_not_take_the_code_of_a_menu_entry() -> None:
    assert refusal(service, choice(), code="mine") == "mine has a meaning in the ids of choices"


def test_a_choice_has_options_and_nothing_else_has() -> None:
    message = "a choice has options, and nothing else has"

    assert refusal(choice, options={}) == message
    assert refusal(question, "text", options=named(a="ক")) == message


def test_only_a_question_that_may_be_skipped_has_words_for_it() -> None:
    message = "a question that may be skipped says so in `skip`, and no other does"

    assert refusal(question, "photo", required=False) == message
    assert refusal(question, "photo", skip={"bn": "নেই", "en": "None"}) == message


def test_an_unknown_kind_of_question_is_told_the_kinds_there_are() -> None:
    assert refusal(question, "colour") == (
        "no field kind is called colour; there are choice, photo, place, text"
    )


def test_two_questions_of_one_name_are_refused() -> None:
    assert refusal(service, choice(), choice()) == "two questions have the same field name"


def test_the_title_is_the_answer_to_one_of_the_questions() -> None:
    assert refusal(service, choice(), title_by="colour") == "title_by names no question: colour"


def test_a_case_is_called_by_the_answer_that_titles_it() -> None:
    asked = complaint().service

    assert asked.title({"category": "streetlight_out"}, "bn") == "রাস্তার আলো জ্বলছে না"
    assert asked.title({"category": "streetlight_out"}, "en") == "Street light out"
    assert asked.title({}, "bn") == "অভিযোগ জানান"


def test_the_chosen_option_decides_department_promise_and_urgency() -> None:
    option = complaint().service.option({"category": "pole_wire"})

    assert option is not None
    assert (option.department, option.promise, option.urgent) == ("m_lighting", timedelta(hours=6), True)
    assert complaint().service.option({}) is None


def test_a_language_without_a_wording_falls_back_on_bengali() -> None:
    label = complaint().service.field("place").label

    assert label.in_("hi") == label.bn

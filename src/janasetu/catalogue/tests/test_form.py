"""The questions of a form: which apply, in what order, as often as there is something to tell."""

import datetime as dt
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from janasetu.catalogue.fields import Given, Problem
from janasetu.catalogue.form import Filled, fill, folded, missing, slot_at, slots, unfolded
from janasetu.catalogue.schema import Service
from janasetu.lib.tests.timing import grows_in_step

TODAY = dt.date(2026, 11, 21)


def text(bn: str) -> dict[str, str]:
    return {"bn": bn, "en": bn}


def ask(field: str, kind: str = "text", **changes: Any) -> dict[str, Any]:
    return {"field": field, "kind": kind, "label": text(f"{field}?"), "short": text(field)} | changes


def group(name: str, *asked: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {"group": name, "label": text(f"{name}?"), "short": text(name), "ask": list(asked)} | changes


def form(*asked: dict[str, Any], **changes: Any) -> Service:
    written = {
        "format": 1,
        "code": "sample",
        "kind": "application",
        "offered_by": ["municipality"],
        "name": text("নমুনা"),
        "short": text("নমুনা"),
        "ask": list(asked),
    }
    return Service.model_validate(written | changes)


def repeat(most: int, least: int = 1) -> dict[str, Any]:
    return {"least": least, "most": most, "more": text("আর আছে?")}


def paths(service: Service, answers: dict[str, Any]) -> list[str]:
    return [slot.path for slot in slots(service, answers)]


OWNERSHIP = {"sole": text("একার"), "partnership": text("অংশীদারি")}
TRADE = form(
    ask("ownership", "choice", options=OWNERSHIP),
    ask("deed", "yes_no", when="ownership = partnership"),
    ask("deed_no", when="deed = yes"),
    ask("phones", "phone", repeat=repeat(3)),
    group(
        "heirs",
        ask("name", "person_name"),
        ask("minor", "yes_no"),
        ask("guardian", when="minor = yes"),
        repeat=repeat(2, least=0),
    ),
    group("shop", ask("name"), ask("floors", "count"), ask("lift", "yes_no", when="floors > 2")),
    ask("note", required=False, skip=text("নেই")),
)

# --- which questions apply ---


def test_questions_come_in_the_order_of_the_definition() -> None:
    assert paths(TRADE, {}) == [
        "ownership",
        "phones.0",
        "phones.1.more",
        "heirs.0.more",
        "shop.name",
        "shop.floors",
        "note",
    ]


def test_a_question_applies_when_its_condition_holds() -> None:
    assert "deed" in paths(TRADE, {"ownership": "partnership"})
    assert "deed_no" in paths(TRADE, {"ownership": "partnership", "deed": True})
    assert "shop.lift" in paths(TRADE, {"shop.floors": 3})
    assert "shop.lift" not in paths(TRADE, {"shop.floors": 2})


def test_what_was_answered_before_a_change_of_mind_decides_nothing_any_more() -> None:
    answers = {"ownership": "sole", "deed": True, "deed_no": "৫/২"}

    assert paths(TRADE, answers)[:2] == ["ownership", "phones.0"]
    assert folded(TRADE, answers).keys().isdisjoint({"deed", "deed_no"})


def test_a_condition_may_name_an_answer_from_outside_the_form() -> None:
    service = form(ask("relation", when="for_whom = other"))

    assert paths(service, {}) == []
    assert paths(service, {"for_whom": "other"}) == ["relation"]


def test_whom_it_is_for_is_asked_first_where_a_service_concerns_a_person() -> None:
    service = form(ask("relation", when="for_whom = other"), concerns="person")
    filled = fill(service, {"for_whom": [Given(code="other")], "relation": [Given(text="মা")]}, today=TODAY)

    assert paths(service, {}) == ["for_whom"]
    assert filled == Filled({"for_whom": "other", "relation": "মা"}, {})
    assert unfolded(service, folded(service, filled.answers)) == filled.answers


def test_a_repeated_question_is_asked_until_there_is_no_more() -> None:
    one = {"phones.0": "+919000000001"}
    two = one | {"phones.1.more": True, "phones.1": "+919000000002"}

    assert paths(TRADE, one)[1:3] == ["phones.0", "phones.1.more"]
    assert paths(TRADE, one | {"phones.1.more": False})[1:4] == ["phones.0", "phones.1.more", "heirs.0.more"]
    assert paths(TRADE, two)[1:5] == ["phones.0", "phones.1.more", "phones.1", "phones.2.more"]


def test_a_repeated_question_ends_by_itself_where_no_more_may_be_given() -> None:
    three = {f"phones.{n}": "x" for n in range(3)} | {"phones.1.more": True, "phones.2.more": True}

    assert [path for path in paths(TRADE, three) if path.startswith("phones")] == [
        *("phones.0", "phones.1.more", "phones.1", "phones.2.more", "phones.2"),
    ]


def test_conditions_in_a_group_look_at_the_same_time_of_it() -> None:
    answers = {
        "heirs.0.more": True,
        "heirs.0.minor": True,
        "heirs.1.more": True,
        "heirs.1.minor": False,
    }

    assert [path for path in paths(TRADE, answers) if path.startswith("heirs")] == [
        *("heirs.0.more", "heirs.0.name", "heirs.0.minor", "heirs.0.guardian"),
        *("heirs.1.more", "heirs.1.name", "heirs.1.minor"),
    ]


def test_a_slot_knows_its_time_and_its_group() -> None:
    answers = {"heirs.0.more": True, "heirs.1.more": True}
    found = {slot.path: slot for slot in slots(TRADE, answers)}

    assert (found["heirs.1.name"].time, found["heirs.1.name"].group.group) == (2, "heirs")
    assert (found["shop.name"].time, found["shop.name"].group.group) == (0, "shop")
    assert found["phones.0"].time == 1
    assert found["heirs.1.more"].asks_for_more
    assert found["heirs.1.more"].field.label.bn == "আর আছে?"
    assert not found["phones.0"].asks_for_more


def test_the_first_question_without_an_answer_is_missing() -> None:
    assert missing(TRADE, {}).path == "ownership"
    assert missing(TRADE, {"ownership": "sole"}).path == "phones.0"
    assert missing(form(ask("note", required=False, skip=text("নেই"))), {"note": None}) is None


def test_an_answer_that_lacks_a_part_is_still_missing() -> None:
    service = form(ask("who", "person_name"))

    assert missing(service, {"who": {"bn": "কমল"}}).path == "who"
    assert missing(service, {"who": {"bn": "কমল", "en": None}}) is None


def test_a_question_is_found_by_its_path_while_it_applies() -> None:
    assert slot_at(TRADE, {"ownership": "partnership"}, "deed").field.kind == "yes_no"
    assert slot_at(TRADE, {"ownership": "sole"}, "deed") is None


# --- what a case keeps ---

WHOLE: dict[str, Any] = {
    "ownership": "partnership",
    "deed": True,
    "deed_no": "৫/২",
    "phones.0": "+919000000001",
    "phones.1.more": True,
    "phones.1": "+919000000002",
    "phones.2.more": False,
    "heirs.0.more": True,
    "heirs.0.name": {"bn": "কমল", "en": "Kamal"},
    "heirs.0.minor": False,
    "heirs.1.more": False,
    "shop.name": "মুদি",
    "shop.floors": 3,
    "shop.lift": False,
    "note": None,
}
KEPT: dict[str, Any] = {
    "ownership": "partnership",
    "deed": True,
    "deed_no": "৫/২",
    "phones": ["+919000000001", "+919000000002"],
    "heirs": [{"name": {"bn": "কমল", "en": "Kamal"}, "minor": False}],
    "shop": {"name": "মুদি", "floors": 3, "lift": False},
    "note": None,
}


def test_a_case_keeps_lists_and_mappings_and_they_unfold_again() -> None:
    assert folded(TRADE, WHOLE) == KEPT
    assert unfolded(TRADE, KEPT) == WHOLE


def test_nothing_repeated_is_an_empty_list() -> None:
    none = {path: answer for path, answer in WHOLE.items() if not path.startswith("heirs")}
    kept = folded(TRADE, none | {"heirs.0.more": False})

    assert kept["heirs"] == []
    assert unfolded(TRADE, kept)["heirs.0.more"] is False


def test_as_many_as_may_be_unfold_without_another_question() -> None:
    full = KEPT | {"phones": ["a", "b", "c"]}

    assert [path for path in unfolded(TRADE, full) if path.startswith("phones")] == [
        *("phones.0", "phones.1", "phones.2", "phones.1.more", "phones.2.more"),
    ]
    assert missing(TRADE, unfolded(TRADE, full)) is None


def test_a_case_of_an_older_version_unfolds_what_it_has() -> None:
    assert unfolded(TRADE, {"ownership": "sole", "shop": None, "gone": 1}) == {"ownership": "sole"}


answer_values = st.sampled_from([None, True, False, 3, "sole", "partnership", "x", {"bn": "কমল"}])


@given(st.dictionaries(st.sampled_from([*WHOLE, "phones.2", "heirs.1.name", "heirs.1.minor"]), answer_values))
def test_whatever_was_answered_folds_and_unfolds_to_the_same(answers: dict[str, Any]) -> None:
    kept = folded(TRADE, answers)

    assert folded(TRADE, unfolded(TRADE, kept)) == kept
    assert json.loads(json.dumps(kept)) == kept


# --- a whole form at once ---


def said(**words: str) -> dict[str, list[Given]]:
    return {path.replace("__", "."): [Given(text=one)] for path, one in words.items()}


GIVEN = {"ownership": [Given(code="sole")]} | said(
    phones__0="90000 00001", phones__1="90000 00002", shop__name="মুদি", shop__floors="২"
)


def test_a_whole_form_is_read_at_once() -> None:
    assert fill(TRADE, GIVEN, today=TODAY) == Filled(
        {
            "ownership": "sole",
            "phones.0": "+919000000001",
            "phones.1.more": True,
            "phones.1": "+919000000002",
            "phones.2.more": False,
            "heirs.0.more": False,
            "shop.name": "মুদি",
            "shop.floors": 2,
            "note": None,
        },
        {},
    )


def test_everything_wrong_is_told_at_once_and_the_rest_is_kept() -> None:
    wrong = GIVEN | said(phones__0="12", shop__floors="অনেক") | {"ownership": []}

    filled = fill(TRADE, wrong, today=TODAY)

    assert filled.problems == {
        "ownership": Problem("answer_needed"),
        "phones.0": Problem("phone_digits", {"digits": 2}),
        "shop.floors": Problem("count_needed"),
    }
    assert filled.answers["phones.1"] == "+919000000002"
    assert "phones.0" not in filled.answers


def test_an_empty_box_is_no_answer() -> None:
    filled = fill(TRADE, GIVEN | said(note="  ", shop__name="", phones__2=""), today=TODAY)

    assert filled.answers["phones.2.more"] is False
    assert filled.problems == {"shop.name": Problem("answer_needed")}
    assert filled.answers["note"] is None


def test_what_does_not_apply_is_left_out() -> None:
    assert "deed" not in fill(TRADE, GIVEN | {"deed": [Given(code="yes")]}, today=TODAY).answers


def test_parts_that_were_not_given_are_left_out_or_told_where_they_cannot_be() -> None:
    service = form(
        ask("who", "person_name"),
        ask("where", "place", needs=["ward", "landmark", "pin"]),
        ask("ward", "place"),
        ask("sides", "document", least=2),
        ask("parts", "choices", options=OWNERSHIP, least=2),
        ask("some", "choices", options=OWNERSHIP),
    )
    given = {
        "who": [Given(text="কমল")],
        "where": [Given(text="স্টেশন রোড")],
        "ward": [Given(code="ward", text="৫")],
        "sides": [Given(files=("a",), media="pdf")],
        "parts": [Given(code="sole")],
        "some": [Given(code="sole")],
    }

    filled = fill(service, given, today=TODAY)

    assert filled.answers == {
        "who": {"bn": "কমল", "en": None},
        "where": {"text": "স্টেশন রোড", "ward": None, "landmark": None, "lat": None, "lon": None},
        "some": ["sole"],
    }
    assert filled.problems == {
        "ward": Problem("place_where"),
        "sides": Problem("document_more"),
        "parts": Problem("choices_some_more"),
    }


def test_a_gap_between_repeated_answers_is_told_and_nothing_after_it_is_lost() -> None:
    filled = fill(TRADE, GIVEN | {"phones.1": []} | said(phones__2="90000 00003"), today=TODAY)

    assert filled.problems == {"phones.1": Problem("answer_needed")}
    assert filled.answers["phones.2"] == "+919000000003"


def test_more_than_may_be_given_is_told() -> None:
    filled = fill(TRADE, GIVEN | said(phones__2="90000 00003", phones__3="90000 00004"), today=TODAY)

    assert filled.problems == {"phones.3": Problem("too_many", {"most": 3})}
    assert filled.answers["phones.2"] == "+919000000003"


def test_paths_of_no_question_are_left_out() -> None:
    strange = {
        "phones": [],
        "phones.": [],
        "phones.x": [],
        "phones." + "9" * 5000: [],
        "": [],
        "nobody.1": [],
    }

    assert fill(TRADE, GIVEN | strange, today=TODAY) == fill(TRADE, GIVEN, today=TODAY)


def test_the_work_of_a_form_grows_in_step_with_the_heirs_who_are_told() -> None:
    asked = [ask("q0"), *(ask(f"q{n}", when="q0 is given") for n in range(1, 20))]
    service = form(group("heirs", *asked, repeat=repeat(50)))

    def heirs(count: int) -> dict[str, list[Given]]:
        return {f"heirs.{time}.q{n}": [Given(text="কমল")] for time in range(count) for n in range(20)}

    assert len(fill(service, heirs(50), today=TODAY).answers) == 1000 + 49
    assert grows_in_step(lambda given: fill(service, given, today=TODAY), [heirs(5), heirs(50)])

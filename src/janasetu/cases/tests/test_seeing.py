"""Who sees what of a case whose complainant is hidden: pure rules, and the answers in two parts."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from janasetu.bodies.rules import Tenure
from janasetu.cases import seeing
from janasetu.cases.seeing import COMPLAINANT, OFFICE, Sight
from janasetu.cases.tests.hidden import NAME, PHONE, PLACE, SHOWN_PLACE, WORDS, WORDS_SHOWN, answers
from janasetu.catalogue.tests.factories import complaint, question, service

NOW = datetime(2026, 11, 21, tzinfo=UTC)
DAY = timedelta(hours=24)


@pytest.mark.parametrize(
    ("confidential", "sits_in_it", "shown_since", "sight"),
    [
        ("", True, None, Sight.WHOLE),
        (COMPLAINANT, True, None, Sight.MASKED),
        (COMPLAINANT, False, None, Sight.MASKED),
        (COMPLAINANT, True, NOW - DAY + timedelta(seconds=1), Sight.WHOLE),
        (COMPLAINANT, True, NOW - DAY, Sight.MASKED),
        (OFFICE, False, None, Sight.MASKED),
        (OFFICE, False, NOW, Sight.WHOLE),
        (OFFICE, True, None, Sight.NOTHING),
        (OFFICE, True, NOW, Sight.NOTHING),  # whatever anybody agreed to
    ],
)
def test_how_much_of_a_case_somebody_sees(
    confidential: str, sits_in_it: bool, shown_since: datetime | None, sight: Sight
) -> None:
    seen = seeing.sight(confidential, sits_in_it=sits_in_it, shown_since=shown_since, now=NOW)

    assert seen == sight


@pytest.mark.parametrize(("hidden", "word"), [(False, ""), (True, COMPLAINANT), ("about_office", OFFICE)])
def test_what_a_definition_hides_is_kept_as_a_word(hidden: bool | str, word: str) -> None:
    assert seeing.word_for(hidden) == word


def test_the_heads_of_an_office_agree_and_the_elected_and_the_field_do_not() -> None:
    roles = ["secretary", "commissioner", "bdo", "chairman", "pradhan", "councillor", "inspector", "officer"]

    assert [role for role in roles if seeing.may_agree(Tenure(role), NOW)] == roles[:3]
    assert not seeing.may_agree(Tenure("secretary", until=NOW), NOW)
    assert seeing.may_agree(Tenure("clerk", acting_for="secretary"), NOW)


def test_who_answers_for_the_case_and_who_telephones_may_ask() -> None:
    levels = ("officer", "secretary", "chairman")

    assert seeing.may_ask(frozenset({"officer"}), levels=levels)
    assert seeing.may_ask(frozenset({"operator"}), levels=levels)
    assert not seeing.may_ask(frozenset({"councillor", "inspector"}), levels=levels)


# --- the answers in two parts ---


def parted(fields: dict[str, Any]) -> seeing.Parted:
    return seeing.parted(complaint().service, fields, names=[NAME], phone=PHONE)


def test_the_ward_and_the_words_stay_and_what_tells_who_it_is_goes() -> None:
    told = parted(answers(photo=["a-file"]))

    assert told.shown == {
        "category": "staff_conduct",
        "description": WORDS_SHOWN,
        "place": SHOWN_PLACE,
        "photo": None,
    }
    assert told.withheld == {"description": WORDS, "place": PLACE, "photo": ["a-file"]}


def test_both_parts_make_the_answers_again() -> None:
    fields = answers(photo=["a-file"])
    told = parted(fields)

    assert seeing.whole(told.shown, told.withheld) == fields


def test_a_voice_goes_and_what_was_written_with_it_stays() -> None:
    told = parted(answers(description={"text": "শুনুন", "voice": ["a-voice"]}))

    assert (told.shown["description"], told.withheld["description"]) == (
        "শুনুন",
        {"text": "শুনুন", "voice": ["a-voice"]},
    )
    assert parted(answers(description={"text": "", "voice": ["a-voice"]})).shown["description"] is None


def test_a_name_or_a_number_that_was_asked_is_held_back_and_a_group_as_a_whole() -> None:
    asked = service(question("person_name"), question("phone", field="other_phone"), question("date"))
    fields = {"person_name": {"bn": NAME}, "other_phone": "+919830077665", "date": "2026-11-20", "heirs": [1]}

    told = seeing.parted(asked, fields, names=[], phone="")

    assert told.shown == {"person_name": None, "other_phone": None, "date": "2026-11-20"}
    assert set(told.withheld) == {"person_name", "other_phone", "heirs"}


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        (PLACE, (PLACE["ward"], None, None)),
        ({**PLACE, "ward": None}, (None, 26.515, 89.2)),
        ({**PLACE, "ward": "", "lat": 22.57264, "lon": 88.36389}, (None, 22.575, 88.365)),
        ({"text": "মোড়", "ward": None, "landmark": None, "lat": None, "lon": None}, (None, None, None)),
    ],
)
def test_a_place_is_told_by_its_ward_or_else_to_some_500_metres(place: Any, shown: Any) -> None:
    blurred = seeing.blurred(place)

    assert (blurred["ward"], blurred["lat"], blurred["lon"]) == shown
    assert (blurred["text"], blurred["landmark"]) == ("", None)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("রেহানা পারভিন বলছি", "••• বলছি"),
        ("ফোন করুন +91 98300-77665 নম্বরে", "ফোন করুন •••••• নম্বরে"),
        ("৯৮৩০০৭৭৬৬৫", "••••••"),
        ("অন্য নম্বর ৯৮৩০০০০০০১", "অন্য নম্বর ৯৮৩০০০০০০১"),
    ],
)
def test_the_own_name_and_number_are_left_out_of_the_words(words: str, shown: str) -> None:
    assert seeing.without_own(words, names=[NAME], phone=PHONE) == shown


def test_a_name_too_short_to_be_told_from_a_word_is_left_where_it_is() -> None:
    assert seeing.without_own("আমি মা, মাঠে আছি", names=["মা", ""], phone="") == "আমি মা, মাঠে আছি"

"""The citizen's own words: another day, at the office, how it was; nobody else's."""

from typing import Any

import pytest

from janasetu.deliveries.actions import VisitWord, hear_citizens
from janasetu.deliveries.models import Visit
from janasetu.deliveries.tests.factories import (
    NOW,
    ON_ROUND,
    REF,
    Office,
    code_of,
    contact_of,
    make_office,
    on_the_way,
    ordered,
    planned,
    told,
    word,
)
from janasetu.lib.ids import uuid7
from janasetu.people.tests.factories import make_contact


@pytest.fixture
def office(db: None) -> Office:
    return make_office()


def says(office: Office, visit: Visit, act: str, **changes: Any) -> str:
    """What they are answered."""
    now = changes.pop("now", NOW)
    given: dict[str, Any] = {
        "ref": REF,
        "act": act,
        "contact": contact_of(visit),
        "epoch": 1,
        "line_id": office.line.id,
        "lang": "bn",
        "source": f"in:{uuid7()}:visit",
        "caused_by": uuid7(),
    } | changes
    hear_citizens([VisitWord(**given)], now=now)
    return told(given["contact"])[-1].text


def test_another_day_is_chosen_from_what_the_office_has(office: Office) -> None:
    visit = ordered(office)
    planned(office, visit)

    assert says(office, visit, "another") == "বাসিন্দা সুপারিশপত্র (26-1002-0001-4): কবে সুবিধা হবে?"
    rows = told(contact_of(visit))[-1].choices
    assert rows[0] == {
        "id": f"visit:{REF}:20261125-afternoon",
        "title": "বুধবার ২৫ নভেম্বর",
        "description": "দুপুর ১টা থেকে বিকেল ৫টা",
    }
    moved = says(office, visit, rows[2]["id"].split(":")[2])

    assert "এখন বৃহস্পতিবার ২৬ নভেম্বর, দুপুর ১টা থেকে বিকেল ৫টার মধ্যে বাড়িতে পৌঁছবে।\nকোনো টাকা লাগবে না।" in moved
    visit.refresh_from_db()
    assert (visit.state, visit.runner, visit.slot.code) == ("asked", None, "20261126-afternoon")


def test_a_slot_that_is_not_offered_is_offered_anew(office: Office) -> None:
    visit = ordered(office)

    assert "আর পাওয়া যাচ্ছে না" in says(office, visit, "20261129-morning")  # a Sunday
    visit.refresh_from_db()
    assert visit.slot.code == "20261125-morning"


def test_who_comes_to_the_office_gets_the_code_and_the_counter_takes_it(office: Office) -> None:
    visit = ordered(office)

    answer = says(office, visit, "office")

    assert "কাগজ অফিসে রাখা আছে" in answer
    visit.refresh_from_db()
    assert visit.state == "at_office"
    assert word(office.clerk, visit, proof="code", code=code_of(visit)).state == "taken"


def test_on_the_way_nothing_changes_any_more(office: Office) -> None:
    visit = on_the_way(office)

    assert "রওনা হয়ে গেছেন" in says(office, visit, "office")


def test_the_first_word_on_how_it_was_stands(office: Office) -> None:
    visit = on_the_way(office)
    early = says(office, visit, "good")
    word(office.runner, visit, proof="code", code=code_of(visit))

    thanks, late = says(office, visit, "bad", now=ON_ROUND), says(office, visit, "good", now=ON_ROUND)

    visit.refresh_from_db()
    assert visit.rating == "bad"
    assert thanks == "26-1002-0001-4: ধন্যবাদ, আপনার মত লেখা হল।"
    assert early == late == "26-1002-0001-4: এই কথাটা এখন আর নেওয়া যায় না। দরকার হলে অফিসে জানান।"


def test_a_stranger_and_a_new_owner_of_the_number_change_nothing(office: Office) -> None:
    visit = ordered(office)

    answers = [
        says(office, visit, "office", contact=make_contact("919830099999")),
        says(office, visit, "office", epoch=2),
    ]

    visit.refresh_from_db()
    assert visit.state == "asked"
    assert set(answers) == {"26-1002-0001-4: এই কথাটা এখন আর নেওয়া যায় না। দরকার হলে অফিসে জানান।"}

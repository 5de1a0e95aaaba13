"""What is taken for what, and how often it was right, of a body and a time."""

from datetime import timedelta

import pytest

from janasetu.cases import confusions
from janasetu.cases.actions import MoveOrder, make_move
from janasetu.cases.choices import Decided
from janasetu.cases.confusions import Pair, Rates
from janasetu.cases.models import Case
from janasetu.cases.periods import period_of
from janasetu.cases.tests.factories import NOW, Town, make_town, open_case
from janasetu.cases.understood import Decided as Decision
from janasetu.cases.understood import Reading
from janasetu.lib.clock import local

pytestmark = pytest.mark.django_db
NOVEMBER = period_of("month", today=local(NOW).date())


@pytest.fixture
def town(db: None) -> Town:
    return make_town()


def opened(
    town: Town,
    understood: str,
    decision: Decision,
    *,
    category: str = "streetlight_out",
    language: str = "bn",
) -> Case:
    reading = Reading(understood, 0.5, decision, "m1", language)
    return open_case(town, reading=reading, fields={"category": category})


def put_right(town: Town, case: Case, subject: str) -> None:
    order = MoveOrder("correct", subject=subject, note="কলের কথা")
    make_move(officer=town.officer, ref=case.ref, now=NOW, order=order)


def test_the_rates_tell_what_was_silent_asked_unknown_and_right(town: Town) -> None:
    opened(town, "streetlight_out", "accept")
    put_right(town, opened(town, "streetlight_out", "accept"), "water_no_supply")
    opened(town, "pole_wire", "accept")  # the citizen put it right on the card
    opened(town, "pole_wire", "choose")
    put_right(town, opened(town, "streetlight_out", "choose"), "water_no_supply")
    opened(town, "drain_blocked", "hand", language="bn-Latn")

    by_language = confusions.rates(town.body.id, NOVEMBER)

    assert by_language == {
        "bn": Rates(read=5, accepted=3, misrouted=1, asked=2, unknown=0, within_one=3),
        "bn-Latn": Rates(read=1, unknown=1),
    }
    assert confusions.together(by_language.values()) == Rates(6, 3, 1, 2, 1, 3)


def test_the_pairs_stand_by_how_often_they_are_confused(town: Town) -> None:
    for _ in range(2):
        put_right(town, opened(town, "streetlight_out", "accept"), "water_no_supply")
    opened(town, "pole_wire", "choose")
    opened(town, "streetlight_out", "accept")

    assert confusions.pairs(town.body.id, NOVEMBER, most=9) == [
        Pair("streetlight_out", "water_no_supply", 2, silent=2),
        Pair("pole_wire", "streetlight_out", 1, silent=0),
    ]
    assert len(confusions.pairs(town.body.id, NOVEMBER, most=1)) == 1


def test_a_pair_leads_to_its_cases_and_no_other_time_or_body_counts(town: Town) -> None:
    other = make_town("basirhat", number=1003)
    case = opened(town, "pole_wire", "choose")
    opened(other, "pole_wire", "choose")
    december = period_of("month", today=local(NOW + timedelta(days=30)).date())
    asked = {"understood": "pole_wire", "stands_as": "streetlight_out"}

    assert [one.id for one in confusions.confused_cases(town.officer, NOVEMBER, **asked)] == [case.id]
    assert list(confusions.confused_cases(town.officer, december, **asked)) == []
    assert confusions.pairs(town.body.id, december, most=9) == []
    assert confusions.rates(town.body.id, december) == {}


def test_every_decision_has_a_word_in_the_database() -> None:
    assert set(Decided.values) == {"accept", "choose", "hand"}

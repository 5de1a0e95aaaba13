"""Tests of the proof of the clocks: its model says what everybody knows, and it would see a mistake."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from janasetu.bodies.calendars import Calendar
from janasetu.cases.clocks import Clock
from proofs.minutes import counted
from proofs.minutes.counted import CERTIFICATE, WATER, OtherwiseError, compare

wall = datetime.fromisoformat


def test_a_water_complaint_on_ashtami_night_keeps_its_24_hours() -> None:
    assert WATER.due() == wall("2026-10-20T22:00")
    compare(WATER, "water")


def test_a_certificate_asked_for_on_ashtami_night_pauses_through_puja_and_the_weekend() -> None:
    assert CERTIFICATE.due() == wall("2026-10-31T00:00")  # Friday the 30th, midnight
    compare(CERTIFICATE, "certificate")


def test_a_question_to_the_citizen_is_left_out() -> None:
    asked = replace(WATER, pauses=((wall("2026-10-20T08:00"), wall("2026-10-20T14:00")),))

    assert asked.due() == wall("2026-10-21T04:00")
    compare(asked, "asked")


def test_the_cases_are_of_every_sort() -> None:
    from random import Random

    drawn = [counted.matter(Random(seed)) for seed in range(300)]

    assert {one.unit for one in drawn} == set(counted.LENGTHS)
    assert {one.open_days_only for one in drawn} == {True, False}
    assert {len(one.pauses) for one in drawn} == set(range(6))
    assert max(len(one.weeks) for one in drawn) > 2


@pytest.mark.parametrize("mistake", ["holidays", "pauses"])
def test_the_proof_sees_a_mistake_and_names_the_case(mistake: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if mistake == "holidays":
        monkeypatch.setattr(Calendar, "is_open", lambda self, day: not self.is_day_off(day))
    else:
        monkeypatch.setattr(Clock, "_pauses", lambda self: iter(()))

    with pytest.raises(OtherwiseError, match=r"case \d+ of part 1: due 20") as seen:
        counted.run(20, seed=1)

    assert "Matter(began=" in str(seen.value)


def test_an_edge_of_a_second_is_let_pass_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    due = Clock.due.fget
    assert due
    for late, is_seen in ((timedelta(seconds=1), False), (timedelta(seconds=2), True)):
        monkeypatch.setattr(Clock, "due", property(lambda self, late=late: due(self) + late))
        if is_seen:
            with pytest.raises(OtherwiseError):
                compare(WATER, "water")
        else:
            compare(WATER, "water")

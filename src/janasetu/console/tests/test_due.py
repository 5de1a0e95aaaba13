"""How pressing a case is: its colour follows the time that is left, whatever was promised."""

from datetime import timedelta

from janasetu.console.due import tone_of

HOUR = timedelta(hours=1)
ORDER = ["bad", "warn", "ok"]


def test_the_less_time_is_left_the_more_pressing_is_the_colour() -> None:
    left = sorted(timedelta(minutes=minutes) for minutes in range(-6000, 90000, 7))

    places = [ORDER.index(tone_of(one)) for one in left]

    assert places == sorted(places)
    assert set(places) == {0, 1, 2}


def test_an_urgent_case_with_17_hours_left_is_not_easier_than_another_with_25() -> None:
    assert [tone_of(hours * HOUR) for hours in (-1, 0, 17, 24, 25)] == ["bad", "warn", "warn", "ok", "ok"]

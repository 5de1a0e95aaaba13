"""Who acts for a post, and why: the holder, who was named, who acts, who follows by law, who stands above."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from janasetu.bodies.covering import Acting, Why, closes_a_circle, overlap, who_acts
from janasetu.bodies.rules import Tenure, in_line

NOW = datetime(2026, 11, 24, 4, 30, tzinfo=UTC)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Person:
    name: str
    tenure: Tenure
    deputies: Sequence["Person"] = ()


def person(
    role: str, *, away: bool = False, acting_for: str | None = None, deputies: Sequence[Person] = ()
) -> Person:
    return Person(role, Tenure(role, acting_for, away=away), deputies)


CLERK, AWAY_CLERK = person("clerk"), person("clerk", away=True)
PRADHAN, UPA, BDO = person("pradhan"), person("upa_pradhan"), person("bdo")
AWAY_PRADHAN, AWAY_BDO = person("pradhan", away=True), person("bdo", away=True)
COVERED_PRADHAN = person("pradhan", away=True, deputies=[CLERK])
ACTING = person("secretary", acting_for="pradhan")


@pytest.mark.parametrize(
    ("here", "above", "who", "why", "is_for_who_is_away"),
    [
        ([PRADHAN, UPA], [BDO], "pradhan", Why.HOLDER, False),
        ([AWAY_PRADHAN, UPA], [BDO], "upa_pradhan", Why.BY_LAW, True),
        ([AWAY_PRADHAN, ACTING], [BDO], "secretary", Why.ACTING, True),
        ([COVERED_PRADHAN, ACTING, UPA], [BDO], "clerk", Why.DEPUTY, True),
        ([person("pradhan", away=True, deputies=[AWAY_CLERK]), UPA], [BDO], "upa_pradhan", Why.BY_LAW, True),
        ([person("pradhan", away=True, deputies=[AWAY_CLERK, CLERK])], [BDO], "clerk", Why.DEPUTY, True),
        ([AWAY_PRADHAN], [BDO], "bdo", Why.SUPERIOR, True),
        ([AWAY_PRADHAN], [person("bdo", away=True, deputies=[CLERK])], "clerk", Why.SUPERIOR, True),
        ([ACTING], [BDO], "secretary", Why.ACTING, False),
        ([UPA], [BDO], "upa_pradhan", Why.BY_LAW, False),
        ([], [BDO], "bdo", Why.SUPERIOR, False),
        ([AWAY_PRADHAN], [AWAY_BDO], None, Why.NOBODY, True),
        ([], [], None, Why.NOBODY, False),
    ],
)  # fmt: skip
def test_who_acts_for_the_pradhan(
    here: list[Person], above: list[Person], who: str | None, why: Why, is_for_who_is_away: bool
) -> None:
    acting = who_acts([("pradhan", here), ("bdo", above)], may=lambda one: True)

    away = here[0] if is_for_who_is_away else None
    assert (acting.officer.name if acting.officer else None, acting.why, acting.away) == (who, why, away)


def test_a_deputy_of_a_deputy_has_nothing_to_hand_on() -> None:
    away_clerk = person("clerk", away=True, deputies=[UPA])

    acting = who_acts(
        [("pradhan", [person("pradhan", away=True, deputies=[away_clerk])])], may=lambda one: True
    )

    assert acting.officer is None


def test_whom_a_matter_is_about_never_has_it_neither_as_a_holder_nor_as_a_deputy() -> None:
    lines = [("pradhan", [COVERED_PRADHAN, UPA]), ("bdo", [BDO])]

    assert who_acts(lines, may=lambda one: one.name != "clerk").officer == UPA
    assert who_acts(lines, may=lambda one: one.name == "bdo") == Acting(BDO, Why.SUPERIOR, height=1)


def test_while_the_holder_is_away_the_line_goes_on_by_law() -> None:
    people = [AWAY_PRADHAN, UPA, person("administrator")]

    assert in_line(people, "pradhan", NOW) == [AWAY_PRADHAN, UPA]
    assert in_line([PRADHAN, UPA], "pradhan", NOW) == [PRADHAN]


@pytest.mark.parametrize(
    ("pairs", "new", "closes"),
    [
        ([], ("officer", "clerk"), False),
        ([("clerk", "officer")], ("officer", "clerk"), True),
        ([("clerk", "secretary"), ("secretary", "officer")], ("officer", "clerk"), True),
        ([("clerk", "secretary")], ("officer", "clerk"), False),
        ([], ("officer", "officer"), True),
    ],
)
def test_a_post_never_stands_in_for_itself(
    pairs: list[tuple[str, str]], new: tuple[str, str], closes: bool
) -> None:
    def posts(pair: tuple[str, str]) -> tuple[tuple[str, None], tuple[str, None]]:
        return (pair[0], None), (pair[1], None)

    assert closes_a_circle([posts(pair) for pair in pairs], posts(new)) is closes


@pytest.mark.parametrize(
    ("since", "until", "other", "meets"),
    [
        (NOW, NOW + DAY, (NOW + DAY, None), False),
        (NOW, NOW + DAY, (NOW - DAY, NOW), False),
        (NOW, NOW + DAY, (NOW - DAY, NOW + timedelta(hours=1)), True),
        (NOW, None, (NOW + 9 * DAY, None), True),
    ],
)
def test_two_times_meet_where_they_have_an_instant_in_common(
    since: datetime, until: datetime | None, other: tuple[datetime, datetime | None], meets: bool
) -> None:
    assert overlap(since, until, other) is meets

"""The pure rules of office: when a tenure runs, whose authority it has, who answers for a vacant seat."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from janasetu.bodies.rules import Tenure, authority, exercises, has_ended, in_line, in_office, may_sign

MIDNIGHT = datetime(2026, 11, 21, 18, 30, tzinfo=UTC)  # in Kolkata
MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Person:
    name: str
    tenure: Tenure


def names(people: list[Person]) -> list[str]:
    return [person.name for person in people]


def test_a_tenure_runs_from_its_first_instant_until_just_before_its_last() -> None:
    tenure = Tenure("chairman", since=MIDNIGHT, until=MIDNIGHT + timedelta(days=1))
    moments = [MIDNIGHT - MOMENT, MIDNIGHT, tenure.until - MOMENT, tenure.until]  # type: ignore[operator]

    assert [in_office(tenure, at) for at in moments] == [False, True, True, False]  # type: ignore[arg-type]
    assert [has_ended(tenure, at) for at in moments] == [False, False, False, True]  # type: ignore[arg-type]


def test_a_closed_login_is_out_of_office_but_its_term_has_not_ended() -> None:
    tenure = Tenure("chairman", active=False)

    assert not in_office(tenure, MIDNIGHT)
    assert not has_ended(tenure, MIDNIGHT)


def test_who_acts_for_a_post_has_both_authorities() -> None:
    acting = Tenure("secretary", acting_for="chairman", since=MIDNIGHT)

    assert authority(acting) == {"secretary", "chairman"}
    assert authority(Tenure("secretary")) == {"secretary"}
    assert exercises(acting, "chairman", MIDNIGHT)
    assert not exercises(acting, "chairman", MIDNIGHT - MOMENT)
    assert not exercises(acting, "mayor", MIDNIGHT)


@pytest.mark.parametrize(
    ("tenure", "document_type", "may"),
    [
        (Tenure("chairman"), "licence", True),
        (Tenure("chairman"), "receipt", False),
        (Tenure("councillor"), "certificate", False),
        (Tenure("coordinator", acting_for="councillor"), "recommendation", True),
        (Tenure("coordinator", acting_for="councillor"), "certificate", False),
        (Tenure("administrator", acting_for="chairman"), "licence", True),
        (Tenure("vice_chairman"), "licence", False),
        (Tenure("vice_chairman", acting_for="chairman"), "licence", True),
        (Tenure("chairman", until=MIDNIGHT), "licence", False),
        (Tenure("chairman", until=MIDNIGHT + MOMENT), "licence", True),
        (Tenure("chairman", active=False), "licence", False),
        (Tenure("emperor"), "licence", False),
    ],
)
def test_a_signature_is_lawful_for_the_post_or_for_the_one_acted_for(
    tenure: Tenure, document_type: str, may: bool
) -> None:
    assert may_sign(tenure, document_type, MIDNIGHT) is may


def test_who_holds_a_post_comes_before_who_acts_for_it() -> None:
    acting = Person("acting", Tenure("secretary", acting_for="chairman"))
    first, second = Person("first", Tenure("chairman")), Person("second", Tenure("chairman"))

    assert names(in_line([acting, first, second], "chairman", MIDNIGHT)) == ["first", "second", "acting"]


def test_who_holds_a_post_and_nothing_else_comes_before_who_acts_for_another_beside_it() -> None:
    both = Person("both", Tenure("secretary", acting_for="chairman"))
    plain = Person("plain", Tenure("secretary"))

    assert names(in_line([both, plain], "secretary", MIDNIGHT)) == ["plain", "both"]


def test_a_vacant_seat_is_the_matter_of_the_next_who_stands_in() -> None:
    pradhan = Person("pradhan", Tenure("pradhan", until=MIDNIGHT))
    upa = Person("upa", Tenure("upa_pradhan", until=MIDNIGHT + timedelta(days=1)))
    administrator = Person("administrator", Tenure("administrator", since=MIDNIGHT))
    everybody = [administrator, upa, pradhan]

    answering = [
        names(in_line(everybody, "pradhan", MIDNIGHT + later))
        for later in (-MOMENT, timedelta(), timedelta(days=1))
    ]

    assert answering == [["pradhan"], ["upa"], ["administrator"]]


def test_who_acts_for_a_vacant_seat_comes_before_who_stands_in() -> None:
    upa = Person("upa", Tenure("upa_pradhan"))
    acting = Person("acting", Tenure("ea", acting_for="pradhan"))

    assert names(in_line([upa, acting], "pradhan", MIDNIGHT)) == ["acting"]


def test_where_nobody_is_left_nobody_answers() -> None:
    assert in_line([Person("clerk", Tenure("clerk"))], "chairman", MIDNIGHT) == []

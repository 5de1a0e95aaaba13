"""Thanks that come as a case of their own are credited to the case they are for."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.cases.actions import CitizenAnswer, answer_claims, open_cases
from janasetu.cases.models import Case, CaseEvent
from janasetu.cases.tests.factories import NOW, Town, make_town, order, resolved_case
from janasetu.catalogue.loader import BUNDLED, read
from janasetu.catalogue.tests.factories import publish
from janasetu.lib.references import compose, grouped
from janasetu.people.tests.factories import make_contact
from janasetu.people.values import ContactKey

LATER = NOW + timedelta(hours=2)


@pytest.fixture
def town(db: None) -> Town:
    return make_town()


def thanks(
    town: Town,
    contact: ContactKey | None,
    number: str | None = None,
    *,
    opened_at: datetime = LATER,
    **changes: Any,
) -> Case:
    """A message of thanks, with the number of a case where there is one at hand."""
    fields = {"for_what": "আলো জ্বলেছে", "reference": number}
    version = publish(read(BUNDLED / "thanks" / "service.yaml"))
    asked = order(town, contact=contact, opened_at=opened_at, **changes)
    (case,) = open_cases([replace(asked, version_id=version, fields=fields)], now=opened_at)
    return case


def confirmed(town: Town) -> tuple[Case, ContactKey]:
    case, rita = resolved_case(town)
    yes = CitizenAnswer(case.ref, rita, 1, town.line.id, "bn", f"in:{case.id}", town.line.id, yes=True)
    answer_claims([yes], now=NOW)
    return case, rita


def credited(case: Case) -> list[tuple[str, Any]]:
    rows = CaseEvent.objects.filter(case=case, code="thanked").order_by("id")
    return [(row.by, row.params) for row in rows]


def credit(thanked: Case) -> dict[str, str]:
    return {"thanks": thanked.ref, "officer": "officer@falakata", "department": "m_lighting"}


@pytest.mark.parametrize("written", [str, grouped, lambda ref: f"নম্বর {grouped(ref)} ছিল"])
def test_thanks_with_a_number_stand_with_that_case_and_who_did_the_work(town: Town, written: Any) -> None:
    case, rita = resolved_case(town)

    said = thanks(town, rita, written(case.ref))

    assert credited(case) == [("citizen", credit(said))]


def test_thanks_right_after_a_yes_need_no_number(town: Town) -> None:
    case, rita = confirmed(town)

    said = thanks(town, rita)

    assert credited(case) == [("citizen", credit(said))]


def test_of_several_they_are_for_the_last_that_was_confirmed(town: Town) -> None:
    first, rita = confirmed(town)
    second, _ = resolved_case(town, contact=rita)
    yes = CitizenAnswer(second.ref, rita, 1, town.line.id, "bn", "in:2", town.line.id, yes=True)
    answer_claims([yes], now=NOW + timedelta(minutes=5))

    thanks(town, rita)

    assert (len(credited(first)), len(credited(second))) == (0, 1)


def test_a_day_later_they_are_for_nobody_in_particular(town: Town) -> None:
    case, rita = confirmed(town)

    thanks(town, rita, opened_at=NOW + timedelta(days=1, seconds=1))

    assert credited(case) == []


def test_nobody_gathers_thanks_for_a_case_of_somebody_else(town: Town) -> None:
    case, _ = confirmed(town)

    thanks(town, make_contact("919830077777"), case.ref)
    thanks(town, make_contact("919830077777"))

    assert credited(case) == []


def test_what_the_operator_writes_down_for_a_caller_counts_for_any_case_but_their_own(town: Town) -> None:
    case, _ = resolved_case(town)

    said = thanks(town, None, case.ref, by="operator@falakata")
    thanks(town, None, case.ref, by="officer@falakata")

    assert credited(case) == [("operator@falakata", credit(said))]


def test_a_number_that_is_no_case_here_leads_nowhere(town: Town) -> None:
    _, rita = confirmed(town)

    thanks(town, rita, compose(year=2026, body=1002, serial=77))

    assert not CaseEvent.objects.filter(code="thanked").exists()


def test_statements_do_not_grow_with_the_thanks(town: Town) -> None:
    def statements(count: int) -> int:
        asked = []
        for _ in range(count):
            case, rita = confirmed(town)
            one = order(town, contact=rita, opened_at=LATER)
            fields = {"for_what": "আলো জ্বলেছে", "reference": case.ref}
            asked.append(replace(one, version_id=version, fields=fields))
        with CaptureQueriesContext(connection) as captured:
            open_cases(asked, now=LATER)
        return len(captured)

    version = publish(read(BUNDLED / "thanks" / "service.yaml"))

    statements(1)  # the first takes a block of numbers

    assert statements(1) == statements(3)

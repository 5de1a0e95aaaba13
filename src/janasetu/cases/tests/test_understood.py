"""What was understood of the words a case began with is kept with it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.cases.actions import open_cases
from janasetu.cases.models import CaseReading
from janasetu.cases.tests.factories import NOW, Town, make_town, open_case, order
from janasetu.cases.understood import Reading, key_of

pytestmark = pytest.mark.django_db
READ = Reading("water_no_supply", 0.61, "choose", "a" * 64, "bn")


@pytest.fixture
def town(db: None) -> Town:
    return make_town()


def test_a_case_from_free_words_keeps_what_was_understood_and_what_it_was_opened_as(town: Town) -> None:
    case = open_case(town, reading=READ, fields={"description": "রাস্তার আলো নেই, জলও নেই"})

    kept = CaseReading.objects.get(case=case)
    assert (kept.understood, kept.probability, kept.decision) == ("water_no_supply", 0.61, "choose")
    assert (kept.model, kept.language, kept.at) == ("a" * 64, "bn", NOW)
    assert (kept.begun_as, kept.stands_as) == ("streetlight_out", "streetlight_out")
    assert kept.text_hash == key_of("rastar alo nei, jolo nei")


def test_of_a_case_whose_complainant_is_hidden_nothing_is_kept(town: Town) -> None:
    case = open_case(town, reading=READ, fields={"category": "staff_conduct"})

    assert case.confidential
    assert CaseReading.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_what_was_understood_costs_one_statement_and_nothing_where_there_is_none(
    town: Town, count: int
) -> None:
    open_case(town)
    statements = []
    for reading in (None, READ):
        with CaptureQueriesContext(connection) as seen:
            open_cases([order(town, reading=reading) for _ in range(count)], now=NOW)
        statements.append(len(seen))

    assert statements[1] - statements[0] == 1
    assert CaseReading.objects.count() == count

"""The sweeps together: what a second costs in which nothing is due."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from janasetu.cases.models import Case
from janasetu.cases.tests.factories import NOW, make_town, open_case
from janasetu.config.sweeps import sweep
from janasetu.lib import clock
from janasetu.rows.waiting import Waiting

_MOST = 30  # statements a second


@pytest.mark.django_db
def test_where_nothing_is_due_a_sweep_locks_nothing_and_reads_no_case() -> None:
    open_case(make_town())
    with clock.fixed(NOW + timedelta(minutes=1)):
        sweep()  # what a case brings with it

        with CaptureQueriesContext(connection) as seen:
            assert sweep() == 0

    assert len(seen) <= _MOST
    assert not [one["sql"] for one in seen if "cases_case" in one["sql"] and "FOR UPDATE" in one["sql"]]


@pytest.mark.django_db
def test_a_look_is_kept_for_the_moment_itself_and_no_other() -> None:
    def a_day_before(now: datetime) -> object:
        return Case.objects.filter(opened_at__lte=now - timedelta(days=1))

    with pytest.raises(ValueError, match="Only the moment itself"):
        Waiting(a_day_before).at(NOW)  # type: ignore[arg-type]

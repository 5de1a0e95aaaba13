"""History is kept by the database, whoever writes; what must not change cannot."""

import pytest
from django.db import connection
from janasetu.audit import triggers
from janasetu.audit.models import AuditRow, Unsealed
from janasetu.cases.tests.factories import make_town, open_case

pytestmark = pytest.mark.django_db


def test_it():
    assert triggers.differences() == []
    town = make_town()
    case = open_case(town)
    for r in AuditRow.objects.order_by("number"):
        print(
            r.number,
            r.id,
            r.body_id,
            r.case_id,
            r.table_name,
            r.key,
            r.act,
            r.actor,
            r.changed,
            len(r.state or b""),
            len(r.mark),
            r.at,
        )
    case.status = "in_progress"
    case.search = "x"
    case.save()
    r = AuditRow.objects.latest("number")
    print(r.act, r.changed, r.table_name)
    assert 0

"""Demands that a case has to note, of which somebody is reminded, and that go back, are found by indexes.

Each is taken away first: of an index whose building was broken off an unfinished one is left.
"""

from typing import ClassVar

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    atomic = False
    dependencies: ClassVar = [("payments", "0002_fees_of_cases")]
    operations: ClassVar = [
        migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS demand_to_note", migrations.RunSQL.noop),
        AddIndexConcurrently(
            "demand", models.Index(fields=["id"], condition=~Q(state=F("noted")), name="demand_to_note")
        ),
        migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS demand_to_remind", migrations.RunSQL.noop),
        AddIndexConcurrently(
            "demand",
            models.Index(
                fields=["raised_at"], condition=Q(state="due", reminded_at=None), name="demand_to_remind"
            ),
        ),
        migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS demand_to_give_back", migrations.RunSQL.noop),
        AddIndexConcurrently(
            "demand",
            models.Index(
                fields=["body", "goes_back_at"],
                condition=Q(state="paid", goes_back_at__isnull=False),
                name="demand_to_give_back",
            ),
        ),
    ]

"""What reports count is found by an index: stars by their day, and who said no or thanks.

Each is taken away first: of an index whose building was broken off an unfinished one is left.
"""

from typing import ClassVar

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    atomic = False
    dependencies: ClassVar = [("cases", "0016_confidential")]
    operations: ClassVar = [
        migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS case_by_rating", migrations.RunSQL.noop),
        AddIndexConcurrently(
            "case",
            models.Index(
                fields=["body", "rated_at"], condition=Q(rated_at__isnull=False), name="case_by_rating"
            ),
        ),
        migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS event_of_reports", migrations.RunSQL.noop),
        AddIndexConcurrently(
            "caseevent",
            models.Index(
                fields=["body", "code", "at"],
                condition=Q(code__in=("reopened", "thanked")),
                name="event_of_reports",
            ),
        ),
    ]

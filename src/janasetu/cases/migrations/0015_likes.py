"""By which the cases are found that a new one is like; built beside the work that goes on.

Each is taken away first: of an index whose building was broken off an unfinished one is left.
"""

from typing import ClassVar

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies: ClassVar = [("cases", "0014_supporters")]
    operations: ClassVar = [
        migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS case_at_work_by_ward", migrations.RunSQL.noop),
        AddIndexConcurrently(
            model_name="case",
            index=models.Index(
                condition=models.Q(
                    ("status__in", ("received", "in_progress", "referred", "waiting_citizen"))
                ),
                fields=["body", "category", "ward", "opened_at"],
                name="case_at_work_by_ward",
            ),
        ),
        migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS case_at_work_by_pin", migrations.RunSQL.noop),
        AddIndexConcurrently(
            model_name="case",
            index=models.Index(
                condition=models.Q(
                    ("lat__isnull", False),
                    ("status__in", ("received", "in_progress", "referred", "waiting_citizen")),
                ),
                fields=["body", "category", "lat"],
                name="case_at_work_by_pin",
            ),
        ),
        migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS case_known_incident", migrations.RunSQL.noop),
        AddIndexConcurrently(
            model_name="case",
            index=models.Index(
                condition=models.Q(
                    ("incident_wards__isnull", False),
                    ("status__in", ("received", "in_progress", "referred", "waiting_citizen")),
                ),
                fields=["body", "category"],
                name="case_known_incident",
            ),
        ),
        migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS case_merged_into", migrations.RunSQL.noop),
        AddIndexConcurrently(
            model_name="case",
            index=models.Index(
                condition=models.Q(("parent__isnull", False)), fields=["parent"], name="case_merged_into"
            ),
        ),
    ]

"""What is about an office is found by an index: the tallies leave it out, and reports add it."""

from typing import ClassVar

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    atomic = False

    dependencies: ClassVar = [("cases", "0024_tallies")]

    operations: ClassVar = [
        # one that was cut off stands there, and finds nothing
        migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS case_about_office", migrations.RunSQL.noop),
        AddIndexConcurrently(
            "case",
            models.Index(
                fields=["body"], condition=Q(confidential="office"), name="case_about_office"
            ),
        ),
    ]

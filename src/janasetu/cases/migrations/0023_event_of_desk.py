"""What officers entered for others is found by its moment: for the report of a shift.

It is taken away first: of an index whose building was broken off an unfinished one is left.
"""

from typing import ClassVar

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    atomic = False
    dependencies: ClassVar = [("cases", "0022_lost_calls")]
    operations: ClassVar = [
        migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS event_of_desk", migrations.RunSQL.noop),
        AddIndexConcurrently(
            "caseevent",
            models.Index(
                fields=["body", "at"],
                condition=Q(code__in=("opened", "joined")) & ~Q(by__in=("citizen", "system")),
                name="event_of_desk",
            ),
        ),
    ]

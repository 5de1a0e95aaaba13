"""What somebody has in another's place, and what is looked at next, is found by an index."""

from typing import ClassVar

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q

_WITH_OFFICE = ("received", "in_progress", "referred")
_OPEN = (*_WITH_OFFICE, "waiting_citizen", "awaiting_confirmation")


class Migration(migrations.Migration):
    atomic = False

    dependencies: ClassVar = [("cases", "0018_owning")]

    operations: ClassVar = [
        AddIndexConcurrently(
            "case",
            models.Index(
                fields=["covers"],
                condition=Q(status__in=_OPEN, covers__isnull=False),
                name="case_in_another_place",
            ),
        ),
        AddIndexConcurrently(
            "case",
            models.Index(
                fields=["looks_at"],
                condition=Q(status__in=_WITH_OFFICE, looks_at__isnull=False),
                name="case_to_look_at",
            ),
        ),
        AddIndexConcurrently(
            "case",
            models.Index(
                fields=["opened_at"],
                condition=Q(status__in=_WITH_OFFICE, looks_at__isnull=True, reminded=0),
                name="case_never_looked_at",
            ),
        ),
    ]

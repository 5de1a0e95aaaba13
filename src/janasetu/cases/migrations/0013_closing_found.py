"""What closes and whom to ask again is found by an index; the checks of 0012 hold for the rows there are."""

from typing import ClassVar

from django.contrib.postgres.operations import AddIndexConcurrently, ValidateConstraint
from django.db import migrations, models
from django.db.models import Q

_AWAITING = "awaiting_confirmation"


class Migration(migrations.Migration):
    atomic = False

    dependencies: ClassVar = [("cases", "0012_closing")]

    operations: ClassVar = [
        ValidateConstraint("case", "case_done_was_claimed"),
        ValidateConstraint("case", "case_stars_one_to_five"),
        AddIndexConcurrently(
            "case", models.Index(fields=["closes_at"], condition=Q(status=_AWAITING), name="case_to_close")
        ),
        AddIndexConcurrently(
            "case",
            models.Index(
                fields=["reminds_at"],
                condition=Q(status=_AWAITING, reminds_at__isnull=False),
                name="case_to_remind",
            ),
        ),
    ]

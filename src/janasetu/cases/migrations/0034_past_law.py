"""The index of the cases past their time in law of which nobody was told yet, built beside the work."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ('cases', '0033_fees'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='case',
            index=models.Index(
                condition=models.Q(
                    ('law_passed_at__isnull', True),
                    ('status__in', ('received', 'in_progress', 'referred')),
                    ('statutory_due_at__isnull', False),
                ),
                fields=['statutory_due_at'],
                name='case_past_law',
            ),
        ),
    ]

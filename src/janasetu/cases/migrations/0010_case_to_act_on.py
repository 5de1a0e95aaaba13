"""The index of the cases on which nobody has acted yet, built beside the work."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ('cases', '0009_clocks'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='case',
            index=models.Index(
                condition=models.Q(
                    ('first_action_at__isnull', True),
                    ('first_action_missed_at__isnull', True),
                    ('status__in', ('received', 'in_progress', 'referred')),
                ),
                fields=['first_action_due_at'],
                name='case_to_act_on',
            ),
        ),
    ]

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("registers", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="recordsearch",
            name="heard_at",
            field=models.DateTimeField(
                blank=True,
                help_text="When the application that waits for it took the answer up.",
                null=True,
            ),
        ),
        AddIndexConcurrently(
            model_name="recordsearch",
            index=models.Index(
                condition=models.Q(answered_at__isnull=False, case_id__isnull=False, heard_at__isnull=True),
                fields=["answered_at"],
                name="record_search_unheard",
            ),
        ),
    ]

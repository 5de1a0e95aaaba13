from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Whether a paper came with an electronic signature, which the copy that we keep has not."""

    dependencies: ClassVar = [("documents", "0002_file_of_contact")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="receivedfile",
            name="was_signed",
            field=models.BooleanField(
                default=False,
                help_text="Of a paper: it came with an electronic signature, which our copy has not.",
            ),
        ),
    ]

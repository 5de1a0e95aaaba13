from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """What somebody sent is found by the sender: the page of a talk shows the files that came in it."""

    dependencies: ClassVar = [("documents", "0001_initial")]

    operations: ClassVar = [
        migrations.AddIndex(
            model_name="receivedfile",
            index=models.Index(fields=["bucket", "contact_id"], name="file_of_contact"),
        ),
    ]

"""Calls that broke off: who had them, and the form as it stood."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("cases", "0021_alarms")]
    operations: ClassVar = [
        migrations.AlterField(
            "callback",
            "reason",
            models.CharField(
                choices=[
                    ("rang", "Rang"),
                    ("unreached", "Unreached"),
                    ("checking", "Checking"),
                    ("alarm", "Alarm"),
                    ("quiet", "Quiet"),
                    ("lost", "Lost"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddField(
            "callback",
            "asked_by",
            models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="ROLE@BODY of whose call it was.",
                max_length=80,
            ),
        ),
        migrations.AddField(
            "callback",
            "draft",
            models.JSONField(
                blank=True,
                help_text="The operator's form as it stood when the line broke, until done.",
                null=True,
            ),
        ),
    ]

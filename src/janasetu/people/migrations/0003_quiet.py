"""Contacts whose messages somebody else reads too, and the hour at which they may be called."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("people", "0002_epochs_persons_consents")]

    operations: ClassVar = [
        migrations.AddField(
            "contact",
            "quiet_since",
            models.DateTimeField(
                null=True,
                blank=True,
                help_text="Since when we know that somebody else reads their messages.",
            ),
        ),
        migrations.AddField(
            "contact",
            "call_from",
            models.TimeField(null=True, blank=True, help_text="Of a quiet contact: from when to call,"),
        ),
        migrations.AddField(
            "contact",
            "call_until",
            models.TimeField(null=True, blank=True, help_text="and until when; empty: do not call."),
        ),
    ]

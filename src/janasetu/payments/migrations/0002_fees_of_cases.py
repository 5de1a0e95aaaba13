"""What a case knows of its fees, who was reminded, what is to go back; and the papers of receipts."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

import janasetu.lib.ids

_STATES = [
    ("due", "Due"),
    ("paid", "Paid"),
    ("waived", "Waived"),
    ("refunded", "Refunded"),
    ("dropped", "Dropped"),
]


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("bodies", "0007_leaves"),
        ("documents", "0004_papers"),
        ("payments", "0001_initial"),
    ]
    operations: ClassVar = [
        migrations.AddField(
            "demand",
            "pauses",
            models.BooleanField(
                default=False, db_default=False, help_text="The clocks of the case stand still while it is due."
            ),
        ),
        migrations.AddField(
            "demand",
            "noted",
            models.CharField(
                max_length=10,
                choices=_STATES,
                default="due",
                db_default="due",
                help_text="What the case knows of it: its newest state that stands on the timeline.",
            ),
        ),
        migrations.AddField(
            "demand",
            "reminded_at",
            models.DateTimeField(null=True, blank=True, help_text="When the payer was reminded, once."),
        ),
        migrations.AddField(
            "demand",
            "goes_back_at",
            models.DateTimeField(
                null=True, blank=True, help_text="Since when it is to be given back, by the rule of its fees."
            ),
        ),
        migrations.CreateModel(
            "ReceiptPaper",
            [
                (
                    "id",
                    models.UUIDField(
                        primary_key=True, default=janasetu.lib.ids.uuid7, editable=False, serialize=False
                    ),
                ),
                (
                    "sent_at",
                    models.DateTimeField(
                        null=True, blank=True, help_text="When it was finished, and sent."
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        "bodies.localbody", on_delete=django.db.models.deletion.PROTECT, related_name="+"
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        "documents.paper", on_delete=django.db.models.deletion.PROTECT, related_name="+"
                    ),
                ),
                (
                    "receipt",
                    models.ForeignKey(
                        "payments.receipt",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                    ),
                ),
            ],
            {
                "constraints": [
                    models.UniqueConstraint(fields=["body", "receipt"], name="paper_once_a_receipt")
                ],
                "indexes": [
                    models.Index(fields=["id"], condition=Q(sent_at=None), name="receipt_paper_to_send")
                ],
            },
        ),
    ]

"""What cases count for reports of many bodies, kept by month; filled by the first recount."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

import janasetu.lib.ids


def _key() -> models.UUIDField:
    return models.UUIDField(
        default=janasetu.lib.ids.uuid7, editable=False, primary_key=True, serialize=False
    )


def _body() -> models.ForeignKey:
    return models.ForeignKey(
        db_index=False,
        on_delete=django.db.models.deletion.CASCADE,
        related_name="+",
        to="bodies.localbody",
    )


class Migration(migrations.Migration):
    dependencies: ClassVar = [("bodies", "0007_leaves"), ("cases", "0023_event_of_desk")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Recount",
            fields=[
                ("id", _key()),
                ("at", models.DateTimeField()),
                ("first", models.DateField()),
                ("body", _body()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("body",), name="recounted_once")],
            },
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("id", _key()),
                (
                    "reach",
                    models.CharField(
                        choices=[("own", "Own"), ("near", "Near"), ("whole", "Whole")], max_length=5
                    ),
                ),
                ("service", models.CharField(blank=True, max_length=50)),
                ("category", models.CharField(blank=True, max_length=40)),
                (
                    "month",
                    models.DateField(
                        help_text="Its first day; of what stands now the first of all days."
                    ),
                ),
                ("since", models.DateField()),
                ("told", models.JSONField()),
                ("body", _body()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("body", "reach", "service", "category", "month", "since"),
                        name="tally_once_a_month",
                    )
                ],
            },
        ),
    ]

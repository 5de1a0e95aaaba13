"""What a body changes of an agency to which matters are sent."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

import janasetu.lib.ids


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("bodies", "0006_maps"),
        ("catalogue", "0002_what_bodies_change"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="BodyAgency",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=janasetu.lib.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("code", models.SlugField()),
                (
                    "patch",
                    models.JSONField(
                        default=dict, help_text="RFC 7396, over what agencies.yaml says of it."
                    ),
                ),
                ("changed_at", models.DateTimeField()),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="bodies.localbody",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("body", "code"), name="agency_once_a_body")
                ],
            },
        ),
    ]

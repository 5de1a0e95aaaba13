import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bodies", "0007_leaves"),
        ("deliveries", "0002_wanted"),
    ]

    operations = [
        migrations.AddField(
            model_name="visit",
            name="desk_id",
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="visit",
            name="permitted_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="bodies.officer",
            ),
        ),
        migrations.AlterField(
            model_name="visit",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("deliver", "Deliver"),
                    ("collect", "Collect"),
                    ("both", "Both"),
                    ("inspect", "Inspect"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="outcome",
            name="kind",
            field=models.CharField(
                choices=[
                    ("handed", "Handed"),
                    ("collected", "Collected"),
                    ("inspected", "Inspected"),
                    ("failed", "Failed"),
                ],
                max_length=10,
            ),
        ),
    ]

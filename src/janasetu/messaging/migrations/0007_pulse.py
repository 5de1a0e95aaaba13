from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("messaging", "0006_watched"),
    ]

    operations = [
        migrations.CreateModel(
            name="Pulse",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("beat_at", models.DateTimeField()),
                ("hears_since", models.DateTimeField(help_text="Since then nothing was refused.")),
            ],
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("deliveries", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="visit",
            name="wanted",
            field=models.CharField(
                blank=True, db_default="", help_text="A question of the form.", max_length=120
            ),
        ),
    ]

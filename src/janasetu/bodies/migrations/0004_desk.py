"""Tries at the door are counted for all processes."""


from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('bodies', '0003_seat_of_a_ward'),
    ]

    operations = [
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('tries', models.PositiveIntegerField()),
                ('last_at', models.DateTimeField(db_index=True, help_text='Wall time, as everything about sessions.')),
                ('until', models.DateTimeField(help_text='The door waits until then.', null=True)),
            ],
        ),
    ]

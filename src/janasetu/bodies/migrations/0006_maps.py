"""The map of the bodies: borders of wards, outlines, landmarks."""

import django.db.models.deletion
import janasetu.lib.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('bodies', '0005_calendars'),
    ]

    operations = [
        migrations.CreateModel(
            name='Landmark',
            fields=[
                ('id', models.UUIDField(default=janasetu.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.JSONField(help_text='bn, en, hi')),
                ('keys', models.JSONField(help_text='A list: every spelling as lib.fold makes it.')),
                ('lat', models.FloatField(blank=True, null=True)),
                ('lon', models.FloatField(blank=True, null=True)),
                ('ward', models.CharField(blank=True, help_text='Empty where several meet there.', max_length=8)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bodies.localbody')),
            ],
        ),
        migrations.CreateModel(
            name='MapImport',
            fields=[
                ('id', models.UUIDField(default=janasetu.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('part', models.CharField(choices=[('wards', 'borders of wards'), ('outline', 'outline'), ('landmarks', 'landmarks')], max_length=10)),
                ('source', models.CharField(blank=True, help_text='Whose work it is, and its licence.', max_length=200)),
                ('sha256', models.CharField(help_text='Of the file.', max_length=64)),
                ('count', models.PositiveIntegerField(help_text='How many wards or landmarks it told of.')),
                ('at', models.DateTimeField()),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bodies.localbody')),
            ],
        ),
        migrations.CreateModel(
            name='BodyShape',
            fields=[
                ('since', models.DateField()),
                ('until', models.DateField(blank=True, help_text='The first day on which it is no more.', null=True)),
                ('wkb', models.BinaryField()),
                ('west', models.FloatField()),
                ('south', models.FloatField()),
                ('east', models.FloatField()),
                ('north', models.FloatField()),
                ('id', models.UUIDField(default=janasetu.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('of_wards', models.BooleanField(default=False)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bodies.localbody')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('body', 'since'), name='body_shape_once_a_drawing'), models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gt', models.F('since')), _connector='OR'), name='body_shape_ends_later')],
            },
        ),
        migrations.CreateModel(
            name='WardShape',
            fields=[
                ('since', models.DateField()),
                ('until', models.DateField(blank=True, help_text='The first day on which it is no more.', null=True)),
                ('wkb', models.BinaryField()),
                ('west', models.FloatField()),
                ('south', models.FloatField()),
                ('east', models.FloatField()),
                ('north', models.FloatField()),
                ('id', models.UUIDField(default=janasetu.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bodies.localbody')),
                ('ward', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shapes', to='bodies.ward')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('body', 'ward', 'since'), name='ward_shape_once_a_drawing'), models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gt', models.F('since')), _connector='OR'), name='ward_shape_ends_later')],
            },
        ),
    ]

"""When an office is open, and what of it has changed."""

import django.db.models.deletion
import janasetu.lib.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('bodies', '0004_desk'),
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarChange',
            fields=[
                ('id', models.UUIDField(default=janasetu.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('declared', 'Declared'), ('withdrawn', 'Withdrawn'), ('hours', 'Hours')], max_length=10)),
                ('since', models.DateField()),
                ('days', models.JSONField(default=list, help_text='day and name of each')),
                ('at', models.DateTimeField()),
                ('followed_at', models.DateTimeField(blank=True, null=True)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bodies.localbody')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('followed_at__isnull', True)), fields=['at'], name='calendar_to_follow')],
            },
        ),
        migrations.CreateModel(
            name='Holiday',
            fields=[
                ('id', models.UUIDField(default=janasetu.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('day', models.DateField()),
                ('name', models.JSONField(help_text='bn, en, hi')),
                ('kind', models.CharField(choices=[('order', 'Order'), ('closure', 'Closure')], max_length=10)),
                ('order_number', models.CharField(blank=True, max_length=60)),
                ('order_date', models.DateField(blank=True, null=True)),
                ('declared_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holidays', to='bodies.localbody')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('body', 'day'), name='holiday_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='OfficeHours',
            fields=[
                ('id', models.UUIDField(default=janasetu.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('since', models.DateField()),
                ('until', models.DateField(blank=True, help_text='The first day under other hours.', null=True)),
                ('opens', models.TimeField()),
                ('closes', models.TimeField()),
                ('days_off', models.JSONField(default=list, help_text='Monday is 0.')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hours', to='bodies.localbody')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('body', 'since'), name='hours_once_a_day'), models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gt', models.F('since')), _connector='OR'), name='hours_end_after_they_began'), models.CheckConstraint(condition=models.Q(('closes__gt', models.F('opens'))), name='office_closes_after_it_opens')],
            },
        ),
    ]

"""Who is away, and who stands in."""

import django.db.models.deletion
import janasetu.lib.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('bodies', '0006_maps'),
    ]

    operations = [
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.UUIDField(default=janasetu.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('leave', 'on leave'), ('training', 'at a training'), ('duty', 'on duty elsewhere')], max_length=10)),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField(help_text='The first instant back at work.')),
                ('entered_by', models.CharField(help_text='ROLE@BODY, or `command`', max_length=80)),
                ('entered_at', models.DateTimeField()),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bodies.localbody')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='absences', to='bodies.officer')),
            ],
        ),
        migrations.CreateModel(
            name='Deputy',
            fields=[
                ('id', models.UUIDField(default=janasetu.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField(blank=True, help_text='The first instant without it.', null=True)),
                ('entered_by', models.CharField(help_text='ROLE@BODY, or `command`', max_length=80)),
                ('entered_at', models.DateTimeField()),
                ('absence', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deputies', to='bodies.absence')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bodies.localbody')),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bodies.department')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deputations', to='bodies.officer')),
                ('role', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bodies.role')),
            ],
        ),
        migrations.AddIndex(
            model_name='absence',
            index=models.Index(fields=['body', 'until'], name='absence_by_end'),
        ),
        migrations.AddConstraint(
            model_name='absence',
            constraint=models.CheckConstraint(condition=models.Q(('until__gte', models.F('since'))), name='absence_ends_after_it_began'),
        ),
        migrations.AddIndex(
            model_name='deputy',
            index=models.Index(fields=['body', 'role'], name='deputy_by_post'),
        ),
        migrations.AddConstraint(
            model_name='deputy',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='deputy_ends_after_they_began'),
        ),
    ]

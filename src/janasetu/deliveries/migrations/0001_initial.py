"""Visits to doors, and what runners told of them."""

import django.db.models.deletion
import janasetu.lib.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('bodies', '0007_leaves'),
    ]

    operations = [
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.UUIDField(default=janasetu.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('case_id', models.UUIDField()),
                ('paper_id', models.UUIDField(blank=True, null=True)),
                ('source', models.CharField(max_length=120)),
                ('attempt', models.PositiveSmallIntegerField(default=1)),
                ('ref', models.CharField(help_text='The number of the case, digits only.', max_length=20)),
                ('title', models.JSONField(help_text='What is brought, by language.')),
                ('purpose', models.CharField(choices=[('deliver', 'Deliver'), ('collect', 'Collect'), ('both', 'Both')], max_length=10)),
                ('address', models.CharField(max_length=1100)),
                ('lat', models.FloatField(blank=True, null=True)),
                ('lon', models.FloatField(blank=True, null=True)),
                ('ward', models.CharField(blank=True, max_length=8)),
                ('confidential', models.BooleanField(default=False)),
                ('state', models.CharField(choices=[('asked', 'Asked'), ('planned', 'Planned'), ('out', 'Out'), ('at_office', 'At Office'), ('done', 'Done'), ('failed', 'Failed'), ('called_off', 'Called Off')], default='asked', max_length=10)),
                ('day', models.DateField()),
                ('part', models.CharField(choices=[('morning', 'Morning'), ('afternoon', 'Afternoon')], max_length=10)),
                ('due_at', models.DateTimeField()),
                ('place', models.PositiveSmallIntegerField(default=0, help_text='Its turn in the round.')),
                ('code', models.CharField(blank=True, max_length=100)),
                ('wrong_codes', models.PositiveSmallIntegerField(default=0)),
                ('reason', models.CharField(blank=True, choices=[('absent', 'Absent'), ('locked', 'Locked'), ('wrong_address', 'Wrong Address'), ('refused', 'Refused'), ('no_paper', 'No Paper'), ('unpaid', 'Unpaid'), ('unsafe', 'Unsafe'), ('no_time', 'No Time')], max_length=20)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('proof', models.CharField(blank=True, choices=[('code', 'Code'), ('photo', 'Photo'), ('household', 'Household')], max_length=10)),
                ('handed_to', models.CharField(blank=True, max_length=80)),
                ('photo_bucket', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('photo_id', models.UUIDField(blank=True, null=True)),
                ('asked_at', models.DateTimeField()),
                ('planned_at', models.DateTimeField(blank=True, null=True)),
                ('out_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('ended_by', models.CharField(blank=True, help_text='ROLE@BODY, or `citizen`', max_length=80)),
                ('rating', models.CharField(blank=True, choices=[('good', 'Good'), ('fair', 'Fair'), ('bad', 'Bad')], max_length=5)),
                ('rated_at', models.DateTimeField(blank=True, null=True)),
                ('lang', models.CharField(default='bn', max_length=5)),
                ('contact_bucket', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('contact_id', models.UUIDField(blank=True, null=True)),
                ('contact_epoch', models.PositiveIntegerField(default=1)),
                ('line_id', models.UUIDField(blank=True, null=True)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bodies.localbody')),
                ('runner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bodies.officer')),
            ],
        ),
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('id', models.UUIDField(default=janasetu.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('mark', models.UUIDField()),
                ('kind', models.CharField(choices=[('handed', 'Handed'), ('collected', 'Collected'), ('failed', 'Failed')], max_length=10)),
                ('state', models.CharField(choices=[('taken', 'Taken'), ('already', 'Already'), ('refused', 'Refused')], max_length=10)),
                ('why', models.CharField(blank=True, max_length=40)),
                ('values', models.JSONField(default=dict)),
                ('said', models.JSONField(help_text='What the runner told, without the code.')),
                ('cash', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('money', models.CharField(blank=True, max_length=40)),
                ('photo_bucket', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('photo_id', models.UUIDField(blank=True, null=True)),
                ('told_at', models.DateTimeField()),
                ('at', models.DateTimeField()),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bodies.localbody')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bodies.officer')),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='deliveries.visit')),
            ],
        ),
        migrations.AddIndex(
            model_name='visit',
            index=models.Index(condition=models.Q(('state__in', ('asked', 'planned', 'out', 'at_office'))), fields=['body', 'day'], name='visit_open_by_day'),
        ),
        migrations.AddIndex(
            model_name='visit',
            index=models.Index(condition=models.Q(('state__in', ('planned', 'out'))), fields=['runner', 'day'], name='visit_of_round'),
        ),
        migrations.AddIndex(
            model_name='visit',
            index=models.Index(fields=['body', 'case_id'], name='visit_of_case'),
        ),
        migrations.AddIndex(
            model_name='visit',
            index=models.Index(fields=['body', 'ended_at'], name='visit_by_ending'),
        ),
        migrations.AddConstraint(
            model_name='visit',
            constraint=models.UniqueConstraint(fields=('body', 'source', 'attempt'), name='visit_once_an_attempt'),
        ),
        migrations.AddConstraint(
            model_name='visit',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('asked', 'planned', 'out', 'at_office'))), fields=('body', 'source'), name='visit_one_is_open'),
        ),
        migrations.AddConstraint(
            model_name='visit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('planned', 'out')), _negated=True), ('runner__isnull', False), _connector='OR'), name='visit_planned_has_runner'),
        ),
        migrations.AddIndex(
            model_name='outcome',
            index=models.Index(condition=models.Q(models.Q(('state', 'taken'), _negated=True), models.Q(('money', ''), _negated=True), _connector='OR'), fields=['body', 'at'], name='outcome_to_look_at'),
        ),
        migrations.AddConstraint(
            model_name='outcome',
            constraint=models.UniqueConstraint(fields=('body', 'mark'), name='outcome_once_a_mark'),
        ),
    ]

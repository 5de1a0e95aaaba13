"""Clocks that stand still, and the first action."""

import django.db.models.deletion
from django.db import migrations, models

import janasetu.lib.ids


class Migration(migrations.Migration):

    dependencies = [
        ('bodies', '0005_calendars'),
        ('cases', '0008_attached_file'),
    ]

    operations = [
        migrations.CreateModel(
            name='CasePause',
            fields=[
                ('id', models.UUIDField(default=janasetu.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('reason', models.CharField(choices=[('waiting_citizen', 'Waiting Citizen')], max_length=20)),
                ('began_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bodies.localbody')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pauses', to='cases.case')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.caseevent')),
            ],
            options={
                'indexes': [models.Index(fields=['body', 'case', 'began_at'], name='pause_of_case')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('body', 'case'), name='case_pauses_once_at_a_time')],
            },
        ),
        migrations.AddField(
            model_name='case',
            name='first_action_at',
            field=models.DateTimeField(blank=True, help_text='When somebody of the office first did something about it.', null=True),
        ),
        migrations.AddField(
            model_name='case',
            name='first_action_due_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='case',
            name='first_action_missed_at',
            field=models.DateTimeField(blank=True, help_text='When the desk was told that nobody had in time.', null=True),
        ),
        migrations.AlterField(
            model_name='caseevent',
            name='code',
            field=models.CharField(choices=[('opened', 'Opened'), ('assigned', 'Assigned'), ('seen', 'Seen'), ('on_the_way', 'On The Way'), ('replied', 'Replied'), ('asked', 'Asked'), ('answered_question', 'Answered'), ('noted', 'Noted'), ('referred', 'Referred'), ('revealed', 'Revealed'), ('rejected', 'Rejected'), ('resolve_claimed', 'Resolve Claimed'), ('confirmed', 'Confirmed'), ('reopened', 'Reopened'), ('escalated', 'Escalated'), ('handed_over', 'Handed Over'), ('first_action_missed', 'First Action Missed'), ('due_moved', 'Due Moved')], max_length=30),
        ),
    ]

"""Voices that open a case before anybody has heard them."""

from typing import ClassVar

import django.db.models.deletion
import janasetu.lib.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies: ClassVar = [
        ('bodies', '0007_leaves'),
        ('cases', '0025_about_offices'),
    ]

    operations: ClassVar = [
        migrations.AlterField(
            model_name='caseevent',
            name='code',
            field=models.CharField(choices=[('opened', 'Opened'), ('assigned', 'Assigned'), ('seen', 'Seen'), ('on_the_way', 'On The Way'), ('replied', 'Replied'), ('asked', 'Asked'), ('answered_question', 'Answered'), ('noted', 'Noted'), ('referred', 'Referred'), ('revealed', 'Revealed'), ('unmask_asked', 'Unmask Asked'), ('unmasked', 'Unmasked'), ('rejected', 'Rejected'), ('resolve_claimed', 'Resolve Claimed'), ('evidence_added', 'Evidence Added'), ('confirmed', 'Confirmed'), ('reopened', 'Reopened'), ('escalated', 'Escalated'), ('handed_over', 'Handed Over'), ('covered', 'Covered'), ('given_back', 'Given Back'), ('reminded', 'Reminded'), ('explanation_asked', 'Explanation Asked'), ('explained', 'Explained'), ('joined', 'Joined'), ('agreed', 'Agreed'), ('merged', 'Merged'), ('split', 'Split'), ('incident', 'Incident'), ('first_action_missed', 'First Action Missed'), ('due_moved', 'Due Moved'), ('hastened', 'Hastened'), ('asked_again', 'Asked Again'), ('rung', 'Rung'), ('closed_unconfirmed', 'Closed Unconfirmed'), ('rated', 'Rated'), ('remarked', 'Remarked'), ('thanked', 'Thanked'), ('referred_outside', 'Referred Outside'), ('chased', 'Chased'), ('outside_answered', 'Outside Answered'), ('taken_back', 'Taken Back'), ('answer_missed', 'Answer Missed'), ('alarm_raised', 'Alarm Raised'), ('alarmed', 'Alarmed'), ('alarm_heard', 'Alarm Heard'), ('voice_heard', 'Voice Heard'), ('voice_unheard', 'Voice Unheard')], max_length=30),
        ),
        migrations.CreateModel(
            name='VoiceNote',
            fields=[
                ('id', models.UUIDField(default=janasetu.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('contact_id', models.UUIDField(blank=True, help_text='Whose further voices are of it too.', null=True)),
                ('contact_epoch', models.PositiveIntegerField(default=1)),
                ('arrived_at', models.DateTimeField()),
                ('alarms_at', models.DateTimeField(blank=True, null=True)),
                ('alarmed_at', models.DateTimeField(blank=True, null=True)),
                ('heard_at', models.DateTimeField(blank=True, null=True)),
                ('heard_by', models.CharField(blank=True, help_text='ROLE@BODY', max_length=80)),
                ('listens_until', models.DateTimeField(blank=True, help_text='Wall time.', null=True)),
                ('transcript', models.TextField(blank=True)),
                ('transcript_by', models.CharField(blank=True, help_text='Which engine heard it.', max_length=80)),
                ('confidence', models.FloatField(blank=True, help_text='0 to 1, where the engine says it.', null=True)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bodies.localbody')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='voice_notes', to='cases.case')),
                ('listener', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bodies.officer')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('heard_at__isnull', True)), fields=['body', 'arrived_at'], name='voice_note_unheard'), models.Index(condition=models.Q(('alarms_at__isnull', False), ('heard_at__isnull', True)), fields=['alarms_at'], name='voice_note_to_alarm'), models.Index(condition=models.Q(('heard_at__isnull', True)), fields=['body', 'contact_id'], name='voice_note_of_contact')],
                'constraints': [models.UniqueConstraint(fields=('body', 'case'), name='voice_note_once_a_case')],
            },
        ),
    ]

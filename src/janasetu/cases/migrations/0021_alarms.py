"""Alarms that call until somebody has heard them, and who is on duty."""

import django.db.models.deletion
import janasetu.lib.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('bodies', '0007_leaves'),
        ('cases', '0020_referrals'),
    ]

    operations = [
        migrations.AlterField(
            model_name='callback',
            name='reason',
            field=models.CharField(choices=[('rang', 'Rang'), ('unreached', 'Unreached'), ('checking', 'Checking'), ('alarm', 'Alarm'), ('quiet', 'Quiet')], max_length=20),
        ),
        migrations.AlterField(
            model_name='caseevent',
            name='code',
            field=models.CharField(choices=[('opened', 'Opened'), ('assigned', 'Assigned'), ('seen', 'Seen'), ('on_the_way', 'On The Way'), ('replied', 'Replied'), ('asked', 'Asked'), ('answered_question', 'Answered'), ('noted', 'Noted'), ('referred', 'Referred'), ('revealed', 'Revealed'), ('unmask_asked', 'Unmask Asked'), ('unmasked', 'Unmasked'), ('rejected', 'Rejected'), ('resolve_claimed', 'Resolve Claimed'), ('evidence_added', 'Evidence Added'), ('confirmed', 'Confirmed'), ('reopened', 'Reopened'), ('escalated', 'Escalated'), ('handed_over', 'Handed Over'), ('covered', 'Covered'), ('given_back', 'Given Back'), ('reminded', 'Reminded'), ('explanation_asked', 'Explanation Asked'), ('explained', 'Explained'), ('joined', 'Joined'), ('agreed', 'Agreed'), ('merged', 'Merged'), ('split', 'Split'), ('incident', 'Incident'), ('first_action_missed', 'First Action Missed'), ('due_moved', 'Due Moved'), ('hastened', 'Hastened'), ('asked_again', 'Asked Again'), ('rung', 'Rung'), ('closed_unconfirmed', 'Closed Unconfirmed'), ('rated', 'Rated'), ('remarked', 'Remarked'), ('thanked', 'Thanked'), ('referred_outside', 'Referred Outside'), ('chased', 'Chased'), ('outside_answered', 'Outside Answered'), ('taken_back', 'Taken Back'), ('answer_missed', 'Answer Missed'), ('alarm_raised', 'Alarm Raised'), ('alarmed', 'Alarmed'), ('alarm_heard', 'Alarm Heard')], max_length=30),
        ),
        migrations.CreateModel(
            name='Alarm',
            fields=[
                ('id', models.UUIDField(default=janasetu.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('contact_id', models.UUIDField(blank=True, help_text='Who called for help by message.', null=True)),
                ('by', models.CharField(help_text='ROLE@BODY or `citizen`', max_length=80)),
                ('began_at', models.DateTimeField()),
                ('calls_at', models.DateTimeField(blank=True, null=True)),
                ('calls', models.PositiveSmallIntegerField(default=0, help_text='How often it was told.')),
                ('heard_at', models.DateTimeField(blank=True, null=True)),
                ('heard_by', models.CharField(blank=True, help_text='ROLE@BODY', max_length=80)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bodies.localbody')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='alarms', to='cases.case')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('heard_at__isnull', True)), fields=['calls_at'], name='alarm_to_call'), models.Index(fields=['body', 'contact_id', 'began_at'], name='alarm_of_contact')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('heard_at__isnull', True)), fields=('body', 'case'), name='alarm_once_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Duty',
            fields=[
                ('id', models.UUIDField(default=janasetu.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField(help_text='The first instant off duty.')),
                ('entered_by', models.CharField(help_text='ROLE@BODY or `system`', max_length=80)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bodies.localbody')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bodies.officer')),
            ],
            options={
                'indexes': [models.Index(fields=['body', 'until'], name='duty_of_body')],
                'constraints': [models.UniqueConstraint(fields=('body', 'officer', 'since'), name='duty_once_at_a_time'), models.CheckConstraint(condition=models.Q(('until__gt', models.F('since'))), name='duty_ends_after_it_began')],
            },
        ),
    ]

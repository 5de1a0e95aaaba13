"""What was understood of a case's first words, and the masked words that a next model may learn from."""

import django.db.models.deletion
import janasetu.lib.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('bodies', '0007_leaves'),
        ('cases', '0026_voice_notes'),
    ]

    operations = [
        migrations.AlterField(
            model_name='caseevent',
            name='code',
            field=models.CharField(choices=[('opened', 'Opened'), ('assigned', 'Assigned'), ('seen', 'Seen'), ('on_the_way', 'On The Way'), ('replied', 'Replied'), ('asked', 'Asked'), ('answered_question', 'Answered'), ('noted', 'Noted'), ('referred', 'Referred'), ('revealed', 'Revealed'), ('unmask_asked', 'Unmask Asked'), ('unmasked', 'Unmasked'), ('rejected', 'Rejected'), ('resolve_claimed', 'Resolve Claimed'), ('evidence_added', 'Evidence Added'), ('confirmed', 'Confirmed'), ('reopened', 'Reopened'), ('escalated', 'Escalated'), ('handed_over', 'Handed Over'), ('covered', 'Covered'), ('given_back', 'Given Back'), ('reminded', 'Reminded'), ('explanation_asked', 'Explanation Asked'), ('explained', 'Explained'), ('joined', 'Joined'), ('agreed', 'Agreed'), ('merged', 'Merged'), ('split', 'Split'), ('incident', 'Incident'), ('first_action_missed', 'First Action Missed'), ('due_moved', 'Due Moved'), ('hastened', 'Hastened'), ('asked_again', 'Asked Again'), ('rung', 'Rung'), ('closed_unconfirmed', 'Closed Unconfirmed'), ('rated', 'Rated'), ('remarked', 'Remarked'), ('thanked', 'Thanked'), ('referred_outside', 'Referred Outside'), ('chased', 'Chased'), ('outside_answered', 'Outside Answered'), ('taken_back', 'Taken Back'), ('answer_missed', 'Answer Missed'), ('alarm_raised', 'Alarm Raised'), ('alarmed', 'Alarmed'), ('alarm_heard', 'Alarm Heard'), ('voice_heard', 'Voice Heard'), ('voice_unheard', 'Voice Unheard'), ('subject_corrected', 'Subject Corrected')], max_length=30),
        ),
        migrations.CreateModel(
            name='CaseReading',
            fields=[
                ('id', models.UUIDField(default=janasetu.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('understood', models.CharField(max_length=40)),
                ('probability', models.FloatField(help_text='0 to 1.')),
                ('decision', models.CharField(choices=[('accept', 'Accept'), ('choose', 'Choose'), ('hand', 'Hand')], max_length=6)),
                ('model', models.CharField(help_text='The hash of the model.', max_length=64)),
                ('language', models.CharField(blank=True, help_text='In which the words were written.', max_length=8)),
                ('text_hash', models.CharField(help_text='Of the words, folded.', max_length=64)),
                ('begun_as', models.CharField(max_length=40)),
                ('stands_as', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('body', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bodies.localbody')),
                ('case', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
            ],
            options={
                'indexes': [models.Index(fields=['body', 'at'], name='reading_by_moment')],
                'constraints': [models.UniqueConstraint(fields=('body', 'case'), name='reading_once_a_case')],
            },
        ),
        migrations.CreateModel(
            name='TrainingPhrase',
            fields=[
                ('id', models.UUIDField(default=janasetu.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('text', models.TextField(blank=True)),
                ('language', models.CharField(max_length=8)),
                ('key', models.CharField(help_text='A hash of the words folded.', max_length=64)),
                ('was', models.CharField(max_length=40)),
                ('now', models.CharField(blank=True, max_length=40)),
                ('state', models.CharField(choices=[('candidate', 'Candidate'), ('accepted', 'Accepted'), ('refused', 'Refused')], default='candidate', max_length=9)),
                ('by', models.CharField(help_text='ROLE@BODY of who corrected the case', max_length=80)),
                ('at', models.DateTimeField()),
                ('reviewed_by', models.CharField(blank=True, help_text='ROLE@BODY or `system`', max_length=80)),
                ('reviewed_at', models.DateTimeField(blank=True, null=True)),
                ('body', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bodies.localbody')),
                ('case', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'candidate')), fields=['body', 'at'], name='phrase_to_review'), models.Index(fields=['body', 'reviewed_at'], name='phrase_by_review')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'accepted')), fields=('body', 'key'), name='phrase_accepted_once'), models.UniqueConstraint(condition=models.Q(('state', 'candidate')), fields=('body', 'case'), name='phrase_once_a_case'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'accepted'), _negated=True), models.Q(models.Q(('text', ''), _negated=True), models.Q(('now', ''), _negated=True)), _connector='OR'), name='phrase_accepted_is_whole'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), ('text', ''), _connector='OR'), name='phrase_refused_is_gone')],
            },
        ),
    ]

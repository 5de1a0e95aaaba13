"""Matters that go to offices outside, and the wall that no case ends while an answer is awaited."""

import django.db.models.deletion
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

import janasetu.lib.ids

TWO_STEPS = "a release before knows no referral: every case of its own has awaited_answers 0"


class Migration(migrations.Migration):

    dependencies = [
        ('bodies', '0007_leaves'),
        ('cases', '0019_owning_found'),
        ('catalogue', '0003_agencies_of_bodies'),
    ]

    operations = [
        migrations.CreateModel(
            name='Referral',
            fields=[
                ('id', models.UUIDField(default=janasetu.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('agency', models.CharField(blank=True, help_text='Its code in agencies.yaml.', max_length=40)),
                ('name', models.JSONField(help_text='bn, en, hi')),
                ('contact', models.JSONField(blank=True, default=dict, help_text='bn, en, hi')),
                ('how', models.CharField(choices=[('letter', 'Letter'), ('telephone', 'Telephone'), ('mail', 'Mail'), ('portal', 'Portal'), ('in_person', 'In Person'), ('inbox', 'Inbox'), ('citizen', 'Citizen')], max_length=12)),
                ('why', models.TextField(blank=True, help_text='What they are asked to do.')),
                ('outside_ref', models.CharField(blank=True, help_text='The number under which they have it.', max_length=60)),
                ('by', models.CharField(help_text='ROLE@BODY or `system`', max_length=80)),
                ('sent_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('again', models.CharField(help_text='A length of time, as in a definition.', max_length=20)),
                ('reminds_at', models.DateTimeField(blank=True, null=True)),
                ('chased', models.PositiveSmallIntegerField(default=0, help_text='How often it was asked for again.')),
                ('told_at', models.DateTimeField(help_text='When the citizen last heard of it.')),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('end', models.CharField(blank=True, choices=[('answered', 'Answered'), ('taken_back', 'Taken Back')], max_length=12)),
                ('answer', models.TextField(blank=True)),
                ('answered_by', models.CharField(blank=True, help_text='Who said it there, as it was heard.', max_length=120)),
                ('noted_by', models.CharField(blank=True, help_text='ROLE@BODY or `system`', max_length=80)),
            ],
        ),
        migrations.AddField(
            model_name='case',
            name='awaited_answers',
            field=models.PositiveSmallIntegerField(db_default=0, default=0, help_text='How many outside offices have not answered yet; it cannot end then.'),
        ),
        migrations.AlterField(
            model_name='caseevent',
            name='code',
            field=models.CharField(choices=[('opened', 'Opened'), ('assigned', 'Assigned'), ('seen', 'Seen'), ('on_the_way', 'On The Way'), ('replied', 'Replied'), ('asked', 'Asked'), ('answered_question', 'Answered'), ('noted', 'Noted'), ('referred', 'Referred'), ('revealed', 'Revealed'), ('unmask_asked', 'Unmask Asked'), ('unmasked', 'Unmasked'), ('rejected', 'Rejected'), ('resolve_claimed', 'Resolve Claimed'), ('evidence_added', 'Evidence Added'), ('confirmed', 'Confirmed'), ('reopened', 'Reopened'), ('escalated', 'Escalated'), ('handed_over', 'Handed Over'), ('joined', 'Joined'), ('agreed', 'Agreed'), ('merged', 'Merged'), ('split', 'Split'), ('incident', 'Incident'), ('first_action_missed', 'First Action Missed'), ('due_moved', 'Due Moved'), ('hastened', 'Hastened'), ('asked_again', 'Asked Again'), ('rung', 'Rung'), ('closed_unconfirmed', 'Closed Unconfirmed'), ('rated', 'Rated'), ('remarked', 'Remarked'), ('thanked', 'Thanked'), ('referred_outside', 'Referred Outside'), ('chased', 'Chased'), ('outside_answered', 'Outside Answered'), ('taken_back', 'Taken Back'), ('answer_missed', 'Answer Missed')], max_length=30),
        ),
        migrations.AlterField(
            model_name='casepause',
            name='reason',
            field=models.CharField(choices=[('waiting_citizen', 'Waiting Citizen'), ('referred', 'Referred')], max_length=20),
        ),
        AddConstraintNotValid(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('awaited_answers', 0), ('status__in', ('received', 'in_progress', 'referred', 'waiting_citizen')), _connector='OR'), name='case_done_awaits_nobody'),
        ),
        migrations.AddField(
            model_name='referral',
            name='body',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bodies.localbody'),
        ),
        migrations.AddField(
            model_name='referral',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='cases.case'),
        ),
        migrations.AddField(
            model_name='referral',
            name='linked',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case'),
        ),
        migrations.AddField(
            model_name='referral',
            name='to_body',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bodies.localbody'),
        ),
        migrations.AddIndex(
            model_name='referral',
            index=models.Index(fields=['body', 'case'], name='referral_of_case'),
        ),
        migrations.AddIndex(
            model_name='referral',
            index=models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['body', 'due_at'], name='referral_awaited'),
        ),
        migrations.AddIndex(
            model_name='referral',
            index=models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['reminds_at'], name='referral_to_remind'),
        ),
        migrations.AddIndex(
            model_name='referral',
            index=models.Index(condition=models.Q(('ended_at__isnull', True), ('linked__isnull', False)), fields=['linked'], name='referral_linked'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True), models.Q(('agency', ''), _negated=True)), fields=('body', 'case', 'agency'), name='referred_once_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('body', 'case', 'to_body'), name='referred_once_to_a_body'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), models.Q(models.Q(('end', ''), _negated=True), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='referral_ends_in_words'),
        ),
    ]

"""Whose a case is while its officer is away; of what they are reminded; why it was late."""

import django.db.models.deletion
import janasetu.lib.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('bodies', '0007_leaves'),
        ('cases', '0017_reported'),
        ('catalogue', '0002_what_bodies_change'),
    ]

    operations = [
        migrations.CreateModel(
            name='Explanation',
            fields=[
                ('id', models.UUIDField(default=janasetu.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('level', models.PositiveSmallIntegerField(help_text='On which the time ran out.')),
                ('asked_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('given_at', models.DateTimeField(blank=True, null=True)),
                ('words', models.TextField(blank=True)),
                ('given_by', models.CharField(blank=True, help_text='ROLE@BODY', max_length=80)),
            ],
        ),
        migrations.AddField(
            model_name='case',
            name='covers',
            field=models.ForeignKey(blank=True, db_index=False, help_text='In whose place the officer has it: who is away, or has left a post that is vacant.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bodies.officer'),
        ),
        migrations.AddField(
            model_name='case',
            name='looks_at',
            field=models.DateTimeField(blank=True, help_text='When it is looked at next whether its officer is to be reminded.', null=True),
        ),
        migrations.AddField(
            model_name='case',
            name='reminded',
            field=models.PositiveSmallIntegerField(db_default=0, default=0, help_text='Of which shares of its clocks its officer was reminded, as bits.'),
        ),
        migrations.AlterField(
            model_name='caseevent',
            name='code',
            field=models.CharField(choices=[('opened', 'Opened'), ('assigned', 'Assigned'), ('seen', 'Seen'), ('on_the_way', 'On The Way'), ('replied', 'Replied'), ('asked', 'Asked'), ('answered_question', 'Answered'), ('noted', 'Noted'), ('referred', 'Referred'), ('revealed', 'Revealed'), ('unmask_asked', 'Unmask Asked'), ('unmasked', 'Unmasked'), ('rejected', 'Rejected'), ('resolve_claimed', 'Resolve Claimed'), ('evidence_added', 'Evidence Added'), ('confirmed', 'Confirmed'), ('reopened', 'Reopened'), ('escalated', 'Escalated'), ('handed_over', 'Handed Over'), ('covered', 'Covered'), ('given_back', 'Given Back'), ('reminded', 'Reminded'), ('explanation_asked', 'Explanation Asked'), ('explained', 'Explained'), ('joined', 'Joined'), ('agreed', 'Agreed'), ('merged', 'Merged'), ('split', 'Split'), ('incident', 'Incident'), ('first_action_missed', 'First Action Missed'), ('due_moved', 'Due Moved'), ('hastened', 'Hastened'), ('asked_again', 'Asked Again'), ('rung', 'Rung'), ('closed_unconfirmed', 'Closed Unconfirmed'), ('rated', 'Rated'), ('remarked', 'Remarked'), ('thanked', 'Thanked')], max_length=30),
        ),
        migrations.AddField(
            model_name='explanation',
            name='body',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='bodies.localbody'),
        ),
        migrations.AddField(
            model_name='explanation',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='explanations', to='cases.case'),
        ),
        migrations.AddField(
            model_name='explanation',
            name='officer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='explanations', to='bodies.officer'),
        ),
        migrations.AddIndex(
            model_name='explanation',
            index=models.Index(fields=['body', 'asked_at'], name='explanation_by_asking'),
        ),
        migrations.AddIndex(
            model_name='explanation',
            index=models.Index(condition=models.Q(('given_at__isnull', True)), fields=['body', 'due_at'], name='explanation_waiting'),
        ),
        migrations.AddConstraint(
            model_name='explanation',
            constraint=models.UniqueConstraint(fields=('body', 'case', 'level'), name='explanation_once_a_level'),
        ),
        migrations.AddConstraint(
            model_name='explanation',
            constraint=models.CheckConstraint(condition=models.Q(('given_at__isnull', True), models.Q(('words', ''), _negated=True), _connector='OR'), name='explanation_is_in_words'),
        ),
    ]

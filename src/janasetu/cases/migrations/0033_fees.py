"""What happens with fees, and that a case may wait for an answer and for a fee at once."""

from django.db import migrations, models


TWO_STEPS = "looser than what it replaces: a program of the release before takes no two pauses at once"


class Migration(migrations.Migration):

    dependencies = [
        ('bodies', '0007_leaves'),
        ('cases', '0032_rights'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='casepause',
            name='case_pauses_once_at_a_time',
        ),
        migrations.AlterField(
            model_name='caseevent',
            name='code',
            field=models.CharField(choices=[('opened', 'Opened'), ('assigned', 'Assigned'), ('seen', 'Seen'), ('on_the_way', 'On The Way'), ('replied', 'Replied'), ('asked', 'Asked'), ('answered_question', 'Answered'), ('noted', 'Noted'), ('referred', 'Referred'), ('revealed', 'Revealed'), ('unmask_asked', 'Unmask Asked'), ('unmasked', 'Unmasked'), ('rejected', 'Rejected'), ('resolve_claimed', 'Resolve Claimed'), ('evidence_added', 'Evidence Added'), ('confirmed', 'Confirmed'), ('reopened', 'Reopened'), ('escalated', 'Escalated'), ('handed_over', 'Handed Over'), ('covered', 'Covered'), ('given_back', 'Given Back'), ('reminded', 'Reminded'), ('explanation_asked', 'Explanation Asked'), ('explained', 'Explained'), ('joined', 'Joined'), ('agreed', 'Agreed'), ('merged', 'Merged'), ('split', 'Split'), ('incident', 'Incident'), ('first_action_missed', 'First Action Missed'), ('due_moved', 'Due Moved'), ('hastened', 'Hastened'), ('asked_again', 'Asked Again'), ('rung', 'Rung'), ('closed_unconfirmed', 'Closed Unconfirmed'), ('rated', 'Rated'), ('remarked', 'Remarked'), ('thanked', 'Thanked'), ('referred_outside', 'Referred Outside'), ('chased', 'Chased'), ('outside_answered', 'Outside Answered'), ('taken_back', 'Taken Back'), ('answer_missed', 'Answer Missed'), ('alarm_raised', 'Alarm Raised'), ('alarmed', 'Alarmed'), ('alarm_heard', 'Alarm Heard'), ('voice_heard', 'Voice Heard'), ('voice_unheard', 'Voice Unheard'), ('subject_corrected', 'Subject Corrected'), ('desk_done', 'Desk Done'), ('approved', 'Approved'), ('paper_judged', 'Paper Judged'), ('desk_nudged', 'Desk Nudged'), ('paper_drafted', 'Paper Drafted'), ('paper_signed', 'Paper Signed'), ('paper_released', 'Paper Released'), ('paper_returned', 'Paper Returned'), ('paper_ended', 'Paper Ended'), ('issued', 'Issued'), ('withdrawn', 'Withdrawn'), ('demand_raised', 'Demand Raised'), ('fee_paid', 'Fee Paid'), ('fee_waived', 'Fee Waived'), ('fee_returned', 'Fee Returned'), ('law_passed', 'Law Passed'), ('appealed', 'Appealed'), ('appeal_decided', 'Appeal Decided'), ('entry_chosen', 'Entry Chosen'), ('records_asked', 'Records Asked'), ('records_answered', 'Records Answered')], max_length=30),
        ),
        migrations.AlterField(
            model_name='casepause',
            name='reason',
            field=models.CharField(choices=[('waiting_citizen', 'Waiting Citizen'), ('waiting_payment', 'Waiting Payment'), ('referred', 'Referred'), ('record_room', 'Record Room')], max_length=20),
        ),
        migrations.AddConstraint(
            model_name='casepause',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('body', 'case', 'reason'), name='case_pauses_once_for_a_reason'),
        ),
    ]

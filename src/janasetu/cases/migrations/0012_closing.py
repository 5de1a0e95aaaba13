"""How a case closes: the citizen's window, calls that check, stars; what is done was claimed once."""

from typing import ClassVar

import django.db.models.deletion
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models
from django.db.models import Q

TWO_STEPS = "0.4.0 writes claimed_at with every claim and never takes it away, and knows no stars"

_CLAIMED = ("awaiting_confirmation", "resolved_confirmed", "resolved_unconfirmed")


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("bodies", "0006_maps"),
        ("cases", "0011_exports_are_looks"),
    ]

    operations: ClassVar = [
        migrations.AddField(
            "callback",
            "tries",
            models.PositiveSmallIntegerField(default=0, db_default=0, help_text="How often nobody answered."),
        ),
        migrations.AddField(
            "case",
            "closes_at",
            models.DateTimeField(
                null=True,
                blank=True,
                help_text="When a claim that nobody answers ends; empty while a call decides.",
            ),
        ),
        migrations.AddField(
            "case",
            "reminds_at",
            models.DateTimeField(
                null=True, blank=True, help_text="When who is silent on the claim is asked once more."
            ),
        ),
        migrations.AddField(
            "case",
            "confirmed_by",
            models.CharField(
                max_length=80,
                blank=True,
                default="",
                db_default="",
                help_text="Whose yes it was: `citizen`, or ROLE@BODY of who heard it on the telephone.",
            ),
        ),
        migrations.AddField(
            "case",
            "resolved_by",
            models.ForeignKey(
                "bodies.officer",
                on_delete=django.db.models.deletion.PROTECT,
                null=True,
                blank=True,
                related_name="+",
                db_index=False,
                help_text="Who said that it is done: stars and thanks are credited to them.",
            ),
        ),
        migrations.AddField(
            "case",
            "resolved_in",
            models.ForeignKey(
                "bodies.department",
                on_delete=django.db.models.deletion.PROTECT,
                null=True,
                blank=True,
                related_name="+",
                db_index=False,
                help_text="The department that had it then.",
            ),
        ),
        migrations.AddField(
            "case", "stars", models.PositiveSmallIntegerField(null=True, blank=True, help_text="1 to 5.")
        ),
        migrations.AddField("case", "rated_at", models.DateTimeField(null=True, blank=True)),
        migrations.AlterField(
            "callback",
            "outcome",
            models.CharField(
                blank=True,
                max_length=20,
                choices=[
                    ("spoken", "Spoken"),
                    ("no_answer", "No Answer"),
                    ("wrong_number", "Wrong Number"),
                    ("answered", "Answered"),
                ],
            ),
        ),
        migrations.AlterField(
            "callback",
            "reason",
            models.CharField(
                max_length=20,
                choices=[("rang", "Rang"), ("unreached", "Unreached"), ("checking", "Checking")],
            ),
        ),
        migrations.AlterField(
            "caseevent",
            "code",
            models.CharField(
                max_length=30,
                choices=[
                    ("opened", "Opened"),
                    ("assigned", "Assigned"),
                    ("seen", "Seen"),
                    ("on_the_way", "On The Way"),
                    ("replied", "Replied"),
                    ("asked", "Asked"),
                    ("answered_question", "Answered"),
                    ("noted", "Noted"),
                    ("referred", "Referred"),
                    ("revealed", "Revealed"),
                    ("rejected", "Rejected"),
                    ("resolve_claimed", "Resolve Claimed"),
                    ("evidence_added", "Evidence Added"),
                    ("confirmed", "Confirmed"),
                    ("reopened", "Reopened"),
                    ("escalated", "Escalated"),
                    ("handed_over", "Handed Over"),
                    ("first_action_missed", "First Action Missed"),
                    ("due_moved", "Due Moved"),
                    ("hastened", "Hastened"),
                    ("asked_again", "Asked Again"),
                    ("rung", "Rung"),
                    ("closed_unconfirmed", "Closed Unconfirmed"),
                    ("rated", "Rated"),
                    ("remarked", "Remarked"),
                    ("thanked", "Thanked"),
                ],
            ),
        ),
        AddConstraintNotValid(
            "case",
            models.CheckConstraint(
                condition=~Q(status__in=_CLAIMED) | Q(claimed_at__isnull=False), name="case_done_was_claimed"
            ),
        ),
        AddConstraintNotValid(
            "case",
            models.CheckConstraint(
                condition=Q(stars__isnull=True) | Q(stars__range=(1, 5)), name="case_stars_one_to_five"
            ),
        ),
    ]

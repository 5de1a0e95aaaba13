"""Who complains confidentially stands with the party alone; two officers may look; calls have their hour."""

from typing import Any, ClassVar

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

import janasetu.lib.ids


def hide_former(apps: Any, editor: Any) -> None:
    """The confidential cases that there are: from now on who complains stands with the party alone."""
    from janasetu.catalogue.schema import Service

    versions, cases = apps.get_model("catalogue", "ServiceVersion"), apps.get_model("cases", "Case")
    for version in versions.objects.filter(content__contains='"confidential"'):
        service = Service.model_validate_json(version.content)
        for case in cases.objects.filter(version_id=version.id, confidential="").select_related("body"):
            if service.hidden_in(case.body.kind, case.fields):
                _hide(apps, case, service)


def _hide(apps: Any, case: Any, service: Any) -> None:
    """Who had the case keeps it, also where it is about the office: it is not taken from anybody's desk."""
    from janasetu.cases.searching import words_of_case
    from janasetu.cases.seeing import COMPLAINANT, parted

    own = {"body_id": case.body_id, "case_id": case.id}
    parties = list(apps.get_model("cases", "CaseParty").objects.filter(**own))
    names, phone = [party.name for party in parties], next((one.phone for one in parties if one.phone), "")
    answers = parted(service, case.fields, names=names, phone=phone)
    for party in parties:
        party.withheld, party.search = {"fields": dict(answers.withheld)}, ""
        party.save(update_fields=["withheld", "search"])
    case.fields, case.confidential = dict(answers.shown), COMPLAINANT
    case.lat = case.lon = None
    case.search = words_of_case(service, answers.shown, outside_ref=case.outside_ref)
    case.save(update_fields=["fields", "confidential", "search", "lat", "lon"])
    apps.get_model("cases", "CaseAttachment").objects.filter(**own, role="given").update(role="held")
    apps.get_model("cases", "CallBack").objects.filter(**own).update(name="", phone="")


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("bodies", "0006_maps"),
        ("cases", "0015_likes"),
        ("catalogue", "0002_what_bodies_change"),
    ]

    operations: ClassVar = [
        migrations.AddField(
            "callback",
            "not_before",
            models.DateTimeField(
                null=True, blank=True, help_text="Somebody else may have the phone until then."
            ),
        ),
        migrations.AddField(
            "case",
            "confidential",
            models.CharField(
                max_length=12,
                choices=[("complainant", "Complainant"), ("office", "Office")],
                blank=True,
                default="",
                db_default="",
            ),
        ),
        migrations.AddField(
            "caseparty",
            "withheld",
            models.JSONField(
                null=True,
                blank=True,
                help_text="Of who is hidden: the answers that tell who or where, as given.",
            ),
        ),
        migrations.AlterField(
            "callback",
            "reason",
            models.CharField(
                max_length=20,
                choices=[
                    ("rang", "Rang"),
                    ("unreached", "Unreached"),
                    ("checking", "Checking"),
                    ("quiet", "Quiet"),
                ],
            ),
        ),
        migrations.AlterField(
            "caseattachment",
            "role",
            models.CharField(
                max_length=10, choices=[("given", "Given"), ("held", "Held"), ("evidence", "Evidence")]
            ),
        ),
        migrations.AlterField(
            "caseparty",
            "search",
            models.TextField(
                blank=True, help_text="The name folded, and the digits of the number; empty for who is hidden."
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
                    ("unmask_asked", "Unmask Asked"),
                    ("unmasked", "Unmasked"),
                    ("rejected", "Rejected"),
                    ("resolve_claimed", "Resolve Claimed"),
                    ("evidence_added", "Evidence Added"),
                    ("confirmed", "Confirmed"),
                    ("reopened", "Reopened"),
                    ("escalated", "Escalated"),
                    ("handed_over", "Handed Over"),
                    ("joined", "Joined"),
                    ("agreed", "Agreed"),
                    ("merged", "Merged"),
                    ("split", "Split"),
                    ("incident", "Incident"),
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
        migrations.CreateModel(
            name="Unmasking",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        primary_key=True, default=janasetu.lib.ids.uuid7, editable=False, serialize=False
                    ),
                ),
                ("reason", models.TextField()),
                ("asked_at", models.DateTimeField()),
                ("agreed_at", models.DateTimeField(null=True, blank=True)),
                (
                    "agreed_by",
                    models.ForeignKey(
                        "bodies.officer",
                        on_delete=django.db.models.deletion.PROTECT,
                        null=True,
                        blank=True,
                        related_name="+",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        "bodies.officer", on_delete=django.db.models.deletion.PROTECT, related_name="+"
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        "bodies.localbody", on_delete=django.db.models.deletion.PROTECT, related_name="+"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        "cases.case", on_delete=django.db.models.deletion.PROTECT, related_name="unmaskings"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["body", "asked_at"],
                        condition=Q(agreed_at__isnull=True),
                        name="unmasking_waiting",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["body", "case", "asked_by"],
                        condition=Q(agreed_at__isnull=True),
                        name="unmasking_asked_once",
                    )
                ],
            },
        ),
        migrations.RunPython(hide_former, migrations.RunPython.noop),
    ]

"""The case itself, whose it is, its files, and what happened to it. Body family."""

from typing import ClassVar
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from janasetu.bodies import rules
from janasetu.bodies.models import Department, LocalBody, Officer
from janasetu.cases.choices import (
    AT_WORK,
    CLAIMED,
    OPEN,
    WITH_OFFICE,
    AttachmentRole,
    Confidential,
    EventCode,
    Lane,
    PartyRole,
    Status,
)
from janasetu.catalogue import queries as catalogue
from janasetu.catalogue.models import ServiceVersion
from janasetu.catalogue.schema import Service
from janasetu.lib.ids import uuid7
from janasetu.lib.references import grouped
from janasetu.lib.words import Lang
from janasetu.people.models import Person


class Case(models.Model):
    """One matter of one person with one body (Open311: service request)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="cases")
    ref = models.CharField(max_length=20, help_text="Digits only; shown grouped.")
    version = models.ForeignKey(ServiceVersion, on_delete=models.PROTECT, related_name="+")
    corrects_version = models.UUIDField(
        null=True,
        blank=True,
        help_text="Of a correction the version of the case whose paper it corrects.",
    )
    source = models.CharField(max_length=120, help_text="What opened it; the same source opens it once.")
    channel = models.CharField(max_length=20)
    lane = models.CharField(max_length=10, choices=Lane.choices, default=Lane.NORMAL)
    confidential = models.CharField(
        max_length=12, choices=Confidential.choices, blank=True, default="", db_default=""
    )
    category = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=30, choices=Status.choices, default=Status.RECEIVED)
    level = models.PositiveSmallIntegerField(default=0, help_text="Index into the levels of its version.")
    ward = models.CharField(max_length=8, blank=True)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, null=True, blank=True)
    officer = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="cases"
    )
    covers = models.ForeignKey(
        Officer,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        help_text="In whose place the officer has it: who is away, or has left a post that is vacant.",
    )
    fields = models.JSONField(default=dict)
    outside_ref = models.CharField(max_length=60, blank=True, help_text="The number of a letter or a camp.")
    search = models.TextField(blank=True, help_text="Subject, place and words, folded; nobody's name.")
    opened_at = models.DateTimeField()
    promise_due_at = models.DateTimeField()
    statutory_due_at = models.DateTimeField(null=True, blank=True)
    law_passed_at = models.DateTimeField(
        null=True, blank=True, help_text="When the citizen was told that the time of the law has run out."
    )
    first_action_due_at = models.DateTimeField(null=True, blank=True)
    first_action_at = models.DateTimeField(
        null=True, blank=True, help_text="When somebody of the office first did something about it."
    )
    first_action_missed_at = models.DateTimeField(
        null=True, blank=True, help_text="When the desk was told that nobody had in time."
    )
    escalates_at = models.DateTimeField(null=True, blank=True)
    looks_at = models.DateTimeField(
        null=True, blank=True, help_text="When it is looked at next whether its officer is to be reminded."
    )
    reminded = models.PositiveSmallIntegerField(
        default=0, db_default=0, help_text="Of which shares of its clocks its officer was reminded, as bits."
    )
    claimed_at = models.DateTimeField(
        null=True, blank=True, help_text="When the office last said it is done."
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(
        null=True, blank=True, help_text="When a claim that nobody answers ends; empty while a call decides."
    )
    reminds_at = models.DateTimeField(
        null=True, blank=True, help_text="When who is silent on the claim is asked once more."
    )
    confirmed_by = models.CharField(
        max_length=80,
        blank=True,
        default="",
        db_default="",
        help_text="Whose yes it was: `citizen`, or ROLE@BODY of who heard it on the telephone.",
    )
    resolved_by = models.ForeignKey(
        Officer,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        help_text="Who said that it is done: stars and thanks are credited to them.",
    )
    resolved_in = models.ForeignKey(
        Department,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        help_text="The department that had it then.",
    )
    stars = models.PositiveSmallIntegerField(null=True, blank=True, help_text="1 to 5.")
    rated_at = models.DateTimeField(null=True, blank=True)
    awaited_answers = models.PositiveSmallIntegerField(
        default=0,
        db_default=0,
        help_text="How many outside offices have not answered yet; it cannot end then.",
    )
    lat = models.FloatField(null=True, blank=True, help_text="Of the matter, where others may be like it.")
    lon = models.FloatField(null=True, blank=True)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="merged",
        null=True,
        blank=True,
        db_index=False,
        help_text="The case that this one is the same matter as; it has none itself.",
    )
    supporters = models.PositiveIntegerField(
        default=0, db_default=0, help_text="How many more people it is the matter of, merged cases too."
    )
    incident_wards = ArrayField(
        models.CharField(max_length=8),
        null=True,
        blank=True,
        help_text="Of a known incident the wards, or none where it is everywhere; null of every other case.",
    )
    expected_at = models.DateTimeField(
        null=True, blank=True, help_text="When the office expects a known incident to be solved."
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "ref"], name="case_ref_once_a_body"),
            models.CheckConstraint(
                condition=Q(awaited_answers=0) | Q(status__in=(*WITH_OFFICE, Status.WAITING_CITIZEN)),
                name="case_done_awaits_nobody",
            ),
            models.UniqueConstraint(fields=["body", "source"], name="case_once_a_source"),
            models.CheckConstraint(
                condition=~Q(status__in=CLAIMED) | Q(claimed_at__isnull=False), name="case_done_was_claimed"
            ),
            models.CheckConstraint(
                condition=Q(stars__isnull=True) | Q(stars__range=(1, 5)), name="case_stars_one_to_five"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["body", "promise_due_at"], condition=Q(status__in=OPEN), name="case_open_by_due"
            ),
            models.Index(
                fields=["escalates_at"], condition=Q(status__in=WITH_OFFICE), name="case_to_escalate"
            ),
            models.Index(
                fields=["first_action_due_at"],
                condition=Q(
                    status__in=WITH_OFFICE,
                    first_action_at__isnull=True,
                    first_action_missed_at__isnull=True,
                ),
                name="case_to_act_on",
            ),
            models.Index(
                fields=["statutory_due_at"],
                condition=Q(
                    status__in=WITH_OFFICE, law_passed_at__isnull=True, statutory_due_at__isnull=False
                ),
                name="case_past_law",
            ),
            models.Index(
                fields=["closes_at"], condition=Q(status=Status.AWAITING_CONFIRMATION), name="case_to_close"
            ),
            models.Index(
                fields=["reminds_at"],
                condition=Q(status=Status.AWAITING_CONFIRMATION, reminds_at__isnull=False),
                name="case_to_remind",
            ),
            models.Index(fields=["body", "opened_at"], name="case_by_opening"),
            models.Index(fields=["body", "ended_at"], name="case_by_ending"),
            models.Index(
                fields=["body", "rated_at"], condition=Q(rated_at__isnull=False), name="case_by_rating"
            ),
            models.Index(fields=["officer"], condition=Q(status__in=OPEN), name="case_open_of_officer"),
            models.Index(
                fields=["covers"],
                condition=Q(status__in=OPEN, covers__isnull=False),
                name="case_in_another_place",
            ),
            models.Index(
                fields=["looks_at"],
                condition=Q(status__in=WITH_OFFICE, looks_at__isnull=False),
                name="case_to_look_at",
            ),
            models.Index(
                fields=["opened_at"],
                condition=Q(status__in=WITH_OFFICE, looks_at__isnull=True, reminded=0),
                name="case_never_looked_at",
            ),
            models.Index(
                fields=["body"], condition=Q(confidential=Confidential.OFFICE), name="case_about_office"
            ),
            GinIndex(fields=["search"], opclasses=["gin_trgm_ops"], name="case_by_words"),
            models.Index(
                fields=["body", "category", "ward", "opened_at"],
                condition=Q(status__in=AT_WORK),
                name="case_at_work_by_ward",
            ),
            models.Index(
                fields=["body", "category", "lat"],
                condition=Q(status__in=AT_WORK, lat__isnull=False),
                name="case_at_work_by_pin",
            ),
            models.Index(
                fields=["body", "category"],
                condition=Q(status__in=AT_WORK, incident_wards__isnull=False),
                name="case_known_incident",
            ),
            models.Index(fields=["parent"], condition=Q(parent__isnull=False), name="case_merged_into"),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def service(self) -> Service:
        """The definition this case is pinned to; of a correction with what the paper's own says of papers."""
        if self.corrects_version is not None:
            return catalogue.correcting(self.version_id, self.corrects_version)
        return catalogue.service(self.version_id)

    @property
    def grouped_ref(self) -> str:
        return grouped(self.ref)

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def is_about_the_office(self) -> bool:
        """Whether it is hidden from the body that has it."""
        return self.confidential == Confidential.OFFICE

    @property
    def calling_body_id(self) -> UUID | None:
        """The body that telephones about it: of what is about its body the one above that has it, if any."""
        if not self.is_about_the_office:
            return self.body_id
        return self.officer.body_id if self.officer else None

    @property
    def is_incident(self) -> bool:
        """Whether it is a known incident, which later reports join."""
        return self.incident_wards is not None

    @property
    def is_staged(self) -> bool:
        """Whether it goes through the office from desk to desk, as its definition says."""
        return bool(self.service.stages)

    @property
    def is_unheard(self) -> bool:
        """Whether it is a voice of which nobody knows yet what it is about."""
        return self.service.is_unheard(self.fields)

    def title_in(self, lang: Lang) -> str:
        return self.service.title(self.fields, lang)

    @property
    def levels(self) -> tuple[str, ...]:
        """The roles that answer for the case, lowest first."""
        return self.service.levels_in(self.body.kind, self.fields)

    @property
    def hands(self) -> tuple[str, ...]:
        """The roles that may work on the case: those of its desks, and then those that answer for it."""
        kind = self.body.kind
        desks = (role for stage in self.service.all_stages() for role in (stage.role_in(kind), *stage.also))
        return (*dict.fromkeys(role for role in desks if role and role not in self.levels), *self.levels)

    @property
    def level_role(self) -> str:
        """The role that answers for the case now."""
        return self.levels[self.level]

    def roles_of(self, officer: Officer) -> frozenset[str]:
        """Whose authority an officer has for this case: that of the post, of the one they act for, and of the
        case's level where the case is theirs, for whoever stands in for a vacant seat.
        """
        held = rules.authority(officer.tenure)
        return held | {self.level_role} if self.officer_id == officer.id else held


class CaseParty(models.Model):
    """Who a case is for: the only place of a citizen's name and number, and of how to reach them.

    A supporter, whose matter it is too, has a number of their own, and their own answers.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="parties")
    role = models.CharField(max_length=12, choices=PartyRole.choices)
    name = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=200, blank=True, help_text="The number as the line gave it.")
    lang = models.CharField(max_length=5, default="bn")
    contact_bucket = models.PositiveSmallIntegerField(null=True, blank=True)
    contact_id = models.UUIDField(null=True, blank=True)
    contact_epoch = models.PositiveIntegerField(default=1)
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text="Whom it concerns, where the contact acts for several.",
    )
    line_id = models.UUIDField(null=True, blank=True)
    search = models.TextField(
        blank=True, help_text="The name folded, and the digits of the number; empty for who is hidden."
    )
    withheld = models.JSONField(
        null=True, blank=True, help_text="Of who is hidden: the answers that tell who or where, as given."
    )
    ref = models.CharField(
        max_length=20, blank=True, default="", db_default="", help_text="Of a supporter; digits only."
    )
    source = models.CharField(
        max_length=120,
        blank=True,
        default="",
        db_default="",
        help_text="What made a supporter join; the same joins once.",
    )
    channel = models.CharField(max_length=20, blank=True, default="", db_default="")
    version = models.ForeignKey(
        ServiceVersion, on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    fields = models.JSONField(null=True, blank=True, help_text="What a supporter answered.")
    joined_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "case", "role", "contact_id"], name="party_once_a_case"),
            models.UniqueConstraint(fields=["body", "ref"], condition=~Q(ref=""), name="party_once_a_number"),
            models.UniqueConstraint(
                fields=["body", "source"], condition=~Q(source=""), name="party_once_a_source"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["body", "contact_id"], name="party_by_contact"),
            GinIndex(fields=["search"], opclasses=["gin_trgm_ops"], name="party_by_words"),
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.case_id}"

    @property
    def number(self) -> str:
        """By which number this person asks: a supporter's own, else that of the case."""
        return self.ref or self.case.ref


class CaseAttachment(models.Model):
    """A file of a case, by its id and bucket in the other family."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="attachments")
    role = models.CharField(max_length=10, choices=AttachmentRole.choices)
    file_bucket = models.PositiveSmallIntegerField()
    file_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "case", "file_id"], name="attached_once")
        ]
        indexes: ClassVar = [models.Index(fields=["file_bucket", "file_id"], name="attached_file")]

    def __str__(self) -> str:
        return f"{self.role} {self.file_id}"


class CaseEvent(models.Model):
    """What happened to a case: a code and parameters, put in words for whoever reads."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    code = models.CharField(max_length=30, choices=EventCode.choices)
    by = models.CharField(max_length=80, help_text="ROLE@BODY, `citizen` or `system`")
    params = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["body", "case", "id"], name="event_of_case"),
            models.Index(
                fields=["body", "code", "at"],
                condition=Q(code__in=(EventCode.REOPENED, EventCode.THANKED)),
                name="event_of_reports",
            ),
            models.Index(
                fields=["body", "at"],
                condition=Q(code__in=(EventCode.OPENED, EventCode.JOINED)) & ~Q(by__in=("citizen", "system")),
                name="event_of_desk",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} by {self.by}"

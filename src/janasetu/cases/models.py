"""Tables of casework. Body family: every row names its body; who a citizen is stands in CaseParty only."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from janasetu.bodies import rules
from janasetu.bodies.models import Department, LocalBody, Officer
from janasetu.cases.choices import (
    OPEN,
    WITH_OFFICE,
    AttachmentRole,
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
    source = models.CharField(max_length=120, help_text="What opened it; the same source opens it once.")
    channel = models.CharField(max_length=20)
    lane = models.CharField(max_length=10, choices=Lane.choices, default=Lane.NORMAL)
    category = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=30, choices=Status.choices, default=Status.RECEIVED)
    level = models.PositiveSmallIntegerField(default=0, help_text="Index into the levels of its version.")
    ward = models.CharField(max_length=8, blank=True)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, null=True, blank=True)
    officer = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="cases"
    )
    fields = models.JSONField(default=dict)
    opened_at = models.DateTimeField()
    promise_due_at = models.DateTimeField()
    statutory_due_at = models.DateTimeField(null=True, blank=True)
    escalates_at = models.DateTimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(
        null=True, blank=True, help_text="When the office last said it is done."
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "ref"], name="case_ref_once_a_body"),
            models.UniqueConstraint(fields=["body", "source"], name="case_once_a_source"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["body", "promise_due_at"], condition=Q(status__in=OPEN), name="case_open_by_due"
            ),
            models.Index(
                fields=["escalates_at"], condition=Q(status__in=WITH_OFFICE), name="case_to_escalate"
            ),
            models.Index(fields=["body", "opened_at"], name="case_by_opening"),
            models.Index(fields=["officer"], condition=Q(status__in=OPEN), name="case_open_of_officer"),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def service(self) -> Service:
        """The definition this case is pinned to."""
        return catalogue.service(self.version_id)

    @property
    def grouped_ref(self) -> str:
        return grouped(self.ref)

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    def title_in(self, lang: Lang) -> str:
        return self.service.title(self.fields, lang)

    @property
    def levels(self) -> tuple[str, ...]:
        """The roles that answer for the case, lowest first."""
        return self.service.levels_in(self.body.kind, self.fields)

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
    """Who a case is for: the only place of a citizen's name and number, and of how to reach them."""

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

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "case", "role", "contact_id"], name="party_once_a_case")
        ]
        indexes: ClassVar = [models.Index(fields=["body", "contact_id"], name="party_by_contact")]

    def __str__(self) -> str:
        return f"{self.role} of {self.case_id}"


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
        indexes: ClassVar = [models.Index(fields=["body", "case", "id"], name="event_of_case")]

    def __str__(self) -> str:
        return f"{self.code} by {self.by}"


class ReferenceSeries(models.Model):
    """The next case serial of a body in a year; taken in blocks, outside any transaction: gaps are normal."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body_id = models.UUIDField()
    year = models.PositiveSmallIntegerField()
    next_serial = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body_id", "year"], name="series_once_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.next_serial}"

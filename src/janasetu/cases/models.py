"""Tables of casework. Body family: every row names its body; who a citizen is stands in CaseParty only."""

from typing import ClassVar
from uuid import UUID

from django.conf import settings
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
    CallOutcome,
    CallReason,
    Confidential,
    Decided,
    EventCode,
    Lane,
    PaperState,
    PartyRole,
    PauseReason,
    PhraseState,
    Reach,
    ReferralEnd,
    ReferredBy,
    Status,
)
from janasetu.cases.clocks import Pause
from janasetu.cases.stages import Visit
from janasetu.catalogue import queries as catalogue
from janasetu.catalogue.models import ServiceVersion
from janasetu.catalogue.schema import Service
from janasetu.lib.ids import uuid7
from janasetu.lib.references import grouped
from janasetu.lib.texts import in_language
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
        """The definition this case is pinned to."""
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


class CasePause(models.Model):
    """A time in which the clocks of a case stand still, and what for. `event`: what began it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="pauses")
    reason = models.CharField(max_length=20, choices=PauseReason.choices)
    event = models.ForeignKey(CaseEvent, on_delete=models.PROTECT, related_name="+")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["body", "case"], condition=Q(ended_at__isnull=True), name="case_pauses_once_at_a_time"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["body", "case", "began_at"], name="pause_of_case")]

    def __str__(self) -> str:
        return f"{self.reason} of {self.case_id}"

    @property
    def pause(self) -> Pause:
        """As the pure clocks know it."""
        return Pause(self.reason, self.began_at, self.ended_at)


class Explanation(models.Model):
    """Why a case was not settled in time, asked of who had it then: once a level."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="explanations")
    level = models.PositiveSmallIntegerField(help_text="On which the time ran out.")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="explanations")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    given_at = models.DateTimeField(null=True, blank=True)
    words = models.TextField(blank=True)
    given_by = models.CharField(max_length=80, blank=True, help_text="ROLE@BODY")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "case", "level"], name="explanation_once_a_level"),
            models.CheckConstraint(
                condition=Q(given_at__isnull=True) | ~Q(words=""), name="explanation_is_in_words"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["body", "asked_at"], name="explanation_by_asking"),
            models.Index(
                fields=["body", "due_at"], condition=Q(given_at__isnull=True), name="explanation_waiting"
            ),
        ]

    def __str__(self) -> str:
        return f"of {self.officer_id} on {self.case_id}"


class Referral(models.Model):
    """A matter that went to an office outside: to whom, what was asked, what came back. It waits for an
    answer until `ended_at`. A body that we serve has a case of its own for it, the `linked` one.

    `name` and `contact` are as the citizen was told them. `due_at`: when an answer is expected; `again`: how
    much later once it was asked for once more. `reminds_at`: when the desk is told next that none has come.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="referrals")
    agency = models.CharField(max_length=40, blank=True, help_text="Its code in agencies.yaml.")
    to_body = models.ForeignKey(
        LocalBody, on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    linked = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    name = models.JSONField(help_text="bn, en, hi")
    contact = models.JSONField(default=dict, blank=True, help_text="bn, en, hi")
    how = models.CharField(max_length=12, choices=ReferredBy.choices)
    why = models.TextField(blank=True, help_text="What they are asked to do.")
    outside_ref = models.CharField(
        max_length=60, blank=True, help_text="The number under which they have it."
    )
    by = models.CharField(max_length=80, help_text="ROLE@BODY or `system`")
    sent_at = models.DateTimeField()
    due_at = models.DateTimeField()
    again = models.CharField(max_length=20, help_text="A length of time, as in a definition.")
    reminds_at = models.DateTimeField(null=True, blank=True)
    chased = models.PositiveSmallIntegerField(default=0, help_text="How often it was asked for again.")
    told_at = models.DateTimeField(help_text="When the citizen last heard of it.")
    ended_at = models.DateTimeField(null=True, blank=True)
    end = models.CharField(max_length=12, choices=ReferralEnd.choices, blank=True)
    answer = models.TextField(blank=True)
    answered_by = models.CharField(
        max_length=120, blank=True, help_text="Who said it there, as it was heard."
    )
    noted_by = models.CharField(max_length=80, blank=True, help_text="ROLE@BODY or `system`")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["body", "case", "agency"],
                condition=Q(ended_at__isnull=True) & ~Q(agency=""),
                name="referred_once_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["body", "case", "to_body"],
                condition=Q(ended_at__isnull=True),
                name="referred_once_to_a_body",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | (~Q(end="") & ~Q(answer="")),
                name="referral_ends_in_words",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["body", "case"], name="referral_of_case"),
            models.Index(
                fields=["body", "due_at"], condition=Q(ended_at__isnull=True), name="referral_awaited"
            ),
            models.Index(
                fields=["reminds_at"], condition=Q(ended_at__isnull=True), name="referral_to_remind"
            ),
            models.Index(
                fields=["linked"],
                condition=Q(ended_at__isnull=True, linked__isnull=False),
                name="referral_linked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency or self.to_body_id} of {self.case_id}"

    def name_in(self, lang: Lang) -> str:
        return in_language(self.name, lang)

    def contact_in(self, lang: Lang) -> str:
        """How they are reached, on one line; empty where nobody has entered it."""
        return in_language(self.contact, lang) if self.contact else ""


class Duty(models.Model):
    """Who hears the alarms of a body first, from when until when."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(help_text="The first instant off duty.")
    entered_by = models.CharField(max_length=80, help_text="ROLE@BODY or `system`")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "officer", "since"], name="duty_once_at_a_time"),
            models.CheckConstraint(condition=Q(until__gt=models.F("since")), name="duty_ends_after_it_began"),
        ]
        indexes: ClassVar = [models.Index(fields=["body", "until"], name="duty_of_body")]

    def __str__(self) -> str:
        return f"{self.officer_id} from {self.since}"


class Alarm(models.Model):
    """A case that calls the duty officer, until somebody has heard it. `calls_at`: when it is told next."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="alarms")
    contact_id = models.UUIDField(null=True, blank=True, help_text="Who called for help by message.")
    by = models.CharField(max_length=80, help_text="ROLE@BODY or `citizen`")
    began_at = models.DateTimeField()
    calls_at = models.DateTimeField(null=True, blank=True)
    calls = models.PositiveSmallIntegerField(default=0, help_text="How often it was told.")
    heard_at = models.DateTimeField(null=True, blank=True)
    heard_by = models.CharField(max_length=80, blank=True, help_text="ROLE@BODY")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["body", "case"], condition=Q(heard_at__isnull=True), name="alarm_once_at_a_time"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["calls_at"], condition=Q(heard_at__isnull=True), name="alarm_to_call"),
            models.Index(fields=["body", "contact_id", "began_at"], name="alarm_of_contact"),
        ]

    def __str__(self) -> str:
        return f"alarm of {self.case_id}"


class VoiceNote(models.Model):
    """That a case was opened by a voice which nobody of the office has heard, until somebody has.

    `alarms_at`: when the desk is called to it; `listens_until`: wall time until which it is the listener's;
    `transcript`: what an engine heard, a draft for whoever listens, gone when they have.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="voice_notes")
    contact_id = models.UUIDField(null=True, blank=True, help_text="Whose further voices are of it too.")
    contact_epoch = models.PositiveIntegerField(default=1)
    arrived_at = models.DateTimeField()
    alarms_at = models.DateTimeField(null=True, blank=True)
    alarmed_at = models.DateTimeField(null=True, blank=True)
    heard_at = models.DateTimeField(null=True, blank=True)
    heard_by = models.CharField(max_length=80, blank=True, help_text="ROLE@BODY")
    listener = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    listens_until = models.DateTimeField(null=True, blank=True, help_text="Wall time.")
    transcript = models.TextField(blank=True)
    transcript_by = models.CharField(max_length=80, blank=True, help_text="Which engine heard it.")
    confidence = models.FloatField(null=True, blank=True, help_text="0 to 1, where the engine says it.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "case"], name="voice_note_once_a_case")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["body", "arrived_at"], condition=Q(heard_at__isnull=True), name="voice_note_unheard"
            ),
            models.Index(
                fields=["alarms_at"],
                condition=Q(heard_at__isnull=True, alarms_at__isnull=False),
                name="voice_note_to_alarm",
            ),
            models.Index(
                fields=["body", "contact_id"],
                condition=Q(heard_at__isnull=True),
                name="voice_note_of_contact",
            ),
        ]

    def __str__(self) -> str:
        return f"voice of {self.case_id}"


class Unmasking(models.Model):
    """One officer asks to see who complains, and why; another lets them, for a day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="unmaskings")
    reason = models.TextField()
    asked_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    agreed_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["body", "case", "asked_by"],
                condition=Q(agreed_at__isnull=True),
                name="unmasking_asked_once",
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["body", "asked_at"], condition=Q(agreed_at__isnull=True), name="unmasking_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.asked_by_id} at {self.case_id}"


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


class CaseDraft(models.Model):
    """What somebody is typing on a case, by move; it survives a reload, a log-out and another holder."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="drafts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    texts = models.JSONField(default=dict, help_text="Words by the code of the move.")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "case", "user"], name="draft_once_a_writer")
        ]

    def __str__(self) -> str:
        return f"draft on {self.case_id}"


class CaseViewer(models.Model):
    """Who has a case open now. `seen_at` is wall time; an old one is nobody."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="viewers")
    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "case", "officer"], name="viewer_once_a_case")
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} at {self.case_id}"


class FieldPhoto(models.Model):
    """A photo that an officer sent from the field as proof, from its arrival until its bytes are here."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    file_bucket = models.PositiveSmallIntegerField()
    file_id = models.UUIDField()
    note = models.TextField(blank=True)
    contact_bucket = models.PositiveSmallIntegerField()
    contact_id = models.UUIDField()
    line_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "file_id"], name="field_photo_once_a_file")
        ]
        indexes: ClassVar = [models.Index(fields=["file_id"], name="field_photo_by_file")]

    def __str__(self) -> str:
        return f"photo for {self.case_id}"


class CannedReply(models.Model):
    """Words that an office sends often, kept by the office itself. `{ref}` stands for the case's number."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="canned_replies")
    title = models.CharField(max_length=60)
    text = models.TextField()
    retired = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "title"], name="canned_reply_once_a_title")
        ]

    def __str__(self) -> str:
        return self.title


class CallBack(models.Model):
    """Somebody to be telephoned: who rang the message line, or whom no message reaches.

    Number and name are here because the person may have no case yet.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=120, help_text="What asked for it; the same source asks once.")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="call_backs")
    reason = models.CharField(max_length=20, choices=CallReason.choices)
    name = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=200, blank=True)
    lang = models.CharField(max_length=5, default="bn")
    contact_bucket = models.PositiveSmallIntegerField(null=True, blank=True)
    contact_id = models.UUIDField(null=True, blank=True)
    asked_at = models.DateTimeField()
    not_before = models.DateTimeField(
        null=True, blank=True, help_text="Somebody else may have the phone until then."
    )
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.CharField(max_length=80, blank=True, help_text="ROLE@BODY")
    outcome = models.CharField(max_length=20, blank=True, choices=CallOutcome.choices)
    tries = models.PositiveSmallIntegerField(default=0, db_default=0, help_text="How often nobody answered.")
    note = models.TextField(blank=True)
    asked_by = models.CharField(
        max_length=80, blank=True, default="", db_default="", help_text="ROLE@BODY of whose call it was."
    )
    draft = models.JSONField(
        null=True, blank=True, help_text="The operator's form as it stood when the line broke, until done."
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "source"], name="call_back_once_a_source")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["body", "due_at"], condition=Q(done_at__isnull=True), name="call_back_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.reason} {self.id}"


class Slip(models.Model):
    """A paper slip that carries a case number before there is a case: for power cuts and camps."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    ref = models.CharField(max_length=20)
    printed_by = models.CharField(max_length=80, help_text="ROLE@BODY")
    printed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["body", "ref"], name="slip_once_a_number")]

    def __str__(self) -> str:
        return self.ref


class ListExport(models.Model):
    """A list of cases that an officer took out as a file, in releases before there were looks.

    Nothing writes it any more, and its rows stand among the looks too; the table goes in a release to come.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    by = models.CharField(max_length=80, help_text="ROLE@BODY")
    asked = models.JSONField(
        default=dict, help_text="View and filters; whether words were searched, not which."
    )
    rows = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["body", "at"], name="export_by_moment")]

    def __str__(self) -> str:
        return f"{self.rows} rows for {self.by}"


class Tally(models.Model):
    """What the cases of a body counted in a month for the figures of reports, at the last recount.

    Without a service: of every subject. `told`: the numbers by `tallying.Told`; those of a month `since` an
    earlier one are added wherever both months are.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.CASCADE, related_name="+", db_index=False)
    reach = models.CharField(max_length=5, choices=Reach.choices)
    service = models.CharField(max_length=50, blank=True)
    category = models.CharField(max_length=40, blank=True)
    month = models.DateField(help_text="Its first day; of what stands now the first of all days.")
    since = models.DateField()
    told = models.JSONField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["body", "reach", "service", "category", "month", "since"], name="tally_once_a_month"
            )
        ]

    def __str__(self) -> str:
        return f"{self.body_id} in {self.month}"


class Recount(models.Model):
    """Of which moment the tallies are of a body in which others lie; `first`: the month they begin with."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.CASCADE, related_name="+", db_index=False)
    at = models.DateTimeField()
    first = models.DateField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["body"], name="recounted_once")]

    def __str__(self) -> str:
        return f"{self.body_id} at {self.at}"


class CaseReading(models.Model):
    """What was understood of the words that a case began with, and what the case turned out to be.

    `understood`, `begun_as`, `stands_as`: labels, of the model, of the case as it was opened and as it is
    now. None of a case whose complainant is hidden.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    understood = models.CharField(max_length=40)
    probability = models.FloatField(help_text="0 to 1.")
    decision = models.CharField(max_length=6, choices=Decided.choices)
    model = models.CharField(max_length=64, help_text="The hash of the model.")
    language = models.CharField(max_length=8, blank=True, help_text="In which the words were written.")
    text_hash = models.CharField(max_length=64, help_text="Of the words, folded.")
    begun_as = models.CharField(max_length=40)
    stands_as = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["body", "case"], name="reading_once_a_case")]
        indexes: ClassVar = [models.Index(fields=["body", "at"], name="reading_by_moment")]

    def __str__(self) -> str:
        return f"{self.understood} of {self.case_id}"


class TrainingPhrase(models.Model):
    """A citizen's words, masked, whose matter the office put right: the next model learns from those that
    somebody has reviewed and accepted. Of what is refused the words are gone.

    `was`, `now`: labels; `now` is empty where only the department was another.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    text = models.TextField(blank=True)
    language = models.CharField(max_length=8)
    key = models.CharField(max_length=64, help_text="A hash of the words folded.")
    was = models.CharField(max_length=40)
    now = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=9, choices=PhraseState.choices, default=PhraseState.CANDIDATE)
    by = models.CharField(max_length=80, help_text="ROLE@BODY of who corrected the case")
    at = models.DateTimeField()
    reviewed_by = models.CharField(max_length=80, blank=True, help_text="ROLE@BODY or `system`")
    reviewed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["body", "key"], condition=Q(state=PhraseState.ACCEPTED), name="phrase_accepted_once"
            ),
            models.UniqueConstraint(
                fields=["body", "case"], condition=Q(state=PhraseState.CANDIDATE), name="phrase_once_a_case"
            ),
            models.CheckConstraint(
                condition=~Q(state=PhraseState.ACCEPTED) | (~Q(text="") & ~Q(now="")),
                name="phrase_accepted_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state=PhraseState.REFUSED) | Q(text=""), name="phrase_refused_is_gone"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["body", "at"], condition=Q(state=PhraseState.CANDIDATE), name="phrase_to_review"
            ),
            models.Index(fields=["body", "reviewed_at"], name="phrase_by_review"),
        ]

    def __str__(self) -> str:
        return f"{self.was} to {self.now} of {self.case_id}"


class CaseDesk(models.Model):
    """A visit of an application to a desk: from when until when, whose desk, and what was decided there."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="desks")
    stage = models.CharField(max_length=40)
    beside = models.CharField(
        max_length=40, blank=True, help_text="The stage in which it lies side by side with others."
    )
    time = models.PositiveSmallIntegerField(default=1, help_text="Which visit to this stage.")
    role = models.CharField(max_length=40, blank=True, help_text="Whose desk it is.")
    also = ArrayField(
        models.CharField(max_length=40), default=list, help_text="Other posts that have this desk too."
    )
    agency = models.CharField(max_length=40, blank=True, help_text="Of an outside desk, in agencies.yaml.")
    officer = models.ForeignKey(
        Officer, on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    came_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=40, blank=True, help_text="The move by which it was over.")
    left_by = models.CharField(max_length=80, blank=True, help_text="ROLE@BODY")
    approved_by = ArrayField(
        models.CharField(max_length=40), default=list, help_text="The logins of those who have approved."
    )
    nudged_at = models.DateTimeField(
        null=True, blank=True, help_text="When somebody last asked why it lies here so long."
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "case", "stage", "time"], name="desk_once_a_visit"),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True, outcome="") | (Q(left_at__isnull=False) & ~Q(outcome="")),
                name="desk_left_by_a_move",
            ),
            models.CheckConstraint(condition=Q(role="") | Q(agency=""), name="desk_of_one_kind"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["body", "case"], name="desk_of_case"),
            models.Index(
                fields=["officer", "due_at"], condition=Q(left_at__isnull=True), name="desk_of_officer"
            ),
            models.Index(
                fields=["body", "role", "due_at"], condition=Q(left_at__isnull=True), name="desk_of_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage} of {self.case_id}"

    @property
    def visit(self) -> Visit:
        """As the pure rules know it."""
        return Visit(self.stage, self.beside, self.time, self.outcome, tuple(self.approved_by))


class CasePaper(models.Model):
    """A paper that came with an application, and what the office says of it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="papers")
    question = models.CharField(max_length=120, help_text="Its path in the form.")
    file_bucket = models.PositiveSmallIntegerField()
    file_id = models.UUIDField()
    state = models.CharField(max_length=10, choices=PaperState.choices, default=PaperState.GIVEN)
    why = models.CharField(max_length=400, blank=True, help_text="Why it is not good enough.")
    judged_by = models.CharField(max_length=80, blank=True, help_text="ROLE@BODY")
    judged_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "case", "question", "file_id"], name="paper_once_a_case"),
            models.CheckConstraint(
                condition=~Q(state=PaperState.REFUSED) | ~Q(why=""), name="paper_refused_with_why"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["body", "case"], name="given_paper_of_case")]

    def __str__(self) -> str:
        return f"{self.question} of {self.case_id}"

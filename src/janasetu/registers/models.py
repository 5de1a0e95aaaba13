"""Tables of the registers. Body family: every key holds the body, every UNIQUE too."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from janasetu.bodies.models import LocalBody
from janasetu.lib.ids import uuid7
from janasetu.registers.choices import ImportState, RecordSearchState, RegisterKind, Sex


class RegisterImport(models.Model):
    """A file that somebody sent for a register, and what became of it.

    `faults`: the first of them, by row; no name stands in one. `kept`: rows whose entries were corrected in
    the margin since, and stay as corrected; `notes`: the first of those, told as faults are.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=RegisterKind.choices)
    name = models.CharField(max_length=200, help_text="What the file was called.")
    sha256 = models.CharField(max_length=64)
    whole_only = models.BooleanField(default=False, help_text="Nothing of it, where a row is wrong.")
    state = models.CharField(max_length=10, choices=ImportState.choices)
    rows = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    wrong = models.PositiveIntegerField(default=0)
    faults = models.JSONField(default=list)
    kept = models.PositiveIntegerField(default=0, db_default=0)
    notes = models.JSONField(default=list, db_default=[])
    sent_by = models.CharField(max_length=80, help_text="ROLE@BODY")
    sent_at = models.DateTimeField()
    asked_at = models.DateTimeField(help_text="Since when it waits for the worker.")
    taken_by = models.CharField(max_length=80, blank=True, help_text="ROLE@BODY")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["body", "-id"], name="register_import_last")]

    def __str__(self) -> str:
        return f"import {self.id}"


class RegisterContent(models.Model):
    """The bytes of a file, under its own id, until it is done or dropped. They are gone then: what was in
    them is in the register, or is nobody's business.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"bytes of {self.id}"


class RegisterEntry(models.Model):
    """One birth or death as it stands in a body's register.

    `person` and `parents` are what a search looks through, never shown. `written`: the cells of the file as
    they stood there. `digest`: the hash of all that the entry says. What was corrected in the margin is what
    it says from then on, and it is found in every spelling that it ever had; `original`: all that it said
    before the first `MarginalEntry`, by column; `margins`: how many of those there are; `margin_on`: the day
    of the last.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=RegisterKind.choices)
    year = models.PositiveSmallIntegerField(help_text="In whose register it stands.")
    number = models.CharField(max_length=40, help_text="As it is printed.")
    number_key = models.CharField(max_length=40)
    date = models.DateField(help_text="Of the birth or the death.")
    registered_on = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=10, choices=Sex.choices, blank=True)
    name_bn = models.CharField(max_length=150, blank=True)
    name_en = models.CharField(max_length=150, blank=True)
    father_bn = models.CharField(max_length=150, blank=True)
    father_en = models.CharField(max_length=150, blank=True)
    mother_bn = models.CharField(max_length=150, blank=True)
    mother_en = models.CharField(max_length=150, blank=True)
    spouse_bn = models.CharField(max_length=150, blank=True)
    spouse_en = models.CharField(max_length=150, blank=True)
    place = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=300, blank=True)
    volume = models.CharField(max_length=40, blank=True)
    page = models.CharField(max_length=20, blank=True)
    scan_id = models.UUIDField(null=True, blank=True, help_text="The photo of the page: a received file.")
    scan_sha256 = models.CharField(max_length=64, blank=True)
    person = models.TextField(blank=True)
    parents = models.TextField(blank=True)
    written = models.JSONField(default=dict)
    digest = models.CharField(max_length=32)
    brought_by = models.ForeignKey(
        RegisterImport, on_delete=models.PROTECT, null=True, blank=True, related_name="entries"
    )
    added_at = models.DateTimeField()
    original = models.JSONField(null=True, blank=True)
    margins = models.PositiveSmallIntegerField(default=0, db_default=0)
    margin_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["body", "kind", "year", "number_key"], name="register_number_once_a_year"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["body", "kind", "date"], name="register_by_day"),
            models.Index(fields=["body", "kind", "number_key"], name="register_by_number"),
            GinIndex(fields=["person"], opclasses=["gin_trgm_ops"], name="register_by_person"),
            GinIndex(fields=["parents"], opclasses=["gin_trgm_ops"], name="register_by_parents"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class MarginalEntry(models.Model):
    """What the registrar entered in the margin of an entry, which is itself never altered (section 15 of the
    Act of 1969; section 14 where a child gets its name). Never changed: what is wrong in one is put right by
    the next.

    `number`: of the entry's own, from 1. `lines`: what was and what is, by column. `by`: whose order it was;
    `case_ref`: the number of the application in which it was given.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    entry = models.ForeignKey(RegisterEntry, on_delete=models.PROTECT, related_name="marginal_entries")
    number = models.PositiveSmallIntegerField()
    lines = models.JSONField()
    by = models.CharField(max_length=80, help_text="ROLE@BODY")
    officer_id = models.UUIDField(help_text="Who that was.")
    at = models.DateTimeField()
    case_id = models.UUIDField(null=True, blank=True)
    case_ref = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "entry", "number"], name="margin_numbered_in_its_entry"),
        ]

    def __str__(self) -> str:
        return f"margin {self.number} of {self.entry_id}"


class RecordSearch(models.Model):
    """An order to the record room to look for somebody in the old books, and what came of it.

    `case_id`: the application that waits for it, where one does. `role`: the post that looks.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=RegisterKind.choices)
    case_id = models.UUIDField(null=True, blank=True)
    name = models.CharField(max_length=150, blank=True)
    parents = models.CharField(max_length=200, blank=True)
    number = models.CharField(max_length=40, blank=True)
    year_from = models.PositiveSmallIntegerField(null=True, blank=True)
    year_to = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=RecordSearchState.choices)
    role = models.SlugField()
    due_on = models.DateField()
    asked_by = models.CharField(max_length=80, help_text="ROLE@BODY, or `citizen`.")
    asked_at = models.DateTimeField()
    searched = models.CharField(max_length=500, blank=True, help_text="Volumes and pages looked through.")
    answered_by = models.CharField(max_length=80, blank=True, help_text="ROLE@BODY")
    answered_at = models.DateTimeField(null=True, blank=True)
    heard_at = models.DateTimeField(
        null=True, blank=True, help_text="When the application that waits for it took the answer up."
    )
    entry = models.ForeignKey(
        RegisterEntry, on_delete=models.PROTECT, null=True, blank=True, related_name="record_searches"
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["body", "due_on"],
                condition=Q(state=RecordSearchState.ASKED),
                name="record_room_queue",
            ),
            models.Index(
                fields=["body", "case_id"], condition=Q(case_id__isnull=False), name="record_search_of_case"
            ),
            models.Index(
                fields=["answered_at"],
                condition=Q(case_id__isnull=False, answered_at__isnull=False, heard_at__isnull=True),
                name="record_search_unheard",
            ),
        ]

    def __str__(self) -> str:
        return f"record search {self.id}"

"""Papers that an office makes or files, and the counters of their numbers. Body family."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from janasetu.bodies.models import LocalBody
from janasetu.documents.choices import Born, PaperState, Standing
from janasetu.lib.ids import uuid7


class Paper(models.Model):
    """One paper: a certificate, NOC, permit, recommendation, receipt or letter.

    `snapshot` is all that it says, in both languages; when it is pressed nothing else is looked up. Its bytes
    lie in the media folder: `draft_sha256` before the signature, `sha256` as it is handed out.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    case_id = models.UUIDField(null=True, blank=True, help_text="Whose paper it is; no key, cases lie above.")
    service = models.SlugField(max_length=80)
    type = models.SlugField(max_length=30, help_text="As posts.yaml has it: certificate, noc ...")
    series = models.SlugField(max_length=80, help_text="In which it is numbered, with its year.")
    serial = models.PositiveIntegerField(null=True, blank=True, help_text="Without a gap in its series.")
    number = models.CharField(max_length=80, help_text="As it is printed; the portal's own on its paper.")
    code = models.CharField(max_length=20, help_text="By which anybody checks it; 14 symbols.")
    born = models.CharField(max_length=12, choices=Born.choices)
    layout = models.CharField(max_length=120, blank=True, help_text="SERVICE/NAME.typ; empty: none of ours.")
    layout_sha256 = models.CharField(max_length=64, blank=True, help_text="Hex, of the layout as drafted.")
    snapshot = models.JSONField(default=dict)
    snapshot_sha256 = models.CharField(max_length=64, help_text="Hex, of its canonical form.")
    made_at = models.DateTimeField(help_text="Stands in the file; the same again gives the same bytes.")
    draft_sha256 = models.CharField(max_length=64, blank=True, help_text="Hex, of the unsigned PDF.")
    sha256 = models.CharField(max_length=64, blank=True, help_text="Hex, of the file that is handed out.")
    mime = models.CharField(max_length=80, default="application/pdf")
    size = models.PositiveIntegerField(default=0, help_text="Bytes of the file that is handed out.")
    state = models.CharField(max_length=10, choices=PaperState.choices)
    issued_at = models.DateTimeField(null=True, blank=True, help_text="When it was signed, sealed or filed.")
    standing = models.CharField(max_length=12, choices=Standing.choices, default=Standing.VALID)
    standing_at = models.DateTimeField(null=True, blank=True, help_text="Since when it is not `valid`.")
    standing_by = models.CharField(max_length=80, blank=True, help_text="ROLE@BODY")
    standing_reason = models.TextField(blank=True)
    supersedes = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    valid_until = models.DateField(null=True, blank=True, help_text="Its last day; empty: until revoked.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "series", "serial"], name="paper_serial_once"),
            models.UniqueConstraint(fields=["body", "code"], name="paper_code_once"),
            models.CheckConstraint(
                condition=Q(serial__gte=1) | Q(serial__isnull=True, born=Born.STATE_PORTAL),
                name="paper_of_ours_has_a_serial",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["body", "case_id"], name="paper_of_case"),
            models.Index(
                fields=["id"],
                condition=Q(state__in=(PaperState.DRAFTED, PaperState.ORDERED), draft_sha256="")
                & ~Q(layout=""),
                name="paper_to_press",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_issued(self) -> bool:
        """Whether it may be handed out: it was finished, whatever became of it since."""
        return self.state in (PaperState.SIGNED, PaperState.SEALED, PaperState.FILED)


class SeriesCounter(models.Model):
    """The last serial that was taken of a series; locked last in a transaction, bodies in sorted order."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    series = models.SlugField(max_length=80)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["body", "series"], name="series_once")]

    def __str__(self) -> str:
        return f"{self.series} {self.last}"

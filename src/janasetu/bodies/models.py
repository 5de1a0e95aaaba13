"""Tables of the offices: who governs where, and who holds which role."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from janasetu.bodies.choices import BodyKind
from janasetu.lib.ids import uuid7
from janasetu.lib.texts import in_language


class LocalBody(models.Model):
    """A corporation, municipality or panchayat (Open311: jurisdiction). A reference table."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField(unique=True)
    number = models.PositiveSmallIntegerField(unique=True, help_text="Our own four digits in case numbers.")
    kind = models.CharField(max_length=20, choices=BodyKind.choices)
    name = models.JSONField(help_text="bn, en, hi")
    languages = models.JSONField(default=list, help_text="Languages it answers in, its first language first.")

    def __str__(self) -> str:
        return self.code

    def name_in(self, lang: str) -> str:
        return in_language(self.name, lang)


class Role(models.Model):
    """What an officer may be: officer, secretary, chairman. A reference table."""

    code = models.SlugField(primary_key=True)
    name = models.JSONField(help_text="bn, en, hi")

    def __str__(self) -> str:
        return self.code

    def name_in(self, lang: str) -> str:
        return in_language(self.name, lang)


class Department(models.Model):
    """A department of one body."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="departments")
    code = models.SlugField()
    name = models.JSONField(help_text="bn, en, hi")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "code"], name="department_code_once_a_body")
        ]

    def __str__(self) -> str:
        return self.code

    def name_in(self, lang: str) -> str:
        return in_language(self.name, lang)


class Officer(models.Model):
    """A person who holds a role in a body, and the login they use."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="officers")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="officers")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, null=True, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="offices")
    name = models.JSONField(help_text="bn, en, hi")
    active = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "user", "role"], name="officer_role_once_a_body")
        ]

    def __str__(self) -> str:
        return self.post

    @property
    def post(self) -> str:
        """The role and the body, as in a login: `officer@falakata`."""
        return f"{self.role_id}@{self.body.code}"

    def name_in(self, lang: str) -> str:
        return in_language(self.name, lang)

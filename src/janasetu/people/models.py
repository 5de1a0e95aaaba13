"""Tables of people: contacts and the names by which lines know them; persons, and who acts for whom."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from janasetu.bodies.models import LocalBody
from janasetu.lib.ids import uuid7
from janasetu.people.choices import AliasKind, EpochReason, Relation
from janasetu.people.values import Quiet


class Contact(models.Model):
    """Somebody who writes to us. Bucket family: belongs to no body, its bucket never changes.

    What was said, opened and named in an earlier epoch is not shown in this one: the phone may have
    changed hands.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    bucket = models.PositiveSmallIntegerField()
    lang = models.CharField(max_length=5, default="bn")
    profile_name = models.CharField(
        max_length=200, blank=True, help_text="As the line gives it; nobody's proof."
    )
    stopped_at = models.DateTimeField(
        null=True, blank=True, help_text="Since when they want no message unasked."
    )
    quiet_since = models.DateTimeField(
        null=True, blank=True, help_text="Since when we know that somebody else reads their messages."
    )
    call_from = models.TimeField(null=True, blank=True, help_text="Of a quiet contact: from when to call,")
    call_until = models.TimeField(null=True, blank=True, help_text="and until when; empty: do not call.")
    epoch = models.PositiveIntegerField(default=1)
    epoch_at = models.DateTimeField(null=True, blank=True, help_text="Empty in the first epoch.")
    epoch_reason = models.CharField(
        max_length=20, blank=True, choices=[(reason.value, reason.name) for reason in EpochReason]
    )
    identity_key = models.CharField(
        max_length=100, blank=True, help_text="The line's hash of the account, where it gives one."
    )
    created_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["bucket", "id"], name="contact_in_bucket")]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def quiet(self) -> Quiet | None:
        """That somebody else reads their messages, and when to call; None of whom we know no such thing."""
        return Quiet(self.call_from, self.call_until) if self.quiet_since else None


class ContactAlias(models.Model):
    """One outside name of a contact: kept as given, found by its own bucket, the hash of the alias.

    A telephone number that a contact told lies in the contact's bucket, scoped to the contact: two who
    share a phone both tell it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    bucket = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.name) for kind in AliasKind])
    scope = models.CharField(
        max_length=64, blank=True, help_text="The portfolio, page or bot that knows this name."
    )
    value = models.CharField(max_length=200)
    contact_id = models.UUIDField()
    contact_bucket = models.PositiveSmallIntegerField()
    verified_at = models.DateTimeField(
        null=True, blank=True, help_text="When the line vouched that a told number is theirs."
    )
    created_at = models.DateTimeField()
    until = models.DateTimeField(
        null=True, blank=True, help_text="Since when it leads to this contact no more."
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["bucket", "kind", "scope", "value"],
                condition=Q(until__isnull=True),
                name="alias_held_once",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["bucket", "value"], name="alias_by_value"),
            models.Index(fields=["contact_bucket", "contact_id"], name="alias_of_contact"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.contact_id}"


class ConsentEntry(models.Model):
    """One yes or no to one purpose. A log: nothing in it is ever changed.

    Bucket family: a consent is given by whoever holds the phone, a STOP on an area's line belongs to no
    body, and who sends a message looks it up by the contact.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    bucket = models.PositiveSmallIntegerField()
    contact_id = models.UUIDField()
    epoch = models.PositiveIntegerField()
    body_id = models.UUIDField(null=True, blank=True, help_text="To which body; empty for all.")
    person_id = models.UUIDField(null=True, blank=True, help_text="For whom; empty for the contact itself.")
    purpose = models.CharField(max_length=60)
    given = models.BooleanField()
    text_hash = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the words that were shown.")
    version_id = models.UUIDField(null=True, blank=True)
    source = models.CharField(max_length=160, help_text="What asked for it: logged once.")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bucket", "contact_id", "source"], name="consent_once_a_source")
        ]
        indexes: ClassVar = [models.Index(fields=["bucket", "contact_id", "id"], name="consent_of_contact")]

    def __str__(self) -> str:
        return f"{'yes' if self.given else 'no'} to {self.purpose}"


class Person(models.Model):
    """Somebody whom a matter of one body concerns: not the phone, but a person behind it. Body family."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    name = models.JSONField(help_text="As written in each script that was told: bn, hi, en.")
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.id)


class PersonContact(models.Model):
    """That a contact, in one of its epochs, acts for a person. A phone is shared: it may act for several."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(LocalBody, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contacts")
    contact_bucket = models.PositiveSmallIntegerField()
    contact_id = models.UUIDField()
    epoch = models.PositiveIntegerField()
    relation = models.CharField(
        max_length=10, choices=[(relation.value, relation.name) for relation in Relation]
    )
    name_key = models.CharField(max_length=200, help_text="The name, folded: named twice is one.")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["body", "person", "contact_id", "epoch"], name="person_once_a_contact"
            ),
            models.UniqueConstraint(
                fields=["body", "contact_id", "epoch", "name_key"],
                condition=Q(until__isnull=True),
                name="person_named_once_a_contact",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.relation} of {self.contact_id}"

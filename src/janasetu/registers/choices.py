"""The words of the registers: which there are, how far a file or a search of the record room has come."""

from django.db import models


class RegisterKind(models.TextChoices):
    BIRTH = "birth"
    DEATH = "death"


class Sex(models.TextChoices):
    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNSAID = ""


class ImportState(models.TextChoices):
    """How far a file has come. Nothing of it stands in a register before it is done."""

    SENT = "sent"  # waits to be read
    CHECKED = "checked"  # what is wrong in it is told; a clerk says what follows
    WANTED = "wanted"  # the clerk said: take it
    DONE = "done"
    DROPPED = "dropped"


class RecordSearchState(models.TextChoices):
    ASKED = "asked"
    FOUND = "found"
    NOT_FOUND = "not_found"

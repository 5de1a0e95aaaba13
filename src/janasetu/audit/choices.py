"""The words of history: what was done to a row, and in what way somebody looked."""

from django.db import models


class Act(models.TextChoices):
    """What was done to a row. `found`: it stood there before its history began."""

    INSERT = "insert"
    UPDATE = "update"
    DELETE = "delete"
    FOUND = "found"


class LookKind(models.TextChoices):
    """In what way somebody looked at what an office knows of people."""

    CASE = "case"  # opened a case
    TALK = "talk"  # read a talk with a citizen
    FILE = "file"  # opened a photo, a paper or a voice in full
    REVEAL = "reveal"  # saw a number in full
    SEARCH = "search"  # looked for words, a name or a number
    EXPORT = "export"  # took a list out as a file
    REGISTER = "register"  # looked through a register of births or deaths, or opened an entry of it

"""What may become of a file somebody sends."""

from django.db import models


class FileState(models.TextChoices):
    WANTED = "wanted"  # a line holds it for us
    STORED = "stored"
    REFUSED = "refused"  # the gate said no; `note` says why
    LOST = "lost"  # the line does not have it any more

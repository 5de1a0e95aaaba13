"""Tries at the door, counted for all processes."""

from django.db import models

from janasetu.bodies.throttle import Tally


class Attempt(models.Model):
    """How often one key was tried. A key is a hash: neither a login nor an address stands here."""

    key = models.CharField(max_length=64, primary_key=True)
    tries = models.PositiveIntegerField()
    last_at = models.DateTimeField(db_index=True, help_text="Wall time, as everything about sessions.")
    until = models.DateTimeField(null=True, help_text="The door waits until then.")

    def __str__(self) -> str:
        return self.key

    @property
    def tally(self) -> Tally:
        """As the pure rules know it."""
        return Tally(self.tries, self.last_at, self.until)

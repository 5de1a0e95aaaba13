"""Since when we hear everything that a provider tells. Pure."""

from datetime import datetime, timedelta

# Whoever looks every second and has not for so long was away, or the database was: meanwhile nothing came in.
_BREAK = timedelta(seconds=5)


class Hearing:
    """Told at every look that went well; wall time. At first nobody knows what was missed before."""

    def __init__(self, at: datetime) -> None:
        self._since = self._last = at

    def since(self, at: datetime) -> datetime:
        """Since when nothing was missed, asked at this instant."""
        if at - self._last > _BREAK:
            self._since = at
        return self._since

    def goes_on(self, at: datetime) -> None:
        """All is well at this instant."""
        self._last = at

"""Until when a line takes words of our own: pure."""

from datetime import datetime, timedelta

# WhatsApp carries a free text so long after the person wrote last (Cloud API reference, 2026).
WINDOW = timedelta(hours=24)


def window_open(last_inbound_at: datetime | None, now: datetime) -> bool:
    """Whether a free text still arrives."""
    return last_inbound_at is not None and now - last_inbound_at < WINDOW


def reaches_until(last_inbound_at: datetime | None) -> datetime | None:
    """The first instant at which a free text arrives no more; None where nobody has ever written."""
    return last_inbound_at + WINDOW if last_inbound_at else None

"""What a refusal of the Cloud API means for the message: again later, or never."""

from datetime import timedelta

from janasetu.messaging.choices import OutboundState
from janasetu.messaging.outbox import MOST_ATTEMPTS, Outcome, Sending

# Codes: Cloud API reference, 2026.
AGAIN = frozenset({1, 2, 131000, 131016, 131053, 131057, 133004, 135000})
SLOWER = frozenset({4, 80007, 130429, 131056, 133016})


def after_error(sending: Sending, http_status: int, code: int | None, wait: timedelta) -> Outcome:
    """Queue again what may go through later; end what never will, with its code."""
    label = f"{http_status}/{code}" if code is not None else str(http_status)
    passing = code in AGAIN or code in SLOWER or (code is None and http_status >= 500) or http_status == 429
    if passing and sending.attempts < MOST_ATTEMPTS:
        pause = wait * 4 if code in SLOWER else wait
        return Outcome(sending, OutboundState.QUEUED, error=label, retry_after=pause)
    return Outcome(sending, OutboundState.FAILED, error=label)

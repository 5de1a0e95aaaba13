"""What follows from a provider's refusal, by whatever channel: again, later, otherwise, or never. Pure."""

from datetime import timedelta

from janasetu.messaging.choices import OutboundState
from janasetu.messaging.outbox import MOST_ATTEMPTS, Outcome, Sending
from janasetu.messaging.values import Refusal

_LONGEST = 60  # seconds between two tries
_UNASKED_AGAIN = timedelta(hours=1)
_ANOTHER_DAY = timedelta(hours=24)
_NEVER = frozenset({Refusal.UNREACHABLE, Refusal.OPTED_OUT, Refusal.MOVED, Refusal.OURS})
# How many times longer than after a passing trouble.
_SLOWER = {Refusal.TOO_QUICK: 4, Refusal.TOO_OFTEN: 4, Refusal.NO_TEMPLATE: 4}
# Nobody's message is at fault: the try does not count, and the line or the person is left alone for a while.
_NOT_ITS_FAULT = frozenset(
    {Refusal.AWAY, Refusal.TOO_QUICK, Refusal.TOO_OFTEN, Refusal.NOT_UNASKED, Refusal.LINE_STOPPED}
)


def refused(sending: Sending, refusal: Refusal, error: str, *, after: float = 0.0) -> Outcome:
    """What becomes of the message. `after`: seconds for which the provider asked us to wait."""
    if refusal in _NEVER:
        return Outcome(sending, OutboundState.FAILED, error=error, refusal=refusal)
    if refusal == Refusal.WINDOW_CLOSED:
        return _by_template(sending, error)
    counted = refusal not in _NOT_ITS_FAULT
    if counted and sending.attempts >= _tries(refusal):
        return Outcome(sending, OutboundState.FAILED, error=error, refusal=refusal)
    wait = max(_wait(refusal, sending.attempts), timedelta(seconds=after))
    return Outcome(
        sending, OutboundState.QUEUED, error=error, retry_after=wait, refusal=refusal, counted=counted
    )


def _by_template(sending: Sending, error: str) -> Outcome:
    """The same in a form that the provider takes at any time, where there is one."""
    if sending.template is None or sending.by_template:
        return Outcome(sending, OutboundState.FAILED, error=error, refusal=Refusal.WINDOW_CLOSED)
    return Outcome(
        sending,
        OutboundState.QUEUED,
        error=error,
        retry_after=timedelta(0),
        refusal=Refusal.WINDOW_CLOSED,
        by_template=True,
    )


def _tries(refusal: Refusal) -> int:
    return 2 if refusal == Refusal.NOT_TODAY else MOST_ATTEMPTS


def _wait(refusal: Refusal, attempts: int) -> timedelta:
    """Until the message itself is tried again; what the whole line must wait, its sender knows."""
    if refusal == Refusal.NOT_TODAY:
        return _ANOTHER_DAY
    if refusal == Refusal.NOT_UNASKED:
        return _UNASKED_AGAIN
    if refusal in (Refusal.AWAY, Refusal.LINE_STOPPED):
        return timedelta(0)  # the first of its line tries for all
    growing = timedelta(seconds=min(2 ** (attempts - 1), _LONGEST))
    return growing * _SLOWER.get(refusal, 1)

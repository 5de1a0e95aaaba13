"""The delivery loop: claims what is queued, sends it concurrently across people, in order for each."""

from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

import structlog

from janasetu.lib import clock
from janasetu.messaging import outbox
from janasetu.messaging.choices import OutboundState
from janasetu.messaging.outbox import Outcome, Sending

UNDER_WAY = 16

log = structlog.get_logger("deliver")

Send = Callable[[Sending], Outcome]


class Delivery:
    """Messages under way. No transaction is open while one is being sent."""

    def __init__(self, senders: dict[str, Send]) -> None:
        self._senders = senders
        self._pool = ThreadPoolExecutor(UNDER_WAY, thread_name_prefix="send")
        self._under_way: set[Future[Outcome]] = set()

    def step(self) -> bool:
        """Claim up to the free places, record what came back; whether there was anything to do."""
        free = UNDER_WAY - len(self._under_way)
        claimed = outbox.claim(free, wall=clock.wall()) if free else []
        self._under_way |= {self._pool.submit(self._send, sending) for sending in claimed}
        if not self._under_way:
            return False
        self._record(timeout=0.2 if claimed else 1)
        return True

    def _send(self, sending: Sending) -> Outcome:
        sender = self._senders.get(sending.channel)
        if sender is None:
            return Outcome(sending, OutboundState.FAILED, error="no such channel")
        try:
            return sender(sending)
        except Exception:
            # Whatever happened, the message may be out: leave it `sending` until a status tells.
            log.exception("send_failed", message=str(sending.id))
            return Outcome(sending, OutboundState.SENDING, error="internal")

    def _record(self, *, timeout: float) -> None:
        done, self._under_way = wait(self._under_way, timeout=timeout, return_when=FIRST_COMPLETED)
        outbox.record([future.result() for future in done], wall=clock.wall())

    def close(self) -> None:
        """Let what is under way come back, and write it down."""
        while self._under_way:
            self._record(timeout=15)
        self._pool.shutdown()

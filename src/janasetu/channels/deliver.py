"""The delivery loop: claims what may go now, sends it concurrently across people, in order for each."""

from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import datetime, timedelta
from time import sleep
from uuid import UUID

import structlog

from janasetu.channels.firsts import Firsts, Tiers
from janasetu.lib import clock
from janasetu.messaging import holds, outbox, queries
from janasetu.messaging.choices import OutboundState
from janasetu.messaging.outbox import Outcome, Sending
from janasetu.messaging.pace import Allowance, Pace
from janasetu.messaging.values import Refusal

# A provider takes a third of a second for a message, or a whole: several lines of 80 a second have enough.
UNDER_WAY = 64
_LINES_AGAIN = 5.0  # seconds until the lines are looked up again
_TOLD_AGAIN = 1.0  # seconds until it is told again which lines stand still, where that has changed
_SENT_AGAIN = 10.0  # seconds until it is told again when lines last sent
_LONGEST_WAIT = 0.1  # for a token; a held line is waited for by the caller
# To one person: so many borrowed from the time to come, then one in six seconds (Cloud API reference, 2026).
TO_ONE = Allowance(per_second=1 / 6, burst=45)
_NO_LIMIT = Allowance(per_second=1e6, burst=1e6)

log = structlog.get_logger("deliver")

Send = Callable[[Sending], Outcome]


class Delivery:
    """Messages under way. No transaction is open while one is being sent."""

    def __init__(
        self,
        senders: dict[str, Send],
        *,
        unlimited: bool = False,
        template_missed: Callable[[], None] = lambda: None,
        tiers: Tiers | None = None,
    ) -> None:
        """`unlimited`: the providers set no limits of speed, so that none must be kept. `template_missed`: is
        called when a provider does not have a template. `tiers`: what the providers' words mean for how many
        people a day may be written to first.
        """
        self._senders = senders
        self._unlimited = unlimited
        self._template_missed = template_missed
        self._pool = ThreadPoolExecutor(UNDER_WAY, thread_name_prefix="send")
        self._under_way: set[Future[Outcome]] = set()
        self._back: list[Outcome] = []  # not recorded yet
        self._pace = Pace(_NO_LIMIT if unlimited else TO_ONE)
        self._lines: dict[UUID, float] = {}
        self._lines_until = 0.0
        self._firsts = Firsts({} if unlimited else tiers or {})
        self._news = _News()

    def step(self) -> bool:
        """Claim what may go now, up to the free places; record what came back. Whether there was anything to
        do.

        What came back while the database was away is recorded first: it would else be sent again.
        """
        self._write_down()
        free = UNDER_WAY - len(self._under_way)
        at = clock.monotonic()
        self._news.tell(self._pace.held(at=at), at=at)
        claimed = self._claim(free, at=at) if free else []
        self._under_way |= {self._pool.submit(self._send, sending) for sending in claimed}
        if not self._under_way:
            return self._waited_for_a_token(at)
        self._record(timeout=0.2 if claimed else 1)
        return True

    def _claim(self, free: int, *, at: float) -> list[Sending]:
        quotas = self._pace.quotas(self._rates(at), most=free, at=at)
        claimed = outbox.claim(free, wall=clock.wall(), quotas=quotas) if quotas else []
        back = self._firsts.too_many(claimed, at=at)
        waiting = {outcome.sending.id for outcome in back}
        may_go = [sending for sending in claimed if sending.id not in waiting]
        back += [outcome for outcome in (self._too_early(sending, at) for sending in may_go) if outcome]
        outbox.record(back, wall=clock.wall())
        put_back = {outcome.sending.id for outcome in back}
        return [sending for sending in claimed if sending.id not in put_back]

    def _rates(self, at: float) -> dict[UUID, float]:
        """What each line may send a second."""
        if at >= self._lines_until:
            self._firsts.look(at=at)
            rates = queries.rates()
            self._lines = dict.fromkeys(rates, _NO_LIMIT.per_second) if self._unlimited else rates
            self._lines_until = at + _LINES_AGAIN
        return self._lines

    def _too_early(self, sending: Sending, at: float) -> Outcome | None:
        """Put back what would be too much for one person; the rest is counted."""
        if pause := self._pace.wait_for(sending.line_id, sending.contact_id, at=at):
            return Outcome(
                sending,
                OutboundState.QUEUED,
                error="paced",
                retry_after=timedelta(seconds=pause),
                counted=False,
            )
        self._pace.sends(sending.line_id, self._lines[sending.line_id], at=at)
        return None

    def _waited_for_a_token(self, at: float) -> bool:
        """A line that had none when it was claimed for may want to speak in a moment: that is not known."""
        pause = self._pace.wait(self._lines, at=at)
        sleep(min(pause, _LONGEST_WAIT))
        return pause > 0

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
        self._back += [future.result() for future in done]
        self._write_down()

    def _write_down(self) -> None:
        outbox.record(self._back, wall=clock.wall())
        outcomes, self._back = self._back, []
        for outcome in outcomes:
            self._learn(outcome, at=clock.monotonic())
            if outcome.state == OutboundState.ACCEPTED:
                self._news.sent(outcome.sending.line_id)

    def _learn(self, outcome: Outcome, *, at: float) -> None:
        """What an answer says of its line or of the person."""
        line = outcome.sending.line_id
        seconds = outcome.retry_after.total_seconds() if outcome.retry_after else 0.0
        match outcome.refusal:
            case Refusal.AWAY:
                self._pace.away(line, at=at)
            case Refusal.TOO_QUICK:
                self._pace.too_quick(line, seconds, at=at)
            case Refusal.TOO_OFTEN:
                self._pace.too_often(line, outcome.sending.contact_id, at=at)
            case Refusal.NOT_UNASKED:
                self._pace.went(line)
                self._firsts.refused(outcome.sending.channel, at=at)
            case Refusal.NO_TEMPLATE:
                self._template_missed()
            case Refusal.LINE_STOPPED:
                log.error("line_stopped", line=outcome.sending.line, error=outcome.error)
                self._pace.stopped(line, at=at)
            case _ if outcome.refusal or outcome.state == OutboundState.ACCEPTED:  # the provider has answered
                self._pace.went(line)

    def close(self) -> None:
        """Let what is under way come back, and write it down."""
        self._write_down()
        while self._under_way:
            self._record(timeout=15)
        self._pool.shutdown()


class _News:
    """What others want to know of the lines, written down now and then: which stand still, when they sent."""

    def __init__(self) -> None:
        self._held: dict[UUID, Refusal] | None = None  # nobody knows what the sender before us left
        self._sent: dict[UUID, datetime] = {}
        self._held_at = self._sent_at = float("-inf")

    def sent(self, line: UUID) -> None:
        """The provider took a message on this line just now."""
        self._sent[line] = clock.wall()

    def tell(self, held: dict[UUID, Refusal], *, at: float) -> None:
        """One statement, and none where there is nothing new or it was told a moment ago."""
        changed = held != self._held and at >= self._held_at + _TOLD_AGAIN
        if not changed and not (self._sent and at >= self._sent_at + _SENT_AGAIN):
            return
        holds.tell(held, self._sent, wall=clock.wall())
        self._held, self._sent = held, {}
        self._held_at = self._sent_at = at

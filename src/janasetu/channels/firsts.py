"""Whom the delivery loop may write to first: keeps each account within its limit of people a day."""

from collections.abc import Mapping, Sequence

import structlog

from janasetu.lib import clock
from janasetu.messaging import first_writes, queries
from janasetu.messaging.choices import OutboundState
from janasetu.messaging.first_writes import Account
from janasetu.messaging.outbox import Outcome, Sending

_LOOKED_AGAIN = 30.0  # seconds until those that wait for room are looked at again
_HELD_AGAIN = 5.0  # seconds until all that would be too much is set aside again
_REFUSED = 3600.0  # seconds for which an account writes to nobody first when its provider said no


log = structlog.get_logger("firsts")


# What a channel's words for the limit mean: so many people, None for any number.
Tiers = Mapping[str, Mapping[str, int | None]]


class Firsts:
    """The accounts with a limit, as the rows tell, and those whose provider wants no more."""

    def __init__(self, tiers: Tiers) -> None:
        """`tiers`: by channel; the limit of another is not learnt from what its provider tells."""
        self._tiers = tiers
        self._limited: frozenset[str] = frozenset()
        self._refused_until: dict[str, float] = {}
        self._looked_at = self._held_at = float("-inf")

    def look(self, *, at: float) -> None:
        """Let those go on for whom there is room by now."""
        if at < self._looked_at + _LOOKED_AGAIN:
            return
        self._looked_at = at
        self._refused_until = {channel: until for channel, until in self._refused_until.items() if at < until}
        self._learn()
        accounts = self._accounts()
        self._limited = frozenset(accounts)
        for account in accounts.values():
            first_writes.let_in(account, now=clock.now(), wall=clock.wall())
        first_writes.let_all_in(keep=[line for account in accounts.values() for line in account.lines])

    def too_many(self, claimed: Sequence[Sending], *, at: float) -> list[Outcome]:
        """Those of the claimed messages that must wait for room; the others are counted."""
        now = clock.now()
        firsts = [one for one in claimed if one.channel in self._limited and one.goes_as_template(now)]
        if not firsts:
            return []
        accounts = self._accounts()
        waiting = [
            sending
            for channel, account in accounts.items()
            for sending in first_writes.admit(
                account, [one for one in firsts if one.channel == channel], wall=clock.wall()
            )
        ]
        if waiting and at >= self._held_at + _HELD_AGAIN:
            self._held_at = at
            for channel in {one.channel for one in waiting}:
                first_writes.hold(accounts[channel].lines, now=now, wall=clock.wall())
        return [_waits_for_room(sending) for sending in waiting]

    def refused(self, channel: str, *, at: float) -> None:
        """The provider wants no more of these today, whatever we have counted."""
        self._refused_until[channel] = at + _REFUSED
        self._limited |= {channel}

    def _learn(self) -> None:
        """Keep the limit that each provider told last; a word that nobody knows changes nothing."""
        for channel, tiers in self._tiers.items():
            word = first_writes.told_limit(channel)
            if word in tiers:
                first_writes.set_limit(channel, tiers[word])
            elif word:
                log.warning("limit_unknown", channel=channel, limit=word)

    def _accounts(self) -> dict[str, Account]:
        """Those with a limit; one that was refused is full."""
        found = first_writes.accounts(wall=clock.wall())
        for channel in self._refused_until:
            lines = found[channel].lines if channel in found else queries.lines_of(channel)
            found[channel] = Account(tuple(lines), most=0, used=0)
        return found


def _waits_for_room(sending: Sending) -> Outcome:
    return Outcome(
        sending,
        OutboundState.QUEUED,
        error="people a day",
        retry_after=None,
        counted=False,
        for_room=True,
    )

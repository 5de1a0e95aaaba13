"""What of messages is done behind the scenes, now and then."""

from collections.abc import Callable

import structlog
from django.conf import settings
from procrastinate.contrib.django import app

from janasetu.lib import clock
from janasetu.messaging import pruning

_MOST_ROUNDS = 40  # of one run; the next goes on

log = structlog.get_logger("pruning")


@app.periodic(cron="*/10 * * * *")
@app.task(name="messaging.prune")
def prune(timestamp: int) -> None:
    """Let go of what is kept for a while only, in parts; says how much."""
    now, kept = clock.now(), settings.RAW_BATCHES_KEPT
    keys = _in_parts(lambda: pruning.prune_keys(now=now))
    batches = _in_parts(lambda: pruning.prune_batches(now=now, kept=kept))
    if keys or batches:
        log.info("pruned", keys=keys, batches=batches)


def _in_parts(part: Callable[[], int]) -> int:
    gone = 0
    for _ in range(_MOST_ROUNDS):
        gone += (last := part())
        if last < pruning.AT_ONCE:
            break
    return gone

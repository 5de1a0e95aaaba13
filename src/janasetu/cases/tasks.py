"""What of casework is done behind the scenes, now and then: the figures of many bodies are counted anew,
and what waits too long for a review goes."""

import structlog
from procrastinate.contrib.django import app

from janasetu.cases.actions import drop_unreviewed, recount
from janasetu.lib import clock

log = structlog.get_logger("reports")


@app.periodic(cron="*/10 * * * *")
@app.task(name="cases.recount")
def recount_reports(timestamp: int) -> None:
    """Recount what reports of many bodies tell; says how much changed, and how long it took."""
    begun = clock.monotonic()
    if changed := recount(now=clock.now()):
        log.info("recounted", rows=changed, seconds=round(clock.monotonic() - begun, 1))


@app.periodic(cron="20 3 * * *")
@app.task(name="cases.drop_unreviewed")
def drop_unreviewed_words(timestamp: int) -> None:
    """Let the words go that nobody has reviewed in their time."""
    if dropped := drop_unreviewed(now=clock.now()):
        log.info("dropped words", rows=dropped)

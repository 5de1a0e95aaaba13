"""What of casework is done behind the scenes, now and then: the figures of many bodies are counted anew."""

import structlog
from procrastinate.contrib.django import app

from janasetu.cases.actions import recount
from janasetu.lib import clock

log = structlog.get_logger("reports")


@app.periodic(cron="*/10 * * * *")
@app.task(name="cases.recount")
def recount_reports(timestamp: int) -> None:
    """Recount what reports of many bodies tell; says how much changed, and how long it took."""
    begun = clock.monotonic()
    if changed := recount(now=clock.now()):
        log.info("recounted", rows=changed, seconds=round(clock.monotonic() - begun, 1))

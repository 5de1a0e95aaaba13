"""What of history is done behind the scenes: it is sealed once a minute."""

import structlog
from procrastinate.contrib.django import app

from janasetu.audit.sealing import seal_all
from janasetu.lib import clock

log = structlog.get_logger("audit")


@app.periodic(cron="* * * * *")
@app.task(name="audit.seal")
def seal(timestamp: int) -> None:
    """Seal what waits; says how much."""
    sealed = seal_all(wall=clock.wall())
    if sealed:
        log.info("sealed", rows=sealed)

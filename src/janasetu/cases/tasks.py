"""What of casework is done behind the scenes, now and then: the figures of many bodies are counted anew,
what waits too long for a review goes, and what lies at no desk, or at one that nobody has, comes to one."""

import structlog
from procrastinate.contrib.django import app

from janasetu.cases.actions import (
    bring_to_desks,
    drop_unreviewed,
    find_officers,
    finish_signed,
    press_rights_papers,
    recount,
    tell_renewals,
)
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


@app.periodic(cron="* * * * *")
@app.task(name="cases.bring_to_desks")
def bring_applications_to_desks(timestamp: int) -> None:
    """Applications of former releases, and those opened again, come to their first desk; desks whose officer
    has left come to who acts for the post now.
    """
    now = clock.now()
    brought, moved = bring_to_desks(now=now), find_officers(now=now)
    if brought or moved:
        log.info("brought to desks", cases=brought, desks=moved)


@app.periodic(cron="* * * * *")
@app.task(name="cases.finish_signed")
def finish_signed_papers(timestamp: int = 0) -> None:
    """Hand out the papers that were signed meanwhile; the signer asks for it as soon as it has signed."""
    if finished := finish_signed(now=clock.now()):
        log.info("papers handed out", cases=finished)


@app.task(name="cases.press_rights_papers")
def press_papers_of_the_law() -> None:
    """Receipts and appeals that were asked for are pressed and sent."""
    press_rights_papers(now=clock.now())


@app.periodic(cron="* * * * *")
@app.task(name="cases.press_rights_papers_left")
def press_papers_that_were_left(timestamp: int) -> None:
    """The same for what a worker that died had in hand."""
    if pressed := press_rights_papers(now=clock.now()):
        log.info("pressed papers that were left", papers=pressed)


@app.periodic(cron="40 4 * * *")  # UTC: at ten in the morning, when nobody sleeps
@app.task(name="cases.tell_renewals")
def tell_of_renewals(timestamp: int) -> None:
    """Whoever holds a paper that runs out is told, as long before as its definition says."""
    if told := tell_renewals(now=clock.now()):
        log.info("renewals told", cases=told)

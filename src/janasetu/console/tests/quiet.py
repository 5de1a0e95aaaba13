"""Pages of a test server: a doorbell in which nothing rings, and a way out that leaves nothing at work."""

from django.db import connection
from playwright.sync_api import BrowserContext, Page, Request


def with_quiet_bell(context: BrowserContext) -> None:
    """A stream in which nothing rings, so that the pages look by themselves."""
    context.route(
        "**/bell?*",
        lambda route: route.fulfill(content_type="text/event-stream", body="retry: 3600000\n\n"),
    )


def under_way(page: Page) -> set[Request]:
    """The requests of the page that have no answer yet, kept up to date."""
    asked: set[Request] = set()
    page.on("request", lambda request: asked.add(request))
    page.on("requestfinished", lambda request: asked.discard(request))
    page.on("requestfailed", lambda request: asked.discard(request))
    return asked


def leave(page: Page, asked: set[Request]) -> None:
    """Leave the page when the server has answered it: what is still at work would hold the emptied tables."""
    page.context.route("**/*", lambda route: route.fulfill(status=204))  # nothing new reaches the server
    for _ in range(100):
        if not asked:
            break
        page.wait_for_timeout(50)
    page.goto("about:blank")
    await_rest(page)


def await_rest(page: Page) -> None:
    """Until nobody else is at work in the database: also what a page gave up is answered to its end."""
    looks, quiet = 100, 0
    while looks and quiet < 3:
        looks, quiet = looks - 1, 0 if _at_work() else quiet + 1
        page.wait_for_timeout(30)


def _at_work() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend' AND state <> 'idle')"
        )
        return bool(cursor.fetchone()[0])

"""The doorbell of pages that a test server shows: a program of its own, which does not run there."""

from playwright.sync_api import BrowserContext


def with_quiet_bell(context: BrowserContext) -> None:
    """A stream in which nothing rings, so that the pages look by themselves."""
    context.route(
        "**/bell?*",
        lambda route: route.fulfill(content_type="text/event-stream", body="retry: 3600000\n\n"),
    )

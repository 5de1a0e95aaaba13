"""Pages of a test server: a doorbell in which nothing rings, and a way out that leaves nothing at work."""

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

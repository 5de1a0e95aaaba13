"""Pages of a test server: a doorbell in which nothing rings, and a way out that leaves nothing at work."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Request

from janasetu.bodies.models import Officer
from janasetu.lib.tests.browser import PATIENCE, chromium

TELEPHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}

_ANSWERED = "the server responded with a status of"
# What is no file of the page itself. Those still come: a script that comes empty is a broken one.
_NO_FILE = re.compile(r"^https?://[^/]+/(?!static/)")
# What htmx says of a question that it let go for a newer one; what fails is told by other words too.
_LET_GO = ("htmx:sendAbort", "htmx:afterRequest")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all.

    Playwright keeps an event loop in this thread, so Django is told not to mind: we ask the database between
    its steps, never in one.
    """
    with pytest.MonkeyPatch.context() as environment, chromium() as running:
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield running


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained of: broken scripts, what our policy refused, answers that are no pages."""
    return []


@contextmanager
def visiting(
    browser: Browser, complaints: list[str], *, refusals: bool = False, **options: Any
) -> Iterator[Page]:
    """A page in a fresh window of the browser, which must have nothing to complain of at the end. It keeps no
    worker, which would go on loading when the page is left, unless `options` allow it.

    `refusals`: the test goes where the server answers with a number that says no. `options`: of the window.
    """
    context = browser.new_context(**{"service_workers": "block", **options})
    context.set_default_timeout(PATIENCE)
    with_quiet_bell(context)
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    asked = under_way(page)
    yield page
    leave(page, asked)
    context.close()
    heard = [said for said in complaints if not said.startswith(_LET_GO)]
    assert [said for said in heard if not (refusals and _ANSWERED in said)] == []


@contextmanager
def logged_in(
    browser: Browser,
    site: str,
    officer: Officer,
    complaints: list[str],
    *,
    viewport: dict[str, int] = DESK,
    refusals: bool = False,
) -> Iterator[Page]:
    """The officer's browser, which reads Bengali. `viewport`: its size in pixels."""
    client = Client()
    client.force_login(officer.user)
    cookies = {"janasetu_session": client.cookies["janasetu_session"].value, "janasetu_language": "bn"}
    with visiting(browser, complaints, refusals=refusals, base_url=site, viewport=viewport) as page:
        page.context.add_cookies(
            [{"name": name, "value": value, "url": site} for name, value in cookies.items()]
        )
        yield page


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
    page.context.route(_NO_FILE, lambda route: route.fulfill(status=204))  # nothing new reaches the database
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


def room_left(page: Page) -> int:
    """How many pixels of its width a page leaves, once its styles and letters are there; less than none where
    something hangs over the edge.
    """
    page.wait_for_load_state()
    page.evaluate("document.fonts.ready.then(() => true)")
    return int(page.evaluate("document.documentElement.clientWidth - document.documentElement.scrollWidth"))

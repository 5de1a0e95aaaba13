"""How heavy pages are on the wire, as a browser counts it: telephones here pay for what they load."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test import Client
from django.test.testcases import LiveServerThread
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext

from janasetu.config import assets
from janasetu.console.tests.factories import NOW, a_complaint, a_town, an_officer
from janasetu.lib import clock
from janasetu.lib.tests.browser import chromium

KB = 1024
PUBLIC_PAGE = 15 * KB
FIRST_OF_THE_DESK = 150 * KB  # with its letters
NEXT_OF_THE_DESK = 20 * KB
OUR_SCRIPTS = 10 * KB

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Threads(ThreadedWSGIServer):
    """Ends when the last of its threads has let go of the database."""

    daemon_threads = False


class Server(LiveServerThread):
    """Django alone on a port of its own, with its own way of serving files."""

    server_class = Threads


@pytest.fixture
def site(settings: Any, tmp_path: Path) -> Iterator[str]:
    """The product served as it is in an office: hashed and compressed."""
    settings.STATIC_ROOT = tmp_path / "static"
    settings.WHITENOISE_USE_FINDERS = False
    backend = "whitenoise.storage.CompressedManifestStaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": backend}}
    assets.collect()
    server = Server("localhost", static_handler=lambda _: WSGIHandler())
    server.daemon = True
    server.start()
    server.is_ready.wait()
    assert server.error is None
    yield f"http://localhost:{server.port}"
    server.terminate()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One for both: while Playwright's loop runs in this thread, Django has a connection of its own there."""
    with pytest.MonkeyPatch.context() as environment, chromium() as running:
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield running


class Scales:
    """Weighs what a browser receives: bytes on the wire, by address."""

    def __init__(self, context: BrowserContext) -> None:
        self.page = context.new_page()
        self._addresses: dict[str, str] = {}
        self.received: dict[str, int] = {}
        wire = context.new_cdp_session(self.page)
        wire.send("Network.enable")
        wire.on("Network.requestWillBeSent", self._asked)
        wire.on("Network.loadingFinished", self._finished)

    def _asked(self, event: dict[str, Any]) -> None:
        self._addresses[event["requestId"]] = event["request"]["url"]

    def _finished(self, event: dict[str, Any]) -> None:
        address = self._addresses[event["requestId"]]
        self.received[address] = int(event["encodedDataLength"])

    def weigh(self, address: str) -> dict[str, int]:
        """Open a page and tell what came."""
        self.received = {}
        self.page.goto(address, wait_until="networkidle")
        return self.received


def test_a_public_page_is_light(site: str, browser: Browser) -> None:
    with browser.new_context() as context:
        scales = Scales(context)

        for page in ("portal:front", "portal:status", "console:login"):
            received = scales.weigh(f"{site}{reverse(page)}")
            context.clear_cookies()
            assert sum(received.values()) <= PUBLIC_PAGE, received
            assert [address for address in received if "woff2" in address or address.endswith(".js")] == []


def test_the_desk_is_light_and_lighter_on_the_next_page(site: str, browser: Browser) -> None:
    with clock.fixed(NOW), browser.new_context() as context:
        town = a_town()
        case = a_complaint(town)
        client = Client()
        client.force_login(an_officer(town).user)
        session = client.cookies["janasetu_session"].value
        context.add_cookies([{"name": "janasetu_session", "value": session, "url": site}])
        scales = Scales(context)

        first = scales.weigh(f"{site}{reverse('console:inbox')}")
        second = scales.weigh(f"{site}{reverse('console:case', args=[case.ref])}")

    ours = [size for address, size in first.items() if address.endswith(".js") and "htmx" not in address]
    assert sum(first.values()) <= FIRST_OF_THE_DESK, first
    assert sum(second.values()) <= NEXT_OF_THE_DESK, second
    assert sum(ours) <= OUR_SCRIPTS, ours
    assert sum("woff2" in address for address in first) == 4
    assert [size for address, size in first.items() if address.endswith(".css") and size > 8 * KB] == []

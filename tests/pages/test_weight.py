"""How heavy pages are on the wire, as a browser counts it: telephones here pay for what they load."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test import Client
from django.test.testcases import LiveServerThread
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext

from janasetu.bodies.models import LocalBody, Officer
from janasetu.config import assets
from janasetu.console.tests.factories import NOW, a_complaint, a_town, an_officer
from janasetu.lib import clock
from pages import scenes

KB = 1024
PUBLIC_PAGE = 15 * KB
FIRST_OF_THE_DESK = 150 * KB  # with its letters
NEXT_OF_THE_DESK = 20 * KB
OUR_SCRIPTS = 10 * KB  # as they are written, before they are packed

Telling = Callable[[str, object], None]  # pytest's record_property

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Threads(ThreadedWSGIServer):
    """Ends when the last of its threads has let go of the database."""

    daemon_threads = False


class Server(LiveServerThread):
    """Django alone on a port of its own, with its own way of serving files."""

    server_class = Threads


@pytest.fixture
def site(settings: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The product served as it is in an office: hashed and compressed."""
    settings.STATIC_ROOT = tmp_path_factory.getbasetemp() / "static"  # packed once for all tests here
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


@pytest.fixture
def town(transactional_db: None) -> Iterator[LocalBody]:
    with clock.fixed(NOW):
        yield a_town()


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


def test_a_public_page_is_light(site: str, browser: Browser, record_property: Telling) -> None:
    with browser.new_context() as context:
        scales = Scales(context)

        for page in ("portal:front", "portal:status", "console:login"):
            received = scales.weigh(f"{site}{reverse(page)}")
            context.clear_cookies()
            record_property(page, sum(received.values()))
            assert sum(received.values()) <= PUBLIC_PAGE, received
            assert [address for address in received if "woff2" in address or address.endswith(".js")] == []


def test_the_page_of_checking_is_light_with_its_script(
    site: str, browser: Browser, transactional_db: None, record_property: Telling
) -> None:
    with browser.new_context() as context:
        context.add_init_script("delete Navigator.prototype.serviceWorker")  # what it keeps, it has loaded
        received = Scales(context).weigh(f"{site}{reverse('portal:paper', args=['0ZA3G9230VQVST'])}")

    record_property("portal:paper", sum(received.values()))
    assert sum(received.values()) <= PUBLIC_PAGE, received


def sit_down(context: BrowserContext, officer: Officer, site: str) -> None:
    """Log in, with a code of the app given a moment ago."""
    client = Client()
    client.force_login(officer.user)
    session = client.session
    scenes.step_up(session)
    context.add_cookies([{"name": "janasetu_session", "value": str(session.session_key), "url": site}])


def test_the_desk_is_light_and_lighter_on_the_next_page(
    site: str, browser: Browser, record_property: Telling
) -> None:
    with clock.fixed(NOW), browser.new_context() as context:
        town = a_town()
        case = a_complaint(town)
        sit_down(context, an_officer(town), site)
        scales = Scales(context)

        first = scales.weigh(f"{site}{reverse('console:inbox')}")
        second = scales.weigh(f"{site}{reverse('console:case', args=[case.ref])}")

    record_property("first page of the desk", sum(first.values()))
    record_property("next page of the desk", sum(second.values()))
    assert sum(first.values()) <= FIRST_OF_THE_DESK, first
    assert sum(second.values()) <= NEXT_OF_THE_DESK, second
    assert sum("woff2" in address for address in first) == 4
    assert [size for address, size in first.items() if address.endswith(".css") and size > 8 * KB] == []


def test_the_scripts_of_ours_are_few_lines(town: LocalBody, record_property: Telling) -> None:
    officer = an_officer(town)
    shown = [*scenes.at_the_desk(town), *scenes.behind_a_code(officer)]
    pages = {scene.page: scene for scene in shown if not scene.doing}
    desk = Client()
    desk.force_login(officer.user)
    session = desk.session
    scenes.step_up(session)
    desk.cookies["janasetu_session"] = str(session.session_key)

    weights = {name: scripts_of(desk.get(scene.address)) for name, scene in pages.items()}

    for name, weight in weights.items():
        record_property(name, weight)
    assert {name: weight for name, weight in weights.items() if weight > OUR_SCRIPTS} == {}
    assert 0 < weights["console:talks"] < weights["console:inbox"] < weights["console:case"]


def scripts_of(answer: Any) -> int:
    """Bytes of our own modules that the page loads, as they are written."""
    sources = re.findall(r'<script type="module" src="/static/([^"]+)"', answer.content.decode())
    found = [finders.find(source) for source in sources]
    return sum(Path(str(path)).stat().st_size for path in found)

"""The simulator's telephone keeps nobody out either: its chats, a talk with everything in it, and each sheet.

linesim is a package of its own and knows nothing of this look at it.
"""

import os
from collections.abc import Callable, Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page

from linesim.tests.conftest import LINES
from linesim.tests.kit import LINE, PERSON, TOKEN, Office, rows, running_linesim, running_product
from pages import looking
from pages.looking import Scene, View

CHAT = f"/?phone={PERSON}&line={LINE}"
RISEN = 300  # milliseconds; what is half transparent has no contrast

# Words that somebody else wrote: a person's name, a file's.
THEIRS = tuple(f"«{word}» is not Bengali" for word in ("Anita", "Roy", "paper", "pdf"))

Telling = Callable[[str, object], None]  # pytest's record_property

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    """A person who has sent one of everything, and an office that has offered one of everything."""
    with (
        running_product() as product,
        running_linesim(product.url, "--token", TOKEN, "--rules", "none") as url,
        httpx.Client(base_url=f"{url}/control", timeout=30) as control,
        httpx.Client(base_url=url, headers={"Authorization": f"Bearer {TOKEN}"}, timeout=30) as graph,
    ):
        control.put("/lines", json=LINES).raise_for_status()
        office = Office(control, graph, product)
        office.person("image", caption="গর্ত" * 30)
        office.person("audio")
        office.person("document")
        office.person("location", lat=26.5163, lon=89.2044)
        office.says("*ধন্যবাদ* " + "র্ক্ট্রূঁ" * 40, context={"message_id": office.writes("দেখুন")})
        office.offers("হ্যাঁ", "না")
        office.sends(rows("আলো", "জল", sections=2))
        yield office


def opens(selector: str) -> Callable[[Page], None]:
    """A press of what opens a sheet."""

    def doing(page: Page) -> None:
        page.locator(".bubble").first.wait_for()
        page.locator(selector).last.dispatch_event("click")
        page.wait_for_timeout(RISEN)

    return doing


SCENES = [
    Scene("chats", f"/?phone={PERSON}", lambda page: page.locator("#chat-list .row").first.wait_for()),
    Scene("chat", CHAT, lambda page: page.locator(".bubble").first.wait_for()),
    Scene("chat attach", CHAT, opens("#open-attach")),
    Scene("chat person", CHAT, opens("#open-person")),
    Scene("chat choice", CHAT, opens(".bubble.choice .buttons button")),
    Scene("chat message", CHAT, opens(".bubble.own .more")),
]


def test_the_telephone_keeps_nobody_out(browser: Browser, office: Office, record_property: Telling) -> None:
    page, site = browser.new_page(), str(office.graph.base_url).rstrip("/")
    everything = os.environ.get("JANASETU_PAGES") == "all"
    views = looking.views(SCENES) if everything else looking.sample(SCENES)
    record_property("views", len(views))

    found = [
        f"{view}: {fault}"
        for view in views
        for fault in looking.faults(page, spoken(view), site=site)
        if not fault.startswith(THEIRS)
    ]

    page.close()
    if found:
        pytest.fail("\n".join(found), pytrace=False)


def spoken(view: View) -> View:
    """The telephone is told its language in its address."""
    scene = view.scene
    address = f"{scene.address}&lang={view.language}"
    return View(Scene(scene.name, address, scene.doing), view.width, view.language)

"""Every page, at the width of a telephone, a tablet and a desk, in Bengali and in English, keeps nobody out.

A run looks at each page once, languages and widths in turn; with JANASETU_PAGES=all at all of them.
JANASETU_PICTURES=1 keeps the pictures that the documentation shows.
"""

import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Browser, Page, Route

from janasetu.bodies.models import LocalBody
from janasetu.console.tests.factories import (
    NOW,
    a_complaint,
    a_file,
    a_talk,
    a_town,
    an_officer,
)
from janasetu.documents.choices import FileState
from janasetu.lib import clock
from janasetu.lib.tests.browser import chromium
from pages import looking
from pages.looking import View

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
KEPT = ("front", "inbox", "case", "talk", "styleguide")
KEPT_WIDTHS = (360, 1280)
WIDEST = 900  # pixels of a kept picture

Telling = Callable[[str, object], None]  # pytest's record_property

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all; Playwright's loop in this thread does not touch the database."""
    with pytest.MonkeyPatch.context() as environment, chromium() as running:
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield running


@pytest.fixture
def complaints() -> list[str]:
    """What the browser itself complained of: broken scripts, what our policy refused."""
    return []


def quiet_bell(route: Route) -> None:
    """The doorbell is a program of its own, which does not run here: a stream in which nothing rings."""
    route.fulfill(content_type="text/event-stream", body="retry: 3600000\n\n")


@pytest.fixture
def visitor(browser: Browser, complaints: list[str]) -> Iterator[Page]:
    context = browser.new_context()
    context.set_default_timeout(20_000)
    context.route("**/bell*", quiet_bell)
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    page.goto("about:blank")
    context.close()


def public_pages() -> dict[str, str]:
    return {
        "front": reverse("portal:front"),
        "status": reverse("portal:status"),
        "later": reverse("portal:verify"),
        "login": reverse("console:login"),
        "styleguide": reverse("styleguide"),
        "styleguide hi": reverse("styleguide", args=["hi"]),
    }


def pages_of_the_desk(town: LocalBody) -> dict[str, str]:
    """The addresses of a desk with a little of everything on it."""
    case = a_complaint(town, files=[a_file(), a_file(FileState.WANTED), a_file(FileState.LOST)])
    a_complaint(town)
    talk = a_talk(town, "জল" * 200, "র্ক্ট্রূঁ নেই", name="রহিমা" * 9, at=NOW)
    return {
        "inbox": reverse("console:inbox"),
        "inbox searched": f"{reverse('console:inbox')}?q=কোথাও-নেই",
        "inbox narrowed": f"{reverse('console:inbox')}?department=m_lighting&ward=11&since=2026-11-01",
        "case": reverse("console:case", args=[case.ref]),
        "talks": reverse("console:talks"),
        "talk": reverse("console:talk", args=[talk.id]),
        "calls": reverse("console:calls"),
        "canned": reverse("console:canned"),
        "password": reverse("console:password"),
    }


def chosen(pages: dict[str, str]) -> list[View]:
    return looking.views(pages) if os.environ.get("JANASETU_PAGES") == "all" else looking.sample(pages)


def look(visitor: Page, site: str, pages: dict[str, str], tell: Telling) -> None:
    """Fail with every fault of every view; tell the report how many there were."""
    found, views = [], chosen(pages)
    tell("views", len(views))
    for view in views:
        found += [f"{view}: {fault}" for fault in looking.faults(visitor, view, site=site)]
        keep_picture(visitor, view)
    if found:
        pytest.fail("\n".join(found), pytrace=False)


def keep_picture(page: Page, view: View) -> None:
    """In Bengali, on a telephone and at a desk, small."""
    kept = view.name in KEPT and view.width in KEPT_WIDTHS and view.language == "bn"
    if not (kept and os.environ.get("JANASETU_PICTURES")):
        return
    with Image.open(io.BytesIO(page.screenshot())) as picture:
        picture.thumbnail((WIDEST, WIDEST))
        picture.convert("RGB").save(PICTURES / f"{view.name}-{view.width}.webp", quality=70)


def test_the_public_pages_keep_nobody_out(
    visitor: Page, live_server: Any, complaints: list[str], record_property: Telling
) -> None:
    look(visitor, live_server.url, public_pages(), record_property)

    assert complaints == []


def test_the_desk_keeps_nobody_out(
    visitor: Page, live_server: Any, complaints: list[str], record_property: Telling
) -> None:
    with clock.fixed(NOW):
        town = a_town()
        client = Client()
        client.force_login(an_officer(town).user)
        session = client.cookies["janasetu_session"].value
        visitor.context.add_cookies([{"name": "janasetu_session", "value": session, "url": live_server.url}])

        look(visitor, live_server.url, pages_of_the_desk(town), record_property)

    assert complaints == []


BROKEN = """<!doctype html><html lang="bn"><head><title>x</title></head><body><main>
<h1 style="line-height: 1.1">ঊর্ধ্বতন কর্তৃপক্ষ</h1><p style="width: 900px">জল</p><p>Nobody said this</p>
<p style="height: 10px; overflow: hidden">র্ক্ট্রূঁ</p><button style="height: 20px">না</button><input>
<p style="letter-spacing: 2px; font-weight: 500; font-size: 9px">ক্ষ</p></main></body></html>"""


def test_the_eyes_see_what_is_wrong(visitor: Page) -> None:
    visitor.set_viewport_size({"width": 360, "height": 800})
    visitor.set_content(BROKEN)

    seen = " | ".join(looking.seen(visitor))

    for fault in (
        "h1 has lines of 1.10",
        "wide on a screen of 360",
        "«Nobody» is not Bengali",
        "p cuts off its text",
        "too low to tap",
        "p has spaced letters",
        "p has the weight 500",
        "p is written in 9 px",
        "label: <input>",
    ):
        assert fault in seen

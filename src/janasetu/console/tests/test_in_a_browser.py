"""The desk in a real browser: what is typed stays, what changes arrives, our policy refuses nothing."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page

from janasetu.bodies.models import LocalBody, Officer
from janasetu.cases.models import Case
from janasetu.console.tests.factories import NOW, a_complaint, a_file, a_picture, a_town, an_officer
from janasetu.documents.choices import FileState
from janasetu.documents.models import ReceivedFile
from janasetu.lib.tests.browser import chromium

SOON = 20_000  # milliseconds: several looks, on a busy machine too
LOOKS_EVERY = 2_000  # milliseconds, as inbox_live.html and case.html say

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


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
def town(transactional_db: None) -> LocalBody:
    return a_town()


@pytest.fixture
def officer(town: LocalBody) -> Officer:
    return an_officer(town)


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained of; a test that fills it fails."""
    return []


@pytest.fixture
def desk(browser: Browser, live_server: Any, officer: Officer, complaints: list[str]) -> Iterator[Page]:
    """A browser of an officer on a telephone, logged in."""
    client = Client()
    client.force_login(officer.user)
    context = browser.new_context(base_url=live_server.url, viewport={"width": 360, "height": 740})
    session = client.cookies["janasetu_session"].value
    context.add_cookies(
        [
            {"name": "janasetu_session", "value": session, "url": live_server.url},
            {"name": "janasetu_language", "value": "bn", "url": live_server.url},
        ]
    )
    context.set_default_timeout(SOON)
    page = context.new_page()
    page.clock.install()
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    page.goto("about:blank")
    context.close()
    assert complaints == []


def open_case(desk: Page, case: Case) -> None:
    desk.goto(f"/console/cases/{case.ref}/")


def wait_for_words(desk: Page, place: str, words: str) -> None:
    desk.locator(place, has_text=words).first.wait_for()


def let_it_look(desk: Page) -> None:
    """To the page it is as if the time until its next look had passed."""
    desk.clock.fast_forward(LOOKS_EVERY)


@pytest.mark.parametrize("lang", ["bn", "en"])
def test_no_page_is_wider_than_its_screen(desk: Page, town: LocalBody, live_server: Any, lang: str) -> None:
    case = a_complaint(town, files=[a_file(), a_file(FileState.WANTED), a_file(FileState.LOST)])
    desk.context.add_cookies([{"name": "janasetu_language", "value": lang, "url": live_server.url}])

    for address in ("/console/", f"/console/cases/{case.ref}/", "/", "/status/"):
        desk.goto(address)
        for width in (360, 1280):
            desk.set_viewport_size({"width": width, "height": 740})
            assert desk.evaluate("innerWidth") == width
            assert desk.evaluate("document.documentElement.scrollWidth") <= width, (address, width)


def test_a_new_case_comes_into_the_open_list(desk: Page, town: LocalBody) -> None:
    desk.goto("/console/")
    wait_for_words(desk, "#inbox", "কোনো চলতি অভিযোগ নেই")

    a_complaint(town)
    let_it_look(desk)

    wait_for_words(desk, "#inbox a", "রাস্তার আলো জ্বলছে না")


def test_what_is_typed_stays_while_the_page_renews_itself(desk: Page, town: LocalBody) -> None:
    case = a_complaint(town, files=[a_file(FileState.WANTED)])
    open_case(desk, case)
    desk.fill("#reply_note", "মিস্ত্রি যাচ্ছেন")

    ReceivedFile.objects.update(state=FileState.LOST)
    let_it_look(desk)

    wait_for_words(desk, "#case-story", "ছবিটি আর আনা গেল না।")
    assert desk.input_value("#reply_note") == "মিস্ত্রি যাচ্ছেন"
    assert desk.evaluate("document.activeElement.id") == "reply_note"


def test_a_form_that_is_no_longer_open_is_not_taken_from_under_the_pen(desk: Page, town: LocalBody) -> None:
    case = a_complaint(town)
    open_case(desk, case)
    desk.fill("#resolve_note", "আলো বদলানো হয়েছে")

    Case.objects.update(status="awaiting_confirmation", claimed_at=NOW)
    let_it_look(desk)

    desk.locator("#moved-on").wait_for()
    assert desk.input_value("#resolve_note") == "আলো বদলানো হয়েছে"
    desk.fill("#resolve_note", "")
    desk.locator("#resolve_note").blur()
    let_it_look(desk)
    desk.locator("#resolve").wait_for(state="detached")
    assert desk.locator("#moved-on").is_hidden()


def test_a_refusal_leads_to_its_form_and_photos_are_seen_before_they_go(
    desk: Page, town: LocalBody, tmp_path: Path
) -> None:
    case = a_complaint(town)
    picture = tmp_path / "done.jpg"
    picture.write_bytes(a_picture("green"))
    open_case(desk, case)

    desk.click("#resolve .btn.good")
    wait_for_words(desk, "#resolve", "ছবি ছাড়া নিষ্পত্তি করা যাবে না।")
    assert desk.locator("#resolve .wrong").is_visible()
    desk.set_input_files("#resolve_photos", picture)
    desk.locator("#resolve [data-chosen] img").wait_for()
    desk.click("#resolve .btn.good")

    wait_for_words(desk, ".told", "কাজ শেষ বলে জানানো হল।")
    desk.locator("#case-story a[data-large]").first.click()
    desk.locator("dialog.large img").wait_for()


def test_a_login_in_another_tab_does_not_spoil_an_open_form(
    desk: Page, town: LocalBody, officer: Officer
) -> None:
    officer.user.set_password("demo-1234")
    officer.user.save()
    case = a_complaint(town)
    other = desk.context.new_page()
    other.goto("/console/login/")
    other.fill("#id_username", officer.post)
    other.fill("#id_password", "demo-1234")
    other.click(".btn.main")
    other.wait_for_url("**/console/")
    open_case(desk, case)
    desk.fill("#reply_note", "মিস্ত্রি যাচ্ছেন")

    other.click(".who summary")
    other.click(".who button")
    other.fill("#id_username", officer.post)
    other.fill("#id_password", "demo-1234")
    other.click(".btn.main")
    other.wait_for_url("**/console/")
    desk.bring_to_front()
    desk.click("#reply .btn.main")

    wait_for_words(desk, ".told", "উত্তরটি নাগরিকের কাছে যাচ্ছে।")

"""The phone in the browser: its headers, and a person who uses it in Debian's chromium."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import BrowserContext, FilePayload, Page, Route, sync_playwright

from linesim.page import FOLDER
from linesim.tests.kit import LINE, OTHER_LINE, PERSON, Office, rows, until

SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHOTO: FilePayload = {"name": "x.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\nrest"}


def test_the_page_allows_nothing_inline_and_loopback_frames_only(office: Office) -> None:
    answer = office.graph.get("/")

    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'self' http://127.0.0.1:* http://localhost:*" in policy
    assert 'lang="bn"' in answer.text
    assert "style=" not in answer.text
    assert "onclick" not in answer.text


@pytest.mark.parametrize("name", [path.name for path in FOLDER.iterdir()])
def test_the_page_s_files_are_served_and_bear_no_foreign_address(office: Office, name: str) -> None:
    answer = office.graph.get(f"/page/{name}")

    assert answer.status_code == 200
    assert "http" not in answer.text.replace("http://www.w3.org/2000/svg", "").replace("https?:", "")


@pytest.fixture(scope="module")
def browser() -> Iterator[BrowserContext]:
    """Debian's chromium, 360 px wide; without one the test is skipped, but in CI it fails."""
    program = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("CI has no chromium")
        pytest.skip("no chromium on this machine (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=SWITCHES)
        yield launched.new_context(viewport={"width": 360, "height": 740})
        launched.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the browser or the page complained of; what is left of it fails the test."""
    return []


@pytest.fixture
def page(browser: BrowserContext, office: Office, complaints: list[str]) -> Iterator[Page]:
    """The phone."""
    opened = browser.new_page()
    opened.set_default_timeout(20_000)
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.goto(f"{office.graph.base_url}?line={LINE}&phone={PERSON}")
    yield opened
    opened.evaluate("localStorage.clear()")
    opened.close()
    assert complaints == []


@contextmanager
def slow_to_begin(page: Page, *, waiting_for: str) -> Iterator[None]:
    """The page opened again, and this question of its beginning answered only when the block ends."""
    address = f"**/control/{waiting_for}"
    held: list[Route] = []
    page.route(address, lambda route: held.append(route))  # playwright cannot mark a built-in function
    with page.expect_request(address):
        page.reload()
    yield
    assert held
    page.unroute(address)  # which lets all go that are held


@pytest.mark.browser
def test_a_person_writes_taps_and_chooses(page: Page, office: Office) -> None:
    page.get_by_label("বার্তা", exact=True).fill("রাস্তার আলো জ্বলছে না")
    page.keyboard.press("Enter")
    until(lambda: office.product.messages)
    office.offers("হ্যাঁ, ঠিক", "না")
    page.get_by_role("button", name="হ্যাঁ, ঠিক").click()
    until(lambda: len(office.product.messages) == 2)
    office.sends(rows("আলো", "জল"))
    page.get_by_role("button", name="তালিকা").click()
    page.get_by_role("dialog").get_by_role("button", name="জল").click()

    until(lambda: len(office.product.messages) == 3)

    text, tap, row = office.product.messages
    assert text["text"]["body"] == "রাস্তার আলো জ্বলছে না"
    assert tap["interactive"]["button_reply"]["id"] == "b1"
    assert row["interactive"]["list_reply"]["id"] == "r2"
    page.wait_for_function("document.querySelectorAll('.bubble').length === 5")
    assert page.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.browser
def test_a_person_sends_a_photo_and_a_place(page: Page, office: Office) -> None:
    page.get_by_role("button", name="ছবি, কাগজ বা জায়গা পাঠান").click()
    page.get_by_label("ছবির সঙ্গে লেখা").fill("এই গর্ত")
    page.get_by_role("button", name="নমুনা ছবি").click()
    until(lambda: len(office.product.messages) == 1)
    page.get_by_role("button", name="ছবি, কাগজ বা জায়গা পাঠান").click()
    page.get_by_role("button", name="জায়গা জানান").click()
    page.get_by_role("button", name="ফালাকাটা বাজার").click()
    page.get_by_role("button", name="জায়গা পাঠান", exact=True).click()

    until(lambda: len(office.product.messages) == 2)

    photo, place = office.product.messages
    assert photo["image"]["caption"] == "এই গর্ত"
    assert place["location"]["name"] == "ফালাকাটা বাজার"
    page.wait_for_function("document.querySelector('.picture')?.naturalWidth === 800")


@pytest.mark.browser
def test_a_photo_of_one_s_own_is_uploaded(page: Page, office: Office) -> None:
    page.get_by_role("button", name="ছবি, কাগজ বা জায়গা পাঠান").click()

    page.locator("#photo").set_input_files(PHOTO)

    until(lambda: office.product.messages)
    assert office.product.messages[0]["image"]["mime_type"] == "image/png"


@pytest.mark.browser
def test_ticks_turn_when_the_office_has_read(page: Page, office: Office) -> None:
    wamid = office.writes("শুনুন")
    page.wait_for_selector(".ticks.arrived")

    receipt = {"messaging_product": "whatsapp", "status": "read", "message_id": wamid}
    office.graph.post(f"/v26.0/{LINE}/messages", json={**receipt, "typing_indicator": {"type": "text"}})

    page.wait_for_selector(".ticks.seen")
    assert page.locator("#typing").is_visible()


@pytest.mark.browser
def test_an_area_line_offers_its_poster_codes_and_english_is_a_tap_away(page: Page, office: Office) -> None:
    page.locator("#line").select_option(OTHER_LINE)
    page.get_by_role("button", name="EN").click()
    page.get_by_text("A trial sample, not a government service").wait_for()
    page.get_by_role("button", name="#panchayat").click()

    until(lambda: office.product.messages)

    assert office.product.messages[0]["text"]["body"] == "#panchayat"
    assert office.product.values[0]["metadata"]["phone_number_id"] == OTHER_LINE


@pytest.mark.browser
def test_a_message_s_text_is_never_markup(page: Page, office: Office) -> None:
    office.says("<img src=x> *মোটা* https://example.org/x")

    page.wait_for_selector(".bubble b")

    assert page.locator(".bubble .words").inner_text() == "<img src=x> মোটা https://example.org/x"
    assert page.locator(".bubble img").count() == 0


FIRST_ACTS: dict[str, Callable[[Page], None]] = {
    "write": lambda page: page.get_by_label("বার্তা", exact=True).press("Enter"),
    "send": lambda page: page.get_by_role("button", name="পাঠান", exact=True).click(),
    "photo": lambda page: page.locator("#photo").set_input_files(PHOTO),
}


@pytest.mark.browser
@pytest.mark.parametrize(("unknown", "act"), [("lines", "write"), ("phones", "send"), ("phones", "photo")])
def test_what_is_sent_while_the_page_still_begins_goes_when_it_has_begun(
    page: Page, office: Office, unknown: str, act: str
) -> None:
    with slow_to_begin(page, waiting_for=unknown):
        page.get_by_label("বার্তা", exact=True).fill("রাস্তায় জল")
        FIRST_ACTS[act](page)

    page.wait_for_selector(".bubble.own .arrived")

    [message] = office.product.messages
    assert message["from"] == PERSON
    assert page.locator("#notice").is_hidden()


@pytest.mark.browser
def test_the_bar_may_be_tapped_while_the_page_still_begins(page: Page) -> None:
    with slow_to_begin(page, waiting_for="phones"):
        page.locator("#line").select_option(OTHER_LINE)
        page.get_by_role("button", name="EN").click()
        page.get_by_role("button", name="Person with this phone").click()

    page.get_by_text(f"+{PERSON}").wait_for()
    assert page.locator("#line").input_value() == OTHER_LINE
    assert page.locator("#hello").inner_text().startswith("Send the first message to begin.")


@pytest.mark.browser
def test_a_person_hides_the_number_and_takes_another(page: Page, office: Office) -> None:
    page.get_by_role("button", name="এই ফোনের ব্যক্তি").click()
    page.get_by_label("ইউজারনেম").fill("rahima")
    page.get_by_label("দপ্তরকে নম্বর দেখাবেন না").check()
    page.get_by_label("নতুন নম্বর").fill("+91 90000 00077")
    page.get_by_role("button", name="রাখুন").click()
    page.locator("#who").wait_for(state="hidden")
    page.get_by_role("button", name="এই ফোনের ব্যক্তি").click()
    page.get_by_text("+919000000077").wait_for()

    (person,) = office.control.get("/phones").json()

    assert (person["wa_id"], person["number"]) == (PERSON, "919000000077")
    assert (person["username"], person["hide_phone"]) == ("rahima", True)
    assert page.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.browser
def test_a_change_that_cannot_be_says_why_and_the_sheet_stays(page: Page, complaints: list[str]) -> None:
    page.get_by_role("button", name="এই ফোনের ব্যক্তি").click()
    page.get_by_label("নতুন নম্বর").fill(PERSON)
    page.get_by_role("button", name="রাখুন").click()

    page.locator("#who-wrong", has_text="is this phone's number already").wait_for()

    assert page.locator("#who").is_visible()
    (complaint,) = complaints
    assert "409" in complaint
    complaints.clear()

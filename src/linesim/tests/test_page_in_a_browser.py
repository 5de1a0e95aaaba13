"""A person who uses the phone in Debian's chromium."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, FilePayload, Page, Route, expect, sync_playwright

from linesim.tests.conftest import LINES
from linesim.tests.kit import (
    LINE,
    OTHER_LINE,
    PATIENCE,
    PERSON,
    SOURCES,
    TOKEN,
    Office,
    command,
    free_port,
    rows,
    until,
)

pytestmark = pytest.mark.browser

SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
]
OTHER_PERSON = "919000000002"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MESSAGE, SEND, ATTACH = "বার্তা", "পাঠান", "ছবি, কাগজ বা জায়গা পাঠান"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's chromium; without one the test is skipped, but in CI it fails."""
    program = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("CI has no chromium")
        pytest.skip("no chromium on this machine (Debian: apt-get install chromium)")
    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=SWITCHES)
        yield launched
        launched.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the browser or the page complained of; what is left of it fails the test."""
    return []


@pytest.fixture
def page(browser: Browser, complaints: list[str]) -> Iterator[Page]:
    """An empty page of a browser that remembers nothing, 360 px wide."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    opened = context.new_page()
    opened.set_default_timeout(PATIENCE * 1000)
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    assert complaints == []


@pytest.fixture
def refusals(page: Page, complaints: list[str]) -> Iterator[None]:
    """What the browser says of requests that came to nothing is no complaint where a test expects it."""
    yield
    page.goto("about:blank")
    complaints[:] = [said for said in complaints if "Failed to load resource" not in said]


@pytest.fixture
def chat(page: Page, office: Office) -> Page:
    """The phone with the chat of the first line."""
    page.goto(f"{office.graph.base_url}?line={LINE}&phone={PERSON}")
    return page


@contextmanager
def slow_to_begin(page: Page, *, waiting_for: str) -> Iterator[None]:
    """The page opened again, and this question of its beginning answered only when the block ends."""
    address = f"**{waiting_for}"
    held: list[Route] = []
    page.route(address, lambda route: held.append(route))  # playwright cannot mark a built-in function
    with page.expect_request(address):
        page.reload()
    yield
    assert held
    page.unroute(address)  # which lets all go that are held


def attach(page: Page, tile: str) -> None:
    page.get_by_role("button", name=ATTACH).click()
    page.get_by_role("dialog").get_by_role("button", name=tile, exact=True).click()


def do_with(page: Page, text: str, what: str) -> None:
    """Choose from the menu of the last message that says this."""
    said = page.locator(".bubble").filter(has=page.locator(".words", has_text=text))
    said.last.click(button="right", position={"x": 4, "y": 4})
    page.get_by_role("dialog").get_by_role("button", name=what, exact=True).click()


def photo(name: str) -> FilePayload:
    return {"name": name, "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\nrest"}


def width(page: Page) -> int:
    wide: int = page.evaluate("document.documentElement.scrollWidth")
    return wide


def test_a_person_writes_taps_and_chooses(chat: Page, office: Office) -> None:
    chat.get_by_label(MESSAGE, exact=True).fill("রাস্তার আলো")
    chat.keyboard.press("Shift+Enter")
    chat.keyboard.type("জ্বলছে না")
    chat.keyboard.press("Enter")
    until(lambda: office.product.messages)
    office.offers("হ্যাঁ, ঠিক", "না")
    chat.get_by_role("button", name="হ্যাঁ, ঠিক").click()
    until(lambda: len(office.product.messages) == 2)
    office.sends(rows("আলো", "জল", sections=2))
    chat.get_by_role("button", name="তালিকা", exact=True).click()
    chat.get_by_role("group", name="ভাগ 2").get_by_label("জল").check()
    chat.get_by_role("button", name="এটাই পাঠান").click()
    until(lambda: len(office.product.messages) == 3)
    chat.get_by_role("button", name="না", exact=True).click()

    until(lambda: len(office.product.messages) == 4)

    text, tap, row, stale = office.product.messages
    assert text["text"]["body"] == "রাস্তার আলো\nজ্বলছে না"
    assert tap["interactive"]["button_reply"]["id"] == "b1"
    assert row["interactive"]["list_reply"]["id"] == "r2"
    assert stale["interactive"]["button_reply"]["id"] == "b2"
    expect(chat.locator(".bubble")).to_have_count(6)
    expect(chat.locator(".bubble").last.locator(".quote")).to_contain_text("কী করতে চান?")
    assert width(chat) == 360


def test_a_person_sends_an_album_a_place_and_all_the_rest(chat: Page, office: Office) -> None:
    chat.locator("#photo").set_input_files([photo("x.png"), photo("y.png"), photo("z.png")])
    chat.get_by_role("button", name="বাদ দিন: y.png").click()
    chat.get_by_label("সঙ্গে কিছু লিখবেন?").fill("এই গর্ত")
    chat.get_by_role("button", name="২টি পাঠান").click()
    until(lambda: len(office.product.messages) == 2)
    attach(chat, "জায়গা জানান")
    chat.get_by_role("button", name="ফালাকাটা বাজার").click()
    chat.get_by_role("button", name="জায়গা পাঠান", exact=True).click()
    until(lambda: len(office.product.messages) == 3)
    for tile in ("নমুনা ছবি", "নমুনা কাগজ", "নমুনা কণ্ঠ", "নিজের নম্বর"):
        attach(chat, tile)
        chat.locator("#attach").wait_for(state="hidden")
    attach(chat, "স্টিকার")
    chat.get_by_role("button", name="হৃদয়").click()

    until(lambda: len(office.product.messages) == 8)

    kinds = [message["type"] for message in office.product.messages]
    assert kinds[:3] == ["image", "image", "location"]
    assert sorted(kinds[3:]) == ["audio", "contacts", "document", "image", "sticker"]
    first, second, place = office.product.messages[:3]
    assert (first["image"]["caption"], first["image"]["mime_type"]) == ("এই গর্ত", "image/png")
    assert "caption" not in second["image"]
    assert place["location"]["name"] == "ফালাকাটা বাজার"
    expect(chat.locator(".voice .length")).to_have_text("০:০২")
    chat.locator(".open-picture").last.click()
    until(lambda: chat.evaluate("document.getElementById('large').naturalWidth") == 800)


def test_a_voice_message_is_recorded_as_phones_send_it(chat: Page, office: Office) -> None:
    chat.get_by_role("button", name="কণ্ঠবার্তা রেকর্ড করুন").click()
    expect(chat.locator("#recorded")).to_have_text("০:০১")
    chat.get_by_role("button", name=SEND, exact=True).click()

    until(lambda: office.product.messages)

    (message,) = office.product.messages
    assert message["audio"]["mime_type"] == "audio/ogg; codecs=opus"
    sound = office.control.get(f"/files/{message['audio']['id']}").content
    assert sound.startswith(b"OggS")
    assert b"OpusHead" in sound[:60]
    chat.wait_for_selector(".ticks.arrived")
    chat.reload()
    expect(chat.locator(".voice .length")).not_to_have_text("০:০০")


def test_a_person_answers_reacts_writes_anew_forwards_and_takes_back(chat: Page, office: Office) -> None:
    asked = office.says("কোন ওয়ার্ড?")
    do_with(chat, "কোন ওয়ার্ড?", "উত্তর দিন")
    chat.keyboard.type("১২")
    chat.keyboard.press("Enter")
    do_with(chat, "কোন ওয়ার্ড?", "বুড়ো আঙুল")
    until(lambda: len(office.product.messages) == 2)
    do_with(chat, "১২", "লেখা বদলান")
    chat.get_by_label(MESSAGE, exact=True).fill("১৩")
    chat.keyboard.press("Enter")
    expect(chat.locator(".bubble.own")).to_contain_text("বদলানো")
    do_with(chat, "১৩", "ফরোয়ার্ড করুন")
    chat.get_by_role("dialog").get_by_role("button", name="+91 00000 00001").click()
    expect(chat.locator(".bubble.own").last).to_contain_text("ফরোয়ার্ড করা")
    do_with(chat, "১৩", "মুছে ফেলুন")

    until(lambda: len(office.product.messages) == 5)

    reply, reaction, edit, forwarded, revoke = office.product.messages
    assert reply["context"]["id"] == asked
    assert reaction["reaction"] == {"message_id": asked, "emoji": "👍"}
    assert edit["edit"]["message"]["text"]["body"] == "১৩"
    assert forwarded["context"] == {"forwarded": True}
    assert revoke["revoke"]["original_message_id"] == forwarded["id"]
    expect(chat.locator(".bubble.own").last).to_contain_text("এই বার্তা মুছে ফেলা হয়েছে")


def test_ticks_turn_and_an_office_that_is_away_is_told(chat: Page, office: Office) -> None:
    office.product.answer = lambda posted: 503
    wamid = office.writes("শুনুন")
    expect(chat.locator("#notice")).to_have_text("অফিসের সঙ্গে যোগ নেই, বার্তা জমা থাকছে।")
    office.product.accept_everything()
    chat.wait_for_selector(".ticks.arrived")
    expect(chat.locator("#notice")).to_be_hidden()

    receipt = {"messaging_product": "whatsapp", "status": "read", "message_id": wamid}
    office.graph.post(f"/v26.0/{LINE}/messages", json={**receipt, "typing_indicator": {"type": "text"}})

    chat.wait_for_selector(".ticks.seen")
    assert chat.locator("#typing").is_visible()


def test_several_phones_have_their_own_chats_drafts_and_unread(page: Page, office: Office) -> None:
    page.goto(f"{office.graph.base_url}?phone={PERSON}")
    page.get_by_role("button", name="+91 00000 00001").click()
    page.get_by_label(MESSAGE, exact=True).fill("আধখানা কথা")
    page.reload()
    expect(page.get_by_label(MESSAGE, exact=True)).to_have_value("আধখানা কথা")
    office.says("শুনুন", to=OTHER_PERSON)
    office.says("একটা কথা", to=OTHER_PERSON)
    expect(page.locator("#elsewhere")).to_have_text("২")
    page.get_by_role("button", name="অন্য ফোনে যান").click()
    page.get_by_role("dialog").get_by_role("button", name=f"+{OTHER_PERSON}").click()
    expect(page.locator(".bubble")).to_have_count(2)
    expect(page.get_by_label(MESSAGE, exact=True)).to_have_value("")
    page.get_by_role("button", name="অন্য ফোনে যান").click()
    page.get_by_role("button", name="আর একটি ফোন").click()
    page.get_by_label("কার ফোন").fill("আসমা খাতুন")
    page.get_by_label("ফোন নম্বর").fill("+91 90000 00042")
    page.get_by_role("button", name="যোগ করুন").click()
    page.get_by_role("button", name="নমস্কার").click()

    until(lambda: office.product.messages)

    assert office.product.messages[0]["from"] == "919000000042"
    (value,) = [value for value in office.product.values if "messages" in value]
    assert value["contacts"][0]["profile"]["name"] == "আসমা খাতুন"
    page.get_by_role("button", name="কথাবার্তার তালিকায় ফিরুন").click()
    page.get_by_role("button", name="অন্য ফোনে যান").click()
    page.get_by_role("dialog").get_by_role("button", name=f"+{PERSON}").click()
    expect(page.locator("#chat-list")).to_contain_text("খসড়া: আধখানা কথা")
    page.get_by_role("button", name="পোস্টারের কোড").click()
    page.get_by_role("dialog").get_by_role("button", name="#panchayat").click()
    expect(page.get_by_label(MESSAGE, exact=True)).to_have_value("#panchayat")
    assert f"line={OTHER_LINE}" in page.url


def test_an_area_line_offers_its_poster_codes_and_english_is_a_tap_away(page: Page, office: Office) -> None:
    page.goto(f"{office.graph.base_url}?line={OTHER_LINE}&phone={PERSON}")
    page.get_by_role("button", name="EN").click()
    page.get_by_text("A trial sample, not a government service").wait_for()
    page.get_by_role("button", name="#panchayat").click()

    until(lambda: office.product.messages)

    assert office.product.messages[0]["text"]["body"] == "#panchayat"
    assert office.product.values[0]["metadata"]["phone_number_id"] == OTHER_LINE


def test_a_message_s_text_is_never_markup_and_never_leads_outside(chat: Page, office: Office) -> None:
    office.says("<img src=x> *মোটা* https://example.org/x http://127.0.0.1:9/verify")
    office.says("\u202e\u200b\u200d")
    office.says("\u202eউল্টো\u2066 " + "দীর্ঘ" * 800)
    office.offers("\u202eবোতাম")

    expect(chat.locator(".bubble")).to_have_count(4)

    first, unseen, long, _ = chat.locator(".bubble").all()
    assert first.locator(".words").inner_text().startswith("<img src=x> মোটা https://example.org/x")
    assert first.locator("img").count() == 0
    assert first.locator("a").all_inner_texts() == ["http://127.0.0.1:9/verify"]
    assert "খালি বার্তা" in unseen.inner_text()
    before = long.bounding_box()
    long.get_by_role("button", name="আরও পড়ুন").click()
    after = long.bounding_box()
    assert before is not None
    assert after is not None
    assert after["height"] > 2 * before["height"]
    assert width(chat) == 360


def test_a_text_that_is_too_long_is_not_sent_and_not_lost(chat: Page, office: Office) -> None:
    chat.get_by_label(MESSAGE, exact=True).fill("ক" * 10_000)
    chat.keyboard.press("Enter")

    expect(chat.locator("#too-long")).to_contain_text("এখানে ১০,০০০টি")
    expect(chat.get_by_label(MESSAGE, exact=True)).to_have_value("ক" * 10_000)
    chat.get_by_label(MESSAGE, exact=True).fill("ক" * 4096)
    chat.keyboard.press("Enter")
    until(lambda: office.product.messages)
    assert len(office.product.messages[0]["text"]["body"]) == 4096


def test_in_a_long_chat_the_reader_stays_where_he_reads(page: Page, office: Office) -> None:
    for number in range(200):
        office.says(f"বার্তা {number}")
    page.goto(f"{office.graph.base_url}?line={LINE}&phone={PERSON}")
    expect(page.locator(".bubble")).to_have_count(200)
    expect(page.locator("#news")).to_be_hidden()
    page.evaluate("document.getElementById('scroll').scrollTop = 300")
    page.evaluate("document.querySelector('.bubble').marked = true")

    office.says("আর একটা")

    expect(page.locator("#news")).to_have_text("১টি নতুন বার্তা")
    assert page.evaluate("document.getElementById('scroll').scrollTop") == 300
    assert page.evaluate("document.querySelector('.bubble').marked")
    page.locator("#news").click()
    expect(page.get_by_text("আর একটা")).to_be_in_viewport()
    expect(page.locator("#news")).to_be_hidden()


def test_a_call_is_missed_and_a_form_is_told_plainly(chat: Page, office: Office) -> None:
    parameters = {"flow_message_version": "3", "flow_id": "1", "flow_cta": "ফর্ম খুলুন", "flow_token": "t"}
    flow = {"type": "flow", "body": {"text": "ভরুন"}, "action": {"name": "flow", "parameters": parameters}}
    office.sends({"type": "interactive", "interactive": flow}).raise_for_status()
    chat.get_by_role("button", name="ফর্ম খুলুন").click()
    expect(chat.get_by_role("dialog")).to_contain_text("এই নমুনা ফোনে ভরা যাবে না")
    chat.get_by_role("button", name="বুঝেছি").click()
    chat.get_by_role("button", name="অফিসে ফোন করুন").click()

    expect(chat.get_by_role("dialog")).to_contain_text("কেউ ধরেননি")

    calls = [call for value in office.product.values for call in value.get("calls", [])]
    assert [call["event"] for call in calls] == ["connect", "terminate"]


FIRST_ACTS: dict[str, Callable[[Page], None]] = {
    "write": lambda page: page.get_by_label(MESSAGE, exact=True).press("Enter"),
    "send": lambda page: page.get_by_role("button", name=SEND, exact=True).click(),
}


@pytest.mark.parametrize(("unknown", "act"), [("/control/lines", "write"), ("/page/phones?*", "send")])
def test_what_is_sent_while_the_page_still_begins_goes_when_it_has_begun(
    chat: Page, office: Office, unknown: str, act: str
) -> None:
    with slow_to_begin(chat, waiting_for=unknown):
        chat.get_by_label(MESSAGE, exact=True).fill("রাস্তায় জল")
        FIRST_ACTS[act](chat)

    chat.wait_for_selector(".bubble.own .arrived")

    [message] = office.product.messages
    assert (message["from"], message["text"]["body"]) == (PERSON, "রাস্তায় জল")
    assert chat.locator("#notice").is_hidden()
    expect(chat.get_by_label(MESSAGE, exact=True)).to_have_value("")


@pytest.mark.usefixtures("refusals")
def test_a_person_hides_the_number_takes_another_and_goes_off_line(chat: Page, office: Office) -> None:
    chat.get_by_role("button", name="এই ফোনের ব্যক্তি").click()
    chat.get_by_label("ইউজারনেম").fill("rahima")
    chat.get_by_label("অফিসকে নম্বর দেখাবেন না").check()
    chat.get_by_label("খবর ও প্রচারের বার্তা চান না").check()
    chat.get_by_label("ফোন বন্ধ বা নেট নেই").check()
    chat.get_by_label("নতুন নম্বর").fill("+91 90000 00077")
    chat.get_by_role("button", name="রাখুন").click()
    expect(chat.locator("#notice")).to_contain_text("এই ফোন এখন বন্ধ")
    chat.get_by_label(MESSAGE, exact=True).fill("যাবে না")
    chat.keyboard.press("Enter")
    expect(chat.get_by_label(MESSAGE, exact=True)).to_have_value("যাবে না")
    chat.get_by_role("button", name="এই ফোনের ব্যক্তি").click()
    expect(chat.locator("#number")).to_have_text("+919000000077")

    person = next(known for known in office.control.get("/phones").json() if known["wa_id"] == PERSON)

    assert person["number"] == "919000000077"
    told = (person["username"], person["hide_phone"], person["offline"], person["opted_out"])
    assert told == ("rahima", True, True, True)
    assert width(chat) == 360


@pytest.mark.usefixtures("refusals")
def test_a_change_that_cannot_be_says_why_and_the_sheet_stays(chat: Page) -> None:
    chat.get_by_role("button", name="এই ফোনের ব্যক্তি").click()
    chat.get_by_label("নতুন নম্বর").fill(PERSON)
    chat.get_by_role("button", name="রাখুন").click()

    chat.locator("#who-wrong", has_text="is this phone's number already").wait_for()

    assert chat.locator("#who").is_visible()


@contextmanager
def simulator_on(port: int, webhook: str) -> Iterator[httpx.Client]:
    """A linesim on that very port, which ends with the block."""
    environment = {**os.environ, "PYTHONPATH": str(SOURCES)}
    said = command(port=port, webhook=webhook, more=("--token", TOKEN, "--rules", "none"))
    with subprocess.Popen(said, stdout=subprocess.PIPE, env=environment, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("READY")
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE) as client:
                client.put("/control/lines", json=LINES).raise_for_status()
                yield client
        finally:
            process.kill()


@pytest.mark.usefixtures("refusals")
def test_the_page_outlives_the_simulator(page: Page, office: Office) -> None:
    port = free_port()
    with simulator_on(port, office.product.url):
        page.goto(f"http://127.0.0.1:{port}/?line={LINE}&phone={PERSON}")
        page.get_by_role("button", name="নমস্কার").click()
        page.wait_for_selector(".bubble.own .arrived")
    expect(page.locator("#notice")).to_contain_text("সংযোগ নেই")
    page.get_by_label(MESSAGE, exact=True).fill("আবার")
    with simulator_on(port, office.product.url) as client:
        expect(page.locator(".bubble")).to_have_count(0)
        expect(page.locator("#notice")).to_be_hidden()
        page.get_by_role("button", name=SEND, exact=True).click()
        page.wait_for_selector(".bubble.own .arrived")

        until(lambda: client.get("/control/phones").json()[0]["name"] == "রহিমা বিবি")


PARENT = """<!doctype html><title>x</title><link rel="icon" href="data:,"><script>
window.heard = []; addEventListener("message", (event) => heard.push([event.origin, event.data]));
</script><iframe width="360" height="700" src="{address}"></iframe>"""


class QuietFiles(SimpleHTTPRequestHandler):
    """A folder as a web site that says nothing."""

    def log_message(self, *said: object) -> None:
        """Say nothing."""


@contextmanager
def site(folder: Path) -> Iterator[str]:
    """The origin under which the folder is served until the block ends."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietFiles, directory=str(folder))) as server:
        serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        serving.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        serving.join()


@pytest.fixture
def around(tmp_path: Path) -> Iterator[str]:
    """The origin of the page around the phone."""
    with site(tmp_path) as origin:
        yield origin


def test_under_the_x_ray_a_tapped_message_tells_the_page_around_it(
    page: Page, office: Office, around: str, tmp_path: Path
) -> None:
    wamid = office.says("আপনার নম্বর কত?", biz_opaque_callback_data="outbox 7")
    query = f"line={LINE}&phone={PERSON}&xray=1&parent={around}"
    document = PARENT.format(address=f"{office.graph.base_url}?{query}")
    (tmp_path / "around.html").write_text(document, encoding="utf-8")
    page.goto(f"{around}/around.html")

    page.frame_locator("iframe").get_by_text("আপনার নম্বর কত?").click()

    until(lambda: page.evaluate("heard.length"))
    told = {"kind": "linesim:message", "line": LINE, "phone": PERSON, "id": wamid, "callback": "outbox 7"}
    assert page.evaluate("heard") == [[str(office.graph.base_url).rstrip("/"), told]]


SCREENS = ["#chat-list li:first-child .row", "#open-attach"]
SHEETS = ["#open-person", ".bubble.choice .buttons button", ".bubble.own .more"]


@pytest.mark.parametrize(
    ("language", "wide", "openers"),
    [("bn", 360, SCREENS + SHEETS), ("en", 768, SCREENS[:1]), ("bn", 1280, SCREENS)],
)
def test_the_screens_are_for_everybody(
    page: Page, office: Office, language: str, wide: int, openers: list[str]
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page.set_viewport_size({"width": wide, "height": 800})
    office.person("image", caption="গর্ত")
    office.person("audio")
    office.person("location", lat=26.5163, lon=89.2044)
    office.says("*ধন্যবাদ* https://example.org", context={"message_id": office.writes("দেখুন")})
    office.offers("হ্যাঁ", "না")
    office.sends(rows("আলো", "জল", sections=2))
    page.goto(f"{office.graph.base_url}?phone={PERSON}&lang={language}")
    page.wait_for_selector("#chat-list .row")
    found = broken(axe, page)
    for opener in openers:
        page.locator(opener).last.dispatch_event("click")
        page.wait_for_timeout(250)  # a sheet rises; what is half transparent has no contrast
        found += broken(axe, page)
        page.keyboard.press("Escape")

    assert found == []


def broken(axe: object, page: Page) -> list[str]:
    """The rules that the page breaks as it stands, each with the part that breaks it."""
    asked = {"runOnly": WCAG, "resultTypes": ["violations"], "preload": False}  # what holds is not asked for
    answer = axe.run(page, options=asked).response  # type: ignore[attr-defined]
    return [f"{rule['id']}: {part['html'][:120]}" for rule in answer["violations"] for part in rule["nodes"]]

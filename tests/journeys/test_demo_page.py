"""A visitor of the demo takes a message apart in a real browser."""

import pytest
from playwright.sync_api import Browser, expect

from journeys.product import Product

pytestmark = pytest.mark.browser


def test_a_message_tapped_on_the_telephone_tells_which_file_says_it(
    product: Product, browser: Browser
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="bn-IN")
    page.goto(f"{product.url}/demo/?line=200000000001002")
    phone, sheet = page.frame_locator(".phone iframe"), page.locator("#xray")
    expect(phone.get_by_text("ফালাকাটা পুরসভা").filter(visible=True).first).to_be_visible()

    phone.get_by_role("button", name="নমস্কার").click()
    answer = phone.locator("article.theirs").last
    expect(answer).to_be_visible()
    stranger = "window.postMessage({kind: 'linesim:message', callback: '1.x'}, '*')"
    page.evaluate(stranger)  # of this page itself, not of the telephone: nobody listens
    expect(sheet).to_be_hidden()
    answer.locator(".words").click()

    expect(sheet.locator(".source").first).to_contain_text("conversations/engine/phrases.yaml:")
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    page.close()

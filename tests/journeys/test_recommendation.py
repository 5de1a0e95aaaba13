"""A letter that somebody lives in ward 5: asked for at night, signed, in the chat, at the door."""

from datetime import datetime, timedelta

import httpx
import pypdfium2
import pytest
from playwright.sync_api import Browser, expect

from janasetu.lib.bn import normalise
from janasetu.lib.clock import local
from journeys.desks import TABLE, confirms, decides, logged_in
from journeys.doorstep import comes_to_the_door
from journeys.product import Phone, Product, ref_in

pytestmark = pytest.mark.browser

TOWN = "basirhat"


def at_ten_past_one(product: Product) -> None:
    """Move office time to the next night."""
    now = httpx.get(f"{product.url}/demo/clock", timeout=30).raise_for_status().json()["now"]
    here = local(datetime.fromisoformat(now))
    night = here.replace(hour=1, minute=10, second=0, microsecond=0)
    said = {"to": (night if night > here else night + timedelta(days=1)).isoformat()}
    httpx.post(f"{product.url}/demo/clock", json=said, timeout=30).raise_for_status()


def applies(phone: Phone) -> str:
    """For oneself, with a voter card, for the bank; the number, and when the office begins with it."""
    for words in ("বাসিন্দা সার্টিফিকেট", "নিজের জন্য", "ঝর্না কর্মকার / Jharna Karmakar", "মদন কর্মকার"):
        phone.say(words)
    for words in ("৫ নং ওয়ার্ড, তরুণ সংঘ ক্লাবের পাশে", "২২", "ব্যাঙ্কের কাজ"):
        phone.say(words)
    phone.send("image")
    phone.hear()
    phone.say("রাজি আছি")
    said = phone.say("জমা দিন")["text"]
    assert "এখন অফিস বন্ধ। কাজ শুরু হবে" in said
    return ref_in(said)


def test_a_residence_letter_of_ward_5_is_in_the_chat_with_two_names_on_it_and_comes_to_the_door(
    product: Product, browser: Browser
) -> None:
    phone = product.phone("910000950501", "ঝর্না কর্মকার", TOWN)
    at_ten_past_one(product)
    ref = applies(phone)
    case = f"{product.url}/console/cases/{ref}/"
    assert product.case(ref)["stage"] == "verification"

    with logged_in(browser, product, "clerk", at=TABLE, town=TOWN) as page:
        page.goto(case)
        decides(page, "ঠিক আছে, এগিয়ে দিন")
        expect(page.locator("#way [aria-current=step]")).to_contain_text("শঙ্কর কয়াল")

    with logged_in(browser, product, "coordinator", at=TABLE, town=TOWN) as page:
        page.goto(case)
        decides(page, "সুপারিশ করুন")
        expect(page.locator("#way [aria-current=step]")).to_contain_text("দীপালি গায়েন")

    with logged_in(browser, product, "chairman", at=TABLE, town=TOWN) as page:
        page.goto(case)
        decides(page, "মঞ্জুর")
        confirms(page, product)
        expect(page.locator("#paper")).to_be_visible()

    with logged_in(browser, product, "clerk", at=TABLE, town=TOWN) as page:
        page.goto(case)
        page.locator("#paper button[value=release]").click()
        confirms(page, product)

    sent = phone.hear_until(lambda message: message["file"])[0]
    assert product.case(ref)["status"] == "issued"
    paper = httpx.get(sent["file"], timeout=30).content
    said = pypdfium2.PdfDocument(paper)[0].get_textpage().get_text_bounded()
    assert b"/ByteRange" in paper  # signed
    for name in ("ঝর্না কর্মকার", "শঙ্কর কয়াল", "NAMUNA/W5/2022", "দীপালি গায়েন"):
        assert normalise(name) in normalise(said)

    comes_to_the_door(browser, product, phone, ref, town=TOWN)

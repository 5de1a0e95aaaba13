"""Asked for at night, recommended, signed, in the chat: a paper of ward 5, from a phone and real browsers."""

import re
from datetime import datetime, timedelta
from urllib.parse import unquote

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from janasetu.lib.clock import KOLKATA
from journeys.desks import CHEAP_PHONE, TABLE, confirm, logged_in
from journeys.product import Phone, Product, ref_in

pytestmark = pytest.mark.browser

_ANSWERS = (
    *("নিজের জন্য", "ঝর্না কর্মকার / Jharna Karmakar", "মদন কর্মকার"),
    *("৫ নং ওয়ার্ড, সুভাষপল্লি, ক্লাবের পাশের গলি", "২২", "ব্যাঙ্কের কাজ"),
)


def at_ten_past_one(product: Product) -> None:
    """Let it be the next night."""
    now = datetime.fromisoformat(httpx.get(f"{product.url}/demo/clock").json()["now"]).astimezone(KOLKATA)
    night = now.replace(hour=1, minute=10, second=0, microsecond=0)
    product.advance(seconds=int((night + timedelta(days=night <= now) - now).total_seconds()))


def asked_for(phone: Phone) -> dict[str, str]:
    """A residence recommendation, answer by answer; the acknowledgement."""
    phone.say("বাসিন্দা সার্টিফিকেট")
    for answer in _ANSWERS:
        phone.say(answer)
    phone.send("image")
    phone.hear()
    phone.say("রাজি আছি")
    return phone.say("জমা দিন")


def decide(page: Page, product: Product, ref: str, move: str, *, note: str) -> None:
    """A move at one's own desk, with its note."""
    page.goto(f"{product.url}/console/cases/{ref.replace('-', '')}/")
    form = page.locator("#at-desk details", has=page.locator("summary", has_text=re.compile(rf"^\s*{move}")))
    form.locator("summary").click()
    form.locator("textarea").fill(note)
    form.locator("form button").last.click()


def test_a_recommendation_of_ward_five_asked_for_at_night_comes_signed_in_the_chat(
    product: Product, browser: Browser
) -> None:
    at_ten_past_one(product)
    phone = product.phone("910000777005", "ঝর্না কর্মকার", town="basirhat")
    received = asked_for(phone)
    ref = ref_in(received["text"])
    assert "জমা পড়েছে" in received["text"]

    with logged_in(browser, product, "clerk", at=TABLE, town="basirhat") as clerk:
        decide(clerk, product, ref, "ঠিক আছে, এগিয়ে দিন", note="ভোটার কার্ড মিলিয়ে দেখা হয়েছে")
        with logged_in(browser, product, "coordinator", at=CHEAP_PHONE, town="basirhat") as coordinator:
            decide(coordinator, product, ref, "সুপারিশ করুন", note="চিনি, বাইশ বছর ধরে আছেন")
        with logged_in(browser, product, "chairman", at=CHEAP_PHONE, town="basirhat") as chairman:
            decide(chairman, product, ref, "মঞ্জুর", note="সুপারিশ দেখা হল")
            confirm(chairman)
        clerk.goto(f"{product.url}/console/cases/{ref.replace('-', '')}/")
        expect(clerk.get_by_text("চেয়ারম্যান · সই দিয়েছেন")).to_be_visible()
        clerk.get_by_role("button", name="ঠিক আছে, ছেড়ে দিন").click()
        confirm(clerk)

    said = phone.hear_until(lambda message: message.get("file"))
    pdf = httpx.get(said[0]["file"]).content
    assert pdf.startswith(b"%PDF-1.7")
    assert product.case(ref)["status"] == "issued"
    again = phone.tap("paper", said[0])
    assert httpx.get(again["file"]).content == pdf
    assert len(phone.files()) == 2
    assert unquote(said[0]["filename"]).endswith(".pdf")

"""A voice and nothing else: a number at once, a clerk who listens and types, and what was understood."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from journeys.desks import TABLE, logged_in
from journeys.product import Phone, Product, ref_in

pytestmark = pytest.mark.browser

Citizen = Callable[[], Phone]


def test_a_voice_has_a_number_at_once_and_is_heard_and_written_down(
    product: Product, citizen: Citizen, browser: Browser
) -> None:
    phone = citizen()
    phone.send("audio")
    (receipt,) = phone.hear()
    ref = ref_in(receipt["text"])
    assert receipt["text"].startswith(f"আপনার কথা পেয়েছি। নম্বর: {ref}\n")
    assert product.case(ref)["category"] is None

    with logged_in(browser, product, "clerk", at=TABLE) as desk:
        desk.goto(f"{product.url}/console/voices/")
        desk.get_by_role("link", name=ref).click()
        player = desk.locator("audio")
        expect(player).to_have_js_property("readyState", 4)
        desk.locator("#q-description").fill("তিন দিন জল আসছে না")
        desk.keyboard.press("F8")
        expect(player).to_have_js_property("paused", False)
        desk.keyboard.press("Enter")
        desk.locator("#q-category").fill("jol asche na")
        expect(desk.locator("#q-category-list [aria-selected=true]")).to_contain_text("জল আসছে না")
        desk.keyboard.press("Enter")
        desk.locator("#q-place--ward").fill("5")
        desk.keyboard.press("Control+Enter")
        expect(desk.get_by_text(f"{ref} লেখা হল।")).to_be_visible()

    (understood,) = phone.hear()
    assert understood["text"].splitlines()[:4] == [
        f"আপনার ভয়েস মেসেজ শুনে {ref} নম্বরে লিখলাম:",
        "বিষয়: জল আসছে না",
        "জায়গা: ওয়ার্ড ৫",
        "কথা: তিন দিন জল আসছে না",
    ]
    case = product.case(ref)
    assert (case["category"], case["ward"], case["department"]) == ("water_no_supply", "5", "m_water")
    phone.tap("answer", understood)
    assert phone.say("৬ নং ওয়ার্ড হবে")["text"].startswith(f"ধন্যবাদ। আপনার কথা {ref} নম্বরের সঙ্গে")

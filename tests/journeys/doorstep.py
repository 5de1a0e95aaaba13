"""A paper comes to the door: planned by the clerk, brought by a runner without a network, rated at home."""

import re
from datetime import datetime

import httpx
from playwright.sync_api import Browser, expect

from janasetu.lib.clock import KOLKATA
from journeys.desks import CHEAP_PHONE, TABLE, logged_in
from journeys.product import Phone, Product


def planned(browser: Browser, product: Product, ref: str, *, town: str) -> datetime:
    """The clerk puts the visit into the first round there is; when its slot begins."""
    with logged_in(browser, product, "clerk", at=TABLE, town=town) as page:
        page.goto(f"{product.url}/console/deliveries/")
        page.locator("article.visit").filter(has=page.get_by_text(ref)).get_by_role("checkbox").check()
        slot = page.locator("#slot option").first.get_attribute("value") or ""
        page.locator("#plan button").click()
        expect(page.get_by_text("রাউন্ডে আছে").first).to_be_visible()
    day = datetime.strptime(slot.partition("-")[0], "%Y%m%d").replace(tzinfo=KOLKATA)
    return day.replace(hour=10 if slot.endswith("morning") else 13)


def brought(browser: Browser, product: Product, phone: Phone, ref: str, *, town: str) -> None:
    """In the lane there is no network: what the runner writes there is kept, and sent when there is one."""
    with logged_in(browser, product, "runner", at=CHEAP_PHONE, town=town) as page:
        page.goto(f"{product.url}/round/")
        page.wait_for_selector("#round[data-ready]")
        page.get_by_role("button", name="এখন বেরোচ্ছি").click()
        told = phone.hear_until(lambda message: "রওনা হয়েছেন" in message["text"])[0]["text"]
        code = re.search(r"হস্তান্তরের সংকেত: ([0-9]{4})", told)
        assert code
        stop = page.locator("[data-stop]").filter(has=page.get_by_text(ref))
        expect(stop.get_by_text("হাতে দিয়েছি")).to_be_visible()

        page.context.set_offline(True)
        stop.get_by_text("হাতে দিয়েছি").click()
        stop.locator("[name=code]").fill(code[1])
        stop.get_by_role("button", name="হাতে দেওয়া হল").click()
        expect(page.locator("#sync")).to_contain_text("এখনও পাঠানো হয়নি: ১টি")
        page.context.set_offline(False)
        expect(page.locator("#sync")).to_have_text("সব পাঠানো হয়েছে।")
        expect(page.locator("[data-told]").filter(has_text="হাতে দেওয়া লেখা হয়েছে।")).to_be_visible()


def comes_to_the_door(browser: Browser, product: Product, phone: Phone, ref: str, *, town: str) -> None:
    """From the round to the word of who got the paper."""
    begins = planned(browser, product, ref, town=town)
    httpx.post(f"{product.url}/demo/clock", json={"to": begins.isoformat()}, timeout=30).raise_for_status()
    brought(browser, product, phone, ref, town=town)
    asked = phone.hear_until(lambda message: "কাগজ দেওয়া হয়ে গেছে" in message["text"])[0]
    phone.send("choose", id=next(one["id"] for one in asked["choices"] if one["id"].endswith(":good")))
    assert phone.hear_until(lambda message: "আপনার মত লেখা হল" in message["text"])

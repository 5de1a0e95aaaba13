"""A controlling officer's day: what is due, what is given to others, a breach, a chronic spot, her leave."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from janasetu.lib.clock import local
from journeys.desks import TABLE, Desk, logged_in
from journeys.product import Phone, Product, ref_in

pytestmark = pytest.mark.browser

Citizen = Callable[[], Phone]
WARD, WHERE = "১৩", "মাদারিহাট মোড়, ১৩ নং ওয়ার্ড"


@pytest.fixture
def desk(product: Product, browser: Browser) -> Desk:
    """The desk of a post of the town, logged in."""
    return partial(logged_in, browser, product, at=TABLE)


def complains(phone: Phone) -> str:
    """Of a lamp at that crossing, as a matter of one's own; its number."""
    phone.tap("streetlight_out", phone.tap("complaint", phone.say("নমস্কার")))
    phone.send("image", caption="মোড়ের আলোটা আবার নিভে গেছে")
    phone.hear()
    phone.send("location", lat=26.4901, lon=89.1502, name=WHERE)
    (asked,) = phone.hear()
    if any(choice["id"].endswith(":different") for choice in asked["choices"]):
        asked = phone.tap("different", asked)
    return ref_in(phone.tap("submit", asked)["text"])


def due(case: dict[str, Any]) -> datetime:
    return local(datetime.fromisoformat(case["promise_due_at"]))


def wait_until(product: Product, moment: datetime) -> None:
    """Move office time there."""
    said = {"to": moment.isoformat()}
    httpx.post(f"{product.url}/demo/clock", json=said, timeout=30).raise_for_status()


def chooses(box: Locator, name: str) -> None:
    """Somebody in a list of people and their posts."""
    box.select_option(value=box.locator("option", has_text=name).first.get_attribute("value"))


def opens(page: Page, product: Product, view: str) -> None:
    """A list of the ward alone."""
    page.goto(f"{product.url}/console/?show={view}&ward=13")


def test_the_day_of_a_controlling_officer(product: Product, citizen: Citizen, desk: Desk) -> None:
    refs = [complains(citizen()) for _ in range(3)]
    kept = refs[2]
    last = due(product.case(kept))
    wait_until(product, max(last - timedelta(hours=1), last.replace(hour=0, minute=0, second=0)))

    with desk("officer") as page:
        # The morning: what falls due today, two of it given to who does the work, in one go.
        opens(page, product, "today")
        for ref in refs:
            expect(page.get_by_role("link", name=ref)).to_be_visible()
        for ref in refs[:2]:
            page.get_by_role("row").filter(has_text=ref).get_by_role("checkbox").check()
        chooses(page.locator("#assign-to"), "বিকাশ ওরাওঁ")
        page.get_by_role("button", name="দায়িত্ব দিন").click()
        expect(page.get_by_text("২টি বিষয় এখন বিকাশ ওরাওঁ দেখছেন।")).to_be_visible()
        assert [product.case(ref)["officer"] for ref in refs] == [
            *("inspector@falakata", "inspector@falakata", "officer@falakata")
        ]

        # Its time runs out: the breach stands in the list, and she says why on record.
        wait_until(product, last + timedelta(minutes=10))
        opens(page, product, "overdue")
        expect(page.get_by_role("link", name=kept)).to_be_visible()
        page.goto(f"{product.url}/console/explanations/")
        page.get_by_role("link", name=kept).click()
        page.get_by_label("আপনার ব্যাখ্যা").fill("বাতির নতুন ব্র্যাকেট কাল সন্ধ্যায় এসেছে।")
        page.get_by_role("button", name="ব্যাখ্যা জমা দিন").click()
        expect(page.locator("#late").get_by_text("বাতির নতুন ব্র্যাকেট কাল সন্ধ্যায় এসেছে।")).to_be_visible()
        case = product.case(kept)
        codes = [event["code"] for event in case["events"]]
        assert (codes[-1], case["officer"]) == ("explained", "secretary@falakata")

        # The same crossing three times within ninety days.
        page.goto(f"{product.url}/console/reports/spots/")
        spot = page.get_by_role("row").filter(has_text=f"ওয়ার্ড {WARD}")
        assert spot.get_by_role("link").inner_text() == "৩"
        spot.get_by_role("link").click()
        expect(page.locator("#listed")).to_have_text("৩টি বিষয়")

    # She goes on leave: what comes meanwhile is her deputy's, and hers again when she is back.
    with desk("secretary") as page:
        page.goto(f"{product.url}/console/staff/")
        leave = page.locator("form", has=page.locator("[name=act][value=leave]"))
        chooses(leave.get_by_label("কে ছুটিতে"), "শর্মিষ্ঠা দত্ত")
        leave.get_by_label("প্রথম দিন").fill("আজ")
        leave.get_by_label("শেষ দিন").fill("আজ")
        chooses(leave.get_by_label("এই ক’দিন কে কাজ দেখবেন"), "বিকাশ ওরাওঁ")
        leave.get_by_role("button", name="ছুটি জমা দিন").click()
        expect(page.get_by_text("ছুটি লেখা হল।")).to_be_visible()
        covered = product.case(complains(citizen()))
        page.get_by_role("button", name="কাজে ফিরেছেন").click()
        expect(page.get_by_text("কেউ ছুটিতে নেই।")).to_be_visible()

    assert covered["officer"] == "inspector@falakata"

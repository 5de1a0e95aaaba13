"""A runner's morning in the lanes: nobody at one door, a paper and the fee at the next, told later."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import httpx
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from janasetu.lib.clock import KOLKATA
from journeys.desks import CHEAP_PHONE, Paperwork, logged_in
from journeys.product import CHECKOUT, Phone, Product, ref_in
from journeys.trade_noc import applies_for_a_trade_noc

pytestmark = pytest.mark.browser

TOWN = "panchayat"
PHOTO = CHECKOUT / "src/linesim/samples/photo.jpg"
MONEY = "ঠিক ₹২০০ নেবেন। পাঠানো হলে রসিদ আবেদনকারীর ফোনে যাবে।"
_VISIT = re.compile(r'name="visit" value="([0-9a-f-]{36})"')
_RUNNER = re.compile(r'<option value="([0-9a-f-]{36})"[^>]*>বাবলু')
_SLOT = re.compile(r'id="slot"><option value="((\d{8})-(\w+))"')


def is_to_be_fetched(product: Product, phone: Phone) -> str:
    """An application whose land paper cannot be read: somebody goes for it; its number."""
    ref = ref_in(applies_for_a_trade_noc(phone)[0]["text"])
    with Paperwork(product, "sahayak", TOWN) as sahayak:
        sahayak.open(f"/console/cases/{ref}/")
        said = {"paper:land_paper": "not_good", "why:land_paper": "unreadable", "fetch": "land_paper"}
        sahayak.send('value="land_paper"', **said)
    told = phone.hear()[0]["text"]
    assert "যে কাগজ বাকি আছে, তা নিতে লোক যাবে।" in told
    assert "দরজায় দিতে হবে ঠিক ₹২০০, রসিদ ফোনে আসবে।" in told
    return ref


def planned(product: Product, *refs: str) -> datetime:
    """The clerk puts them into the first round there is; when it begins."""
    with Paperwork(product, "clerk", TOWN) as clerk:
        for ref in refs:
            page = clerk.open("/console/deliveries/")
            (visit,) = _VISIT.findall(page[: page.index(ref)].rpartition("<article")[2])
            (runner,), slot = _RUNNER.findall(page), _SLOT.search(page)
            assert slot
            clerk.send('id="slot"', visit=visit, slot=slot[1], runner=runner)
    day = datetime.strptime(slot[2], "%Y%m%d").replace(tzinfo=KOLKATA)
    return day.replace(hour=10 if slot[3] == "morning" else 13)


def door(page: Page, ref: str) -> Locator:
    return page.locator("[data-stop]").filter(has=page.get_by_text(ref))


def test_nobody_is_at_one_door_and_at_the_next_the_runner_takes_the_paper_and_the_fee_without_a_network(
    product: Product, browser: Browser
) -> None:
    away, home = (product.phone(f"91000095080{one}", "মালতী রায়", TOWN) for one in (1, 2))
    with ThreadPoolExecutor() as both:  # neither waits for the other's answers
        shut, open_one = both.map(is_to_be_fetched, (product, product), (away, home))
    begins = planned(product, shut, open_one)
    httpx.post(f"{product.url}/demo/clock", json={"to": begins.isoformat()}, timeout=30).raise_for_status()

    with logged_in(browser, product, "runner", at=CHEAP_PHONE, town=TOWN) as page:
        page.goto(f"{product.url}/round/")
        page.wait_for_selector("#round[data-ready]")
        sets_out = page.get_by_role("button", name="এখন বেরোচ্ছি")
        sets_out.click()
        expect(sets_out).to_have_count(0)
        expect(door(page, open_one).locator(".money")).to_have_text(MONEY)

        page.context.set_offline(True)
        nobody = door(page, shut)
        nobody.get_by_text("হয়নি", exact=True).click()
        nobody.get_by_label("বাড়িতে কাউকে পাওয়া যায়নি").check()
        nobody.get_by_role("button", name="লিখে রাখুন").click()
        somebody = door(page, open_one)
        somebody.locator("summary").first.click()
        somebody.locator("input[type=file]").set_input_files(PHOTO)
        somebody.get_by_label("নগদ ₹২০০ নিয়েছি").check()
        somebody.get_by_role("button", name="ছবিটা রাখুন").click()
        expect(page.locator("#sync")).to_contain_text("এখনও পাঠানো হয়নি: ২টি")
        page.context.set_offline(False)
        expect(page.locator("#sync")).to_have_text("সব পাঠানো হয়েছে।")
        expect(somebody.locator("[data-told]")).to_have_text("কাগজের ছবি অফিসে পৌঁছেছে।")

    again = away.hear_until(lambda message: "বাড়িতে কাউকে পাওয়া যায়নি" in message["text"])[0]
    assert "আবার যাওয়া হবে" in again["text"]
    assert [one["title"] for one in again["choices"]] == ["অন্য দিন"]
    paid = home.hear_until(lambda message: f"{open_one} নম্বর আবেদনের ₹২০০ জমা পড়েছে।" in message["text"])[0]
    number = re.search(r"\d{4}-\d\d/\d+", paid["text"])
    assert number
    with Paperwork(product, "sahayak", TOWN) as sahayak:
        case = sahayak.open(f"/console/cases/{open_one}/")
        assert "দেখা হয়নি" in case.partition('id="papers"')[2]  # it has come, and is to be judged
        assert number[0] in case
        receipt = re.search(r'href="([^"]*receipt[^"]*)"', case)
        assert receipt
        assert number[0] in sahayak.open(receipt[1])

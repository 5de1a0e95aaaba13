"""A clerk's day: a blurred deed, a name in two spellings, cash over the counter, and the day's register."""

import re
from datetime import datetime

import pytest
from playwright.sync_api import Browser, expect

from janasetu.lib.dates import financial_year
from journeys.desks import TABLE, Paperwork, decides, logged_in
from journeys.product import Phone, Product, ref_in

pytestmark = pytest.mark.browser

TOWN, REGISTERS = "panchayat", "basirhat"
DEED, UNREADABLE = "অংশীদারি দলিল", "পড়া যাচ্ছে না"
NOTE = "দলিল মিলেছে, ফি জমা পড়েছে। জায়গাটা দেখে মত দিন।"


def applies(phone: Phone) -> str:
    """For a sweet shop of two partners, by the poster of the panchayat; the number."""
    lines = phone.product.client.get(f"{phone.product.sim_url}/control/lines").json()
    phone.line, poster = next(
        (str(line["phone_number_id"]), entry["text"])
        for line in lines
        for entry in line.get("entries", ())
        if entry["body"] == TOWN
    )
    for words in (poster, "ট্রেড এনওসি", "মালতী রায় / Malati Roy", "মালতী মিষ্টান্ন ভাণ্ডার", "খাবার, চা, মিষ্টি"):
        phone.say(words)
    for words in ("অংশীদারি", "শেফালি রায়", "9830012345", "না"):
        phone.say(words)
    _sends(phone, "image")
    _sends(phone, "location", lat=26.487123, lon=89.150244, name="হাটখোলা মোড়")
    for words in ("জানা নেই", "নিজের"):
        phone.say(words)
    _sends(phone, "image")
    for words in ("২", "না"):
        phone.say(words)
    _sends(phone, "image")
    phone.say("রাজি আছি")
    phone.send("text", text="জমা দিন")
    receipt, _ = phone.hear(2)
    return ref_in(receipt["text"])


def _sends(phone: Phone, what: str, **content: object) -> None:
    phone.send(what, **content)
    phone.hear()


def finds_two_spellings(product: Product) -> None:
    """In the register of births, of one name."""
    with Paperwork(product, "clerk", REGISTERS) as clerk:
        clerk.open("/console/registers/")
        found = clerk.send('name="name"', kind="birth", name="মহম্মদ রহমান")
    assert {"মহঃ রহমান", "মোঃ রহমান"} <= set(re.findall(r'<span class="title">([^<]+)</span>', found))


def test_the_day_of_a_clerk_from_a_blurred_deed_to_the_register_for_the_shelf(
    product: Product, browser: Browser
) -> None:
    phone = product.phone("910000950701", "মালতী রায়")
    ref = applies(phone)
    due = product.case(ref)["promise_due_at"]

    with logged_in(browser, product, "sahayak", at=TABLE, town=TOWN) as page:
        # What lies at her desk, the next due first; one paper of three will not do.
        page.goto(f"{product.url}/console/?show=desk")
        page.locator("table.cases").get_by_role("link", name=ref).click()
        deed = page.locator("#papers li").filter(has_text=DEED)
        deed.get_by_label("চলবে না", exact=True).check()
        deed.get_by_role("combobox").select_option(label=UNREADABLE)
        page.get_by_role("button", name="কাগজের মত রাখুন").click()
        decides(page, "কাগজ বা তথ্য আবার চান", note="ছবিটা ঝাপসা, আলোয় তুলে পাঠান।")
        expect(page.locator("#case-state")).to_contain_text("সময় গোনা থেমে আছে")

        # She hears which, and why; asks how it stands, and sends it a day later. The clock stood still.
        asked = phone.hear_until(lambda message: DEED in message["text"])[0]["text"]
        assert f"• {DEED}: {UNREADABLE}" in asked.splitlines()
        product.advance(hours=24)
        assert "আপনার উত্তরের অপেক্ষায়" in phone.say(ref)["text"]
        phone.send("image")
        (thanked,) = phone.hear()
        assert thanked["text"] == f"ধন্যবাদ। {DEED} পেয়েছি, {ref} নম্বরের কাজ আবার এগোবে।"
        case = product.case(ref)
        assert case["status"] == "in_progress"
        assert datetime.fromisoformat(case["promise_due_at"]) > datetime.fromisoformat(due)

        finds_two_spellings(product)

        # The fee of the year over the counter; the receipt in both languages.
        page.reload()
        for paper in page.locator("#papers li").all():
            paper.get_by_label("ঠিক আছে", exact=True).check()
        page.get_by_role("button", name="কাগজের মত রাখুন").click()
        page.locator("#fees [name=amount]").fill("২০০")
        page.get_by_role("button", name="নগদ জমা করুন").click()
        receipt = page.locator("section.receipt")
        expect(receipt).to_contain_text("দুশো টাকা মাত্র")
        expect(receipt).to_contain_text("Rupees two hundred only")
        year = financial_year(datetime.fromisoformat(case["opened_at"]))
        expect(receipt.locator(".large-number")).to_contain_text(f"{year}-{(year + 1) % 100:02}/")

        page.goto(f"{product.url}/console/cases/{ref}/")
        decides(page, "ঠিক আছে, এগিয়ে দিন", note=NOTE)
        expect(page.locator("#way [aria-current=step]")).to_contain_text("জায়গা দেখা")
        page.get_by_role("link", name="নথি ও চলাচলের খাতা").click()
        expect(page.get_by_text(NOTE)).to_be_visible()

        with Paperwork(product, "sahayak", TOWN) as clerk:
            clerk.open("/console/papers/")
            clerk.send("/console/papers/print")
            assert clerk.page.content.startswith(b"%PDF")

    # Every step is on record.
    codes = [event["code"] for event in product.case(ref)["events"]]
    assert codes == [
        *("opened", "demand_raised", "paper_judged", "asked", "answered_question"),
        *("paper_judged", "paper_judged", "paper_judged", "fee_paid", "desk_done"),
    ]
    with Paperwork(product, "auditor", TOWN) as auditor:
        changed = auditor.open(f"/console/audit/?show=changes&ref={ref}")
    assert changed.count(f"sahayak@{TOWN}") >= 6

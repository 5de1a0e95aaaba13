"""A building plan through one window: three desks, one of them late, and a permit that is revoked."""

import base64
import re
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import httpx
import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect

from janasetu.documents.marks import codes
from janasetu.lib.bn import normalise
from journeys.desks import CHEAP_PHONE, TABLE, Paperwork, confirms, decides, logged_in
from journeys.product import CHECKOUT, Phone, Product, ref_in

pytestmark = pytest.mark.browser

TOWN = "falakata"
DAY_27, LATE = "২৭ দিনের মধ্যে ২৭ দিন চলছে", "দেরি হচ্ছে"
NOT_THEIRS = "এই পদ থেকে এই কাগজে স্বাক্ষর করা যায় না।"
SEEN, BUILT_HIGHER = "নকশার সঙ্গে জমি মিলেছে।", "নকশার বাইরে তিনতলা তোলা হয়েছে।"


def applies(phone: Phone) -> str:
    """For a house of two storeys; five papers, each sent after it was asked for. The number."""
    for words in ("বাড়ির নকশা", "তপন ঘোষ / Tapan Ghosh", "একজনই মালিক", "৬ নং ওয়ার্ড, কলেজপাড়া", "114/2"):
        phone.say(words)
    for words in ("নতুন বাড়ি", "থাকার জন্য", "দুই", "১৪৪০", "1800", "প্রদীপ সাহা", "LBS/1/204"):
        phone.say(words)
    for paper in ("document", "image", "image", "image", "document"):
        phone.product.advance(seconds=4)  # what comes at once is one paper of several pages
        phone.send(paper)
        phone.hear()
    phone.say("রাজি আছি")
    phone.send("text", text="জমা দিন")
    receipt, _ = phone.hear(2)
    return ref_in(receipt["text"])


def on_its_last_day(product: Product, ref: str) -> None:
    """Move office time there."""
    due = datetime.fromisoformat(product.case(ref)["promise_due_at"])
    said = {"to": (due - timedelta(hours=3)).isoformat()}
    httpx.post(f"{product.url}/demo/clock", json=said, timeout=60).raise_for_status()


def inspects(page: Page, note: str, photo: str) -> None:
    """Unfold the report of the inspection, and fill in what it asks for."""
    form = page.locator("#at-desk details").filter(has=page.get_by_text("জমি দেখা: মত দিন", exact=True))
    form.locator("summary").click()
    for question, answer in (("as_on_plan", "yes"), ("setback", "kept"), ("begun", "no")):
        form.locator(f'[name$="{question}:code"][value="{answer}"]').check()
    form.locator('[name$="road_measured"]').fill("১২")
    form.locator('[name$="site_photos"]').set_input_files(photo)
    form.locator("textarea[name=note]").fill(note)
    form.get_by_role("button", name="মত দিন", exact=True).click()


def words_of(pdf: bytes) -> str:
    return normalise(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded())


def test_one_desk_is_late_in_view_of_everyone_and_the_permit_is_revoked(
    product: Product, browser: Browser
) -> None:
    phone = product.phone("910000950601", "তপন ঘোষ", TOWN)
    ref = applies(phone)
    case = f"{product.url}/console/cases/{ref}/"
    with Paperwork(product, "clerk", TOWN) as clerk:
        clerk.open(f"/console/cases/{ref}/")
        clerk.send('name="amount"', amount="500")
    with Paperwork(product, "officer", TOWN) as officer:
        officer.decides(ref, "accept")

    # Two of the three desks have their say; the third lets it lie until the last day.
    with logged_in(browser, product, "inspector", at=CHEAP_PHONE, town=TOWN) as page:
        page.goto(case)
        page.get_by_role("link", name="আবেদন", exact=True).click()
        inspects(page, SEEN, str(CHECKOUT / "src/linesim/samples/photo.jpg"))
        expect(page.get_by_text("সিদ্ধান্ত হল, নথিতে লেখা রইল।")).to_be_visible()
    with Paperwork(product, "assessment", TOWN) as desk:
        desk.decides(ref, "report", "কর বাকি নেই।")
    on_its_last_day(product, ref)

    # Day 27, and who is late: the citizen, the officer and the head read the same.
    phone.send("text", text=ref)
    told = phone.hear_until(lambda message: DAY_27 in message["text"])[0]
    assert f"নিকাশি · {LATE} · {DAY_27}" in told["text"]
    with Paperwork(product, "officer", TOWN) as desk:
        listed = desk.open("/console/?service=building-permission")
        row = next(one for one in listed.split("<tr")[1:] if ref in one)
    assert DAY_27 in row
    assert LATE in row
    with logged_in(browser, product, "chairman", at=TABLE, town=TOWN) as page:
        page.goto(case)
        expect(page.locator("#case-state")).to_contain_text(DAY_27)
        late = page.locator("#way [aria-current=step]")
        expect(late).to_contain_text("নিকাশি")
        late.get_by_role("button", name="দেরি কেন, তাগাদা দিন").click()
        expect(page.get_by_text("তাগাদা দেওয়া হল, ইতিহাসে লেখা রইল।")).to_be_visible()

    # The last desk, the engineer, the fee, and the first of two who approve.
    with Paperwork(product, "drainage", TOWN) as desk:
        desk.decides(ref, "report", "নিকাশির পথ আছে।")
    with Paperwork(product, "executive_engineer", TOWN) as desk:
        desk.decides(ref, "accept")
    with Paperwork(product, "clerk", TOWN) as clerk:
        clerk.open(f"/console/cases/{ref}/")
        clerk.send('name="amount"', amount="2500")
    with Paperwork(product, "approver2", TOWN) as second:
        second.decides(ref, "approve")
        again = second.decides(ref, "approve")
        assert "আপনি আগেই মঞ্জুর করেছেন" in again
    assert product.case(ref)["stage"] == "approval"

    with logged_in(browser, product, "approver", at=TABLE, town=TOWN) as page:
        page.goto(case)
        # What the inspector photographed, and how many days each desk lost.
        page.locator(".flow .note").filter(has_text=SEEN).locator("a.photo").click()
        expect(page.locator("dialog.large[open] img")).to_be_visible()
        page.keyboard.press("Escape")
        lost = page.locator("#way li").filter(has_text="নিকাশি")
        expect(lost).to_contain_text("বেশি")
        decides(page, "মঞ্জুর")
        confirms(page, product)
        expect(page.locator("#paper")).to_be_visible()

        # Who has not the authority is offered nothing, and is refused who insists.
        with Paperwork(product, "councillor", TOWN) as other:
            assert 'value="sign"' not in other.open(f"/console/cases/{ref}/")
            assert NOT_THEIRS in other.insist(f"/console/cases/{ref}/paper/act", act="sign")
        assert product.case(ref)["events"][-1]["code"] == "desk_done"

        with Paperwork(product, "officer", TOWN) as officer:
            officer.open(f"/console/cases/{ref}/")
            officer.send('value="release"', act="release")

        # In the chat and on the web; its code says that it is good, and later that it holds no more.
        sent = phone.hear_until(lambda message: "PERMIT" in str(message.get("filename")))[0]
        paper = httpx.get(sent["file"], timeout=30).content
        said = words_of(paper)
        assert b"/ByteRange" in paper
        assert "নীলাঞ্জন সাহা" in said
        code = codes.as_typed(_code_in(said))
        assert code
        checked = f"{product.url}/v/{code}"
        assert "পর্যন্ত বৈধ।" in httpx.get(checked).text
        page.goto(case)
        page.locator("#paper summary").click()
        page.locator("#paper textarea").fill(BUILT_HIGHER)
        page.get_by_role("button", name="প্রত্যাহার করুন").click()
        expect(page.locator("#paper")).to_contain_text(BUILT_HIGHER)

    assert BUILT_HIGHER in phone.hear_until(lambda message: BUILT_HIGHER in message["text"])[0]["text"]
    assert "তারিখে প্রত্যাহার করেছে।" in httpx.get(checked).text
    kept: dict[str, Any] = httpx.get(f"{product.url}/verify/withdrawn.json").json()["withdrawn"]
    assert base64.urlsafe_b64encode(sha256(code.encode()).digest()[:6]).decode() in kept["revoked"]
    said_of = [event["code"] for event in product.case(ref)["events"]]
    assert said_of.count("desk_done") == 6
    assert said_of[-3:] == ["paper_released", "issued", "paper_ended"]


def _code_in(said: str) -> str:
    """The code that is printed below the QR."""
    found = re.search(r"\b[0-9A-Z]{3}(-[0-9A-Z]{4}){2}-[0-9A-Z]{3}\b", said)
    assert found, said
    return found[0]

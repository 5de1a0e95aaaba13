"""An officer answers a citizen from a real browser."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from journeys.desks import CHEAP_PHONE, logged_in
from journeys.product import Phone, Product, ref_in

pytestmark = pytest.mark.browser

Citizen = Callable[[], Phone]


@pytest.fixture
def desk(product: Product, browser: Browser) -> Iterator[Page]:
    """The controlling officer, logged in on a cheap phone's width."""
    with logged_in(browser, product, "officer", at=CHEAP_PHONE) as page:
        yield page


@pytest.fixture
def evidence(tmp_path: Path) -> Path:
    """A photograph on the officer's phone."""
    from janasetu.demo.sample_photo import draw

    path = tmp_path / "কাজ শেষ.jpg"
    path.write_bytes(draw())
    return path


def test_the_officer_sees_the_photo_replies_and_resolves_with_evidence(
    product: Product, citizen: Citizen, desk: Page, evidence: Path
) -> None:
    phone = citizen()
    ref = ref_in(phone.complain()["text"])

    desk.goto(f"{product.url}/console/?sort=newest")
    desk.get_by_role("link", name=ref).click()
    photo = desk.locator("main img").first
    expect(photo).to_be_visible()
    assert photo.evaluate("image => image.decode().then(() => image.naturalWidth)") > 100

    desk.get_by_label("উত্তর", exact=True).fill("মিস্ত্রি আজ বিকেলে যাচ্ছেন।")
    desk.get_by_role("button", name="উত্তর পাঠান").click()
    (reply,) = phone.hear()
    assert reply["text"].splitlines()[-1] == "মিস্ত্রি আজ বিকেলে যাচ্ছেন।"

    desk.locator("summary", has_text="ছবি-সহ নিষ্পত্তি").click()
    note = desk.get_by_label("কী করা হল")
    note.fill("নতুন বাতি লাগানো হয়েছে")
    desk.get_by_role("button", name="কাজ শেষ হয়েছে").click()
    expect(desk.get_by_text("কাজ শেষের অন্তত একটি ছবি দিন।").first).to_be_visible()
    expect(note).to_have_value("নতুন বাতি লাগানো হয়েছে")
    assert product.case(ref)["status"] != "awaiting_confirmation"

    desk.locator("input[type=file]").set_input_files(evidence)
    desk.get_by_role("button", name="কাজ শেষ হয়েছে").click()
    (question,) = phone.hear()
    assert [choice["id"].rpartition(":")[2] for choice in question["choices"]] == ["yes", "no"]
    phone.tap("yes", question)

    assert product.case(ref)["status"] == "resolved_confirmed"
    expect(desk.get_by_text("মিটেছে, নাগরিক নিশ্চিত করেছেন").first).to_be_visible()


def test_a_new_complaint_appears_in_the_list_by_itself(
    product: Product, citizen: Citizen, desk: Page
) -> None:
    desk.goto(f"{product.url}/console/?sort=newest")

    ref = ref_in(citizen().complain()["text"])

    expect(desk.get_by_role("link", name=ref)).to_be_visible()


def test_no_page_scrolls_sideways_on_a_cheap_phone(product: Product, citizen: Citizen, desk: Page) -> None:
    ref = ref_in(citizen().complain()["text"])

    for address in ("/", "/status/", "/demo/", "/console/", f"/console/cases/{ref.replace('-', '')}/"):
        answer = desk.goto(product.url + address)
        assert answer
        assert answer.ok, address
        assert desk.evaluate("document.documentElement.scrollWidth") <= 360, address


def test_a_person_writes_on_the_phone_page(product: Product, citizen: Citizen, browser: Browser) -> None:
    phone = citizen()
    page = browser.new_page(viewport={"width": 360, "height": 740}, locale="bn-IN")
    page.goto(f"{product.sim_url}/?phone={phone.wa_id}&line={phone.line}")

    page.get_by_role("textbox").fill("নমস্কার")
    page.keyboard.press("Enter")

    expect(page.get_by_role("log").get_by_text("ফালাকাটা পুরসভার জনসেতুতে স্বাগত")).to_be_visible()
    page.get_by_role("button", name="তালিকা দেখুন").click()
    page.get_by_role("dialog").get_by_text("অভিযোগ", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="এটাই পাঠান").click()
    expect(page.get_by_text("সমস্যাটা কী নিয়ে?")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.close()

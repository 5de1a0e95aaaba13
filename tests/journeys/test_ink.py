"""A trade NOC by ink: asked for in the chat, signed by hand, photographed, and in the chat."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from janasetu.documents.ink.tests import made_photos
from janasetu.documents.ink.tests.test_straighten import a_paper
from journeys.desks import CHEAP_PHONE, confirms, decides, logged_in
from journeys.product import Phone, Product, ref_in
from journeys.trade_noc import applies_for_a_trade_noc, pays

pytestmark = pytest.mark.browser

Citizen = Callable[[], Phone]
TOWN = "panchayat"
AS_LONG_AS = 60_000  # milliseconds that the signer or a photo's own process may take, on a busy machine too
WAY = made_photos.Way(size=(1200, 1600), table=made_photos.WHITE)  # white paper on a white table


@pytest.fixture
def by_ink(product: Product, tmp_path: Path) -> Iterator[None]:
    """The panchayat signs its NOCs by hand, and says so in its own terms."""
    terms = tmp_path / "terms.yaml"
    terms.write_text("output: {from: ink}\n", encoding="utf-8")
    own = ("services", "set", "trade-noc", "--body", TOWN)
    product.commands.run(*own, "--patch", str(terms), "--data", str(product.data))
    yield
    product.commands.run(*own, "--clear", "--data", str(product.data))


def photographed(page: Page, pdf: bytes, folder: Path) -> None:
    """The paper is signed, sealed, laid on a table, and its photo sent from the page."""
    photo = folder / "photo.jpg"
    sheet = made_photos.signed(made_photos.printed_page(pdf, dpi=120))
    photo.write_bytes(made_photos.photo(sheet, WAY))
    page.locator("html.scripted").wait_for(state="attached")
    page.set_input_files("#photos", photo)
    page.get_by_role("button", name="ছবি পাঠান").click()


@pytest.mark.usefixtures("by_ink")
def test_a_trade_noc_is_signed_by_hand_photographed_and_in_the_chat(
    product: Product, citizen: Citizen, browser: Browser, tmp_path: Path
) -> None:
    phone = citizen()
    receipt = applies_for_a_trade_noc(phone)[0]["text"]
    ref = ref_in(receipt)
    pays(phone, receipt)
    case = f"{product.url}/console/cases/{ref}/"

    desks = (("sahayak", "ঠিক আছে, এগিয়ে দিন", "শুভাশিস দুলে"), ("nirman_sahayak", "মত দিন", "সরস্বতী সোরেন"))
    for role, move, then in desks:
        with logged_in(browser, product, role, at=CHEAP_PHONE, town=TOWN) as page:
            page.goto(case)
            decides(page, move, note="দোকান দেখা হয়েছে, রাস্তা খোলা আছে")
            expect(page.locator("#way [aria-current=step]")).to_contain_text(then)

    with logged_in(browser, product, "pradhan", at=CHEAP_PHONE, town=TOWN) as page:
        page.goto(case)
        decides(page, "মঞ্জুর")
        confirms(page, product)
        page.get_by_role("link", name="কাগজের পাতায় যান").click()
        expect(page.get_by_role("button", name="কাগজটি ছাপুন")).to_be_visible(timeout=AS_LONG_AS)
        number = page.locator(".ink-page b.number").inner_text()
        pdf = page.request.get(f"{page.url}paper.pdf").body()

        photographed(page, a_paper(), tmp_path)
        expect(page.locator("#photos_error")).to_contain_text("এটি অন্য কাগজের ছবি", timeout=AS_LONG_AS)
        expect(page.locator("#photos_error")).to_contain_text(f"এই আবেদনের কাগজ {number}")
        photographed(page, pdf, tmp_path)
        expect(page.locator("#ink-pages")).to_contain_text("কিউআর মিলেছে", timeout=AS_LONG_AS)
        page.get_by_role("button", name="ঠিক আছে, পাঠান").click()
        expect(page.locator("[role=status]").first).to_contain_text("জমা হল")

        page.goto(f"{product.url}/console/papers/")
        expect(page.locator("table")).to_contain_text(number)
        expect(page.locator("table")).to_contain_text("মালতী রায়")
        day = {"csrfmiddlewaretoken": page.locator("[name=csrfmiddlewaretoken]").first.input_value()}
        sheet = page.request.post(f"{product.url}/console/papers/print", form=day)
        assert sheet.body().startswith(b"%PDF-")

    sent = phone.hear_until(lambda message: message["file"])[0]
    assert product.client.get(sent["file"]).content.startswith(b"%PDF-")
    assert product.case(ref)["status"] == "issued"

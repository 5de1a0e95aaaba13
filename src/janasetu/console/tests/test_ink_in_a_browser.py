"""A signed paper photographed on a telephone: sent again where the line breaks, its corners shown by hand."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, Route, expect

from janasetu.cases.tests.offices import Office, a_panchayat
from janasetu.cases.tests.test_inking import pressed, to_be_signed
from janasetu.console.tests.quiet import TELEPHONE, logged_in, room_left
from janasetu.documents.choices import InkReading
from janasetu.documents.ink.tests import made_photos
from janasetu.documents.ink.tests.made_photos import Way
from janasetu.documents.models import InkPage

ON_WHITE = Way(size=(1200, 1600), table=made_photos.WHITE)
AS_LONG_AS = 90_000  # milliseconds that programs of their own may take for a photo, on a busy machine too

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def panchayat(transactional_db: None) -> Office:
    return a_panchayat(born="ink")


@pytest.fixture
def phone(browser: Browser, live_server: Any, panchayat: Office, complaints: list[str]) -> Iterator[Page]:
    """The telephone of the panchayat's sahayak."""
    sahayak = panchayat.officers["sahayak"]
    with logged_in(browser, live_server.url, sahayak, complaints, viewport=TELEPHONE) as page:
        yield page


def a_file(page: Image.Image, folder: Path, *, wide: int = 1200) -> Path:
    """Its photo on a white table, so many pixels wide."""
    with Image.open(io.BytesIO(made_photos.photo(page, ON_WHITE))) as photo:
        photo.resize((wide, wide * 4 // 3)).save(folder / f"{wide}.jpg", quality=70)
    return folder / f"{wide}.jpg"


def with_tea_on_the_qr(page: Image.Image) -> Image.Image:
    page = page.copy()
    place = (0.02 * page.width, 0.7 * page.height, 0.4 * page.width, 0.93 * page.height)
    ImageDraw.Draw(page).ellipse(place, (150, 110, 60))
    return page


def drag(phone: Page, corner: int, to: tuple[float, float]) -> None:
    """A ring, to this part of the photo's width and height."""
    ring, photo = phone.locator(f"[data-corner='{corner}']"), phone.locator("#corners .stage img")
    ring.scroll_into_view_if_needed()
    held, within = ring.bounding_box(), photo.bounding_box()
    assert held
    assert within
    phone.mouse.move(held["x"] + held["width"] / 2, held["y"] + held["height"] / 2)
    phone.mouse.down()
    phone.mouse.move(within["x"] + to[0] * within["width"], within["y"] + to[1] * within["height"])
    phone.mouse.up()


def test_a_photo_gets_through_a_broken_line_and_corners_are_shown_with_a_finger_or_the_arrows(
    phone: Page, panchayat: Office, tmp_path: Path, complaints: list[str]
) -> None:
    case, paper = to_be_signed(panchayat)
    sheet = made_photos.signed(made_photos.printed_page(pressed(paper), dpi=120))
    lengths: list[int] = []

    def breaks_at_first(route: Route) -> None:
        if route.request.method == "POST":
            lengths.append(len(route.request.post_data_buffer or b""))
        if len(lengths) == 1:
            route.abort("internetdisconnected")
        else:
            route.fallback()

    phone.goto(reverse("console:ink", args=[case.ref]))
    phone.locator("html.scripted").wait_for(state="attached")
    chosen = a_file(sheet, tmp_path, wide=3000)
    phone.set_input_files("#photos", chosen)
    phone.locator("[data-chosen] img").wait_for()
    phone.route("**/ink/", breaks_at_first)
    phone.get_by_role("button", name="ছবি পাঠান").click()
    expect(phone.locator("#ink-pages")).to_contain_text("কিউআর মিলেছে", timeout=AS_LONG_AS)
    assert lengths[0] == lengths[1] < chosen.stat().st_size
    phone.unroute_all()
    assert [said for said in complaints if "net::" not in said and "htmx:" not in said] == []
    complaints.clear()

    phone.set_input_files("#photos", a_file(with_tea_on_the_qr(sheet), tmp_path))
    phone.get_by_role("button", name="ছবি পাঠান").click()
    expect(phone.locator("#corners .stage img")).to_be_visible(timeout=AS_LONG_AS)
    expect(phone.locator("#photos_error")).to_contain_text("চার কোণ বোঝা যাচ্ছে না")
    corners = [(x / 1200, y / 1600) for x, y in made_photos.corners_of(sheet, ON_WHITE)]
    for at, corner in enumerate(corners):
        drag(phone, at, corner)
    before = phone.locator("#corners [name=corners]").input_value()
    for key in ("ArrowLeft", "ArrowUp"):
        phone.locator("[data-corner='0']").press(key)
    after = phone.locator("#corners [name=corners]").input_value()
    assert (after < before, after.split()[1:]) == (True, before.split()[1:])
    assert room_left(phone) == 0
    phone.get_by_role("button", name="কোণ ঠিক আছে, পাঠান").click()
    expect(phone.locator("#ink-pages")).to_contain_text("কিউআর পড়া যায়নি", timeout=AS_LONG_AS)

    assert [page.reading for page in InkPage.objects.order_by("id")] == [InkReading.QR, InkReading.NONE]

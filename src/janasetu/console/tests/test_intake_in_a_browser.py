"""The operator's form under an operator's hands: by keyboard alone, few strokes, nothing typed is lost."""

import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from janasetu.bodies.models import LocalBody
from janasetu.bodies.tests.factories import make_landmark
from janasetu.cases.models import Case, CaseParty
from janasetu.catalogue import actions as catalogue
from janasetu.catalogue.loader import BUNDLED, read
from janasetu.console.tests.factories import NOW, a_complaint, a_town, an_officer
from janasetu.console.tests.quiet import logged_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Keyboard:
    """An operator's hands: what is typed is not counted, every other stroke is."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.strokes = 0

    def type(self, words: str) -> None:
        self._page.keyboard.type(words)

    def press(self, *keys: str) -> None:
        for key in keys:
            self._page.keyboard.press(key)
            self.strokes += 1 + key.count("+")


@pytest.fixture
def town(transactional_db: None) -> LocalBody:
    return a_town()


@pytest.fixture
def desk(browser: Browser, live_server: Any, town: LocalBody, complaints: list[str]) -> Iterator[Page]:
    with logged_in(browser, live_server.url, an_officer(town, "operator"), complaints) as page:
        yield page


def pick_the_lamp(desk: Page, hands: Keyboard) -> None:
    """Find the subject by some Latin letters, and take the first line."""
    hands.type("rastar al")
    expect(desk.locator("#subject-list [aria-selected=true]")).to_contain_text("রাস্তার আলো জ্বলছে না")
    hands.press("Enter")
    expect(desk.locator("#q-description")).to_be_focused()


def test_a_callers_complaint_takes_few_strokes(desk: Page, town: LocalBody) -> None:
    a_complaint(town)
    make_landmark(town, "কালীবাড়ি", ward="11")
    desk.goto("/console/new/")
    hands = Keyboard(desk)

    hands.type("9830012345")
    expect(desk.locator("#caller-known")).to_contain_text("রহিমা খাতুন")
    hands.press("Enter")
    hands.type("রহিমা খাতুন")
    hands.press("Enter")
    pick_the_lamp(desk, hands)
    hands.type("তিন রাত ধরে আলো নেই")
    hands.press("Enter")
    hands.type("সুভাষপল্লী")
    hands.press("Enter")
    hands.type("kalibari")
    expect(desk.locator("#q-place--landmark-list li")).to_have_text("কালীবাড়ি ওয়ার্ড ১১")
    hands.press("ArrowDown", "Enter")
    expect(desk.locator("#q-place--ward")).to_have_value("১১")
    expect(desk.locator("#similar")).to_contain_text("26-1002-0001-4")
    hands.press("Control+Enter")

    desk.wait_for_url(re.compile("/console/registered/"))
    case = Case.objects.order_by("-id")[0]
    assert (case.channel, case.category, case.ward) == ("phone", "streetlight_out", "11")
    assert case.fields["description"] == "তিন রাত ধরে আলো নেই"
    assert case.fields["place"]["landmark"] == "কালীবাড়ি"
    assert CaseParty.objects.get(case=case).name == "রহিমা খাতুন"
    assert hands.strokes <= 10


def test_a_visitor_leaves_with_a_printed_receipt(desk: Page, town: LocalBody) -> None:
    began = time.monotonic()
    desk.add_init_script("window.print = () => document.body.dataset.printed = 'yes'")
    desk.goto("/console/new/?by=counter")
    hands = Keyboard(desk)

    hands.press("Enter")
    hands.type("সেলিম শেখ")
    hands.press("Enter")
    pick_the_lamp(desk, hands)
    hands.type("আলো নেই")
    hands.press("Enter", "Enter")
    hands.type("কালীবাড়ি")
    hands.press("Control+Enter")
    desk.wait_for_url(re.compile("/console/registered/"))
    hands.press("p")

    expect(desk.locator("body")).to_have_attribute("data-printed", "yes")
    case, party = Case.objects.get(), CaseParty.objects.get()
    assert (case.channel, case.fields["place"]["landmark"], party.name) == ("counter", "কালীবাড়ি", "সেলিম শেখ")
    assert time.monotonic() - began < 60
    desk.emulate_media(media="print")
    assert desk.locator(".large-number .number").inner_text() == case.grouped_ref
    assert desk.locator(".receipt").evaluate("one => one.getBoundingClientRect().width") <= 280  # 72 mm
    assert not desk.get_by_text("রসিদ ছাপান").is_visible()


def test_what_is_typed_stays_while_the_questions_change(desk: Page, town: LocalBody) -> None:
    catalogue.publish([read(BUNDLED / "guest-house" / "service.yaml")], now=NOW)
    desk.goto("/console/new/")
    hands = Keyboard(desk)

    desk.locator("#subject").focus()
    hands.type("guest")
    expect(desk.locator("#subject-list [aria-selected=true]")).to_contain_text("অতিথিশালা")
    hands.press("Enter")
    expect(desk.locator("#q-arrival")).to_be_focused()
    hands.type("২৬/১১/২০২৬")
    desk.locator("#q-rooms").fill("2")
    desk.get_by_label("সরকারি কাজে").check()
    expect(desk.locator("#q-official-letter")).to_be_visible()
    desk.get_by_label("আর কেউ থাকবেন?").first.check()
    expect(desk.locator("#q-guests-1-name")).to_be_visible()
    assert desk.locator("#q-arrival").input_value() == "২৬/১১/২০২৬"
    desk.get_by_label("বেড়াতে").check()
    expect(desk.locator("#q-official-letter")).to_have_count(0)
    hands.press("Control+Enter")

    expect(desk.get_by_role("alert").first).to_be_focused()
    kept = [desk.locator(f"#q-{name}").input_value() for name in ("arrival", "rooms")]
    assert kept == ["২৬/১১/২০২৬", "2"]
    for width in (360, 1280):
        desk.set_viewport_size({"width": width, "height": 900})
        assert desk.evaluate("document.documentElement.scrollWidth") <= width


def test_eight_slips_stand_on_a_page_of_paper(desk: Page, town: LocalBody) -> None:
    desk.goto("/console/slips/")
    desk.get_by_role("button", name="স্লিপ তৈরি করুন").click()

    expect(desk.locator(".paper-slip")).to_have_count(8)
    desk.emulate_media(media="print")
    pages = desk.pdf(format="A4").count(b"/Type /Page\n")
    assert pages == 1

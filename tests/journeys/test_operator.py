"""A telephone operator's hours: callers come one after another, one is cut off, and the shift is reported."""

import re
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from janasetu.lib.numerals import ascii_digits
from journeys.desks import TABLE, logged_in
from journeys.product import ANSWER_SECONDS, Phone, Product, ref_in

pytestmark = pytest.mark.browser

Citizen = Callable[[], Phone]
MINATI, SELIM = "9830055501", "9830055502"
LAMP, BRIDGE = "রাস্তার আলো জ্বলছে না", "মুজনাই সেতু"


@pytest.fixture
def desk(product: Product, browser: Browser) -> Iterator[Page]:
    """The operator, logged in."""
    with logged_in(browser, product, "operator", at=TABLE) as page:
        yield page


def rings(desk: Page, product: Product, number: str) -> None:
    """The telephone's program opens the form with the number that rings."""
    desk.goto(f"{product.url}/console/new/?phone={number}")
    expect(desk.get_by_label("ফোন নম্বর")).to_have_value(number)


def picks(desk: Page, digit: str) -> None:
    """A service, by one key."""
    desk.locator("#subject").focus()
    desk.keyboard.press(digit)
    expect(desk.locator("#service-name")).to_be_visible()
    expect(desk.locator(".htmx-settling")).to_have_count(0)  # then its lists listen


def tells_of_the_lamp(desk: Page) -> None:
    desk.locator("#q-category").fill("rastar alo")
    expect(desk.locator("#q-category-list [aria-selected=true]")).to_contain_text(LAMP)
    desk.locator("#q-category").press("Enter")
    desk.locator("#q-description").fill("তিন রাত ধরে আলো নেই")


def tells_where(desk: Page) -> None:
    """By a landmark, as somebody spells it who hears it."""
    desk.locator("#q-place--landmark").fill("mujnoi setu")
    expect(desk.locator("#q-place--landmark-list li")).to_have_text(f"{BRIDGE} ওয়ার্ড ১৮")
    desk.locator("#q-place--landmark").press("ArrowDown")
    desk.locator("#q-place--landmark").press("Enter")
    expect(desk.locator("#q-place--ward")).to_have_value("১৮")


def registered(desk: Page) -> str:
    """The number on the receipt, to be read aloud: digits and nothing else."""
    desk.keyboard.press("Control+Enter")
    desk.wait_for_url(re.compile("/console/registered/"))
    number = desk.locator(".large-number .number").inner_text()
    assert re.fullmatch(r"[0-9-]+", number)
    return number


def text_message(product: Product, number: str) -> str:
    """The first that arrives at the number."""
    deadline = time.monotonic() + ANSWER_SECONDS
    while time.monotonic() < deadline:
        texts = product.client.get(f"{product.sim_url}/control/sms", params={"to": f"91{number}"}).json()
        if texts:
            return str(texts[0]["text"])
    raise AssertionError(f"no text message to {number}")


def promised(case: dict[str, Any]) -> timedelta:
    """How much time the office has from the moment it heard of it."""
    return datetime.fromisoformat(case["promise_due_at"]) - datetime.fromisoformat(case["opened_at"])


def in_figures(place: Locator) -> int:
    return int(ascii_digits(place.inner_text()))


def test_callers_are_served_one_is_cut_off_and_the_shift_is_reported(
    product: Product, citizen: Citizen, desk: Page
) -> None:
    # A lamp is out, and there is no photo of it: the case is the same as one from WhatsApp.
    rings(desk, product, MINATI)
    desk.get_by_label("নাম", exact=True).fill("মিনতি রায়")
    picks(desk, "1")
    tells_of_the_lamp(desk)
    tells_where(desk)
    desk.get_by_label("এসএমএস").check()
    lamp = registered(desk)
    assert lamp in text_message(product, MINATI)
    case = product.case(lamp)
    assert (case["channel"], case["category"], case["ward"], case["attachments"]) == (
        *("phone", "streetlight_out", "18"),
        0,
    )
    assert promised(case) == promised(product.case(ref_in(citizen().complain()["text"])))

    # The next one is cut off while he tells of the same lamp; he is rung from the list, and the form goes on.
    rings(desk, product, SELIM)
    picks(desk, "1")
    tells_of_the_lamp(desk)
    desk.keyboard.press("F2")
    expect(desk.get_by_text("+91 98300 55502 নম্বরে ফিরে ফোন করতে হবে")).to_be_visible()
    desk.locator("#calls-link").click()
    desk.get_by_role("link", name="+91 98300 55502").click()
    desk.get_by_role("link", name="বাকি লেখাটা শেষ করুন").click()
    expect(desk.locator("#q-description")).to_have_value("তিন রাত ধরে আলো নেই")
    tells_where(desk)
    desk.locator("#similar li", has_text=lamp).get_by_label("এটির মতোই").check()
    joined = registered(desk)
    assert joined != lamp
    assert product.case(joined)["ref"] == case["ref"]

    # Who rings again is known by her number; she wants a copy of a birth certificate.
    rings(desk, product, MINATI)
    known = desk.locator("#caller-known")
    expect(known.get_by_text(lamp)).to_be_visible()
    known.get_by_role("button", name="মিনতি রায়").click()
    picks(desk, "7")
    asked = desk.locator("#questions legend").all_inner_texts()
    assert [line.splitlines()[0].removesuffix(" থাকলে") for line in asked] == [
        *("কার জন্য", "নাম", "জন্ম তারিখ", "জন্মস্থান", "মায়ের নাম", "বাবার নাম"),
        *("রেজিস্ট্রেশন নম্বর", "পুরনো কাগজ", "সম্মতি"),
    ]
    desk.locator("#q-date-of-birth").fill("৫/৩/১৯৯৮")
    desk.get_by_label("বাড়িতে").check()
    desk.get_by_role("group", name="জন্মের ঠিকানা").get_by_role("textbox").first.fill("সুভাষপল্লী, ফালাকাটা")
    desk.locator("#q-mother").fill("শেফালি রায়")
    desk.get_by_label("রাজি আছি").check()
    birth = registered(desk)
    application = product.case(birth)
    assert (application["service"], application["fields"]["date_of_birth"]) == (
        "birth-certificate",
        "1998-03-05",
    )

    # The old paper is on her telephone: it is asked for there, and joins the application.
    phone = product.phone(f"91{MINATI}", "মিনতি রায়")
    (receipt,) = phone.hear()
    assert birth in receipt["text"]
    desk.get_by_role("button", name="কাগজের ছবি মেসেজে চেয়ে নিন").click()
    (asked,) = phone.hear()
    assert asked["text"].endswith("কাগজ লাগবে। ছবি তুলে বা পিডিএফ করে এখানে পাঠান।")
    phone.send("image", caption="পুরনো শংসাপত্র")
    (thanked,) = phone.hear()
    assert birth in thanked["text"]
    assert product.case(birth)["attachments"] == 1

    # The report of the shift: what a figure counts is the list that it opens.
    desk.keyboard.press("g")
    desk.keyboard.press("h")
    desk.wait_for_url(re.compile("/console/shift/"))
    taken = desk.locator("table").first.locator("tbody tr").first.locator("td").first.get_by_role("link")
    count = in_figures(taken)
    taken.click()
    lines = desk.locator("table").last.locator("tbody tr")
    expect(lines).to_have_count(count)
    told = "\n".join(lines.all_inner_texts())
    assert {lamp, joined, birth, "+91 98••• ••502"} <= set(re.split(r"[\n\t]", told))

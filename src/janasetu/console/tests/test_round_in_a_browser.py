"""A round in a real browser: opened with a network, made without one, and told once, whatever breaks."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from janasetu.bodies.models import LocalBody, Officer
from janasetu.bodies.tests.factories import make_officer
from janasetu.console.tests.cut import Network, served
from janasetu.console.tests.factories import a_contact, a_town
from janasetu.console.tests.quiet import TELEPHONE, await_rest, room_left
from janasetu.console.tests.test_round import a_stop
from janasetu.deliveries.models import Outcome, Visit
from janasetu.deliveries.tests.factories import code_of
from janasetu.lib.tests.browser import PATIENCE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TRIED = "() => dispatchEvent(new Event('online')) && document.getElementById('round').dataset.words === '0'"
READY, WORDS = "#round[data-ready]", "#round[data-words='{}']"


@pytest.fixture
def network() -> Network:
    return Network()


@pytest.fixture
def site(network: Network, transactional_db: None) -> Iterator[str]:
    with served(network) as address:
        yield address


@pytest.fixture
def town(transactional_db: None) -> LocalBody:
    return a_town()


@pytest.fixture
def runner(town: LocalBody) -> Officer:
    return make_officer(town, "runner")


@pytest.fixture
def phone(browser: Browser, site: str, runner: Officer) -> Iterator[Page]:
    """The runner's telephone, logged in."""
    client = Client()
    client.force_login(runner.user)
    with browser.new_context(base_url=site, viewport=TELEPHONE) as context:  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        cookies = {
            "janasetu_session": client.cookies["janasetu_session"].value,
            "janasetu_language": "bn",
        }
        context.add_cookies([{"name": name, "value": value, "url": site} for name, value in cookies.items()])
        page = context.new_page()
        broken: list[str] = []
        page.on("pageerror", lambda error: broken.append(str(error)))
        yield page
        await_rest(page)
        assert broken == []


def card(page: Page, visit: Visit) -> Any:
    return page.locator(f"[data-stop='{visit.id}']")


def test_a_round_without_a_network_is_told_once_though_the_server_dies(
    phone: Page, network: Network, town: LocalBody, runner: Officer
) -> None:
    given, shut = (a_stop(town, runner, contact=a_contact()) for _ in range(2))
    phone.goto("/round/")
    phone.wait_for_selector(READY)

    network.cut = True
    phone.reload()
    first, second = card(phone, given), card(phone, shut)
    first.get_by_text("হাতে দিয়েছি").click()
    first.locator("[name=code]").fill(code_of(given))
    first.get_by_role("button", name="হাতে দেওয়া হল").click()
    phone.wait_for_selector(WORDS.format(1))
    second.get_by_text("হয়নি", exact=True).click()
    second.get_by_label("বাড়ি তালাবন্ধ").check()
    second.get_by_role("button", name="লিখে রাখুন").click()
    phone.wait_for_selector(WORDS.format(2))
    phone.reload()
    phone.wait_for_selector(WORDS.format(2))
    expect(phone.locator("#sync")).to_have_text("ফোনে রাখা আছে, এখনও পাঠানো হয়নি: ২টি")
    expect(card(phone, given).locator("[data-told]")).to_have_text("এই ফোনে রাখা হল। নেটওয়ার্ক এলেই পাঠানো হবে।")
    assert room_left(phone) >= 0
    assert Outcome.objects.count() == 0

    network.cut, network.breaks_at = False, "/round/word"  # the server dies when it has kept it
    with phone.expect_event("requestfailed", lambda request: request.url.endswith("/round/word")):
        phone.evaluate("dispatchEvent(new Event('online'))")
    phone.wait_for_selector(WORDS.format(2))
    assert Outcome.objects.count() == 1

    network.cut = False
    phone.wait_for_function(TRIED, polling=200)

    expect(phone.locator("#sync")).to_have_text("সব পাঠানো হয়েছে।")
    expect(card(phone, given).locator("[data-told]")).to_have_text("হাতে দেওয়া লেখা হয়েছে।")
    assert {one.visit_id: one.state for one in Outcome.objects.all()} == {given.id: "taken", shut.id: "taken"}
    assert list(Visit.objects.order_by("state").values_list("state", "attempt")) == [
        ("asked", 2),
        ("done", 1),
        ("failed", 1),
    ]


def test_a_box_that_is_open_stays_so_when_the_round_comes_anew(
    phone: Page, town: LocalBody, runner: Officer
) -> None:
    shut, given = (a_stop(town, runner, contact=a_contact()) for _ in range(2))
    phone.goto("/round/")
    phone.wait_for_selector(READY)
    locked = card(phone, shut).get_by_label("বাড়ি তালাবন্ধ")
    card(phone, shut).get_by_text("হয়নি", exact=True).click()
    locked.check()

    card(phone, given).get_by_text("হাতে দিয়েছি").click()
    card(phone, given).locator("[name=code]").fill(code_of(given))
    card(phone, given).get_by_role("button", name="হাতে দেওয়া হল").click()

    expect(card(phone, given).locator("h2 + p")).to_contain_text("হয়ে গেছে")
    expect(locked).to_be_visible()
    expect(locked).to_be_checked()


def test_who_is_logged_out_keeps_the_words_and_nobody_else_sends_them(
    phone: Page, town: LocalBody, runner: Officer, site: str
) -> None:
    visit = a_stop(town, runner)
    phone.goto("/round/")
    phone.wait_for_selector(READY)
    phone.context.clear_cookies(name="janasetu_session")

    stop = card(phone, visit)
    stop.get_by_text("হয়নি", exact=True).click()
    stop.get_by_label("বাড়ি তালাবন্ধ").check()
    stop.get_by_role("button", name="লিখে রাখুন").click()
    expect(phone.locator("#sync")).to_have_text("ফোনে রাখা আছে ১টি। পাঠাতে আবার লগ ইন করুন; কিছুই হারায়নি।")

    for who, words in ((make_officer(town, "runner"), 0), (runner, 1)):
        client = Client()
        client.force_login(who.user)
        session = client.cookies["janasetu_session"].value
        phone.context.add_cookies([{"name": "janasetu_session", "value": session, "url": site}])
        phone.goto("/round/")
        phone.wait_for_selector(WORDS.format(0))
        assert Outcome.objects.count() == words

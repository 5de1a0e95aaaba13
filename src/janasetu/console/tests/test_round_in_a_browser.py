"""A round in a real browser: opened with a network, made without one, and told once, whatever breaks."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from janasetu.bodies.models import LocalBody, Officer
from janasetu.bodies.tests.factories import make_officer
from janasetu.cases.models import Case
from janasetu.cases.tests.offices import a_building_town, lies_at
from janasetu.console.tests.cut import Network, served
from janasetu.console.tests.factories import NOW, a_contact, a_picture, a_town
from janasetu.console.tests.quiet import TELEPHONE, await_rest, room_left
from janasetu.console.tests.test_inspections import a_house, browser_of, on_round
from janasetu.console.tests.test_round import a_stop
from janasetu.deliveries.actions import set_out
from janasetu.deliveries.models import Outcome, Visit
from janasetu.deliveries.tests.factories import code_of
from janasetu.lib.tests.browser import PATIENCE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TRIED = "() => dispatchEvent(new Event('online')) && document.getElementById('round').dataset.words === '0'"
DRAFTED = """(words) => new Promise((take) => {
  const opening = indexedDB.open("janasetu-round", 1);
  opening.onsuccess = () => {
    const asked = opening.result.transaction("words").objectStore("words").getAll();
    asked.onsuccess = () => take(asked.result.some(({ fields }) => fields.some((one) => one[1] === words)));
  };
})"""
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
    with telephone(browser, site, runner) as page:
        yield page


@contextmanager
def telephone(browser: Browser, site: str, officer: Officer) -> Iterator[Page]:
    """The telephone of this officer, logged in, on which no script breaks."""
    client = Client()
    client.force_login(officer.user)
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


def photo_of_the_site(folder: Path) -> Path:
    picture = folder / "site.jpg"
    picture.write_bytes(a_picture())
    return picture


def card(page: Page, visit: Visit) -> Any:
    return page.locator(f"[data-stop='{visit.id}']")


SEES_THE_NUMBER = """async (number) => {
  const kept = [];
  for (const name of await caches.keys())
    for (const answer of await (await caches.open(name)).matchAll()) kept.push(await answer.text());
  kept.push(document.documentElement.outerHTML);
  return [kept.length > 4, kept.some((text) => text.includes(number))];
}"""


def test_the_number_of_who_is_kept_secret_is_nowhere_on_the_telephone(
    phone: Page, town: LocalBody, runner: Officer
) -> None:
    hidden = a_stop(town, runner)
    phone.goto("/round/")
    phone.wait_for_selector(READY)
    assert phone.evaluate(SEES_THE_NUMBER, "9830012345") == [True, True]

    Case.objects.filter(id=hidden.case_id).update(confidential="name")
    phone.reload()
    phone.wait_for_selector(READY)

    assert phone.evaluate(SEES_THE_NUMBER, "9830012345") == [True, False]


def test_an_inspection_is_written_without_a_network_and_what_is_wrong_comes_back_with_all_that_was_typed(
    browser: Browser, site: str, network: Network, transactional_db: None, tmp_path: Path
) -> None:
    office = a_building_town()
    case, inspector = a_house(office), office.officers["inspector"]
    visit = on_round(browser_of(office, "inspector"), case, "20261124-morning")
    set_out(officer=inspector, day=visit.day, now=NOW)
    with telephone(browser, site, inspector) as phone:
        phone.goto("/round/")
        phone.wait_for_selector(READY)
        stop = card(phone, visit)
        box = stop.locator("[data-draft]")
        road, lacks = box.locator("[name$=road_measured]"), box.locator("[name$=shortfall]")

        network.cut = True
        stop.get_by_text("যা দেখলেন, লিখুন").click()
        expect(lacks).to_be_hidden()
        for question, answer in (("as_on_plan", "yes"), ("setback", "short"), ("begun", "no")):
            box.locator(f"[name$='{question}:code'][value={answer}]").check()
        expect(lacks).to_be_visible()
        road.fill("অনেক")
        box.locator("[name$=site_photos]").set_input_files(photo_of_the_site(tmp_path))
        box.locator("[name=note]").fill("মেপে দেখেছি")
        road.focus()  # now the note is kept too
        phone.wait_for_function(DRAFTED, arg="মেপে দেখেছি")
        phone.reload()
        phone.wait_for_selector("#round[data-words]")
        stop.get_by_text("যা দেখলেন, লিখুন").click()
        expect(road).to_have_value("অনেক")
        box.get_by_role("button", name="রিপোর্ট জমা দিন").click()
        phone.wait_for_selector(WORDS.format(1))

        network.cut = False
        phone.wait_for_function(TRIED, polling=200)
        expect(stop.locator("[data-told]")).to_have_text("ফর্মে কিছু বাকি বা ভুল আছে। যা লিখেছিলেন, সবই রাখা আছে।")
        expect(box.locator(".question:has(.wrong) legend")).to_have_text(["রাস্তা (ফুট)", "কোথায় কত কম"])
        expect(road).to_have_value("অনেক")
        assert room_left(phone) >= 0
        assert (Outcome.objects.count(), "site" in lies_at(case)) == (0, True)

        road.fill("১২")
        lacks.fill("উত্তরে দুই ফুট")
        box.get_by_role("button", name="রিপোর্ট জমা দিন").click()
        expect(stop.locator("[data-told]")).to_have_text("রিপোর্ট অফিসে পৌঁছেছে, ফাইলে উঠেছে।")

    event = case.events.get(code="desk_done", params__stage="site").params
    assert (event["answers"]["road_measured"], event["answers"]["shortfall"]) == (12, "উত্তরে দুই ফুট")
    assert (len(event["photos"]), event["note"]) == (1, "মেপে দেখেছি")
    assert "site" not in lies_at(case)


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

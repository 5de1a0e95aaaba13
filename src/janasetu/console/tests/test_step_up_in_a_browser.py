"""A code and a passkey in a real browser: what was asked for waits until somebody has shown who they are."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Browser, Page, expect

from janasetu.audit.models import Look
from janasetu.bodies.actions import set_up_code_app
from janasetu.bodies.models import Attempt, Officer
from janasetu.bodies.queries import second_factor
from janasetu.console.tests.factories import a_complaint, a_town, an_officer
from janasetu.console.tests.quiet import TELEPHONE, logged_in
from janasetu.console.tests.test_step_up import CONFIRM, SECRET, WRONG, code_now
from janasetu.lib import bn, clock

CODE = "[name=code]"
SAID = ".problem"

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def officer(transactional_db: None) -> Officer:
    return an_officer(a_town())


@pytest.fixture
def spare(officer: Officer) -> list[str]:
    """The recovery codes of the officer, whose app is set up."""
    return set_up_code_app(user=officer.user, secret=SECRET)


@pytest.fixture
def desk(
    browser: Browser, live_server: Any, officer: Officer, spare: list[str], complaints: list[str]
) -> Iterator[Page]:
    """A browser of the officer on a telephone."""
    with logged_in(browser, live_server.url, officer, complaints, viewport=TELEPHONE, refusals=True) as page:
        yield page


def run_out(desk: Page) -> None:
    """Ten minutes pass since the last code."""
    (key,) = (one["value"] for one in desk.context.cookies() if one["name"] == "janasetu_session")
    session = SessionStore(key)
    session["confirmed_at"] -= 600
    session.save()


def give(desk: Page, code: str) -> None:
    desk.fill(CODE, code)
    desk.click(".main")


def download(desk: Page) -> str:
    """What stands in the file that the page gives."""
    with desk.expect_download() as given:
        desk.click(".main")
    assert given.value.suggested_filename == "বিষয়ের-তালিকা-falakata-2026-11-24.csv"
    return Path(given.value.path()).read_text("utf-8-sig")


def test_what_was_asked_for_waits_for_a_right_code(desk: Page, officer: Officer, spare: list[str]) -> None:
    case = a_complaint(officer.body)
    desk.goto("/console/?ward=11")
    desk.get_by_role("link", name="তালিকা ডাউনলোড করুন").click()

    give(desk, "999999")
    expect(desk.locator(SAID)).to_contain_text(WRONG)
    expect(desk.locator(CODE)).to_have_value("999999")
    used = code_now()
    give(desk, bn.digits(used))
    expect(desk.locator("h1")).to_have_text("তালিকা ডাউনলোড করুন")
    assert case.grouped_ref in download(desk)

    run_out(desk)
    desk.click(".main")
    expect(desk.locator("main")).to_contain_text("যা লিখেছিলেন, তা রাখা আছে।")
    give(desk, used)
    expect(desk.locator(SAID)).to_contain_text(WRONG)
    give(desk, spare[0])
    expect(desk.locator("h1")).to_have_text("আর একবার চাপুন")
    assert case.grouped_ref in download(desk)
    assert [one.asked["ward"] for one in Look.objects.filter(what="export")] == ["11", "11"]

    run_out(desk)
    desk.goto(CONFIRM)
    for wrong in (spare[0], "99999991", "99999992", "99999993", "99999994"):
        give(desk, wrong)
        expect(desk.locator(SAID)).to_contain_text(WRONG)
    give(desk, spare[1])
    expect(desk.locator(SAID)).to_contain_text("অনেকবার ভুল হয়েছে। ১ মিনিট পরে আবার চেষ্টা করুন।")
    Attempt.objects.update(until=clock.wall())
    give(desk, spare[1])
    desk.wait_for_url("**/console/")


def with_a_passkey(desk: Page) -> tuple[Any, str]:
    """Plug a stick into the browser that answers by itself."""
    session = desk.context.new_cdp_session(desk)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session, made["authenticatorId"]


def test_a_passkey_confirms_in_place_of_a_code_until_it_is_taken_away(
    desk: Page, officer: Officer, spare: list[str]
) -> None:
    session, stick = with_a_passkey(desk)
    desk.goto("/console/code-app/passkey/")
    give(desk, spare[0])
    desk.locator("[data-passkey]").wait_for()  # the page listens
    desk.fill("[name=name]", "আমার ফোন")
    desk.keyboard.press("Enter")
    expect(desk.locator("main")).to_contain_text("পাসকি চালু হয়েছে।")
    expect(desk.locator("main")).to_contain_text("আমার ফোন")

    run_out(desk)
    desk.goto("/console/export/")
    desk.click("[data-passkey]")
    expect(desk.locator("h1")).to_have_text("তালিকা ডাউনলোড করুন")

    run_out(desk)
    session.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": stick})
    with_a_passkey(desk)
    desk.goto("/console/code-app/")
    desk.get_by_role("button", name="বাদ দিন").click()
    desk.click("[data-passkey]")
    expect(desk.locator("[data-passkey-failed]")).to_have_text(
        "পাসকি থেকে সাড়া এল না। আবার চেষ্টা করুন, না হলে কোড দিন।"
    )
    give(desk, spare[1])
    desk.click(".main")
    expect(desk.locator("main")).to_contain_text("পাসকিটি বাদ গেছে।")
    assert second_factor(officer.user_id).passkeys == ()  # type: ignore[union-attr]
    run_out(desk)
    desk.goto(CONFIRM)
    expect(desk.locator("[data-passkey]")).to_have_count(0)

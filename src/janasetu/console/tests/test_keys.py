"""The desk without a mouse, in a real browser: rows, search, the list of keys, and many cases in a row."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from janasetu.bodies.models import LocalBody, Officer
from janasetu.cases.models import Case
from janasetu.console.tests.factories import NOW, a_complaint, a_picture, a_town, an_officer
from janasetu.console.tests.quiet import logged_in
from janasetu.lib import clock

LOOKS_EVERY = 2_000  # milliseconds, as inbox_live.html says

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def town(transactional_db: None) -> LocalBody:
    return a_town()


@pytest.fixture
def officer(town: LocalBody) -> Officer:
    return an_officer(town)


@pytest.fixture
def desk(browser: Browser, live_server: Any, officer: Officer, complaints: list[str]) -> Iterator[Page]:
    """An officer at a desk, whose clock goes on when the test says so."""
    with logged_in(browser, live_server.url, officer, complaints) as page:
        page.clock.install()
        yield page


@pytest.fixture
def cases(town: LocalBody) -> list[Case]:
    """Three, as the list has them."""
    return [a_complaint(town, opened_at=NOW - timedelta(hours=hours)) for hours in (3, 2, 1)]


def press(desk: Page, *keys: str) -> None:
    for key in keys:
        desk.keyboard.press(key)


def focus(desk: Page) -> str:
    """The id of what has the focus."""
    return str(desk.evaluate("document.activeElement.id"))


def picked(desk: Page) -> list[str]:
    return [str(box.get_attribute("value")) for box in desk.locator(".pick :checked").all()]


def strike(desk: Page, key: str, code: str, **more: bool) -> None:
    """A stroke as a keyboard of another script sends it."""
    desk.evaluate(
        "stroke => document.activeElement.dispatchEvent("
        "new KeyboardEvent('keydown', {bubbles: true, cancelable: true, ...stroke}))",
        {"key": key, "code": code, **more},
    )


def test_rows_are_walked_through_chosen_and_opened(desk: Page, cases: list[Case]) -> None:
    first, second, third = (f"case-{case.ref}" for case in cases)
    with clock.fixed(NOW):
        desk.goto("/console/")
        press(desk, "j")
        assert focus(desk) == first
        press(desk, "j", "j", "j")
        assert focus(desk) == third
        press(desk, "k", "x", "ArrowUp", "x")
        assert (focus(desk), picked(desk)) == (first, [cases[0].ref, cases[1].ref])
        strike(desk, "ও", "KeyJ")  # the same place on a Bengali keyboard
        assert focus(desk) == second
        press(desk, "Enter")
        desk.wait_for_url(f"**/cases/{cases[1].ref}/")
        press(desk, "u")
        desk.wait_for_url(f"**/console/#{second}")
        press(desk, "j")
        assert focus(desk) == third  # it goes on from the row one came from


def test_what_is_chosen_stays_while_the_list_renews_itself(
    desk: Page, town: LocalBody, cases: list[Case]
) -> None:
    with clock.fixed(NOW):
        desk.goto("/console/")
        press(desk, "j", "x", "j")
        fresh = a_complaint(town, opened_at=NOW)
        desk.clock.fast_forward(LOOKS_EVERY)
        desk.locator(f"#case-{fresh.ref}").wait_for()

        assert picked(desk) == [cases[0].ref]
        assert focus(desk) == f"case-{cases[1].ref}"

        press(desk, "a")
        assert focus(desk) == "assign-to"
        press(desk, "Control+Enter")
        desk.locator(".told.ok").wait_for()
    cases[0].refresh_from_db()
    assert cases[0].status == "in_progress"


def test_r_reaches_the_box_or_the_first_of_the_ready_made_texts(desk: Page, town: LocalBody) -> None:
    for heard, field in ((1, "reply_note"), (30, "reply_ready_0")):
        case = a_complaint(town, heard_at=NOW - timedelta(hours=heard))
        desk.goto(f"/console/cases/{case.ref}/")
        press(desk, "r")
        assert focus(desk) == field


def test_letters_are_letters_where_one_types_and_under_a_dialog(desk: Page, cases: list[Case]) -> None:
    with clock.fixed(NOW):
        desk.goto("/console/")
        press(desk, "/")
        assert focus(desk) == "search"
        press(desk, "j", "x", "?")
        assert desk.locator("#search").input_value() == "jx?"
        press(desk, "Escape", "j")
        assert focus(desk) == f"case-{cases[0].ref}"

        press(desk, "Shift+X")
        for modifier in ("ctrlKey", "altKey", "metaKey"):
            strike(desk, "x", "KeyX", **{modifier: True})
        assert picked(desk) == []

        press(desk, "?", "x")
        assert picked(desk) == []
        assert desk.locator("#keys dd").all_inner_texts()[:5] == [
            "বিষয় খুঁজুন",
            "সব চলতি বিষয়",
            "নতুন বিষয়",
            "কথা",
            "ফোন করা বাকি",
        ]
        desk.locator("#keys-on").uncheck()
        press(desk, "Escape", "x")
        assert picked(desk) == []


def test_two_strokes_lead_to_another_room(desk: Page, cases: list[Case]) -> None:
    with clock.fixed(NOW):
        desk.goto("/console/")
        press(desk, "g", "c")
        desk.wait_for_url("**/console/calls/")
        press(desk, "g", "t")
        desk.wait_for_url("**/console/talks/")
        press(desk, "g", "i")
        desk.wait_for_url("**/console/")
        press(desk, "g")
        desk.clock.fast_forward(LOOKS_EVERY)
        press(desk, "v")
        assert desk.locator(".filters[open]").count() == 1


def test_cases_are_ended_one_after_the_other_without_a_mouse(desk: Page, cases: list[Case]) -> None:
    picture = {"name": "done.jpg", "mimeType": "image/jpeg", "buffer": a_picture()}
    with clock.fixed(NOW):
        desk.goto("/console/?show=mine")
        press(desk, "j", "Enter")
        for case, after in zip(cases, [*cases[1:], None], strict=True):
            desk.wait_for_url(f"**/cases/{case.ref}/**")
            press(desk, "e")
            assert focus(desk) == "resolve_photos"
            desk.locator("#resolve_photos").set_input_files([picture])  # what Space and the chooser do
            press(desk, "Control+Enter")
            desk.wait_for_url(f"**/cases/{after.ref}/**" if after else "**/cases/**")
            desk.locator(".told.ok").wait_for()

    assert set(Case.objects.values_list("status", flat=True)) == {"awaiting_confirmation"}

"""Money in a real browser: a clerk takes it, prints and closes the day; each page whole on a telephone."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from janasetu.bodies.models import LocalBody
from janasetu.console.tests.factories import a_town, an_application, an_officer
from janasetu.console.tests.quiet import DESK, TELEPHONE, logged_in, room_left
from janasetu.console.tests.test_fees import owed
from janasetu.payments import queries
from janasetu.payments.models import DayClosing, Receipt

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def town(transactional_db: None) -> LocalBody:
    town = a_town()
    town.facts = {"upi": "falakata.namuna@specimen"}
    town.save()
    return town


def fits(page: Page) -> bool:
    """Whether nothing hangs over the edge, on a telephone and on a desk."""
    spare = []
    for size in (DESK, TELEPHONE):
        page.set_viewport_size(size)  # type: ignore[arg-type]  # two numbers are such a size
        spare.append(room_left(page))
    return min(spare) >= 0


def test_cash_from_the_case_to_the_closed_day(
    browser: Browser, live_server: Any, town: LocalBody, complaints: list[str]
) -> None:
    an_officer(town)
    case = an_application(town, {"storeys": 1}, [])
    demand, later = owed(case), owed(case, "before approval")
    with logged_in(browser, live_server.url, an_officer(town, "clerk"), complaints) as page:
        page.goto(f"/pay/{queries.token_of(later)}/")
        assert fits(page)
        page.goto(f"/console/cases/{case.ref}/")
        box = page.locator(f"form[action*='{demand.id}/cash']")
        box.locator("[name=amount]").fill("৪৯৯")
        box.locator("button").click()
        page.locator("#fees .wrong").wait_for()
        assert fits(page)
        box.locator("[name=amount]").fill("৫০০")
        box.locator("button").click()
        page.locator(".receipt").wait_for()
        assert Receipt.objects.get().number in page.inner_text(".receipt")
        assert fits(page)
        page.goto("/console/cash/")
        page.fill("[name=pieces_500]", "১")
        assert fits(page)
        page.click("#close button")
        page.locator(".told.ok").wait_for()
    assert DayClosing.objects.get().counted == 500

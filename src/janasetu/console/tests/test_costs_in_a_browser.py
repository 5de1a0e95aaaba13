"""The page of costs in a real browser: whole on a telephone and on a desk, in both languages."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from janasetu.bodies.models import LocalBody
from janasetu.console.tests.factories import NOW, a_complaint, a_town, an_application, an_officer
from janasetu.console.tests.quiet import DESK, TELEPHONE, logged_in, room_left
from janasetu.console.tests.test_costs import COSTS, ended, said
from janasetu.conversations.ready import all_declared
from janasetu.messaging import standings
from janasetu.messaging.values import News

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAYS = """cell => JSON.parse(getComputedStyle(cell, '::before').content)"""


@pytest.fixture
def town(transactional_db: None) -> LocalBody:
    return a_town()


@pytest.mark.parametrize("language", ["bn", "en"])
def test_the_page_fits_and_every_figure_says_what_it_is(
    browser: Browser,
    live_server: Any,
    town: LocalBody,
    complaints: list[str],
    settings: Any,
    tmp_path: Path,
    language: str,
) -> None:
    settings.PRICES_FILE = tmp_path / "prices.yaml"
    settings.PRICES_FILE.write_text("- {from: 2026-10-01, source: চুক্তি ১৭, rupees: {utility: 0.115}}")
    said(town, ended(a_complaint(town)), times=7, category="service", billable=True)
    said(town, ended(an_application(town, {}, [])), times=12, category="utility", billable=True)
    said(town, ended(an_application(town, {}, [])), parts=4)
    said(town, times=30, category="service", billable=False)
    refused = News("whatsapp", "template", "", NOW, state="REJECTED")
    standings.hear([replace(refused, name=one.name, lang=one.lang) for one in all_declared()])
    payer = an_officer(town, "secretary")
    with logged_in(browser, live_server.url, payer, complaints) as page:
        chosen = {"name": "janasetu_language", "value": language, "url": live_server.url}
        page.context.add_cookies([chosen])  # type: ignore[list-item]  # a dict of strings is such a cookie
        page.goto(COSTS)
        heading = page.locator(".costs thead th").nth(1)
        figure = page.locator(".costs tbody tr").first.locator("td").first
        for size in (TELEPHONE, DESK):
            page.set_viewport_size(size)  # type: ignore[arg-type]  # two numbers are such a size
            assert page.evaluate("innerWidth") == size["width"]
            assert room_left(page) >= 0
            assert heading.is_visible() or figure.evaluate(SAYS) == figure.get_attribute("data-says")

"""Checking a paper in a browser: its QR is proved there, and once the page was open without a network too."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from janasetu.console.tests.cut import Network, served
from janasetu.console.tests.quiet import TELEPHONE, visiting
from janasetu.documents.choices import Standing
from janasetu.documents.marks import codes
from janasetu.documents.marks.keys import new_key
from janasetu.documents.marks.stated import address_of
from janasetu.documents.tests.issued_papers import CODE, a_body, a_paper, a_snapshot, its_address
from janasetu.lib import clock
from janasetu.portal.tests.conftest import NOW
from janasetu.portal.views import offline

GONE = codes.new_code(1003, draw=lambda _: 5)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def network() -> Network:
    return Network()


@pytest.fixture
def site(network: Network, transactional_db: None, settings: Any, tmp_path: Path) -> Iterator[str]:
    """A valid paper and a revoked one."""
    settings.MARKS_FOLDER = tmp_path / "keys"
    with clock.fixed(NOW):
        body = a_body()
        a_paper(body)
        a_paper(body, code=GONE, serial=43, standing=Standing.REVOKED, standing_at=NOW)
        with served(network) as address:
            yield address


@pytest.fixture
def page(browser: Browser, site: str, complaints: list[str]) -> Iterator[Page]:
    """A telephone, which is left before its server ends."""
    with visiting(browser, complaints, refusals=True, viewport=TELEPHONE) as page:
        yield page


@pytest.fixture
def keeper(browser: Browser, site: str, complaints: list[str]) -> Iterator[Page]:
    """A telephone that keeps what it is given to keep."""
    with visiting(browser, complaints, refusals=True, viewport=TELEPHONE, service_workers="allow") as page:
        yield page


def scanned(site: str, address: str) -> str:
    """Where a camera leads that reads this QR."""
    return address.replace("HTTP://LOCALHOST:8000", site)


def says(page: Page, sentence: str) -> None:
    expect(page.locator("[data-said]:visible").first).to_have_text(sentence)


def keeps(page: Page, site: str) -> None:
    """Open the page until it says that the browser keeps it. (Playwright waits for no promise: to its
    `wait_for_function` one is true, whatever comes of it.)
    """
    page.goto(f"{site}/verify/")
    page.locator("#verify[data-kept]").wait_for()


def test_a_genuine_statement_is_told_line_by_line(page: Page, site: str) -> None:
    page.goto(scanned(site, its_address(a_snapshot())))

    says(page, "আসল: অফিস স্বাক্ষর করেছে নমুনা: কিছুই প্রমাণ করে না")
    assert page.locator("#facts dd:visible").all_inner_texts() == [
        "সুপারিশপত্র",
        "BSH/RES/2026-27/0042",
        "রহিমা খাতুন",
        "Rahima Khatun",
        "বসিরহাট পুরসভা",
        "২৩ নভেম্বর ২০২৬",
        "২৩ মে ২০২৭",
    ]


def test_letters_of_every_kind_come_back(page: Page, site: str) -> None:
    snapshot = a_snapshot(until=None)
    snapshot["person"] = {"bn": "উদ্‌যাপন র‍্যালি ক্ষ্ম ৎ রहीम", "en": "Ñandú Ünal"}

    page.goto(scanned(site, its_address(snapshot)))

    says(page, "আসল: অফিস স্বাক্ষর করেছে নমুনা: কিছুই প্রমাণ করে না")
    shown = page.locator("#facts dd:visible").all_text_contents()
    assert shown[2:4] == [snapshot["person"]["bn"], snapshot["person"]["en"]]
    assert len(shown) == 6  # no last day


def test_what_is_not_genuine_says_why(page: Page, site: str) -> None:
    address = scanned(site, its_address(a_snapshot()))
    before, _, digits = address.partition("#")
    forged = address_of(a_snapshot(), new_key()).partition("#")[2]
    wrong = [
        (f"{before}#{int(digits) ^ 1 << 700}", "আসল নয়: বদলানো বা জাল করা হয়েছে"),
        (f"{before}#{forged}", "যে চাবি দিয়ে স্বাক্ষর, তা এখানে জানা নেই"),
        (f"{before}#{digits[:-1]}", "আসল নয়: আমাদের কোনো অফিস এভাবে লেখে না"),
        (address.replace(CODE, GONE), "আসল নয়: এটি অন্য কাগজের কিউআর"),
        (before, "কিউআর-এ কী লেখা আছে তা যাচাই করতে ক্যামেরা দিয়ে স্ক্যান করুন; টাইপ করা কোডে তা থাকে না।"),
    ]

    for where, sentence in wrong:
        page.goto("about:blank")
        page.goto(where)
        says(page, sentence)
        expect(page.locator("#facts")).to_be_hidden()


def test_without_a_network_a_paper_is_checked_all_the_same(keeper: Page, site: str, network: Network) -> None:
    genuine, gone = its_address(a_snapshot()), its_address(a_snapshot(code=GONE, until=date(2026, 1, 1)))
    keeps(keeper, site)

    network.cut = True
    keeper.goto(scanned(site, genuine))
    says(keeper, "আসল: অফিস স্বাক্ষর করেছে নমুনা: কিছুই প্রমাণ করে না")
    expect(keeper.locator("[data-standing]:visible")).to_have_text("এই ফোনে রাখা বাতিল কাগজের তালিকায় এটি নেই।")
    expect(keeper.locator("#listed")).to_have_text("২৪ নভেম্বর ২০২৬")

    keeper.goto("about:blank")
    keeper.goto(scanned(site, gone).replace("/V/", "/v/"))
    expect(keeper.locator("[data-standing]:visible")).to_have_text("প্রত্যাহার করা হয়েছে")


def test_what_a_newer_release_keeps_serves_who_scans_with_the_worker_of_an_older_one(
    keeper: Page, site: str, network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        older.setattr(offline, "_SCRIPT", "janasetu/tokens.js")
        keeps(keeper, site)
    keeper.evaluate("navigator.serviceWorker.getRegistration().then((of_v) => of_v.update())")
    keeps(keeper, site)

    network.cut = True
    keeper.goto(scanned(site, its_address(a_snapshot())))

    says(keeper, "আসল: অফিস স্বাক্ষর করেছে নমুনা: কিছুই প্রমাণ করে না")

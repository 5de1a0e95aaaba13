"""The desk of an officer of the town, in a real browser."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Browser, Page, ViewportSize

from journeys.product import Product

TOTP_SECRET = "JANASETUDEMOJANASETUDEMOJANASETU"  # of every login of the demo
CHEAP_PHONE = ViewportSize(width=360, height=740)
TABLE = ViewportSize(width=1280, height=900)

Desk = Callable[[str], AbstractContextManager[Page]]  # of which post


@contextmanager
def logged_in(
    browser: Browser, product: Product, role: str, *, at: ViewportSize, town: str = "falakata"
) -> Iterator[Page]:
    """A window of its own, in which the holder of this post of the town has logged in."""
    context = browser.new_context(viewport=at, locale="bn-IN")
    page = context.new_page()
    page.goto(f"{product.url}/console/")
    page.get_by_label("লগ\u2011ইন", exact=True).fill(f"{role}@{town}")
    page.get_by_label("পাসওয়ার্ড").fill("demo-1234")
    page.get_by_role("button", name="লগ\u2011ইন করুন").click()
    yield page
    context.close()


def confirm(page: Page) -> None:
    """Give the one-time code that is asked for, and go on to where one was."""
    counter = next(iter(yield_hotp_counters_from_time()))
    page.locator("input[name=code]").fill(format_hotp_value(hotp_value(TOTP_SECRET, counter)))
    page.locator("input[name=code]").press("Enter")
    page.wait_for_url(re.compile(r"/console/cases/"))

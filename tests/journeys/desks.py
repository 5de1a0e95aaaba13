"""The desk of an officer of the town, in a real browser."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from playwright.sync_api import Browser, Page, ViewportSize

from journeys.product import Product

CHEAP_PHONE = ViewportSize(width=360, height=740)
TABLE = ViewportSize(width=1280, height=900)

Desk = Callable[[str], AbstractContextManager[Page]]  # of which post


@contextmanager
def logged_in(browser: Browser, product: Product, role: str, *, at: ViewportSize) -> Iterator[Page]:
    """A window of its own, in which the holder of this post has logged in."""
    context = browser.new_context(viewport=at, locale="bn-IN")
    page = context.new_page()
    page.goto(f"{product.url}/console/")
    page.get_by_label("লগ\u2011ইন", exact=True).fill(f"{role}@falakata")
    page.get_by_label("পাসওয়ার্ড").fill("demo-1234")
    page.get_by_role("button", name="লগ\u2011ইন করুন").click()
    yield page
    context.close()

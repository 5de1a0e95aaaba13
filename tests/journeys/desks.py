"""The desk of an officer of the town, in a real browser."""

import base64
import hashlib
import hmac
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from playwright.sync_api import Browser, Page, ViewportSize

from journeys.product import Product

CHEAP_PHONE = ViewportSize(width=360, height=740)
TABLE = ViewportSize(width=1280, height=900)

Desk = Callable[[str], AbstractContextManager[Page]]  # of which post


@contextmanager
def logged_in(
    browser: Browser, product: Product, role: str, *, at: ViewportSize, town: str = "falakata"
) -> Iterator[Page]:
    """A window of its own, in which the holder of this post has logged in."""
    context = browser.new_context(viewport=at, locale="bn-IN")
    try:
        page = context.new_page()
        page.goto(f"{product.url}/console/")
        page.get_by_label("লগ\u2011ইন", exact=True).fill(f"{role}@{town}")
        page.get_by_label("পাসওয়ার্ড").fill("demo-1234")
        page.get_by_role("button", name="লগ\u2011ইন করুন").click()
        yield page
    finally:
        context.close()


def one_time_code(product: Product) -> str:
    """What the app of an officer shows now: RFC 6238, with the secret that the demo prints."""
    secret = next(line.split()[-1] for line in product.output if "TOTP secret" in line)
    moment = int(time.time()) // 30
    digest = hmac.new(base64.b32decode(secret), moment.to_bytes(8), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(int.from_bytes(digest[at : at + 4]) & 0x7FFFFFFF) % 1_000_000:06}"


def confirms(page: Page, product: Product) -> None:
    """With the code that the app shows now."""
    page.get_by_label("কোড").fill(one_time_code(product))
    page.get_by_role("button", name="নিশ্চিত করুন").click()
    page.get_by_role("button", name="এগিয়ে যান").click()


def decides(page: Page, move: str, *, note: str = "") -> None:
    """Unfold the move at the desk and make it."""
    desk = page.locator("#at-desk details").filter(has=page.get_by_text(move, exact=True))
    desk.locator("summary").click()
    if note:
        desk.locator("textarea").fill(note)
    desk.get_by_role("button", name=move, exact=True).click()

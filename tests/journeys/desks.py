"""The desk of an officer of the town, in a real browser."""

import base64
import hashlib
import hmac
import re
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from html import unescape
from typing import Self

import httpx
from playwright.sync_api import Browser, Page, ViewportSize

from journeys.product import Product

CHEAP_PHONE = ViewportSize(width=360, height=740)
TABLE = ViewportSize(width=1280, height=900)

_ACTION = re.compile(r'action="([^"#]*)')
_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
_ELSEWHERE = re.compile(r'<button[^>]* name="(\w+)" value="([^"]*)" formaction="([^"#]*)')
UNSEEN = "দেখা হয়নি"  # of a paper
_PAPERS = re.compile(r'name="(paper:[^"]+)" value="good"')
_PASSES = ("ঠিক আছে, এগিয়ে দিন", "সুপারিশ করুন")
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


@dataclass
class Paperwork:
    """The holder of a post who fills in the forms of the pages as they stand there, without a browser."""

    product: Product
    role: str
    town: str
    client: httpx.Client = field(default_factory=lambda: httpx.Client(follow_redirects=True, timeout=30))
    page: httpx.Response = field(init=False)

    def __enter__(self) -> Self:
        self.open("/console/")
        self.send('name="username"', username=f"{self.role}@{self.town}", password="demo-1234")
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()

    def open(self, path: str) -> str:
        """The text of a page of the product."""
        self.page = self.client.get(f"{self.product.url}{path}").raise_for_status()
        return self.page.text

    def send(self, mark: str, **typed: str) -> str:
        """Send the form of this page in which `mark` stands, with what is typed; the page that follows. Where
        a one-time code is asked for first it is given, and what was sent goes on. A button of the form that
        leads elsewhere is pressed by its name.
        """
        form = next(one for one in self.page.text.split("<form")[1:] if mark in one.split("</form>")[0])
        head, _, inside = form.split("</form>")[0].partition(">")
        action = _ACTION.search(head)
        to = str(self.page.url.join(unescape(action[1]))) if action else str(self.page.url)
        for name, value, there in _ELSEWHERE.findall(inside):
            to = str(self.page.url.join(unescape(there))) if typed.get(name) == value else to
        hidden = {name: unescape(value) for name, value in _HIDDEN.findall(inside)}
        return self._post(to, hidden | typed)

    def insist(self, path: str, **typed: str) -> str:
        """Send what no page offers them."""
        token = {"csrfmiddlewaretoken": self.client.cookies["janasetu_csrf"]}
        return self._post(f"{self.product.url}{path}", token | typed)

    def _post(self, to: str, said: dict[str, str]) -> str:
        self.page = self.client.post(to, data=said, headers={"Referer": str(self.page.url)})
        assert self.page.status_code < 500, self.page.status_code
        if 'name="code"' in self.page.text and "code" not in said:
            self.send('name="code"', code=one_time_code(self.product))
            return self.send('class="btn main"')
        return self.page.text

    def decides(self, ref: str, move: str, note: str = "") -> str:
        """Make this move, by its code, at the desk at which the case lies; its papers are all good."""
        self.open(f"/console/cases/{ref}/")
        if UNSEEN in self.page.text and (papers := _PAPERS.findall(self.page.text)):
            self.send('name="paper:', **dict.fromkeys(papers, "good"))
            self.open(f"/console/cases/{ref}/")
        return self.send(f'name="move" value="{move}"', note=note)


def confirms(page: Page, product: Product) -> None:
    """With the code that the app shows now."""
    page.get_by_label("কোড").fill(one_time_code(product))
    page.get_by_role("button", name="নিশ্চিত করুন").click()
    page.get_by_role("button", name="এগিয়ে যান").click()


def looks_at_papers(page: Page) -> None:
    """Say of every paper that it is good."""
    for paper in page.locator("#papers fieldset.verdict").all():
        paper.get_by_label("ঠিক আছে", exact=True).check()
    page.get_by_role("button", name="কাগজের মত রাখুন").click()


def decides(page: Page, move: str, *, note: str = "") -> None:
    """Unfold the move at the desk and make it; a move that lets papers pass after they were looked at."""
    if move in _PASSES and page.locator("#papers").get_by_text(UNSEEN, exact=True).count():
        looks_at_papers(page)
    desk = page.locator("#at-desk details").filter(has=page.get_by_text(move, exact=True))
    desk.locator("summary").click()
    if note:
        desk.locator("textarea").fill(note)
    desk.get_by_role("button", name=move, exact=True).click()

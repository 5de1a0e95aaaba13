"""Look at a page in a real browser as several careful people would, and say what is wrong with it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Page

WIDTHS = (360, 768, 1280)
LANGUAGES = ("bn", "en")

# Latin words that stand on a Bengali page by right: names, logins, kinds of files, a language's own name.
LATIN = (
    *("English", "WhatsApp", "JPEG", "PNG", "PDF", "SMS", "Ctrl", "Enter", "Esc"),
    *("officer", "falakata", "basirhat", "secretary", "clerk", "ref"),
)
_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
_EYES = Path(__file__).with_name("looking.js").read_text(encoding="utf-8")
_AXE = AXE_FILE_PATH.read_text(encoding="utf-8")


@dataclass(frozen=True)
class View:
    """One page as one reader sees it."""

    name: str
    address: str
    width: int
    language: str

    def __str__(self) -> str:
        return f"{self.name}, {self.language}, {self.width}"


def views(pages: dict[str, str]) -> list[View]:
    """Every page in every language at every width."""
    return [
        View(name, address, width, language)
        for name, address in pages.items()
        for language in LANGUAGES
        for width in WIDTHS
    ]


def sample(pages: dict[str, str]) -> list[View]:
    """Each page once; language and width go round."""
    each = len(LANGUAGES) * len(WIDTHS)
    return [views({name: address})[place % each] for place, (name, address) in enumerate(pages.items())]


def faults(page: Page, view: View, *, site: str) -> list[str]:
    """What is wrong with this view of the site; nothing is, where it is empty."""
    page.set_viewport_size({"width": view.width, "height": 800})
    page.context.add_cookies([{"name": "janasetu_language", "value": view.language, "url": site}])
    page.goto(f"{site}{view.address}")
    page.evaluate("document.fonts.ready.then(() => 0)")
    return seen(page)


def seen(page: Page) -> list[str]:
    """What is wrong with the page as it stands open."""
    return [*page.evaluate(_EYES, list(LATIN)), *_barriers(page)]


def _barriers(page: Page) -> list[str]:
    """What keeps somebody out, by axe: each with the place of it."""
    page.evaluate(_AXE)
    found: dict[str, Any] = page.evaluate("rules => axe.run(document, rules)", _RULES)
    return [
        f"{rule['id']}: {node['html'][:160]} {node['failureSummary'][:200]!r}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]

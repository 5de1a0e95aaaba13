"""Look at a page in a real browser as several careful people would, and say what is wrong with it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Page

WIDTHS = (360, 768, 1280)
LANGUAGES = ("bn", "en")

# Latin words that stand on a Bengali page by right: names, logins, kinds of files, a language's own name.
LATIN = (
    *(
        "English",
        "CSV",
        "UTF-",
        "xlsx",
        "WhatsApp",
        "JPEG",
        "PNG",
        "PDF",
        "SMS",
        "Excel",
        "LibreOffice",
        "kB",
        "Ctrl",
        "Enter",
        "Esc",
    ),
    *("officer", "falakata", "basirhat", "secretary", "clerk", "demo", "ref", "REST", "Open", "MCP"),
)
_RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # what holds need not be told node by node
    "preload": False,  # style sheets are asked for again for one rule alone, which none of these words name
}
_EYES = Path(__file__).with_name("looking.js").read_text(encoding="utf-8")
_AXE = AXE_FILE_PATH.read_text(encoding="utf-8")


@dataclass(frozen=True)
class Scene:
    """One page in one state. `name`: that of its address, and what is particular about the state, such as
    "console:case refused". `doing`: what somebody does when it is open.
    """

    name: str
    address: str
    doing: Callable[[Page], object] | None = None

    @property
    def page(self) -> str:
        """The name of the address."""
        return self.name.split()[0]


@dataclass(frozen=True)
class View:
    """One scene as one reader sees it."""

    scene: Scene
    width: int
    language: str

    def __str__(self) -> str:
        return f"{self.scene.name}, {self.language}, {self.width}"


def views(scenes: Iterable[Scene]) -> list[View]:
    """Every scene in every language at every width."""
    return [View(scene, width, language) for scene in scenes for language in LANGUAGES for width in WIDTHS]


def sample(scenes: Iterable[Scene]) -> list[View]:
    """Each page once, in the first of its states; language and width go round."""
    first: dict[str, Scene] = {}
    for scene in scenes:
        first.setdefault(scene.page, scene)
    each = len(LANGUAGES) * len(WIDTHS)
    return [views([scene])[place % each] for place, scene in enumerate(first.values())]


def faults(page: Page, view: View, *, site: str) -> list[str]:
    """What is wrong with this view of the site; nothing is, where it is empty."""
    page.set_viewport_size({"width": view.width, "height": 800})
    page.context.add_cookies([{"name": "janasetu_language", "value": view.language, "url": site}])
    page.goto(f"{site}{view.scene.address}")
    if view.scene.doing:
        view.scene.doing(page)
    return seen(page)


def seen(page: Page) -> list[str]:
    """What is wrong with the page as it stands open."""
    page.evaluate("document.fonts.ready.then(() => 0)")
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

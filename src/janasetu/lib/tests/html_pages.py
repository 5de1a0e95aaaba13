"""Look at a page as a careful reader would: one heading, every field labelled, nothing left in English."""

import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

_VOID = frozenset({"meta", "link", "input", "img", "br", "path", "circle", "rect"})
_UNSEEN = frozenset({"script", "style", "head"})
_LABELLED = frozenset({"input", "select", "textarea"})
_SPOKEN = ("aria-label", "alt", "title", "placeholder")
_ADDRESS = re.compile(r"https?://\S+")  # of a page: no words
_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]+")
_LAST: dict[str, dict[str, Any]] = {}  # the page that was looked at last, and what stands there


class Page(HTMLParser):
    """What a test asks of a page: its texts, its fields, its links. To be read only: who looks at the same
    page again sees the same lists.
    """

    def __init__(self, html: str) -> None:
        if html in _LAST:  # the visitor has looked at it already, to see that it is whole
            self.__dict__ = _LAST[html]
            return
        super().__init__()
        self.lang = ""
        self._has_plain_title = re.search("<title>[^<]+</title>", html) is not None
        self.headings: list[str] = []
        self.texts: list[str] = []
        self.links: dict[str, str] = {}
        self.fields: dict[str, str] = {}
        self._ids: Counter[str] = Counter()
        self._labels: set[str] = set()
        self._unlabelled: list[str] = []
        self._images: list[str] = []
        self._levels: list[int] = []
        self._open: list[tuple[str, dict[str, str]]] = []
        self._link = ""
        self.feed(html)
        _LAST.clear()
        _LAST[html] = self.__dict__

    @property
    def text(self) -> str:
        """Everything a reader reads, in one line."""
        return " ".join(" ".join(self.texts).split())

    def faults(self, *, allowed: frozenset[str] = frozenset()) -> list[str]:
        """What is wrong with the page. `allowed`: Latin words that stand on a Bengali page by right."""
        return list(self._faults(allowed))

    def _faults(self, allowed: frozenset[str]) -> Iterator[str]:
        if self.lang not in {"bn", "en"}:
            yield "the page does not say its language"
        if not self._has_plain_title:
            yield "the page has no title, or one with markup, which a browser shows as it is written"
        if len(self.headings) != 1:
            yield f"the page has {len(self.headings)} first headings"
        if any(after > before + 1 for before, after in zip(self._levels, self._levels[1:], strict=False)):
            yield f"a level of headings is skipped: {self._levels}"
        yield from (f"the id {name!r} stands twice" for name, count in self._ids.items() if count > 1)
        yield from (f"{field} has no label" for field in self._unlabelled if field not in self._labels)
        yield from self._images
        if self.lang == "bn":
            yield from (f"{word!r} is not Bengali" for word in sorted(set(self._latin()) - allowed))

    def _latin(self) -> Iterator[str]:
        for text in self.texts:
            yield from _LATIN_WORD.findall(_ADDRESS.sub("", text))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag not in _VOID:
            self._open.append((tag, given))
        if tag == "html":
            self.lang = given.get("lang", "")
        if "id" in given:
            self._ids[given["id"]] += 1
        if tag in {"h1", "h2", "h3"}:
            self._levels.append(int(tag[1]))
            if tag == "h1":
                self.headings.append("")
        self._note(tag, given)

    def _note(self, tag: str, given: dict[str, str]) -> None:
        """Remember fields, labels, links and what is read aloud."""
        if tag == "label":
            self._labels.add(given.get("for", ""))
        if tag in _LABELLED:
            self.fields[given.get("name", "")] = given.get("value", "")
            if given.get("type") != "hidden" and "aria-label" not in given:
                self._unlabelled.append(given.get("id", f"a {tag} without an id"))
        if tag == "img" and "alt" not in given:  # an empty one says that it only adorns
            self._images.append("a picture has no words")
        if given.get("lang", "bn") != "en":
            self.texts.extend(given[name] for name in _SPOKEN if name in given)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if tag == "a":
            address = next(given.get("href", "") for name, given in reversed(self._open) if name == "a")
            self.links[" ".join(self._link.split())] = address
            self._link = ""
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        path = [tag for tag, _ in self._open]
        if _UNSEEN & set(path) or not data.strip():
            return
        if "h1" in path:
            self.headings[-1] += data
        if "a" in path:
            self._link += f"{data} "
        if "textarea" in path:
            name = next(given.get("name", "") for tag, given in self._open if tag == "textarea")
            self.fields[name] = data.removeprefix("\n")
        elif not any(given.get("lang") == "en" for tag, given in self._open if tag != "html"):
            self.texts.append(data)

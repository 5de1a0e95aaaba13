"""The forms of a page as a browser has them: where each goes, its controls, what stands in them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

_TYPED = frozenset({"text", "search", "tel", "email", "url", "number", "date", "textarea"})
_ALARMS = frozenset({"wrong", "told", "problem"})
_VOID = frozenset({"meta", "link", "input", "img", "br", "path", "circle", "rect", "use", "line", "hr"})


@dataclass(slots=True)
class Control:
    """One control. `kind`: the type of an input, else the element. `offered`: values that can be chosen."""

    name: str
    kind: str
    value: str = ""
    offered: list[str] = field(default_factory=list)

    @property
    def is_typed(self) -> bool:
        """Whether a person writes in it."""
        return self.kind in _TYPED


@dataclass(slots=True)
class Form:
    """One form. `buttons`: what a press of each says besides; nothing where it has no name."""

    action: str
    method: str
    controls: list[Control] = field(default_factory=list)
    buttons: list[dict[str, str]] = field(default_factory=list)

    @property
    def kind(self) -> tuple[str, ...]:
        """By which two forms are the same one with other contents."""
        moves = [one.value for one in self.controls if one.name == "move"]
        return (
            self.action.partition("?")[0],
            self.method,
            *moves,
            *sorted({one.name for one in self.controls}),
        )

    def __str__(self) -> str:
        return " ".join(self.kind)

    @property
    def typed(self) -> list[str]:
        return [one.name for one in self.controls if one.is_typed]

    def filled(self, words: Mapping[str, str] | None = None) -> dict[str, str]:
        """What a browser sends when these words were typed, the first of each choice was chosen, and Enter
        pressed, which is the first button.
        """
        said: dict[str, str] = {}
        for one in self.controls:
            if one.kind not in {"file", "password"}:
                said.setdefault(one.name, one.value or next(filter(None, one.offered), ""))
        return said | next(iter(self.buttons), {}) | dict(words or {})

    def value(self, name: str) -> str | None:
        return next((one.value for one in self.controls if one.name == name), None)


class Sheet(HTMLParser):
    """A page read for its forms and its alarms."""

    def __init__(self, html: str, address: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.alarms: list[str] = []
        self._address = address
        self._by_id: dict[str, Form] = {}
        self._loose: list[tuple[str, Control]] = []
        self._form: Form | None = None
        self._filling: Control | None = None
        self._open: list[tuple[str, bool]] = []
        self.feed(html)
        for owner, control in self._loose:
            if owner in self._by_id:
                self._by_id[owner].controls.append(control)

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag not in _VOID:
            alarmed = bool(_ALARMS & set(given.get("class", "").split())) or given.get("role") == "alert"
            self._open.append((tag, alarmed))
            if alarmed:
                self.alarms.append("")
        if tag == "form":
            self._begin(given)
        elif tag in {"input", "textarea", "select"} and given.get("name"):
            self._take(tag, given)
        elif tag == "option" and self._filling:
            self._filling.offered.append(given.get("value", ""))
            if "selected" in given:
                self._filling.value = given.get("value", "")
        elif tag == "button" and self._form and given.get("type", "submit") == "submit":
            pressed = {given["name"]: given.get("value", "")} if given.get("name") else {}
            self._form.buttons.append(pressed)

    def _begin(self, given: Mapping[str, str]) -> None:
        self._form = Form(given.get("action") or self._address, given.get("method", "get").lower())
        self._by_id[given.get("id", "")] = self._form
        self.forms.append(self._form)

    def _take(self, tag: str, given: Mapping[str, str]) -> None:
        kind = given.get("type", "text") if tag == "input" else tag
        control = Control(given["name"], kind, given.get("value", ""))
        if kind in {"radio", "checkbox"}:
            control.offered, control.value = [control.value], control.value if "checked" in given else ""
        if tag != "input":
            self._filling = control
        if given.get("form"):
            self._loose.append((given["form"], control))
        elif self._form:
            self._form.controls.append(control)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        if tag in {"textarea", "select"} and self._filling:
            self._filling.value = self._filling.value.removeprefix("\n")  # which a browser leaves out
            self._filling = None
        if tag not in _VOID:
            while self._open and self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._filling and self._filling.kind == "textarea":
            self._filling.value += data
        if any(alarmed for _, alarmed in self._open):
            self.alarms[-1] += data


def each_once(sheets: Sequence[Sheet]) -> Iterator[Form]:
    """The forms of these pages, each kind of form once."""
    seen: set[tuple[str, ...]] = set()
    for sheet in sheets:
        for form in sheet.forms:
            if form.method != "dialog" and form.kind not in seen:
                seen.add(form.kind)
                yield form

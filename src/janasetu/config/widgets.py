"""Fields of forms as Django writes them, the commonest without its templates: a case page has a hundred."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.formats import localize
from django.utils.html import conditional_escape

Told = Mapping[str, Any]  # what a widget tells its template

_FOLDER = "django/forms/widgets/"
_OPTION = f"{_FOLDER}select_option.html"


class Renderer(DjangoTemplates):
    """The engine of FORM_RENDERER. What it writes by itself is what Django's template says, to the letter."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """The field, without the space around it."""
        write = _WRITTEN.get(template_name)
        if write is None or not _is_plain(context["widget"]):
            return super().render(template_name, context, request)
        return write(context["widget"])


def _is_plain(widget: Told) -> bool:
    """Whether its options, if it has any, have no templates of their own."""
    groups = widget.get("optgroups", ())
    return all(option["template_name"] == _OPTION for _, options, _ in groups for option in options)


def _input(widget: Told) -> str:
    value = widget["value"]
    told = "" if value is None else f' value="{_text(value)}"'
    return f'<input type="{_text(widget["type"])}" name="{_text(widget["name"])}"{told}{_attributes(widget)}>'


def _textarea(widget: Told) -> str:
    value = conditional_escape(localize(widget["value"])) if widget["value"] else ""
    return f'<textarea name="{_text(widget["name"])}"{_attributes(widget)}>\n{value}</textarea>'


def _select(widget: Told) -> str:
    lines = "".join(_options(widget))
    return f'<select name="{_text(widget["name"])}"{_attributes(widget)}>{lines}\n</select>'


def _options(widget: Told) -> Iterator[str]:
    for name, options, _ in widget["optgroups"]:
        if name:
            yield f'\n  <optgroup label="{conditional_escape(localize(name))}">'
        yield from map(_option, options)
        if name:
            yield "\n  </optgroup>"


def _option(option: Told) -> str:
    label = conditional_escape(localize(option["label"]))
    return f'\n  <option value="{_text(option["value"])}"{_attributes(option)}>{label}</option>\n'


def _attributes(widget: Told) -> str:
    """Those that are true stand there without a value, those that are false not at all."""
    return "".join(
        f" {conditional_escape(name)}" if value is True else f' {conditional_escape(name)}="{_text(value)}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


def _text(value: object) -> str:
    return conditional_escape(value if isinstance(value, str) else str(value))


_WRITTEN: Mapping[str, Callable[[Told], str]] = {
    **{
        f"{_FOLDER}{kind}.html": _input
        for kind in ("text", "hidden", "checkbox", "number", "password", "date")
    },
    f"{_FOLDER}textarea.html": _textarea,
    f"{_FOLDER}select.html": _select,
}

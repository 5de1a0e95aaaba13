"""How a body's own look comes on its pages: a sheet with its colours and a seal, found by its code."""

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def body_theme(code: str) -> SafeString | str:
    """The sheet of the body with this code, janasetu/themes/CODE.css; nothing where it has none."""
    sheet = _own_file(code, "css")
    return format_html('<link rel="stylesheet" href="{}">', static(sheet)) if sheet else ""


@register.simple_tag
def body_seal(code: str) -> SafeString | str:
    """The seal of the body with this code, janasetu/themes/CODE.svg; nothing where it has none."""
    picture = _own_file(code, "svg")
    return format_html('<img class="seal" src="{}" alt="">', static(picture)) if picture else ""


def _own_file(code: str, kind: str) -> str | None:
    """The name of this body's file under the static folders, if one of them has it."""
    name = f"janasetu/themes/{code}.{kind}"
    return name if code.replace("-", "").isalnum() and finders.find(name) else None

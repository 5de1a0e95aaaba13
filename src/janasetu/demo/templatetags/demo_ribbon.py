"""What a demo says of itself on the pages of all faces: that it is no office, and where to try it."""

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def demo_ribbon() -> SafeString | str:
    """The ribbon in a demo; nothing elsewhere."""
    if not _is_demo():
        return ""
    sentence = _("A trial sample, not a government service")
    return format_html('<aside class="ribbon" aria-label="{}">{}</aside>', _("Demo"), sentence)


@register.simple_tag
def demo_address() -> str:
    """Where the demo can be tried; empty elsewhere."""
    return reverse("demo:page") if _is_demo() else ""


def _is_demo() -> bool:
    return bool(settings.INSTALLATION.mode == "demo")

"""In which language words of others stand on a page, so that they are read out as they should be."""

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_BENGALI, _LATIN = re.compile("[\u0985-\u09b9\u09ce]"), re.compile("[A-Za-z]")
_ADDRESS = re.compile(r"https?://[^\s<]+")


@register.filter
def in_tongue(text: object) -> SafeString | str:
    """The attribute `lang` of an element with these words; nothing where they have no letters of ours."""
    words = str(text)
    if _BENGALI.search(words):
        return SafeString(' lang="bn"')
    return SafeString(' lang="en"') if _LATIN.search(words) else ""


@register.filter
def addresses_apart(text: str) -> SafeString:
    """The words, safe for a page, with each address of the web in an element of its own: it is no Bengali."""
    marked = _ADDRESS.sub(r'<span lang="en">\g<0></span>', conditional_escape(text))
    return mark_safe(marked)  # noqa: S308 - escaped above

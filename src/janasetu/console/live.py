"""Parts of a page that are looked at again every two seconds, and sent only when they have changed."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

NOTHING_NEW = 204  # htmx leaves the page as it is: focus, scroll and what is being typed


@dataclass(frozen=True, slots=True)
class LivePart:
    """A rendered part, and the mark by which a page tells which state of it it has."""

    html: SafeString
    mark: str


def if_changed(request: HttpRequest, part: LivePart, template: str, **context: Any) -> HttpResponse:
    """The part for a page that has it already, in the frame of `template`; nothing where the page has it as
    it is, by its own `seen`.
    """
    if request.GET.get("seen") == part.mark:
        return HttpResponse(status=NOTHING_NEW)
    return render(request, template, {"part": part, **context})


def live_part(request: HttpRequest, template: str, context: dict[str, Any]) -> LivePart:
    """The part as it is now; the same content has the same mark."""
    html = render_to_string(template, context, request)
    return LivePart(html, hashlib.sha256(html.encode()).hexdigest()[:16])

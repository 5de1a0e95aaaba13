"""Addresses that are not built yet: each says what will be there, and nothing else."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from janasetu.portal.access import public_page


@public_page
@require_safe
def api(request: HttpRequest) -> HttpResponseBase:
    """Where other programs will ask."""
    what = _("Here other programs will be able to hand in and follow cases: REST, Open311 and MCP.")
    return _later(request, _("For programs"), what)


def _later(request: HttpRequest, title: str, what: str) -> HttpResponseBase:
    return render(request, "portal/pages/later.html", {"title": title, "what": what})

"""The map of the wards: where open and overdue cases lie."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from janasetu.cases.by_ward import COUNTED
from janasetu.console.access import OfficerRequest, officer_required
from janasetu.console.language import reader_language
from janasetu.console.views.inbox import names
from janasetu.lib import clock


@officer_required
@require_safe
def ward_map(request: OfficerRequest) -> HttpResponseBase:
    """The page; `show` says what is counted."""
    from janasetu.console.ward_map import ward_map_of  # noqa: PLC0415 - shapely: 19 MB where nobody looks at a map

    asked = request.GET.get("show", "")
    view = asked if asked in COUNTED else COUNTED[0]
    called, here = names(), reverse("console:map")
    context = {
        "map": ward_map_of(request.officer, view, lang=reader_language(), now=clock.now()),
        "view": view,
        "heading": called[view],
        "columns": [called[one] for one in COUNTED],
        "tabs": [(one, called[one], f"{here}?show={one}") for one in COUNTED],
    }
    return render(request, "console/pages/ward_map.html", context)

"""What was sent to offices outside and is not answered: whom to ask again, the first due first."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from janasetu.cases.outside import awaited_by
from janasetu.console.access import OfficerRequest, officer_required
from janasetu.console.language import reader_language
from janasetu.console.outside import rows_of
from janasetu.lib import bn, clock

MOST = 200  # rows of a page


@officer_required
@require_safe
def referrals(request: OfficerRequest) -> HttpResponseBase:
    """The page."""
    lang, found = reader_language(), list(awaited_by(request.officer)[: MOST + 1])
    context = {
        "rows": rows_of(found[:MOST], lang=lang, now=clock.now()),
        "most": bn.number(MOST, lang) if len(found) > MOST else "",
    }
    return render(request, "console/pages/referrals.html", context)

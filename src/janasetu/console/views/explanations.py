"""Why cases were late: what waits for an answer, and what was answered lately."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from janasetu.cases.queries import explanations_visible_to
from janasetu.console.access import OfficerRequest, officer_required
from janasetu.console.explanations import may_read, tell
from janasetu.console.language import reader_language
from janasetu.lib import clock

MOST_WAITING, MOST_GIVEN = 200, 50


@officer_required
@require_safe
def explanations(request: OfficerRequest) -> HttpResponseBase:
    """The page: one's own that wait, and those of everybody whose work one answers for."""
    lang, now, officer = reader_language(), clock.now(), request.officer
    asked = explanations_visible_to(officer)
    waiting = asked.filter(given_at__isnull=True).order_by("due_at", "id")[:MOST_WAITING]
    given = asked.filter(given_at__isnull=False).order_by("-given_at", "-id")[:MOST_GIVEN]
    context = {
        "waiting": tell((row for row in waiting if may_read(row, officer, now)), lang=lang, now=now),
        "given": tell((row for row in given if may_read(row, officer, now)), lang=lang, now=now),
    }
    return render(request, "console/pages/explanations.html", context)

"""Emergencies that nobody has heard: the list, and the button by which somebody answers."""

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from janasetu.cases.actions import hear_alarm
from janasetu.cases.alarms import unheard
from janasetu.cases.queries import NoSuchCaseError
from janasetu.console.access import OfficerRequest, officer_required
from janasetu.console.alarms import alarm_rows
from janasetu.console.language import reader_language
from janasetu.lib import clock, references

MOST = 50  # rows of a page


@officer_required
@require_safe
def alarms(request: OfficerRequest) -> HttpResponseBase:
    """The page."""
    rows = alarm_rows(unheard(request.officer)[:MOST], lang=reader_language(), now=clock.now())
    return render(request, "console/pages/alarms.html", {"rows": rows})


@officer_required
@require_POST
def alarm_heard(request: OfficerRequest, ref: str) -> HttpResponseBase:
    """This officer sees to it; nobody is called any more, and the citizen is told."""
    try:
        case = hear_alarm(officer=request.officer, ref=references.read(ref) or "", now=clock.now())
    except NoSuchCaseError as error:
        raise Http404 from error
    messages.success(request, _("You see to it. The citizen has been told, and nobody is called any more."))
    return redirect("console:case", ref=case.ref)

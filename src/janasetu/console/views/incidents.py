"""The page of known incidents: which there are, and a form to declare one."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from janasetu.cases.actions import declare_incident
from janasetu.cases.notices import PHRASES
from janasetu.cases.rules import RefusedError
from janasetu.console.access import OfficerRequest, officer_required
from janasetu.console.forms.incidents import IncidentForm
from janasetu.console.forms.sharing import DeclareForm
from janasetu.console.incidents import incident_rows, subjects_of_incidents
from janasetu.console.language import reader_language
from janasetu.lib import clock

_ABOUT = {
    "incident_wards": "wards",
    "incident_known": "wards",
    "incident_when": "expected_at",
    "note_too_long": "words",
}


@officer_required
@require_http_methods(["GET", "HEAD", "POST"])
def incidents(request: OfficerRequest) -> HttpResponseBase:
    """The page; a new incident is posted to the same address."""
    subjects = subjects_of_incidents(request.officer.body, reader_language())
    if request.method != "POST":
        return _show(request, IncidentForm(subjects=subjects))
    form = IncidentForm(request.POST, subjects=subjects)
    if form.is_valid():
        try:
            case = declare_incident(officer=request.officer, order=form.order(), now=clock.now())
        except RefusedError as error:
            form.add_error(_ABOUT.get(error.key), PHRASES.say(error.key, reader_language()))
        else:
            messages.success(request, DeclareForm.done)
            return redirect("console:case", ref=case.ref)
    return _show(request, form)


def _show(request: OfficerRequest, form: IncidentForm) -> HttpResponse:
    rows = incident_rows(request.officer, lang=reader_language(), now=clock.now())
    return render(request, "console/pages/incidents.html", {"rows": rows, "form": form})

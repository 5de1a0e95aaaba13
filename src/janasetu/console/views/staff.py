"""Leave and deputies: who is away, who stands in; for who heads the office."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from janasetu.bodies.actions import end_absence, end_deputy, enter_absence, name_deputy
from janasetu.bodies.errors import OrderRefusedError
from janasetu.console.access import OfficerRequest, officer_required
from janasetu.console.forms.staff import DeputyForm, LeaveForm, named
from janasetu.console.language import reader_language
from janasetu.console.staff import Staff
from janasetu.lib import clock

_ABOUT_LEAVE = {
    "ends_before_it_begins": "until",
    "leave_is_over": "until",
    "leave_too_long": "until",
    "away_already": "since",
    "not_in_office_then": "officer",
    "no_such_absence": "kind",
}
_ABOUT_DEPUTY = {"ends_before_it_begins": "until", "leave_is_over": "until", "post_not_here": "post"}


@officer_required
@require_http_methods(["GET", "HEAD", "POST"])
def staff(request: OfficerRequest) -> HttpResponseBase:
    """The page. What is refused stands in its form as it was typed."""
    if not request.desk.may_manage_staff:
        raise PermissionDenied
    now = clock.now()
    shown = Staff(request.officer.body, lang=reader_language(), now=now)
    if request.method != "POST":
        return _show(request, shown)
    match request.POST.get("act", ""):
        case "leave":
            return _enter_leave(request, shown, now=now)
        case "deputy":
            return _name_deputy(request, shown, now=now)
        case "back":
            return _end(request, end_absence, "absence_id", _("It is entered: back at work."), now=now)
        case "end":
            return _end(request, end_deputy, "deputy_id", _("They stand in no more."), now=now)
    return redirect("console:staff")


def _enter_leave(request: OfficerRequest, shown: Staff, *, now: datetime) -> HttpResponse:
    form = LeaveForm(request.POST, colleagues=shown.people)
    if form.is_valid():
        said = form.cleaned_data
        officer = named(shown.officers, said["officer"])
        try:
            enter_absence(
                officer=officer,
                since=form.first,
                until=form.back,
                kind=said["kind"],
                deputy=named(shown.officers, said["deputy"]),
                by=request.officer.post,
                now=now,
            )
        except OrderRefusedError as refused:
            form.refuse(_ABOUT_LEAVE.get(refused.key, "deputy"), refused.sentence(reader_language()))
        else:
            messages.success(
                request, _("The leave is entered. What falls due meanwhile goes to who stands in.")
            )
            return redirect("console:staff")
    return _show(request, shown, leave=form)


def _name_deputy(request: OfficerRequest, shown: Staff, *, now: datetime) -> HttpResponse:
    form = _deputy_form(shown, request)
    if form.is_valid():
        said = form.cleaned_data
        department = named(shown.departments, said["department"])
        try:
            name_deputy(
                body_id=request.officer.body_id,
                role=said["post"],
                officer=named(shown.officers, said["deputy"]),
                department_id=department.id if department else None,
                since=form.first(now),
                until=form.last,
                by=request.officer.post,
                now=now,
            )
        except OrderRefusedError as refused:
            form.refuse(_ABOUT_DEPUTY.get(refused.key, "deputy"), refused.sentence(reader_language()))
        else:
            messages.success(request, _("The deputy is entered."))
            return redirect("console:staff")
    return _show(request, shown, deputy=form)


def _deputy_form(shown: Staff, request: OfficerRequest | None = None) -> DeputyForm:
    offered = {"posts": shown.posts, "departments": shown.offices, "colleagues": shown.people}
    return DeputyForm(request.POST if request else None, **offered)


def _end(
    request: OfficerRequest, act: Callable[..., object], name: str, done: str, *, now: datetime
) -> HttpResponse:
    """End what is named; what is not on record is told so."""
    try:
        act(body_id=request.officer.body_id, now=now, **{name: UUID(request.POST.get("id", ""))})
        messages.success(request, done)
    except ValueError as error:  # a refusal is one too
        known = error.sentence(reader_language()) if isinstance(error, OrderRefusedError) else ""
        messages.error(request, known or _("Nothing was chosen."))
    return redirect("console:staff")


def _show(
    request: OfficerRequest, shown: Staff, *, leave: LeaveForm | None = None, deputy: DeputyForm | None = None
) -> HttpResponse:
    context = {
        "staff": shown,
        "leave": leave or LeaveForm(colleagues=shown.people),
        "deputy": deputy or _deputy_form(shown),
        "refused": leave or deputy,
    }
    return render(request, "console/pages/staff.html", context)

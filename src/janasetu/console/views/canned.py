"""The replies that the office sends often: read, worded anew, retired."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from janasetu.cases.actions import retire_reply, word_reply
from janasetu.cases.notices import PHRASES
from janasetu.cases.queries import canned_replies
from janasetu.cases.rules import RefusedError
from janasetu.console.access import OfficerRequest, officer_required
from janasetu.console.canned import may_word
from janasetu.console.forms.canned import CannedForm
from janasetu.console.language import reader_language

_ABOUT = {"canned_title_taken": "title", "note_too_long": "text"}


@officer_required
@require_http_methods(["GET", "HEAD", "POST"])
def canned(request: OfficerRequest) -> HttpResponseBase:
    """The page. Words sent from a case's reply (`note`) wait here for a name; nothing is kept without one."""
    if not may_word(request.officer):
        raise PermissionDenied
    if request.method != "POST":
        return _show(request, CannedForm())
    if "note" in request.POST:
        return _show(request, CannedForm(initial={"text": request.POST["note"]}))
    return _retired(request) if "retire" in request.POST else _worded(request)


def _retired(request: OfficerRequest) -> HttpResponse:
    reply_id = _uuid(request.POST.get("id", ""))
    if reply_id:
        retire_reply(officer=request.officer, reply_id=reply_id)
        messages.success(request, _("The reply is offered no more."))
    return redirect("console:canned")


def _worded(request: OfficerRequest) -> HttpResponse:
    form = CannedForm(request.POST, name=_uuid(request.POST.get("id", "")) or "new")
    if form.is_valid() and _is_kept(request, form):
        messages.success(request, _("The reply is kept."))
        return redirect("console:canned")
    return _show(request, form)


def _is_kept(request: OfficerRequest, form: CannedForm) -> bool:
    said = form.cleaned_data
    try:
        word_reply(officer=request.officer, title=said["title"], text=said["text"], reply_id=said["id"])
    except RefusedError as error:
        form.refuse(_ABOUT[error.key], PHRASES.say(error.key, reader_language()))
        return False
    return True


def _show(request: OfficerRequest, asked: CannedForm) -> HttpResponse:
    """All of them, each in a form; the one that was asked about as it was typed."""
    kept = [CannedForm.of(reply) for reply in canned_replies(request.officer.body_id)]
    forms = [asked if form.name == asked.name else form for form in kept]
    new = asked if asked.name == "new" else CannedForm()
    return render(request, "console/pages/canned.html", {"forms": forms, "new": new})


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None

"""Two officers look at who complains: one asks with a reason, another agrees; both after a code."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from janasetu.bodies.queries import titles
from janasetu.bodies.rules import authority
from janasetu.cases import seeing
from janasetu.cases.actions import agree_to_unmask, ask_to_unmask
from janasetu.cases.models import Unmasking
from janasetu.cases.notices import PHRASES
from janasetu.cases.queries import NoSuchUnmaskingError, unmaskings_to_agree
from janasetu.cases.rules import RefusedError
from janasetu.console.access import OfficerRequest, officer_required
from janasetu.console.forms.unmasking import UnmaskForm
from janasetu.console.language import reader_language
from janasetu.console.rows import body_of
from janasetu.console.stepup import step_up_required
from janasetu.console.views.cases import find_case, show_case
from janasetu.lib import bn, clock
from janasetu.lib.texts import in_language
from janasetu.lib.words import Lang


@dataclass(frozen=True, slots=True)
class Wish:
    """A colleague's wish, in words. `body` is empty where the reader sits in it."""

    id: UUID
    number: str
    title: str
    body: str
    who: str
    reason: str
    asked: str
    until: str


@officer_required
@step_up_required
@require_POST
def case_unmask(request: OfficerRequest, ref: str) -> HttpResponseBase:
    """Ask to see who complains."""
    case, now = find_case(request, ref), clock.now()
    form = UnmaskForm(request.POST)
    if form.is_valid() and _is_asked(request, case.ref, form, now=now):
        messages.success(request, _("You have asked. A second officer has to agree within 24 hours."))
        return redirect("console:case", ref=case.ref)
    return show_case(request, case, now=now, unmask=form)


def _is_asked(request: OfficerRequest, ref: str, form: UnmaskForm, *, now: datetime) -> bool:
    """Ask. False: it was refused, and the form says why."""
    try:
        ask_to_unmask(officer=request.officer, ref=ref, reason=form.cleaned_data["reason"], now=now)
    except RefusedError as error:
        form.refuse(PHRASES.say(error.key, reader_language()))
        return False
    return True


@officer_required
@require_safe
def unmaskings(request: OfficerRequest) -> HttpResponseBase:
    """The wishes that wait for this officer's agreement."""
    if not request.desk.may_agree:
        raise PermissionDenied
    lang, now = reader_language(), clock.now()
    waiting = unmaskings_to_agree(request.officer, now=now)
    context = {"wishes": [_wish(one, request, lang, now) for one in waiting]}
    return render(request, "console/pages/unmaskings.html", context)


@officer_required
@step_up_required
@require_POST
def unmasking_agree(request: OfficerRequest, unmasking_id: UUID) -> HttpResponse:
    """Agree to one of them."""
    try:
        agree_to_unmask(officer=request.officer, unmasking_id=unmasking_id, now=clock.now())
    except NoSuchUnmaskingError as error:
        raise Http404 from error
    except RefusedError as error:
        messages.error(request, PHRASES.say(error.key, reader_language()))
        return redirect("console:unmaskings" if request.desk.may_agree else "console:inbox")
    messages.success(request, _("You have agreed. The citizen has been told by whom and why."))
    return redirect("console:unmaskings")


def _wish(one: Unmasking, request: OfficerRequest, lang: Lang, now: datetime) -> Wish:
    case, asker = one.case, one.asked_by
    named = titles([asker.body_id], authority(asker.tenure)).of_officer(asker, at=now)
    return Wish(
        id=one.id,
        number=case.grouped_ref,
        title=case.title_in(lang),
        body=body_of(case, lang, read_in=request.officer.body)
        if case.body_id != request.officer.body_id
        else "",
        who=f"{asker.name_in(lang)} · {in_language(named, lang)}",
        reason=one.reason,
        asked=bn.moment(one.asked_at, lang, now),
        until=bn.moment(one.asked_at + seeing.WAITS, lang, now),
    )

"""The time of the law at the desk: what is past it, the appeals, what is decided on one, and the papers."""

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from janasetu.audit.choices import LookKind
from janasetu.audit.looking import Looked
from janasetu.cases import appeals
from janasetu.cases.actions import AppealOrder, decide_appeal
from janasetu.cases.notices import PHRASES
from janasetu.cases.rules import RefusedError
from janasetu.console.access import OfficerRequest, officer_required
from janasetu.console.asked import day_in
from janasetu.console.forms.move import storable
from janasetu.console.language import reader_language
from janasetu.console.rights import appeal_rows, late_rows
from janasetu.console.views.cases import find_case, show_case
from janasetu.console.views.files import served_paper
from janasetu.lib import bn, clock

MOST = 200  # rows of a list


@officer_required
@require_safe
def rights(request: OfficerRequest) -> HttpResponseBase:
    """What is past its time in law, and the appeals."""
    lang, now = reader_language(), clock.now()
    late = list(appeals.past_law(request.officer, now=now)[: MOST + 1])
    made = list(appeals.appeals_before(request.officer)[: MOST + 1])
    context = {
        "late": late_rows(late[:MOST], lang=lang, now=now),
        "appeals": appeal_rows(made[:MOST], lang=lang),
        "most": bn.number(MOST, lang) if max(len(late), len(made)) > MOST else "",
    }
    return render(request, "console/pages/rights.html", context)


@officer_required
@require_POST
def case_appeal(request: OfficerRequest, ref: str) -> HttpResponseBase:
    """Decide an appeal; words that are refused stand there again."""
    case, now = find_case(request, ref), clock.now()
    words = storable(request.POST.get("reason", ""))
    order = AppealOrder(
        request.POST.get("decision") == "allow", words, day_in(request.POST.get("by_day", ""))
    )
    try:
        decide_appeal(officer=request.officer, ref=case.ref, order=order, now=now)
    except RefusedError as error:
        wrong = PHRASES.say(error.key, reader_language())
        return show_case(request, find_case(request, ref), now=now, unruled=(words, wrong))
    messages.success(request, _("It is decided. The citizen and the office are told."))
    return redirect("console:case", ref=case.ref)


@officer_required
@require_safe
def rights_paper(request: OfficerRequest, ref: str, form: str) -> HttpResponseBase:
    """A paper of the law to a case that this officer may see."""
    case = find_case(request, ref)
    row = appeals.papers_of(case).get(form)
    if row is None or case.confidential:
        raise Http404
    looked = Looked(LookKind.FILE, case.body_id, case.id, row.id)
    called = f"{row.form}-{case.grouped_ref}"
    return served_paper(request, row.sha256, mime="application/pdf", called=called, looked=looked)

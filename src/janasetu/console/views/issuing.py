"""What an officer does with the paper of an application: reads it, signs it, lets it go, ends it."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from janasetu.audit.choices import LookKind
from janasetu.audit.looking import Looked
from janasetu.bodies.models import Officer
from janasetu.cases.actions import (
    draft_anew,
    end_paper,
    release_paper,
    send_back,
    sign_paper,
)
from janasetu.cases.notices import PHRASES
from janasetu.cases.rules import RefusedError
from janasetu.console.access import OfficerRequest, officer_required
from janasetu.console.forms.desks import PaperForm
from janasetu.console.language import reader_language
from janasetu.console.stepup import step_up_required
from janasetu.console.views.cases import find_case, show_case
from janasetu.console.views.files import served_paper
from janasetu.documents import queries as papers
from janasetu.documents.errors import PaperClosedError, why_not_signed
from janasetu.documents.errors import RefusedError as NotSignedError
from janasetu.lib import clock

_Act = Callable[[Officer, str, str], object]


def _signs(officer: Officer, ref: str, note: str) -> None:
    sign_paper(officer=officer, ref=ref, now=clock.now())


def _releases(officer: Officer, ref: str, note: str) -> None:
    release_paper(officer=officer, ref=ref, now=clock.now())


def _returns(officer: Officer, ref: str, note: str) -> None:
    send_back(officer=officer, ref=ref, note=note, now=clock.now())


def _makes(officer: Officer, ref: str, note: str) -> None:
    draft_anew(officer=officer, ref=ref, now=clock.now())


def _ends(officer: Officer, ref: str, note: str) -> None:
    end_paper(officer=officer, ref=ref, reason=note, now=clock.now())


_ACTS: Mapping[str, tuple[_Act, Promise]] = {
    "sign": (_signs, gettext_lazy("Your signature is given.")),
    "release": (_releases, gettext_lazy("You have let it go.")),
    "return": (_returns, gettext_lazy("It lies at its last desk again.")),
    "make": (_makes, gettext_lazy("The paper is being made.")),
    "end": (_ends, gettext_lazy("The paper holds no more, and whoever checks it is told so.")),
}
_BY_CODE = frozenset({"sign", "release", "end"})  # for which a one-time code is asked


@officer_required
@require_POST
def case_paper_act(request: OfficerRequest, ref: str) -> HttpResponseBase:
    """Do one thing with the paper; what commits the office asks for a one-time code first."""
    if request.POST.get("act") in _BY_CODE:
        return _with_code(request, ref)
    return _done(request, ref)


def _done(request: OfficerRequest, ref: str) -> HttpResponseBase:
    case, form = find_case(request, ref), PaperForm(request.POST)
    if request.POST.get("act") not in _ACTS:
        raise Http404
    act, said = _ACTS[request.POST["act"]]
    try:
        act(request.officer, case.ref, form.words)
    except (RefusedError, NotSignedError, PaperClosedError) as error:
        form.refuse(_sentence(error), field="note" if _is_about_the_note(error) else None)
        return show_case(request, find_case(request, ref), now=clock.now(), at_desk=form)
    messages.success(request, str(said))
    return redirect("console:case", ref=case.ref)


_with_code = step_up_required(_done)


def _sentence(error: RefusedError | NotSignedError | PaperClosedError) -> str:
    lang = reader_language()
    if isinstance(error, NotSignedError):
        return why_not_signed(error.reason.value, lang)
    return error.sentence(lang) if isinstance(error, PaperClosedError) else PHRASES.say(error.key, lang)


def _is_about_the_note(error: Exception) -> bool:
    return getattr(error, "key", "") in ("note_needed", "paper_needs_reason", "no_such_file_paper")


@officer_required
@require_safe
def case_paper(request: OfficerRequest, ref: str) -> HttpResponseBase:
    """The newest paper of the case, or the one that is named, as it goes out, else its draft; 404 where there
    is none yet.
    """
    case, named = find_case(request, ref), request.GET.get("paper", "")
    made = papers.papers_of_case(case.body_id, case.id)
    paper = next((one for one in reversed(made) if named in ("", str(one.id))), None)
    if paper is None:
        raise Http404
    sha256 = paper.sha256 or paper.draft_sha256
    looked = Looked(LookKind.FILE, case.body_id, case.id, paper.id)
    return served_paper(request, sha256, mime=paper.mime, called=case.ref, looked=looked)

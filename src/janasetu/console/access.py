"""Who may open a page of the console: an officer in office, or anybody. Every view says which."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from janasetu.audit.acting import acting
from janasetu.bodies.models import Officer
from janasetu.bodies.queries import TermEndedError, last_office, officers_of_login
from janasetu.console.desk import Desk, desk_of
from janasetu.console.forms.login import LoginForm
from janasetu.console.language import reader_language
from janasetu.console.onward import keep, onward, page_around
from janasetu.lib import bn, clock

P = ParamSpec("P")
_MOMENT = timedelta(microseconds=1)


class OfficerRequest(HttpRequest):
    """A request of an officer: `officer` is the office that works now, with body, role, department; `desk`
    knows the other offices of the login.
    """

    officer: Officer
    desk: Desk


OfficerView = Callable[Concatenate[OfficerRequest, P], HttpResponseBase]
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def officer_required(view: OfficerView[P]) -> View[P]:
    """Open the view to logins that hold an office now; others are sent to log in.

    The office is looked up at every request: whoever leaves office is out at the next click, and whose term
    has ended is told so. What an officer reads is kept by no cache, unless the view itself says how long it
    may be.
    """

    @wraps(view)
    def gated(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        now = clock.now()
        offices = officers_of_login(request.user.pk, at=now)
        if not offices:
            return _turned_away(request)
        desk = desk_of(request, offices, at=now)
        request.desk, request.officer = desk, desk.officer  # type: ignore[attr-defined]  # an OfficerRequest now
        try:
            with acting(by=desk.officer.post):
                response = view(request, *args, **kwargs)  # type: ignore[arg-type]
        except TermEndedError:  # while the view was at work
            return _term_ended(request, desk.officer)
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    gated.gate = "officer"  # type: ignore[attr-defined]  # read by the guard that walks every address
    return gated


def only_where(may: Callable[[Desk], bool]) -> Callable[[OfficerView[P]], OfficerView[P]]:
    """Open a view to posts whose desk may do this; others are told that it is not theirs.

    Stands under `officer_required`.
    """

    def gate(view: OfficerView[P]) -> OfficerView[P]:
        @wraps(view)
        def gated(request: OfficerRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not may(request.desk):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return gated

    return gate


def public_page(view: View[P]) -> View[P]:
    """Say that anybody may open the view."""
    view.gate = "public"  # type: ignore[attr-defined]
    return view


def _turned_away(request: HttpRequest) -> HttpResponseBase:
    former = last_office(request.user.pk, at=clock.now())
    return _to_login(request) if former is None else _term_ended(request, former)


def _term_ended(request: HttpRequest, former: Officer) -> HttpResponseBase:
    """Which term has ended, and when; a part of a page that asks makes the whole page ask again."""
    if request.htmx:  # type: ignore[attr-defined]  # from django_htmx's middleware
        return HttpResponse(status=403, headers={"HX-Refresh": "true"})
    error = TermEndedError(former.post, ended_at=former.until or clock.now())
    lang = reader_language()
    context = {
        "sentence": error.sentence(lang),
        "desk": Desk(former, [former], at=error.ended_at - _MOMENT),  # as it was called to the end
        "ended": bn.moment(error.ended_at, lang, clock.now()),
    }
    response = render(request, "console/pages/term_ended.html", context, status=403)
    add_never_cache_headers(response)
    return response


def login_page(request: HttpRequest, form: LoginForm, *, kept: str, status: int = 200) -> HttpResponse:
    """The page that asks who it is. `kept`: what was typed elsewhere, as `onward.keep` sealed it."""
    context = {"form": form, "onward": onward(request), "kept": kept}
    return render(request, "console/pages/login.html", context, status=status)


def _to_login(request: HttpRequest) -> HttpResponseBase:
    """To the login page and back again; a part of a page that asks tells the whole page to go.

    What was typed since the session ended is kept by the login page, which stands in place of the answer.
    """
    kept = keep(request)
    if request.user.is_authenticated:
        logout(request)
        messages.warning(request, _("This login holds no office any more."))
    if request.htmx:  # type: ignore[attr-defined]  # from django_htmx's middleware
        there = redirect_to_login(page_around(request))
        return HttpResponse(status=401, headers={"HX-Redirect": there.url})
    if not kept:
        return redirect_to_login(request.get_full_path())
    response = login_page(request, LoginForm(request), kept=kept, status=401)
    add_never_cache_headers(response)
    return response

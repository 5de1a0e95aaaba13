"""Who may open a page of the console: an officer in office, or anybody. Every view says which."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import resolve_url
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from janasetu.bodies.models import Officer
from janasetu.bodies.queries import officer_of_login

P = ParamSpec("P")


class OfficerRequest(HttpRequest):
    """A request of an officer: `officer` is the office behind the login, with body, role, department."""

    officer: Officer


OfficerView = Callable[Concatenate[OfficerRequest, P], HttpResponseBase]
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def officer_required(view: OfficerView[P]) -> View[P]:
    """Open the view to logins that hold an active office now; others are sent to log in.

    The office is looked up at every request: whoever leaves office is out at the next click. What an
    officer reads is kept by no cache, unless the view itself says how long it may be.
    """

    @wraps(view)
    def gated(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        officer = officer_of_login(request.user.pk)
        if officer is None:
            return _to_login(request)
        request.officer = officer  # type: ignore[attr-defined]  # this is what makes it an OfficerRequest
        response = view(request, *args, **kwargs)  # type: ignore[arg-type]
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    gated.gate = "officer"  # type: ignore[attr-defined]  # read by the guard that walks every address
    return gated


def public_page(view: View[P]) -> View[P]:
    """Say that anybody may open the view."""
    view.gate = "public"  # type: ignore[attr-defined]
    return view


def _to_login(request: HttpRequest) -> HttpResponseBase:
    """To the login page and back again; a part of a page that asks tells the whole page to go."""
    if request.user.is_authenticated:
        logout(request)
        messages.warning(request, _("This login holds no office any more."))
    if request.htmx:  # type: ignore[attr-defined]  # from django_htmx's middleware
        here = request.htmx.current_url_abs_path or resolve_url("console:inbox")  # type: ignore[attr-defined]
        there = redirect_to_login(here)
        return HttpResponse(status=401, headers={"HX-Redirect": there.url})
    return redirect_to_login(request.get_full_path())

"""In and out: the login page and the way out."""

from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from janasetu.bodies.queries import officer_of_login
from janasetu.console.access import public_page
from janasetu.console.forms.login import LoginForm
from janasetu.lib import clock


@public_page
@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def log_in(request: HttpRequest) -> HttpResponseBase:
    """Open the desk to an officer; a refusal keeps what was typed."""
    onward = _onward(request)
    if request.method != "POST" and officer_of_login(request.user.pk, at=clock.now()):
        return redirect(onward)
    form = LoginForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        auth.login(request, form.get_user())
        return redirect(onward)
    return render(request, "console/pages/login.html", {"form": form, "onward": onward})


@public_page
@require_POST
def log_out(request: HttpRequest) -> HttpResponseBase:
    """Close the desk."""
    auth.logout(request)
    return redirect(settings.LOGIN_URL)


def _onward(request: HttpRequest) -> str:
    """Where to go after the login: the page that was wanted, if it is one of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else resolve_url(settings.LOGIN_REDIRECT_URL)

"""In and out: the login page and the way out."""

from http import HTTPStatus

from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from janasetu.bodies.queries import officer_of_login
from janasetu.console.access import login_page, public_page
from janasetu.console.forms.login import LoginForm
from janasetu.console.onward import go_on, onward
from janasetu.console.tries import WAIT
from janasetu.lib import clock


@public_page
@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def log_in(request: HttpRequest) -> HttpResponseBase:
    """Open the desk to an officer, who goes on with what the login stood before; a refusal keeps what was
    typed.
    """
    if request.method != "POST" and officer_of_login(request.user.pk, at=clock.now()):
        return redirect(onward(request))
    form = LoginForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        auth.login(request, form.get_user())
        return go_on(request)
    return login_page(request, form, kept=request.POST.get("kept", ""), status=_status(form))


@public_page
@require_POST
def log_out(request: HttpRequest) -> HttpResponseBase:
    """Close the desk."""
    auth.logout(request)
    return redirect(settings.LOGIN_URL)


def _status(form: LoginForm) -> int:
    waits = any(error.code == WAIT for error in form.non_field_errors().as_data())
    return HTTPStatus.TOO_MANY_REQUESTS if waits else HTTPStatus.OK

"""Sit down at the desk as anybody: one press logs in as that role of that town. Demo only."""

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from janasetu.demo import seed
from janasetu.portal.access import public_page


@public_page
@require_POST
def enter(request: HttpRequest) -> HttpResponseBase:
    """Log in as one of the demo's own officers, and open the desk; 404 for anybody else."""
    wanted = request.POST.get("login", "")
    if wanted not in {login.name for login in seed.logins()}:
        raise Http404
    auth.login(request, User.objects.get(username=wanted), backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect("console:inbox")

"""The language switch: a cookie for a year, and back to the page."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from janasetu.portal.access import public_page

_A_YEAR = 365 * 24 * 60 * 60


@public_page
@csrf_exempt  # the worst another site could do is to change the language; and no public page needs a token
@require_POST
def choose_language(request: HttpRequest) -> HttpResponseBase:
    """Keep the chosen language and return to where it was chosen; a language that we lack changes nothing."""
    response = redirect(_back(request))
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=_A_YEAR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


def _back(request: HttpRequest) -> str:
    """The page the button stood on, if it is one of ours."""
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours and wanted.startswith("/") else "/"  # anything else is taken for the name of a view

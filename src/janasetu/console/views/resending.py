"""A form that was refused for its token: say so, and let what was typed be sent again."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from janasetu.console.onward import kept_of


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF_FAILURE_VIEW: the page was open too long, or another site has sent the form.

    Only a form of our own pages is shown again with a fresh token: what another site has written must not
    become one click of an officer.
    """
    del reason  # for a developer; the log has it
    kept = kept_of(request) if _is_ours(request) else None
    response = render(request, "403_csrf.html", {"kept": kept}, status=HTTPStatus.FORBIDDEN)
    add_never_cache_headers(response)
    return response


def _is_ours(request: HttpRequest) -> bool:
    """Whether the browser says that one of our own pages sent this."""
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"

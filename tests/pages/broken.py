"""The addresses of the product, and a few that break in each way there is a page for."""

from typing import NoReturn

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest
from django.urls import path

from janasetu.config.urls import urlpatterns as ours


def unreadable(request: HttpRequest) -> NoReturn:
    raise SuspiciousOperation


def forbidden(request: HttpRequest) -> NoReturn:
    raise PermissionDenied


def fallen(request: HttpRequest) -> NoReturn:
    raise ZeroDivisionError


urlpatterns = [
    path("broken/400/", unreadable),
    path("broken/403/", forbidden),
    path("broken/500/", fallen),
    *ours,
]

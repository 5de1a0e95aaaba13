"""A page in words where an address is opened in a way that it does not know, such as by its link alone."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import render


class RefusedMethodMiddleware:
    """Fills the empty answer that Django gives; scripts get their header and number as before."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, in words where it would be a blank page."""
        answer = self._get_response(request)
        if isinstance(answer, HttpResponseNotAllowed) and not answer.content:
            answer.content = render(request, "405.html").content
        return answer

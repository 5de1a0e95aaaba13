"""The demo's clock over HTTP: JSON for scripts, a form for people."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from janasetu.demo import clock
from janasetu.lib import bn
from janasetu.lib.clock import ClockError
from janasetu.lib.moments import NotAMomentError, read, rfc3339
from janasetu.lib.texts import as_lang
from janasetu.portal.access import public_page

_STEPS = {
    "1h": timedelta(hours=1),
    "6h": timedelta(hours=6),
    "1d": timedelta(days=1),
    "3d": timedelta(days=3),
}
_MONDAY = "monday"


class NotAnOrderError(ValueError):
    """The JSON is no order to a clock; the text says what is wrong."""


@csrf_exempt
@public_page
@require_http_methods(["GET", "HEAD", "POST"])
def clock_json(request: HttpRequest) -> HttpResponseBase:
    """`{"advance": seconds}` or `{"to": RFC3339}` -> `{"now"}`; 400 and `{"error"}` for anything else.

    For scripts on this machine, so without a CSRF token; a browser on a foreign page is turned away by
    its Origin.
    """
    if request.method != "POST":
        return JsonResponse({"now": rfc3339(clock.now())})
    if _is_foreign(request):
        return JsonResponse({"error": "Another site may not move this clock."}, status=403)
    try:
        moved = _order(request.body)()
    except (ClockError, NotAnOrderError) as error:
        return JsonResponse({"error": str(error)}, status=400)
    return JsonResponse({"now": rfc3339(moved)})


@public_page
@require_POST
def move_clock(request: HttpRequest) -> HttpResponseBase:
    """A button of the page: move the clock, then the page, or its clock alone, again."""
    step = request.POST.get("step", "")
    try:
        if step == _MONDAY:
            clock.set_to(clock.next_monday(clock.now()))
        else:
            clock.advance(_STEPS.get(step, timedelta()))
    except ClockError:  # the end of its calendar
        messages.error(request, _("The clock cannot be moved any further."))
    if request.htmx:  # type: ignore[attr-defined]  # from django_htmx's middleware
        return shown_clock(request)
    return redirect("demo:page")


@public_page
@require_safe
def show_clock(request: HttpRequest) -> HttpResponseBase:
    """The clock alone, for a page that looks again."""
    return shown_clock(request)


def shown_clock(request: HttpRequest) -> HttpResponseBase:
    return render(request, "demo/parts/clock.html", shown())


def shown() -> dict[str, Any]:
    """What the part of the page with the clock needs."""
    lang, now = as_lang(get_language()), clock.now()
    return {
        "office_time": f"{bn.date(now, lang)}, {bn.time_of_day(now, lang)}",
        "steps": [
            *({"code": code, "name": f"+{bn.age(step, lang)}"} for code, step in _STEPS.items()),
            {"code": _MONDAY, "name": _("Next Monday")},
        ],
    }


def _is_foreign(request: HttpRequest) -> bool:
    origin = request.headers.get("Origin")
    return origin is not None and origin != f"{request.scheme}://{request.get_host()}"


def _order(body: bytes) -> Callable[[], datetime]:
    """What the JSON asks for, ready to be done; NotAnOrderError where it asks for nothing we know."""
    try:
        asked = json.loads(body)
    except ValueError as error:
        raise NotAnOrderError("The body is not JSON.") from error
    match asked:
        case {"advance": int() | float() as seconds} if len(asked) == 1 and not isinstance(seconds, bool):
            span = _span(seconds)
            return lambda: clock.advance(span)
        case {"to": str() as text} if len(asked) == 1:
            moment = _moment(text)
            return lambda: clock.set_to(moment)
    raise NotAnOrderError('Send {"advance": seconds} or {"to": "2026-11-21T14:05:00Z"}.')


def _span(seconds: float) -> timedelta:
    try:
        return timedelta(seconds=seconds)
    except (OverflowError, ValueError) as error:  # beyond the calendar; not a number
        raise NotAnOrderError(f"{seconds} seconds lead beyond the calendar.") from error


def _moment(text: str) -> datetime:
    try:
        return read(text)
    except NotAMomentError as error:
        raise NotAnOrderError(str(error)) from error

"""Confirm it is you: approving, signing, unmasking and exporting ask for a code; plain work does not."""

import ipaddress
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, ParamSpec

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import get_totp_secret
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe

from janasetu.bodies.actions import ask_for_passkey
from janasetu.bodies.queries import second_factor
from janasetu.console import staged
from janasetu.console.access import OfficerRequest, OfficerView
from janasetu.console.forms.factors import CodeForm, NewAppForm
from janasetu.console.onward import keep, onward, page_around, send_again
from janasetu.lib import clock

P = ParamSpec("P")
LASTS = timedelta(minutes=10)
_CONFIRMED = "confirmed_at"  # in the session: seconds since 1970, wall time


def step_up_required(view: OfficerView[P]) -> OfficerView[P]:
    """Open the view to officers who gave a one-time code in the last ten minutes; others give one first.

    Stands under `officer_required`. A form that is sent meanwhile is kept over the detour with its files.
    """

    @wraps(view)
    def gated(request: OfficerRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if has_stepped_up(request, clock.wall()):
            is_whole = staged.bring_back(request, lasts=LASTS)
            return view(request, *args, **kwargs) if is_whole else send_again(request)
        return _to_confirm(request)

    return gated


def has_stepped_up(request: HttpRequest, now: datetime) -> bool:
    """Whether this session confirmed with a code in the ten minutes before `now`, which is wall time."""
    confirmed = request.session.get(_CONFIRMED)
    return confirmed is not None and 0 <= now.timestamp() - confirmed < LASTS.total_seconds()


def note_step_up(request: HttpRequest, now: datetime) -> None:
    """A code was right; the session has a new key from now on, as after a login."""
    request.session.cycle_key()
    request.session[_CONFIRMED] = now.timestamp()


def confirm_page(request: OfficerRequest, form: CodeForm, *, kept: str, status: int = 200) -> HttpResponse:
    """The page that asks for the code, or for a passkey where the login has one."""
    context = {"form": form, "onward": onward(request), "kept": kept, "passkey": _passkey_asked(request)}
    return render(request, "console/pages/confirm.html", context, status=status)


def new_app_page(request: OfficerRequest, form: NewAppForm, *, kept: str, status: int = 200) -> HttpResponse:
    """The page that sets up an app; the form holds the secret that the page shows."""
    context = {
        "form": form,
        "onward": onward(request),
        "kept": kept,
        "secret": in_fours(form.secret),
        "qr": _qr(form),
    }
    return render(request, "console/pages/new_code_app.html", context, status=status)


def confirm_address(then: str) -> str:
    """The address that asks for the code and then goes on to `then`."""
    asking = resolve_url("console:confirm")
    return f"{asking}?{urlencode({'next': then})}" if then else asking


def in_fours(code: str) -> str:
    """A long code in groups, as people read it aloud."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def _to_confirm(request: OfficerRequest) -> HttpResponseBase:
    """To the code, or first to setting up what makes codes, and back again; a part of a page that asks
    sends the whole page there.
    """
    if request.htmx:  # type: ignore[attr-defined]  # from django_htmx's middleware
        return HttpResponse(status=403, headers={"HX-Redirect": confirm_address(page_around(request))})
    kept = keep(request, staged.stage(request, now=clock.now()))
    if not kept:
        return redirect(confirm_address(request.get_full_path() if request.method == "GET" else ""))
    response = _asking(request, kept)
    add_never_cache_headers(response)
    return response


def _asking(request: OfficerRequest, kept: str) -> HttpResponse:
    user = request.officer.user
    if second_factor(user.pk) is None:
        return new_app_page(request, NewAppForm(user, get_totp_secret()), kept=kept, status=403)
    return confirm_page(request, CodeForm(user), kept=kept, status=403)


def _passkey_asked(request: OfficerRequest) -> dict[str, Any] | None:
    user = request.officer.user
    factor = second_factor(user.pk)
    return ask_for_passkey(user) if factor and factor.passkeys and has_name(request) else None


def has_name(request: HttpRequest) -> bool:
    """Whether the desk was opened by a name: a passkey belongs to one, never to a number (WebAuthn)."""
    host = request.get_host().rpartition("]")[0] or request.get_host().partition(":")[0]
    try:
        ipaddress.ip_address(host.strip("["))
    except ValueError:
        return True
    return False


def _qr(form: NewAppForm) -> SafeString:
    """The picture that the app reads: an `svg` element of allauth's."""
    adapter = get_adapter()
    drawn: str = adapter.build_totp_svg(adapter.build_totp_url(form.user, form.secret))
    return mark_safe(drawn.partition("?>")[2])  # noqa: S308 - a path of black squares, no text of anybody's

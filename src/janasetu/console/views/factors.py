"""Confirm it is you, set up the app that makes the codes, and change the password."""

from datetime import datetime
from typing import Any

from allauth.mfa.totp.internal.auth import clear_totp_secret, get_totp_secret
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from janasetu.bodies.actions import (
    add_passkey,
    ask_for_new_passkey,
    change_password,
    remove_passkey,
    renew_recovery_codes,
    set_up_code_app,
)
from janasetu.bodies.queries import SecondFactor, second_factor
from janasetu.console.access import OfficerRequest, officer_required
from janasetu.console.forms.factors import CodeForm, NewAppForm, NewPasskeyForm, PasswordForm
from janasetu.console.language import reader_language
from janasetu.console.onward import go_on, onward, opened
from janasetu.console.stepup import (
    confirm_address,
    confirm_page,
    has_name,
    has_stepped_up,
    in_fours,
    new_app_page,
    note_step_up,
    step_up_required,
)
from janasetu.lib import bn, clock

_FORM_METHODS = ["GET", "HEAD", "POST"]


@officer_required
@sensitive_post_parameters("code", "passkey")
@require_http_methods(_FORM_METHODS)
def confirm(request: OfficerRequest) -> HttpResponseBase:
    """Take a code, and go on with what asked for it; who has no app yet sets one up first."""
    user = request.officer.user
    if second_factor(user.pk) is None:
        return redirect("console:new_code_app")
    form = CodeForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        note_step_up(request, clock.wall())
        return go_on(request)
    return confirm_page(request, form, kept=request.POST.get("kept", ""))


@officer_required
@require_safe
def code_app(request: OfficerRequest) -> HttpResponseBase:
    """What is set up, and what can be done about it."""
    factor = second_factor(request.officer.user_id)
    context = {"factor": factor and _in_words(factor), "passkeys_fit": has_name(request)}
    return render(request, "console/pages/code_app.html", context)


@officer_required
@sensitive_post_parameters("code", "password")
@require_http_methods(_FORM_METHODS)
def new_code_app(request: OfficerRequest) -> HttpResponseBase:
    """Set up an app, the first or another one; in place of an old one only after a code of that."""
    if second_factor(request.officer.user_id) and not has_stepped_up(request, clock.wall()):
        return redirect(confirm_address(request.path))
    user = request.officer.user
    form = NewAppForm(user, get_totp_secret(), request.POST or None)
    if request.method == "POST" and form.is_valid():
        codes = set_up_code_app(user=user, secret=form.secret, code=form.cleaned_data["code"])
        clear_totp_secret(request)
        note_step_up(request, clock.wall())
        return _recovery_codes_page(request, codes)
    return new_app_page(request, form, kept=request.POST.get("kept", ""))


@officer_required
@step_up_required
@require_POST
def recovery_codes(request: OfficerRequest) -> HttpResponseBase:
    """Make new recovery codes, and show them this once."""
    return _recovery_codes_page(request, renew_recovery_codes(user=request.officer.user))


@officer_required
@step_up_required
@sensitive_post_parameters("passkey")
@require_http_methods(_FORM_METHODS)
def new_passkey(request: OfficerRequest) -> HttpResponseBase:
    """Make a passkey of a telephone, a computer or a stick."""
    user = request.officer.user
    if second_factor(user.pk) is None or not has_name(request):
        return redirect("console:code_app")
    form = NewPasskeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if add_passkey(user=user, name=form.cleaned_data["name"], answer=form.cleaned_data["passkey"]):
            messages.success(request, _("The passkey is set up."))
            return redirect("console:code_app")
        form.add_error(None, _("The passkey could not be made. Please try again."))
    return render(
        request, "console/pages/new_passkey.html", {"form": form, "asked": ask_for_new_passkey(user)}
    )


@officer_required
@step_up_required
@require_POST
def no_passkey(request: OfficerRequest) -> HttpResponseBase:
    """Take a passkey away: it opens nothing any more."""
    number = request.POST.get("passkey_id", "")
    is_number = number.isascii() and number.isdecimal() and len(number) < 10
    if is_number and remove_passkey(user_id=request.officer.user_id, passkey_id=int(number)):
        messages.success(request, _("The passkey is taken away."))
    return redirect("console:code_app")


@officer_required
@sensitive_post_parameters()
@require_http_methods(_FORM_METHODS)
def password(request: OfficerRequest) -> HttpResponseBase:
    """Change the password; this session stays, the login's other sessions end."""
    user = request.officer.user
    form = PasswordForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        change_password(user=user, password=form.cleaned_data["new_password1"])
        update_session_auth_hash(request, user)
        messages.success(request, _("Your password is changed."))
        return redirect("console:inbox")
    return render(request, "console/pages/password.html", {"form": form})


def _recovery_codes_page(request: OfficerRequest, codes: list[str]) -> HttpResponseBase:
    context = {
        "codes": [in_fours(code) for code in codes],
        "kept": opened(request),
        "onward": onward(request),
    }
    return render(request, "console/pages/recovery_codes.html", context)


def _in_words(factor: SecondFactor) -> dict[str, Any]:
    lang = reader_language()
    return {
        "since": _day(factor.since),
        "recovery_codes": bn.number(factor.recovery_codes, lang),
        "passkeys": [(one.id, one.name, _day(one.since)) for one in factor.passkeys],
    }


def _day(moment: datetime) -> str:
    return bn.date(clock.local(moment).date(), reader_language())

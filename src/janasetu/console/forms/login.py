"""The login of an officer: ROLE@BODY and a password."""

from typing import Any

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.forms import AuthenticationForm, UsernameField
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from janasetu.bodies.queries import TermEndedError, last_office, officer_of_login
from janasetu.console.language import reader_language
from janasetu.console.tries import counted_login
from janasetu.lib import clock


class LoginForm(AuthenticationForm):
    """Django's login, open to logins that hold an office now."""

    use_required_attribute = False
    username = UsernameField(
        label=_("Login"),
        help_text=_("Your role and your office, such as officer@falakata"),
        widget=forms.TextInput(attrs={"autofocus": True, "spellcheck": "false", "inputmode": "email"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    error_messages = {
        "invalid_login": _("The login or the password is not right. Please look again."),
        "no_office": _("This login holds no active office, so the desk stays closed to it."),
    }

    def clean(self) -> dict[str, Any]:
        """Whether the password is right, counted: who guesses waits longer each time."""
        login, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if not (login and password):
            return self.cleaned_data  # the fields tell by themselves that they are empty
        assert self.request is not None
        with counted_login(self.request, login):
            return super().clean()

    def confirm_login_allowed(self, user: AbstractBaseUser) -> None:
        """Refuse, with a sentence, a login behind which no office stands now."""
        now = clock.now()
        if officer_of_login(user.pk, at=now):
            return
        if former := last_office(user.pk, at=now):
            ended = TermEndedError(former.post, ended_at=former.until or now)
            raise ValidationError(ended.sentence(reader_language()), code="term_ended")
        raise ValidationError(self.error_messages["no_office"], code="no_office")

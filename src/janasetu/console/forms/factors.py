"""The one-time code, the app that makes it, and the password: what a login proves itself with."""

import re
from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from janasetu.bodies.actions import accept_code, accept_passkey, makes_code
from janasetu.bodies.actions.passkeys import LONGEST_NAME
from janasetu.console.language import reader_language
from janasetu.console.tries import counted_code
from janasetu.lib import bn
from janasetu.lib.numerals import numerals

_APP, _RECOVERY = 6, 8  # digits
_WRONG_CODE = _("This code is not right, or it was used before. Wait for the next one and type that.")
_WRONG_PASSKEY = _("The passkey could not be checked. Please try again, or type a code.")
_WRONG_PASSWORD = _("This is not your password. Please look again.")


def _code_field(hint: Any) -> forms.CharField:
    attributes = {"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True, "size": 12}
    return forms.CharField(label=_("Code"), help_text=hint, widget=forms.TextInput(attrs=attributes))


def _password_field(label: Any, autocomplete: str, hint: Any = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, help_text=hint, strip=False, widget=widget)


class CodeForm(forms.Form):
    """The code that confirms it is you. Digits may be Bengali or Latin, with spaces between them.

    `passkey`: the answer of a passkey, in place of a code.
    """

    use_required_attribute = False
    code = _code_field(_("The six digits in your app, or a recovery code of eight digits"))
    passkey = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, user: User, *args: Any) -> None:
        super().__init__(*args)
        self._user = user
        self._by_passkey = bool(self.data.get("passkey"))
        self.fields["code"].required = not self._by_passkey

    def clean_code(self) -> str:
        """Right, and never used before; ValidationError else."""
        if self._by_passkey:
            self._check_passkey(self.data["passkey"])
            return ""
        code = digits_of(self.cleaned_data["code"], {_APP, _RECOVERY})
        with counted_code(self._user.pk):
            if not accept_code(user_id=self._user.pk, code=code):
                raise ValidationError(_WRONG_CODE, code="wrong")
        return code

    def _check_passkey(self, answer: str) -> None:
        with counted_code(self._user.pk):
            if not accept_passkey(user=self._user, answer=answer):
                raise ValidationError(_WRONG_PASSKEY, code="wrong")


class NewPasskeyForm(forms.Form):
    """What a passkey is called, and the answer that it gave to being made one."""

    use_required_attribute = False
    name = forms.CharField(
        label=_("Name"),
        help_text=_("So that you know it again, such as: my telephone"),
        max_length=LONGEST_NAME,
    )
    passkey = forms.CharField(required=False, widget=forms.HiddenInput)


class NewAppForm(forms.Form):
    """Set up an app: the password again, so that a desk left open gives nobody a factor, and a first code."""

    use_required_attribute = False
    code = _code_field(_("The six digits that the app shows now"))
    password = _password_field(_("Your password"), "current-password", _("To be sure that it is you"))

    def __init__(self, user: User, secret: str, *args: Any) -> None:
        super().__init__(*args)
        self.user, self.secret = user, secret

    def clean_code(self) -> str:
        """Made by the app that was just set up; ValidationError else."""
        code = digits_of(self.cleaned_data["code"], {_APP})
        if not makes_code(self.secret, code):
            raise ValidationError(
                _("The app shows another code. Look whether its clock is right."), code="wrong"
            )
        return code

    def clean_password(self) -> str:
        """The login's own; ValidationError else."""
        return _own_password(self.user, self.cleaned_data["password"])


class PasswordForm(forms.Form):
    """Change the password: the old one, and the new one twice."""

    use_required_attribute = False
    old_password = _password_field(_("Your password now"), "current-password")
    new_password1 = _password_field(
        _("New password"), "new-password", _("At least 8 characters, not a common word and not only digits")
    )
    new_password2 = _password_field(_("New password again"), "new-password")

    def __init__(self, user: User, *args: Any) -> None:
        super().__init__(*args)
        self._user = user

    def clean_old_password(self) -> str:
        """The login's own; ValidationError else."""
        return _own_password(self._user, self.cleaned_data["old_password"])

    def clean_new_password1(self) -> str:
        """As Django's validators want it; ValidationError with their sentences else."""
        password: str = self.cleaned_data["new_password1"]
        try:
            password_validation.validate_password(password, self._user)
        except ValidationError as error:
            raise ValidationError([numerals(told, reader_language()) for told in error.messages]) from error
        return password

    def clean(self) -> dict[str, Any]:
        """Both times the same."""
        first, again = self.cleaned_data.get("new_password1"), self.cleaned_data.get("new_password2")
        if first and again and first != again:
            self.add_error("new_password2", _("The two new passwords are not the same."))
        return self.cleaned_data


def digits_of(typed: str, lengths: set[int]) -> str:
    """The Latin digits of a code, however it was typed; ValidationError where they are not so many."""
    code = re.sub(r"[\s-]", "", bn.ascii_digits(typed))
    if not (code.isascii() and code.isdigit() and len(code) in lengths):
        raise ValidationError(
            _("A code has six digits, a recovery code eight. Please look again."), code="shape"
        )
    return code


def _own_password(user: User, password: str) -> str:
    with counted_code(user.pk):
        if not user.check_password(password):
            raise ValidationError(_WRONG_PASSWORD, code="wrong")
    return password

"""The form of a call-back: what came of the call."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from janasetu.cases.actions.telephoning import NO, YES
from janasetu.cases.choices import OF_A_CALL
from janasetu.console.calls import OUTCOMES


class CallForm(forms.Form):
    """The outcome, and words about it where there are any. The rules of `cases` judge.

    `asks`: the citizen is to be asked whether the work is really done.
    """

    use_required_attribute = False
    outcome = forms.ChoiceField(
        label=_("What came of it"),
        required=False,
        choices=[(outcome.value, OUTCOMES[outcome]) for outcome in OF_A_CALL],
        error_messages={"invalid_choice": _("Choose what came of the call.")},
    )
    word = forms.ChoiceField(
        label=_("Is the work really done? What the citizen says"),
        required=False,
        choices=[(YES, _("Yes, it is done")), (NO, _("No, it is not"))],
        error_messages={"invalid_choice": _("Choose what the citizen says.")},
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        help_text=_("Optional. What was said; it stays in the office."),
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, said: Any = None, *, asks: bool) -> None:
        super().__init__(said, auto_id="call_%s")
        if not asks:
            del self.fields["word"]

    def refuse(self, sentence: str) -> None:
        """Say why it was not written down, beside what was typed."""
        self.add_error(None, sentence)

"""The form in which an officer asks to see who complains: why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from janasetu.console.forms.move import storable


class UnmaskForm(forms.Form):
    """The reason. The rules of `cases` judge."""

    use_required_attribute = False
    reason = forms.CharField(
        label=_("Why you need to see who it is"),
        required=False,
        help_text=_("A second officer reads it and agrees, or not. The citizen is told it in these words."),
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, said: Any = None) -> None:
        super().__init__(said, auto_id="unmask_%s")

    def clean_reason(self) -> str:
        return storable(self.cleaned_data["reason"])

    def refuse(self, sentence: str) -> None:
        """Say why it was not taken, beside what was typed."""
        self.add_error("reason", sentence)

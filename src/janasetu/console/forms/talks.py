"""The form of a talk: what an officer writes to the citizen."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _


class TalkReplyForm(forms.Form):
    """Words to the citizen. `nonce` names this form, so that pressing its button twice sends them once."""

    use_required_attribute = False
    text = forms.CharField(
        label=_("Reply"),
        required=False,
        strip=False,
        help_text=_("The citizen gets it as a message, in these words."),
        widget=forms.Textarea({"rows": 3}),
    )
    nonce = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="reply_%s", initial={"nonce": uuid4()})

    def clean_nonce(self) -> UUID:
        """The form's name; who tampers with it only loses the guard against doubles."""
        try:
            return UUID(self.cleaned_data["nonce"])
        except ValueError:
            return uuid4()

    def refuse(self, sentence: str) -> None:
        """Say why nothing was sent, beside what was written."""
        self.add_error("text", sentence)

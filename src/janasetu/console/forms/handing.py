"""The form by which an officer writes down who came for a paper."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from janasetu.cases.actions.proving import BY_OFFICERS
from janasetu.cases.choices import ProofKind

_NAMES = {
    ProofKind.IDENTITY_PAPER: _("I have seen a proof of identity"),
    ProofKind.KNOWN: _("I know the person"),
    ProofKind.HANDOVER_CODE: _("They told the handover code"),
}


class ProofForm(forms.Form):
    """How the officer knows who it is, and whether the number of the case is still theirs."""

    use_required_attribute = False
    kind = forms.ChoiceField(
        label=_("How do you know who it is?"),
        required=False,
        choices=[(str(kind), _NAMES[kind]) for kind in BY_OFFICERS],
        widget=forms.RadioSelect,
    )
    still_theirs = forms.BooleanField(
        label=_("They say that the phone number of this case is theirs today"), required=False
    )

    def __init__(self, said: Any = None) -> None:
        super().__init__(said, auto_id="proof_%s")

    def refuse(self, sentence: str) -> None:
        """Say why it is not written down."""
        self.add_error("kind", sentence)

"""The form by which the office declares a known incident that nobody has reported yet."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from janasetu.cases.actions import IncidentOrder
from janasetu.console.forms.fields import choose_from, words
from janasetu.console.forms.move import wards_in
from janasetu.console.forms.sharing import DeclareForm
from janasetu.console.incidents import subject_in
from janasetu.lib import bn
from janasetu.lib.text import clean, tame


class IncidentForm(forms.Form):
    """What, where, since now, until when. `nonce`: a form that is sent twice declares once."""

    use_required_attribute = False
    subject = forms.ChoiceField(
        label=_("What it is about"),
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose what it is about.")),
    )
    wards = DeclareForm.base_fields["wards"]
    expected_at = DeclareForm.base_fields["expected_at"]
    words = words(_("What has happened"), rows=2, hint=_("Colleagues read it; the citizens do not."))
    nonce = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, said: Any = None, *, subjects: Sequence[tuple[str, str]]) -> None:
        super().__init__(said, auto_id="incident_%s", initial={"nonce": uuid4()})
        choose_from(self, "subject", [("", gettext("Choose")), *subjects])

    def order(self) -> IncidentOrder:
        """What is declared. The form must be valid."""
        said = self.cleaned_data
        version_id, category = subject_in(said["subject"])
        return IncidentOrder(
            version_id=version_id,
            category=category,
            nonce=(said["nonce"] or uuid4()).hex,
            wards=wards_in(said["wards"]),
            words=tame(bn.normalise(clean(said["words"]))).strip(),
            expected_at=said["expected_at"],
        )

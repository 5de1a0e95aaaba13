"""The form by which somebody says what a citizen's words mean."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from janasetu.cases.teaching import MOST_WORDS


class PhraseForm(forms.Form):
    """The words, and what they mean. The act judges whether a model may learn from them."""

    use_required_attribute = False
    id = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("What the citizen wrote"),
        required=False,
        help_text=_("Take out names and numbers that are still in it; keep how it is written."),
        widget=forms.Textarea({"rows": 3, "maxlength": MOST_WORDS, "data-key": "e"}),
    )
    label = forms.ChoiceField(
        label=_("What it means"),
        required=False,
        error_messages={"invalid_choice": _("Choose from the list what the words mean.")},
        widget=forms.Select({"data-key": "l"}),
    )

    def __init__(
        self,
        said: Any = None,
        *,
        subjects: Mapping[str, str],
        others: Mapping[str, str],
        initial: Any = None,
    ) -> None:
        super().__init__(said, initial=initial, auto_id="phrase_%s")
        field = self.fields["label"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", gettext("Choose")),
            (gettext("Complaints"), list(subjects.items())),
            (gettext("Everything else"), list(others.items())),
        ]

    def refuse(self, field: str | None, sentence: str) -> None:
        """Say why the words are not accepted, beside what was typed."""
        self.add_error(field, sentence)

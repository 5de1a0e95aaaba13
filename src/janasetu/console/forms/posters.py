"""The forms of posters: which are to be printed, and a place where another one hangs."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from janasetu.posters.rules import MOST_OF_A_PLACE
from janasetu.posters.sheets import SIZES

ALL = "all"
Choices = Iterable[tuple[str, str]]


class KitForm(forms.Form):
    """Which posters, how large, in one file or in many."""

    use_required_attribute = False
    ward = forms.ChoiceField(label=_("Which wards"))
    size = forms.ChoiceField(label=_("Size of the sheet"), choices=[(one, one.upper()) for one in SIZES])
    form = forms.ChoiceField(
        label=_("As"),
        choices=(("pdf", _("one PDF, a page each")), ("zip", _("a ZIP with a file each"))),
    )

    def __init__(self, said: Any = None, *, wards: Choices) -> None:
        super().__init__(said, auto_id="kit_%s")
        self.fields["ward"].choices = [(ALL, _("All wards")), *wards]  # type: ignore[attr-defined]


class PlaceForm(forms.Form):
    """Where another poster hangs; what a name may be is the rules' own word."""

    use_required_attribute = False
    ward = forms.ChoiceField(label=_("Ward"))
    place = forms.CharField(
        label=_("Where it hangs"),
        required=False,
        help_text=_("It stands on the poster, such as “Station More”."),
        widget=forms.TextInput({"maxlength": MOST_OF_A_PLACE, "autocomplete": "off"}),
    )

    def __init__(self, said: Any = None, *, wards: Choices) -> None:
        super().__init__(said, auto_id="place_%s")
        self.fields["ward"].choices = list(wards)  # type: ignore[attr-defined]

    def refuse(self, sentence: str, *, field: str) -> None:
        """Say why it is not made, beside what it is about."""
        self.add_error(field, sentence)

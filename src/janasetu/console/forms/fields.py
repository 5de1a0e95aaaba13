"""Questions that several forms of the desk ask: words, one of a few, photos."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext

from janasetu.console.language import reader_language
from janasetu.lib import bn

MOST_PHOTOS = 5


def words(label: Any, *, rows: int, hint: Any = "") -> forms.CharField:
    """A box to write in, of so many lines; what is typed there is kept as a draft."""
    return forms.CharField(
        label=label, required=False, help_text=hint, widget=forms.Textarea({"rows": rows, "data-draft": ""})
    )


def one_of(label: Any, hint: Any = "") -> forms.ChoiceField:
    """Radio buttons; what they offer is known later."""
    return forms.ChoiceField(label=label, required=False, help_text=hint, widget=forms.RadioSelect)


def choose_from(form: forms.Form, name: str, choices: Sequence[tuple[str, str]]) -> None:
    """Let this question of the form be answered by these, by value and words."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)


class PhotosInput(forms.FileInput):
    """Several pictures at once; on a telephone it opens the camera."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__({"accept": "image/*", "capture": "environment", "multiple": True})


class PhotosField(forms.FileField):
    """The pictures that were chosen, none or several. What they are is for the media gate to find out."""

    widget = PhotosInput

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[bytes]]":
        """As they are; ValidationError where there are too many."""
        chosen: list[UploadedFile[bytes]] = list(data or ())
        if len(chosen) > MOST_PHOTOS:
            most = bn.number(MOST_PHOTOS, reader_language())
            raise ValidationError(gettext("At most %(most)s photos can be given at once.") % {"most": most})
        return chosen

"""The forms of the moves: what an officer types to reply, to resolve, to assign.

They read; the rules of `cases` judge. So a field is optional here even where its move needs it: the refusal
then comes in the rules' own words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from janasetu.bodies.models import Officer
from janasetu.cases.models import Case
from janasetu.console.language import reader_language
from janasetu.lib import bn
from janasetu.lib.text import clean, tame

MOST_PHOTOS = 5


@dataclass(frozen=True, slots=True)
class Wish:
    """A move as an officer asked for it. `seen`: the newest event they had before them."""

    move: str
    note: str
    photos: "Sequence[UploadedFile[bytes]]"
    to: Officer | None
    seen: UUID | None


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


class MoveForm(forms.Form):
    """What all moves have in common. `since` carries the newest event of the case when the page was made."""

    move: ClassVar[str]
    title: ClassVar[Any]
    button: ClassVar[Any]
    done: ClassVar[Any]  # what the officer is told when it is carried out
    use_required_attribute = False
    since = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        since: UUID | None = None,
        colleagues: Sequence[Officer] = (),
    ) -> None:
        super().__init__(data, files, auto_id=f"{self.move}_%s", initial={"since": since})
        self.offer(colleagues)

    def offer(self, colleagues: Sequence[Officer]) -> None:
        """Take in the officers whom a move may name; most name nobody."""

    def wish(self) -> Wish:
        """What is asked for. The form must be valid."""
        said = self.cleaned_data
        return Wish(
            move=self.move,
            note=tame(bn.normalise(clean(said.get("note", "")))).strip(),
            photos=said.get("photos", ()),
            to=self.named(said),
            seen=_uuid(said["since"]),
        )

    def named(self, said: dict[str, Any]) -> Officer | None:
        """The officer named in the form."""
        return None

    def refuse(self, sentence: str, *, field: str | None) -> None:
        """Say why the move is not made, beside the field it is about."""
        self.add_error(field if field in self.fields else None, sentence)

    @property
    def chosen_in_vain(self) -> bool:
        """Whether photos were chosen that must be chosen again: no browser keeps them."""
        return bool(self.errors and self.files)


class ReplyForm(MoveForm):
    """Words to the citizen."""

    move = "reply"
    title = _("Write to the citizen")
    button = _("Send the reply")
    done = _("The reply is on its way to the citizen.")
    note = forms.CharField(
        label=_("Reply"),
        required=False,
        help_text=_("The citizen gets it as a message, in these words."),
        widget=forms.Textarea({"rows": 3}),
    )


class ResolveForm(MoveForm):
    """The work is done, and here is the proof."""

    move = "resolve"
    title = _("Resolve with a photo")
    button = _("Work is done")
    done = _("Reported as done. The citizen is asked whether it is true.")
    photos = PhotosField(
        label=_("Photo of the finished work"),
        required=False,
        help_text=_("Without a photo a case cannot be resolved."),
    )
    note = forms.CharField(
        label=_("What was done"),
        required=False,
        help_text=_("Optional. The citizen is then asked whether it is true."),
        widget=forms.Textarea({"rows": 2}),
    )


class CloseForm(MoveForm):
    """The office's last word, where nobody is asked whether it is true: on a suggestion, an application."""

    move = "resolve"
    title = _("Answer and close")
    button = _("Close the case")
    done = _("The case is closed, and the citizen is told.")
    note = forms.CharField(
        label=_("Answer"),
        required=False,
        help_text=_("Optional. The citizen gets it as a message, in these words."),
        widget=forms.Textarea({"rows": 2}),
    )
    photos = PhotosField(label=_("Photo"), required=False)


class AssignForm(MoveForm):
    """Who sees to it."""

    move = "assign"
    title = _("Give to an officer")
    button = _("Assign")
    done = _("The case is assigned.")
    to = forms.ChoiceField(
        label=_("Officer"),
        required=False,
        error_messages={"invalid_choice": _("Choose an officer from the list.")},
    )

    def offer(self, colleagues: Sequence[Officer]) -> None:
        """Myself first, then the others of this case's levels."""
        lang = reader_language()
        self._colleagues = {str(officer.id): officer for officer in colleagues}
        others = [
            (key, f"{one.name_in(lang)} · {one.role.name_in(lang)}") for key, one in self._colleagues.items()
        ]
        choice = self.fields["to"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [("", gettext("Myself")), *others]

    def named(self, said: dict[str, Any]) -> Officer | None:
        return self._colleagues.get(said["to"])


def _uuid(text: str) -> UUID | None:
    """The id, or None for what is none: who tampers only loses the guard against doubles."""
    try:
        return UUID(text)
    except ValueError:
        return None


FORMS: dict[str, type[MoveForm]] = {form.move: form for form in (ReplyForm, ResolveForm, AssignForm)}


def form_of(move: str, case: Case) -> type[MoveForm] | None:
    """The form by which this move is made on this case; None where there is no such move."""
    if move == CloseForm.move and not case.service.asks_the_citizen:
        return CloseForm
    return FORMS.get(move)

"""The forms of the moves: what an officer types to reply, to ask, to note, to resolve, to pass on, to refuse.

They read; the rules of `cases` judge. So a field is optional here even where its move needs it: the refusal
then comes in the rules' own words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from janasetu.bodies.models import Department, Officer
from janasetu.cases.models import Case
from janasetu.cases.notices import PHRASES
from janasetu.cases.rules import REJECT_REASONS
from janasetu.console.language import reader_language
from janasetu.console.reach import Reach, Way
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
    department: Department | None
    reason: str
    ready: str
    seen: UUID | None


@dataclass(frozen=True, slots=True)
class Offers:
    """What a move of this case may name now, and what the officer has typed for it before, by move."""

    colleagues: Sequence[Officer] = ()
    departments: Sequence[Department] = ()
    ready: Sequence[tuple[str, str]] = ()
    drafts: Mapping[str, str] | None = None
    since: UUID | None = None


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
    key: ClassVar[str]  # of the keyboard
    use_required_attribute = False
    since = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, files: Any = None, *, offers: Offers) -> None:
        typed = (offers.drafts or {}).get(self.move, "")
        super().__init__(
            data, files, auto_id=f"{self.move}_%s", initial={"since": offers.since, "note": typed}
        )
        self.offer(offers)

    def offer(self, offers: Offers) -> None:
        """Take in what a move may name; most name nothing."""

    def wish(self) -> Wish:
        """What is asked for. The form must be valid."""
        said = self.cleaned_data
        return Wish(
            move=self.move,
            note=tame(bn.normalise(clean(said.get("note", "")))).strip(),
            photos=said.get("photos", ()),
            to=self.officer_named(said),
            department=self.department_named(said),
            reason=said.get("reason", ""),
            ready=said.get("ready", ""),
            seen=_uuid(said["since"]),
        )

    def officer_named(self, said: dict[str, Any]) -> Officer | None:
        """The officer named in the form."""
        return None

    def department_named(self, said: dict[str, Any]) -> Department | None:
        """The department named in the form."""
        return None

    def refuse(self, sentence: str, *, field: str | None) -> None:
        """Say why the move is not made, beside the field it is about."""
        self.add_error(field if field in self.fields else None, sentence)

    def look_again(self, newest: UUID | None) -> None:
        """From here on the officer has seen all that happened up to this event."""
        said = {name: self.data[name] for name in self.data}  # the request's own is not to be written in
        self.data = said | {"since": str(newest)}

    @property
    def typed(self) -> str:
        """The words of a form that was sent, as far as they can be kept."""
        return storable(str(self.data.get("note", "")))

    @property
    def chosen_in_vain(self) -> bool:
        """Whether photos were chosen that must be chosen again: no browser keeps them."""
        return bool(self.errors and self.files)


def _note(label: Any, *, rows: int, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=False, help_text=hint, widget=forms.Textarea({"rows": rows, "data-draft": ""})
    )


def _one_of(label: Any, hint: Any = "") -> forms.ChoiceField:
    """Radio buttons; what they offer is known later."""
    return forms.ChoiceField(label=label, required=False, help_text=hint, widget=forms.RadioSelect)


def _offer(form: forms.Form, name: str, choices: Sequence[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)


# --- what goes to the citizen, and what stays in the office ---


class ReplyForm(MoveForm):
    """Words to the citizen."""

    move, key = "reply", "r"
    title = _("Reply")
    button = _("Send the reply")
    done = _("The reply is on its way to the citizen.")
    note = _note(_("Reply"), rows=3, hint=_("The citizen gets it as a message, in these words."))


class AskForm(MoveForm):
    """A question to the citizen; the clock rests until they answer."""

    move, key = "ask", "q"
    title = _("Ask")
    button = _("Send the question")
    done = _("The question is on its way. The case waits for the citizen.")
    note = _note(_("Question"), rows=3, hint=_("The citizen is asked to answer in words or with a photo."))


class NoteForm(MoveForm):
    """Words for colleagues."""

    move, key = "note", "n"
    title = _("Note")
    button = _("Keep the note")
    done = _("The note is kept.")
    note = _note(_("Note"), rows=3, hint=_("Only the office reads it; the citizen does not."))


class _ReadyForm(MoveForm):
    """A ready-made text, where the line takes no words of one's own any more."""

    ready = _one_of(
        _("Choose a ready-made text"),
        _("More than 24 hours have passed since the citizen wrote, so only these texts arrive."),
    )

    def offer(self, offers: Offers) -> None:
        _offer(self, "ready", offers.ready)
        self._draft = (offers.drafts or {}).get(self.move, "")

    @property
    def unsent(self) -> str:
        """The words of one's own that were typed while they could still be sent."""
        return self.typed or self._draft


class ReadyReplyForm(_ReadyForm):
    """A ready-made piece of news."""

    move, key = ReplyForm.move, ReplyForm.key
    title, button, done = ReplyForm.title, _("Send this text"), ReplyForm.done


class ReadyAskForm(_ReadyForm):
    """A ready-made question."""

    move, key = AskForm.move, AskForm.key
    title, button, done = AskForm.title, _("Send this text"), AskForm.done


# --- what becomes of the case ---


class ResolveForm(MoveForm):
    """The work is done, and here is the proof."""

    move, key = "resolve", "e"
    title = _("Resolve with a photo")
    button = _("Work is done")
    done = _("Reported as done. The citizen is asked whether it is true.")
    photos = PhotosField(
        label=_("Photo of the finished work"),
        required=False,
        help_text=_("Without a photo a case cannot be resolved."),
    )
    note = _note(
        _("What was done"), rows=2, hint=_("Optional. The citizen is then asked whether it is true.")
    )


class CloseForm(MoveForm):
    """The office's last word, where nobody is asked whether it is true: on a suggestion, an application."""

    move, key = "resolve", "e"
    title = _("Answer and close")
    button = _("Close the case")
    done = _("The case is closed, and the citizen is told.")
    note = _note(_("Answer"), rows=2, hint=_("Optional. The citizen gets it as a message, in these words."))
    photos = PhotosField(label=_("Photo"), required=False)


class AssignForm(MoveForm):
    """Who sees to it."""

    move, key = "assign", "a"
    title = _("Give to an officer")
    button = _("Assign")
    done = _("The case is assigned.")
    to = forms.ChoiceField(
        label=_("Officer"),
        required=False,
        error_messages={"invalid_choice": _("Choose an officer from the list.")},
    )

    def offer(self, offers: Offers) -> None:
        """Myself first, then the others of this case's levels."""
        lang = reader_language()
        self._colleagues = {str(officer.id): officer for officer in offers.colleagues}
        others = [
            (key, f"{one.name_in(lang)} · {one.role.name_in(lang)}") for key, one in self._colleagues.items()
        ]
        _offer(self, "to", [("", gettext("Myself")), *others])

    def officer_named(self, said: dict[str, Any]) -> Officer | None:
        return self._colleagues.get(said["to"])


class ReferForm(MoveForm):
    """To another department of the body."""

    move, key = "refer", "f"
    title = _("Send to another department")
    button = _("Send there")
    done = _("The case is with the other department now, and the citizen is told.")
    department = forms.ChoiceField(
        label=_("Department"),
        required=False,
        help_text=_("The time limit stays as it is."),
        error_messages={"invalid_choice": _("Choose a department from the list.")},
    )
    note = _note(_("Why it goes there"), rows=2, hint=_("Colleagues read it; the citizen does not."))

    def offer(self, offers: Offers) -> None:
        lang = reader_language()
        self._departments = {str(one.id): one for one in offers.departments}
        named = [(key, one.name_in(lang)) for key, one in self._departments.items()]
        _offer(self, "department", [("", gettext("Choose")), *named])

    def department_named(self, said: dict[str, Any]) -> Department | None:
        return self._departments.get(said["department"])


class RejectForm(MoveForm):
    """The office refuses, and says why."""

    move, key = "reject", "x"
    title = _("Reject")
    button = _("Reject with this reason")
    done = _("The case is rejected. The citizen is told why, and may disagree.")
    reason = _one_of(_("Reason"))
    note = _note(_("In your own words"), rows=2, hint=_("The citizen reads the reason and these words."))

    def offer(self, offers: Offers) -> None:
        lang = reader_language()
        _offer(self, "reason", [(code, PHRASES.say(f"reject_{code}", lang)) for code in REJECT_REASONS])


def storable(text: str) -> str:
    """The text without the one character that a database keeps nowhere."""
    return tame(text.replace("\x00", ""))


def _uuid(text: str) -> UUID | None:
    """The id, or None for what is none: who tampers only loses the guard against doubles."""
    try:
        return UUID(text)
    except ValueError:
        return None


FORMS: dict[str, type[MoveForm]] = {
    form.move: form for form in (ReplyForm, NoteForm, AskForm, ResolveForm, AssignForm, ReferForm, RejectForm)
}
# Written beside the conversation; the others decide what becomes of the case.
WRITTEN = (ReplyForm.move, NoteForm.move, AskForm.move)
_READY: dict[str, type[MoveForm]] = {form.move: form for form in (ReadyReplyForm, ReadyAskForm)}


def form_of(move: str, case: Case, reach: Reach) -> type[MoveForm] | None:
    """The form by which this move is made on this case now; None where there is no such move."""
    if move == CloseForm.move and not case.service.asks_the_citizen:
        return CloseForm
    return _READY[move] if reach.way == Way.CLOSED and move in _READY else FORMS.get(move)


def reaches(move: str, reach: Reach) -> bool:
    """Whether the move makes sense now: nobody writes to whom no message reaches."""
    return reach.way != Way.NONE or move not in _READY

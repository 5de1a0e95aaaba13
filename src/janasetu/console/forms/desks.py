"""The forms of what is decided about an application at a desk: a move, its papers, the paper it ends in."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from janasetu.cases.actions import Judgement
from janasetu.console.desk_questions import DeskSheet
from janasetu.console.forms.fields import PhotosField
from janasetu.console.forms.move import storable
from janasetu.lib import bn
from janasetu.lib.text import clean, tame

GOOD, NOT_GOOD = "good", "not_good"


def _box(label: Any, hint: Any = "") -> forms.CharField:
    return forms.CharField(label=label, required=False, help_text=hint, widget=forms.Textarea({"rows": 2}))


class _OfDesk(forms.Form):
    """What they have in common: what stands beside a field is the rules' own word."""

    use_required_attribute = False
    since = forms.CharField(required=False, widget=forms.HiddenInput)

    def refuse(self, sentence: str, *, field: str | None = None) -> None:
        """Say why it is not done, beside the field it is about."""
        self.add_error(field if field in self.fields else None, sentence)

    @property
    def seen(self) -> UUID | None:
        """The newest event that the page had."""
        return uuid_in(self.cleaned_data.get("since", ""))


class DeskForm(_OfDesk):
    """A move at a desk, with its note and what shows it."""

    desk = forms.UUIDField(widget=forms.HiddenInput)
    move = forms.CharField(widget=forms.HiddenInput)
    note = _box(_("Note for the file"), _("It stands in the note sheet for good."))
    papers = forms.MultipleChoiceField(
        label=_("About which papers"),
        required=False,
        help_text=_("Or write its number in the note, as in “Paper 3”."),
        widget=forms.CheckboxSelectMultiple,
    )
    photos = PhotosField(label=_("Photos"), required=False)

    def __init__(
        self,
        said: Any = None,
        files: Any = None,
        *,
        desk: Any = "",
        move: str = "",
        since: Any = "",
        note: str = "",
        sheet: DeskSheet | None = None,
        papers: Sequence[tuple[str, str]] = (),
    ) -> None:
        """`sheet`: what the desk writes down with this move, where it is asked anything."""
        given = {"desk": desk, "move": move, "since": since, "note": note}
        super().__init__(said, files, auto_id=f"desk_{desk}_{move}_%s", initial=given)
        self.sheet = sheet
        if sheet and sheet.asks_for_photos:
            del self.fields["photos"]
        if papers:
            self.fields["papers"].choices = papers  # type: ignore[attr-defined]  # it is a field of choices
        else:
            del self.fields["papers"]

    @property
    def chosen(self) -> list[UUID]:
        """The papers that were ticked."""
        return [UUID(one) for one in self.cleaned_data.get("papers", ())]

    @property
    def words(self) -> str:
        return tame(bn.normalise(clean(self.cleaned_data.get("note", "")))).strip()


class IssueForm(_OfDesk):
    """The signed paper itself, and the number that is printed on it."""

    number = forms.CharField(
        label=_("Number on the paper"), required=False, max_length=60, help_text=_("As it is printed there.")
    )
    paper = forms.FileField(
        label=_("The signed paper"),
        required=False,
        help_text=_("A photo, or the PDF of the state’s portal: it goes to the applicant unchanged."),
        widget=forms.FileInput({"accept": "application/pdf,image/*"}),
    )

    def __init__(self, said: Any = None, files: Any = None, *, since: Any = "") -> None:
        super().__init__(said, files, auto_id="issue_%s", initial={"since": since})

    @property
    def file(self) -> "UploadedFile[bytes] | None":
        return self.cleaned_data.get("paper")


class PaperForm(_OfDesk):
    """Why a paper is sent back, or holds no more."""

    note = _box(_("Reason"), _("Whose paper it is reads it, where it holds no more."))

    def __init__(self, said: Any = None) -> None:
        super().__init__(said, auto_id="paper_act_%s")
        if self.is_bound:
            self.full_clean()

    @property
    def words(self) -> str:
        return storable(self.cleaned_data.get("note", ""))


class WithdrawForm(_OfDesk):
    """The applicant takes it back, and how the office knows."""

    note = _box(_("How the office knows"), _("For example: came in person and signed a letter."))

    def __init__(self, said: Any = None) -> None:
        super().__init__(said, auto_id="withdraw_%s")


def judgements_in(said: Any) -> list[Judgement]:
    """What the checklist says of each paper, by its question; of what was left open nothing.

    Words of one's own count before a ready-made reason.
    """
    found = []
    for name in said:
        if name.startswith("paper:"):
            question, verdict = name.removeprefix("paper:"), said[name]
            if verdict in (GOOD, NOT_GOOD):
                why = storable(said.get(f"words:{question}", "")).strip() or said.get(f"why:{question}", "")
                found.append(Judgement(question, verdict == GOOD, "" if verdict == GOOD else why))
    return found


def uuid_in(text: str) -> UUID | None:
    """The id, or None for what is none."""
    try:
        return UUID(text)
    except ValueError:
        return None

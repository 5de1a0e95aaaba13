"""The forms of what several people have in common: merge, split, a known incident."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from janasetu.cases.models import Case
from janasetu.console.forms.deciding import CorrectForm
from janasetu.console.forms.fields import words
from janasetu.console.forms.move import MoveForm
from janasetu.console.language import reader_language
from janasetu.console.subjects import other_subjects


class MergeForm(MoveForm):
    """It is the same matter as another case."""

    move, key = "merge", "m"
    title = _("Merge into another case")
    button = _("Merge")
    done = _("The cases are merged. The citizen is told, keeps the number, and may disagree.")
    into = forms.CharField(label=_("Number of the other case"), required=False)
    note = words(_("Why"), rows=2, hint=_("Optional. The citizen reads it."))


class SplitForm(MoveForm):
    """It is a matter of its own after all."""

    move, key = "split", "t"
    title = _("Split off again")
    button = _("Split off")
    done = _("It is a case of its own again, and the citizen is told.")


class DeclareForm(MoveForm):
    """Many have it, and the office knows."""

    move, key = "declare", "i"
    title = _("Declare a known incident")
    button = _("Declare")
    done = _("It is a known incident now. Later reports join it, and all hear the end.")
    wards = forms.CharField(
        label=_("Wards"), required=False, help_text=_("Numbers, such as 5, 6; none where it is everywhere.")
    )
    expected_at = forms.DateTimeField(
        label=_("Expected to be solved"),
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M"],
        error_messages={"invalid": _("This is no day and time.")},
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.order_fields(["wards", "expected_at"])


def concerns(move: str, case: Case) -> bool:
    """Whether the move makes sense for a case: only what may be others' matter too is merged or declared."""
    match move:
        case MergeForm.move:
            return case.service.alike_in(case.fields) is not None
        case DeclareForm.move:
            return not case.is_incident and case.service.alike_in(case.fields) is not None
        case SplitForm.move:
            return case.parent_id is not None
        case CorrectForm.move:
            return bool(other_subjects(case, reader_language()))
    return True

"""The forms of the registers: whom one looks for, a file, a search in the record room, and what was found."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from janasetu.bodies.csv_file import Fault
from janasetu.console.language import reader_language
from janasetu.lib.numerals import ascii_digits
from janasetu.registers.actions import SearchOrder, Sent
from janasetu.registers.choices import RegisterKind
from janasetu.registers.phrases import PHRASES
from janasetu.registers.register_file import COLUMNS, FaultsError, column_name, told_of
from janasetu.registers.searching import Asked, When, when_of

KINDS = ((RegisterKind.BIRTH, _("Births")), (RegisterKind.DEATH, _("Deaths")))
MOST_OF_A_FILE = 32 * 1024 * 1024  # bytes; config.uploads lets as much through
_DUE = _("such as 30/11/2026")


def _kind() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Which register"), choices=KINDS)


def _line(label: Any, most: int, hint: Any = "", **attributes: Any) -> forms.CharField:
    widget = forms.TextInput({"maxlength": most, "autocomplete": "off", **attributes})
    return forms.CharField(label=label, required=False, help_text=hint, widget=widget)


class YearField(forms.CharField):
    """Four digits of any script, or nothing."""

    def clean(self, value: Any) -> Any:
        """The year as a number, None where nothing was typed."""
        said = ascii_digits(super().clean(value)).strip()
        if not said:
            return None
        if len(said) != 4 or not said.isdigit():
            raise forms.ValidationError(PHRASES.say("year_unreadable", reader_language()))
        return int(said)


class DayField(forms.CharField):
    """A day as an office writes it, or nothing."""

    def clean(self, value: Any) -> Any:
        """What `when_of` understands of it; None where nothing was typed."""
        try:
            return when_of(super().clean(value))
        except ValueError as error:
            raise forms.ValidationError(PHRASES.say("when_unreadable", reader_language())) from error


class LookForm(forms.Form):
    """Whom one looks for. What is typed goes in the body of a request, never into an address."""

    use_required_attribute = False
    kind = _kind()
    name = _line(_("Name"), 150, _("In any spelling, Bengali or English."), autofocus=True)
    parents = _line(_("Parent, husband or wife"), 150)
    when = DayField(
        label=_("Day or year"), required=False, help_text=_("19/03/1987, 1987 or 1985-1990"),
        widget=forms.TextInput({"maxlength": 40, "autocomplete": "off"}),
    )  # fmt: skip
    number = _line(_("Registration number"), 40)

    @property
    def asked(self) -> Asked:
        """What was asked for; the form is valid."""
        said = self.cleaned_data
        return Asked(said["kind"], said["name"], said["parents"], said["number"], said["when"])

    def clean(self) -> dict[str, Any]:
        """One of the three that name somebody."""
        said = super().clean() or {}
        if self.is_valid_so_far and self.asked.is_empty:
            self.add_error("name", PHRASES.say("search_needs_name", reader_language()))
        return said

    @property
    def is_valid_so_far(self) -> bool:
        return not self.errors


class FileForm(forms.Form):
    """A file for a register."""

    use_required_attribute = False
    name = ""  # what the file is called
    kind = _kind()
    file = forms.FileField(
        label=_("File"),
        help_text=_("A CSV file in UTF-8, or an Excel workbook (.xlsx). Its first row names the columns."),
        error_messages={"required": _("Choose the file."), "empty": _("The file is empty.")},
        widget=forms.FileInput({"accept": ".csv,.xlsx,.txt"}),
    )
    whole_only = forms.ChoiceField(
        label=_("Where a row is wrong"),
        required=False,
        choices=(("", _("the right rows can be taken")), ("1", _("nothing of the file is taken"))),
    )

    def clean_file(self) -> bytes:
        """What is in it. Of a file that is too large not all has come."""
        sent: UploadedFile[bytes] = self.cleaned_data["file"]
        content: bytes = sent.read()
        self.name = sent.name or ""
        if len(content) > MOST_OF_A_FILE:
            raise forms.ValidationError(PHRASES.say("file_too_large", reader_language()))
        return content

    @property
    def sent(self) -> Sent:
        """The file for the register; the form is valid."""
        said = self.cleaned_data
        return Sent(said["kind"], self.name, said["file"], bool(said["whole_only"]))


class AskForm(forms.Form):
    """Whom the record room is to look for."""

    use_required_attribute = False
    kind = _kind()
    name = _line(_("Name"), 150)
    parents = _line(_("Parent, husband or wife"), 150)
    number = _line(_("Registration number"), 40)
    year_from = YearField(
        label=_("Not before the year"), required=False, widget=forms.TextInput({"maxlength": 8})
    )
    year_to = YearField(
        label=_("Not after the year"), required=False, widget=forms.TextInput({"maxlength": 8})
    )
    due_on = DayField(
        label=_("Answer until"), required=False, help_text=_DUE, widget=forms.TextInput({"maxlength": 20})
    )
    note = forms.CharField(
        label=_("What else is known"), required=False, max_length=500, widget=forms.Textarea({"rows": 2})
    )

    @classmethod
    def after(cls, look: LookForm) -> "AskForm":
        """The search of the register that found nobody, as it was typed."""
        said = look.cleaned_data
        when: When | None = said["when"]
        years = {"year_from": when.since.year, "year_to": when.until.year} if when else {}
        return cls(initial={**{one: said[one] for one in ("kind", "name", "parents", "number")}, **years})

    @property
    def order(self) -> SearchOrder:
        """What the record room is asked; the form is valid."""
        said = dict(self.cleaned_data)
        due: When | None = said.pop("due_on")
        return SearchOrder(**said, due_on=due.near if due else None)

    def clean_due_on(self) -> When | None:
        """A day, and not a year."""
        due: When | None = self.cleaned_data["due_on"]
        if due and (due.until - due.since).days != _AROUND_A_DAY:
            raise forms.ValidationError(PHRASES.say("day_unreadable", reader_language()))
        return due


_AROUND_A_DAY = 2 * 731


class FoundForm(forms.Form):
    """What the record room found: an entry of the register, and the photo of its page."""

    use_required_attribute = False
    kept = ""  # what finds the photo again that came with the form before

    def __init__(self, said: Any = None, files: Any = None, *, initial: Any = None) -> None:
        super().__init__(said, files, initial=initial)
        lang = reader_language()
        for column in COLUMNS.all:
            self.fields[column] = _line(column_name(column, lang), 300)
        self.fields["scan"] = forms.FileField(
            label=_("Photo of the page"),
            required=False,
            widget=forms.FileInput({"accept": "image/*", "capture": "environment"}),
        )

    @property
    def cells(self) -> Mapping[str, str]:
        """The entry as it was typed."""
        return {column: self.cleaned_data[column] for column in COLUMNS.all}

    def refuse(self, error: FaultsError) -> None:
        """What is wrong, beside the fields where it is."""
        for fault in error.faults:
            self.add_error(_field_of(fault), told_of(fault, reader_language()))


def _field_of(fault: Fault) -> str | None:
    if fault.key == "scan_needed":
        return "scan"
    return fault.column or None


class NotFoundForm(forms.Form):
    """Where the record room looked in vain."""

    use_required_attribute = False
    searched = forms.CharField(
        label=_("Volumes and pages looked through"),
        max_length=500,
        error_messages={"required": _("Write which volumes were looked through.")},
        widget=forms.Textarea({"rows": 2}),
    )

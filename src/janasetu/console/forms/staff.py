"""The forms of leave and deputies. They read; the acts of `bodies` judge."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from janasetu.bodies.choices import AbsenceKind
from janasetu.bodies.models import Department, Officer
from janasetu.catalogue.fields import typed
from janasetu.lib import clock, reading
from janasetu.lib.clock import KOLKATA

_A_DAY = timedelta(days=1)
_Choices = Sequence[tuple[str, str]]


class DayField(forms.CharField):
    """A day, written in any way: 30/11/2026, «৩০ নভেম্বর», «আগামী সোমবার»."""

    def clean(self, value: Any) -> date | None:
        """The day; ValidationError for what is none."""
        said = super().clean(value)
        if not said:
            return None
        today = clock.local(clock.now()).date()
        day = reading.day(typed.short(said), today=today, toward="future")
        if not isinstance(day, date):
            raise ValidationError(_("This is no day. Write it as 30/11/2026."))
        return day


def _day(label: Any, *, hint: Any = "", required: bool = True) -> DayField:
    return DayField(
        label=label,
        help_text=hint,
        required=required,
        max_length=40,
        error_messages={"required": _("Write the day.")},
        widget=forms.TextInput({"autocomplete": "off"}),
    )


class _StaffForm(forms.Form):
    """What both forms have in common."""

    use_required_attribute = False

    def refuse(self, field: str | None, sentence: str) -> None:
        """Say why it was not entered, beside what it is about."""
        self.add_error(field, sentence)

    def _offer(self, name: str, choices: _Choices, *, none: Any = None) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", none if none is not None else "—"), *choices]


class LeaveForm(_StaffForm):
    """Who is away, from which day to which, and who stands in."""

    officer = forms.ChoiceField(label=_("Who is away"), error_messages={"required": _("Choose who is away.")})
    since = _day(_("First day"))
    until = _day(_("Last day"), hint=_("From the next morning on they are back."))
    kind = forms.ChoiceField(label=_("Why"), choices=AbsenceKind.choices)
    deputy = forms.ChoiceField(
        label=_("Who does their work meanwhile"),
        required=False,
        help_text=_("Where you name nobody, it is the deputy of the post, or whoever comes next."),
    )

    def __init__(self, data: Any = None, *, colleagues: _Choices) -> None:
        super().__init__(data, auto_id="leave_%s")
        self._offer("officer", colleagues)
        self._offer("deputy", colleagues, none=_("Nobody in particular"))

    @property
    def first(self) -> datetime:
        """The first instant away. The form must be valid."""
        return midnight(self.cleaned_data["since"])

    @property
    def back(self) -> datetime:
        """The first instant back at work. The form must be valid."""
        return midnight(self.cleaned_data["until"] + _A_DAY)


class DeputyForm(_StaffForm):
    """Who stands in for a post whenever nobody who holds it is there."""

    post = forms.ChoiceField(label=_("Post"), error_messages={"required": _("Choose the post.")})
    department = forms.ChoiceField(
        label=_("Department"), required=False, help_text=_("Leave it empty for the post in all departments.")
    )
    deputy = forms.ChoiceField(
        label=_("Who stands in"), error_messages={"required": _("Choose who stands in.")}
    )
    since = _day(_("From"), hint=_("Empty: from now on."), required=False)
    until = _day(_("Last day"), hint=_("Empty: until you end it."), required=False)

    def __init__(
        self, data: Any = None, *, posts: _Choices, departments: _Choices, colleagues: _Choices
    ) -> None:
        super().__init__(data, auto_id="deputy_%s")
        self._offer("post", posts)
        self._offer("department", departments, none=_("All departments"))
        self._offer("deputy", colleagues)

    def first(self, now: datetime) -> datetime:
        """From when on they stand in. The form must be valid."""
        day = self.cleaned_data["since"]
        return max(midnight(day), now) if day else now

    @property
    def last(self) -> datetime | None:
        """Until when. The form must be valid."""
        day = self.cleaned_data["until"]
        return midnight(day + _A_DAY) if day else None


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=KOLKATA)


def named(rows: Sequence[Officer] | Sequence[Department], chosen: str) -> Any:
    """The one that was chosen; None for nobody."""
    return next((row for row in rows if str(row.id) == chosen), None) if _uuid(chosen) else None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None

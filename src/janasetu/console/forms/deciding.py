"""The forms of what becomes of a case: it is done, somebody else has it, or the office refuses."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from janasetu.bodies.models import Department, Officer
from janasetu.cases.notices import PHRASES
from janasetu.cases.rules import REJECT_REASONS
from janasetu.console.forms.fields import PhotosField, choose_from, one_of, words
from janasetu.console.forms.move import MoveForm, Offers
from janasetu.console.language import reader_language


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
    note = words(
        _("What was done"), rows=2, hint=_("Optional. The citizen is then asked whether it is true.")
    )


class CloseForm(MoveForm):
    """The office's last word, where nobody is asked whether it is true: on a suggestion, an application."""

    move, key = "resolve", "e"
    title = _("Answer and close")
    button = _("Close the case")
    done = _("The case is closed, and the citizen is told.")
    note = words(_("Answer"), rows=2, hint=_("Optional. The citizen gets it as a message, in these words."))
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
        choose_from(self, "to", [("", gettext("Myself")), *others])

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
    note = words(_("Why it goes there"), rows=2, hint=_("Colleagues read it; the citizen does not."))

    def offer(self, offers: Offers) -> None:
        lang = reader_language()
        self._departments = {str(one.id): one for one in offers.departments}
        named = [(key, one.name_in(lang)) for key, one in self._departments.items()]
        choose_from(self, "department", [("", gettext("Choose")), *named])

    def department_named(self, said: dict[str, Any]) -> Department | None:
        return self._departments.get(said["department"])


class CorrectForm(MoveForm):
    """It is about something else than it was taken for."""

    move, key = "correct", "v"
    title = _("Put the subject right")
    button = _("This is the subject")
    done = _(
        "The subject is put right: its department has the case now, its time limit runs from when the citizen"
        " wrote, and the citizen is told."
    )
    subject = forms.ChoiceField(
        label=_("What it is about"),
        required=False,
        error_messages={"invalid_choice": _("Choose a subject from the list.")},
    )
    note = words(_("How one can tell"), rows=2, hint=_("Colleagues read it; the citizen does not."))

    def offer(self, offers: Offers) -> None:
        choose_from(self, "subject", [("", gettext("Choose")), *offers.subjects])


class HastenForm(MoveForm):
    """Before the others, by who answers at the last."""

    move, key = "hasten", "h"
    title = _("Make it urgent")
    button = _("Make it urgent")
    done = _("The case is urgent now; the reason stands in its history.")
    note = words(_("Why before the others"), rows=2, hint=_("Colleagues and the auditor read it."))


class AlarmForm(MoveForm):
    """An emergency: the duty officer is called at once."""

    move, key = "alarm", "l"
    title = _("Emergency: call the duty officer")
    button = _("Call now")
    done = _("The duty officer is being called, again and again, until somebody answers.")
    note = words(_("What has happened"), rows=2, hint=_("Colleagues read it; the citizen does not."))


class RejectForm(MoveForm):
    """The office refuses, and says why."""

    move, key = "reject", "x"
    title = _("Reject")
    button = _("Reject with this reason")
    done = _("The case is rejected. The citizen is told why, and may disagree.")
    reason = one_of(_("Reason"))
    note = words(_("In your own words"), rows=2, hint=_("The citizen reads the reason and these words."))

    def offer(self, offers: Offers) -> None:
        lang = reader_language()
        choose_from(self, "reason", [(code, PHRASES.say(f"reject_{code}", lang)) for code in REJECT_REASONS])

"""The forms about offices outside: send a matter there, ask again, write down an answer, take it back."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from janasetu.bodies.models import LocalBody
from janasetu.cases.actions import Outside
from janasetu.cases.choices import ReferredBy
from janasetu.cases.notices import PHRASES
from janasetu.cases.outside import body_said
from janasetu.cases.rules import RefusedError
from janasetu.console.forms.fields import choose_from, words
from janasetu.console.forms.move import MoveForm, Offers
from janasetu.console.language import reader_language

# How an officer may send something; the rest is the system's own word.
_BY_HAND = (
    ReferredBy.LETTER,
    ReferredBy.TELEPHONE,
    ReferredBy.MAIL,
    ReferredBy.PORTAL,
    ReferredBy.IN_PERSON,
)


def _line(label: Any, most: int, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=False, help_text=hint, widget=forms.TextInput({"maxlength": most})
    )


class ReferOutsideForm(MoveForm):
    """To an office outside: one of the agencies, or another body by its name."""

    move, key = "refer_outside", "b"
    title = _("Send to an office outside")
    button = _("It is sent")
    done = _(
        "The matter is with the office outside. The citizen is told whom to reach; the answer is awaited."
    )
    agency = forms.ChoiceField(
        label=_("Office"),
        required=False,
        error_messages={"invalid_choice": _("Choose an office from the list.")},
    )
    body = _line(
        _("Or another municipality or panchayat"),
        80,
        _("Its name or code. If it works with this system, the matter stands in its inbox at once."),
    )
    how = forms.ChoiceField(label=_("How it goes there"), required=False)
    number = _line(_("Number of the letter"), 60)
    note = words(_("What they are asked to do"), rows=2, hint=_("It stands in the history of the case."))

    def offer(self, offers: Offers) -> None:
        lang = reader_language()
        choose_from(self, "agency", [("", gettext("Choose")), *offers.agencies])
        choose_from(self, "how", [(code, PHRASES.say(f"how_{code}", lang)) for code in _BY_HAND])

    def clean(self) -> dict[str, Any]:
        """Find the body that is named, or say that there is none, or several."""
        said: dict[str, Any] = super().clean() or {}
        self._body: LocalBody | None = None
        if said.get("body"):
            try:
                self._body = body_said(said["body"])
            except RefusedError as error:
                self.refuse(PHRASES.say(error.key, reader_language()), field="body")
        return said

    def outside_named(self, said: dict[str, Any]) -> Outside:
        how = said.get("how") or ReferredBy.LETTER
        if self._body:
            return Outside(body=self._body, how=how, number=said["number"])
        return Outside(agency=said["agency"], how=how, number=said["number"])


class _AnswerForm(MoveForm):
    """What concerns an answer that is awaited; of several one has to be chosen."""

    referral = forms.ChoiceField(label=_("Which office"), required=False)

    def offer(self, offers: Offers) -> None:
        choose_from(self, "referral", list(offers.awaited))
        if len(offers.awaited) == 1:
            self.fields["referral"].widget = forms.HiddenInput()
            self.initial["referral"] = offers.awaited[0][0]

    def outside_named(self, said: dict[str, Any]) -> Outside:
        chosen = said.get("referral")
        return Outside(
            referral=UUID(chosen) if chosen else None,
            number=said.get("number", ""),
            who=said.get("who", ""),
        )


class ChaseForm(_AnswerForm):
    """They were asked once more."""

    move, key = "chase", "d"
    title = _("Asked again")
    button = _("They have been asked again")
    done = _("It is noted that they were asked again, and until when an answer is awaited.")
    number = _line(_("Their number for it"), 60, _("Where they gave one."))
    note = words(_("What they said"), rows=2, hint=_("Only the office reads it."))


class TakeAnswerForm(_AnswerForm):
    """What they answered."""

    move, key = "take_answer", "w"
    title = _("Write down the answer")
    button = _("This is the answer")
    done = _("The answer is written down, and the citizen gets it. The case is with you again.")
    who = _line(_("Who said it"), 120, _("Name or post, and how: letter, telephone."))
    number = _line(_("Their number for it"), 60)
    note = words(_("The answer"), rows=3, hint=_("The citizen gets it in these words."))


class TakeBackForm(_AnswerForm):
    """Nobody waits any more."""

    move, key = "take_back", "z"
    title = _("Wait for them no longer")
    button = _("Take it back")
    done = _("The case is with you again, and the citizen is told why.")
    note = words(_("Why"), rows=2, hint=_("The citizen reads it in these words."))

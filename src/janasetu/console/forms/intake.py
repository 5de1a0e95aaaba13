"""The head of an operator's form: who rings, comes or writes, and how they get the receipt."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from janasetu.cases.actions import Caller
from janasetu.cases.registering import CHANNELS
from janasetu.catalogue.fields import KINDS, Given, Problem, typed
from janasetu.catalogue.fields.wording import problem_words
from janasetu.catalogue.schema import Field
from janasetu.console.forms.fields import choose_from
from janasetu.console.language import reader_language
from janasetu.conversations.engine.quiet import HOURS
from janasetu.lib import bn, reading, references
from janasetu.lib.text import clean, tame
from janasetu.lib.texts import LANGUAGES, as_lang
from janasetu.lib.words import Lang
from janasetu.people.values import Quiet

MOST_NAME = 120
MOST_LETTER = 40
_NONCE = re.compile(r"[0-9a-f]{32}")
_PHONE = Field(field="phone", kind="phone")
_MOBILE = re.compile(r"\+91[6-9]\d{9}", re.ASCII)
_HOW = {
    "phone": _("Telephone"),
    "counter": _("At the counter"),
    "letter": _("Letter on paper"),
}
_LANGUAGES = {"bn": _("Bengali"), "en": _("English"), "hi": _("Hindi")}
_NEVER = "never"
_WAYS = {"whatsapp": _("WhatsApp"), "sms": _("Text message")}


class CallerForm(forms.Form):
    """Everything about a case that its definition does not ask. `today`: Kolkata's date. `ways`: the channels
    by which a receipt can go, the best first.
    """

    use_required_attribute = False
    channel = forms.ChoiceField(
        label=_("How it came"),
        choices=[(code, _HOW[code]) for code in CHANNELS],
        error_messages={
            "required": _("Choose how it came."),
            "invalid_choice": _("Choose how it came."),
        },
    )
    phone = forms.CharField(label=_("Caller’s telephone"), required=False)
    name = forms.CharField(label=_("Caller’s name"), required=False)
    lang = forms.ChoiceField(label=_("Speaks"), choices=[(code, _LANGUAGES[code]) for code in LANGUAGES])
    letter_number = forms.CharField(label=_("Number of the letter"), required=False)
    letter_date = forms.CharField(
        label=_("Date of the letter"), required=False, help_text=_("As it is written, such as 15/8/2026")
    )
    slip = forms.CharField(
        label=_("Number of the printed slip"),
        required=False,
        help_text=_("Only where it was first written on a printed slip"),
    )
    way = forms.ChoiceField(
        label=_("Receipt"),
        required=False,
        error_messages={"invalid_choice": _("No receipt goes that way from this office. Choose another.")},
    )
    quiet = forms.ChoiceField(
        label=_("Somebody else reads this phone"),
        required=False,
        help_text=_("Then messages there carry the number of the case and nothing else."),
    )
    nonce = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        said: Any = None,
        *,
        today: dt.date,
        ways: Sequence[str],
        initial: dict[str, str] | None = None,
    ) -> None:
        offered = [*((way, str(_WAYS.get(way, way))) for way in ways), ("", gettext("On paper only"))]
        begun = {"channel": "phone", "lang": "bn", "way": offered[0][0], "nonce": uuid4().hex}
        super().__init__(said, auto_id="caller%s", initial=begun | (initial or {}))
        choose_from(self, "way", offered)
        choose_from(self, "quiet", _quiet_choices())
        self._today = today

    def add_prefix(self, field_name: str) -> str:
        """No question of a definition has a name like ours."""
        return f"_{field_name}"

    @property
    def nonce_now(self) -> str:
        """What names this form; a fresh one where what was sent is none of ours."""
        sent = str(self["nonce"].value() or "")
        return sent if _NONCE.fullmatch(sent) else uuid4().hex

    @property
    def lang_now(self) -> str:
        """The caller's language, while the form is still being filled."""
        return as_lang(str(self["lang"].value()))

    def clean_phone(self) -> str:
        """The number in E.164; empty where none was given."""
        said = clean(self.cleaned_data["phone"]).strip()
        if not said:
            return ""
        number = KINDS["phone"].read(_PHONE, Given(text=said), today=self._today)
        if isinstance(number, Problem):
            raise forms.ValidationError(problem_words(number, reader_language()))
        return str(number)

    def phone_alone(self) -> str:
        """The number, while nothing else is judged; empty where none can be read, and then it says so."""
        self.is_valid()
        for name in [name for name in self.errors if name != "phone"]:
            del self.errors[name]
        return str(self.cleaned_data.get("phone", ""))

    def clean_name(self) -> str:
        said = self.cleaned_data["name"]
        name = typed.one_line(said)
        if typed.is_too_long(said, name, MOST_NAME):
            most = bn.number(MOST_NAME, reader_language())
            raise forms.ValidationError(
                gettext("The name is too long. At most %(most)s letters fit.") % {"most": most}
            )
        return name

    def clean_letter_number(self) -> str:
        number = " ".join(tame(bn.normalise(clean(self.cleaned_data["letter_number"]))).split())
        if len(number) > MOST_LETTER:
            raise forms.ValidationError(gettext("The number of the letter is too long."))
        return number

    def clean_letter_date(self) -> str:
        """The day as 2026-04-01; empty where none was given."""
        said = self.cleaned_data["letter_date"].strip()
        if not said:
            return ""
        day = reading.day(typed.short(said), today=self._today, toward="past")
        if isinstance(day, reading.Unread):
            raise forms.ValidationError(gettext("This is no date. Write it such as 15/8/2026."))
        if day > self._today:
            raise forms.ValidationError(gettext("The letter cannot be of a day that is still to come."))
        return day.isoformat()

    def clean_slip(self) -> str:
        """The number as it is stored; empty where none was given."""
        said = self.cleaned_data["slip"].strip()
        return (references.read(said) or said) if said else ""

    def clean(self) -> dict[str, Any]:
        """No message goes to a telephone on a wall."""
        said = self.cleaned_data
        if said.get("way") and said.get("phone") and not _MOBILE.fullmatch(said["phone"]):
            self.add_error("way", gettext("This is no mobile number. Choose “On paper only”."))
        return said

    def caller(self) -> Caller:
        """Who it is. The form must be valid."""
        said = self.cleaned_data
        way, quiet = said["way"] if said["phone"] else "", _quiet(said["quiet"])
        return Caller(said["name"], said["phone"], as_lang(said["lang"]), way, quiet)

    def outside_ref(self) -> str:
        """Number and day of the letter, as searches and pages have them. The form must be valid."""
        said = self.cleaned_data
        if said["channel"] != "letter":
            return ""
        day = dt.date.fromisoformat(said["letter_date"]).strftime("%d.%m.%Y") if said["letter_date"] else ""
        return ", ".join(filter(None, (said["letter_number"], day)))


def _quiet_choices() -> list[tuple[str, str]]:
    """That nobody else reads it; or somebody does, and when to call, if at all."""
    lang = reader_language()
    hours = [
        (str(hour), gettext("Yes, call between %(began)s and %(ended)s") % _from_until(hour, lang))
        for hour in HOURS
    ]
    return [("", gettext("No")), (_NEVER, gettext("Yes, and do not call")), *hours]


def _from_until(hour: int, lang: Lang) -> dict[str, str]:
    return {
        "began": bn.time_of_day(dt.time(hour), lang),
        "ended": bn.time_of_day(dt.time(hour + 1), lang),
    }


def _quiet(chosen: str) -> Quiet | None:
    if not chosen:
        return None
    return Quiet() if chosen == _NEVER else Quiet(dt.time(int(chosen)), dt.time(int(chosen) + 1))

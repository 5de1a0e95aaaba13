"""The forms of what is written on a case: to the citizen, or for colleagues alone."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from janasetu.console.forms.fields import choose_from, one_of, words
from janasetu.console.forms.move import MoveForm, Offers


class _ToAll(MoveForm):
    """What all hear whose matter the case is, unless it is kept to the one who opened it."""

    field_order = ("note",)
    alone = forms.BooleanField(label=_("Only to the one who opened the case"), required=False)

    def offer(self, offers: Offers) -> None:
        if not offers.others:
            del self.fields["alone"]
            return
        told = gettext("%(people)s more people will hear it: write nothing that only one of them may know.")
        self.fields["alone"].help_text = told % {"people": offers.others}


class ReplyForm(_ToAll):
    """Words to the citizen."""

    move, key = "reply", "r"
    title = _("Reply")
    button = _("Send the reply")
    done = _("The reply is on its way to the citizen.")
    note = words(_("Reply"), rows=3, hint=_("The citizen gets it as a message, in these words."))


class AskForm(MoveForm):
    """A question to the citizen; the clock rests until they answer."""

    move, key = "ask", "q"
    title = _("Ask")
    button = _("Send the question")
    done = _("The question is on its way. The case waits for the citizen.")
    note = words(_("Question"), rows=3, hint=_("The citizen is asked to answer in words or with a photo."))


class NoteForm(MoveForm):
    """Words for colleagues."""

    move, key = "note", "n"
    title = _("Note")
    button = _("Keep the note")
    done = _("The note is kept.")
    note = words(_("Note"), rows=3, hint=_("Only the office reads it; the citizen does not."))


class _ReadyForm(MoveForm):
    """A ready-made text, where the line takes no words of one's own any more."""

    ready = one_of(_("Choose a ready-made text"))

    def offer(self, offers: Offers) -> None:
        choose_from(self, "ready", offers.ready)
        self.fields["ready"].help_text = offers.why_ready
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

"""The form of a reply that the office sends often."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from janasetu.cases.actions.wording import MOST_TITLE
from janasetu.cases.models import CannedReply


class CannedForm(forms.Form):
    """Its name and its words. The act judges whether the name is free."""

    use_required_attribute = False
    id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(
        label=_("Name"),
        max_length=MOST_TITLE,
        help_text=_("By which colleagues find it."),
        error_messages={"required": _("Give it a name.")},
    )
    text = forms.CharField(
        label=_("Words"),
        help_text=_("Where the words have {ref}, the number of the case is put in."),
        error_messages={"required": _("Write the words of the reply.")},
        widget=forms.Textarea({"rows": 3}),
    )

    @classmethod
    def of(cls, reply: CannedReply) -> "CannedForm":
        """The form of one that there is."""
        return cls(initial={"id": reply.id, "title": reply.title, "text": reply.text}, name=reply.id)

    def __init__(self, said: Any = None, *, initial: Any = None, name: UUID | str = "new") -> None:
        super().__init__(said, initial=initial, auto_id=f"canned_{name}_%s")
        self.name = str(name)

    def refuse(self, field: str, sentence: str) -> None:
        """Say why it was not kept, beside what was typed."""
        self.add_error(field, sentence)

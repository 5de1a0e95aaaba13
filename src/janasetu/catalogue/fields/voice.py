"""A voice message."""

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from janasetu.catalogue.fields import wording
from janasetu.catalogue.fields.base import Answer, Given, Problem
from janasetu.catalogue.fields.files import FilesKind
from janasetu.lib.words import Lang

if TYPE_CHECKING:
    from janasetu.catalogue.schema import Field


class VoiceKind(FilesKind):
    """One recording, kept as a list of its id; a new one stands in its place."""

    code = "voice"
    media = frozenset({"audio"})
    takes = frozenset()

    def read(
        self, field: "Field", given: Given, *, today: dt.date, earlier: Answer = None
    ) -> Answer | Problem:
        return super().read(field, replace(given, files=given.files[-1:]), today=today)

    def show(self, field: "Field", answer: Answer, lang: Lang) -> str:
        return wording.say("recorded", lang)

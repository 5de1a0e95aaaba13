"""Photographs: files by id; the bytes come through the media gate."""

from typing import TYPE_CHECKING

from janasetu.catalogue.fields.base import Answer, FieldKind, Given, Problem
from janasetu.lib import bn
from janasetu.lib.words import Lang

if TYPE_CHECKING:
    from janasetu.catalogue.schema import Field

MOST = 5


class PhotoKind(FieldKind):
    """One or more photographs, kept as the ids of received files; later ones are added."""

    code = "photo"

    def read(self, field: "Field", given: Given, *, earlier: Answer = None) -> Answer | Problem:
        if not given.files:
            return Problem("photo_needed")
        kept = list(dict.fromkeys([*(earlier or []), *given.files]))
        return kept if len(kept) <= MOST else Problem("photo_too_many", {"most": MOST})

    def show(self, field: "Field", answer: Answer, lang: Lang) -> str:
        return bn.number(len(answer), lang)

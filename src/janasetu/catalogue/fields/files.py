"""What photographs, papers and voice messages share: files by id, whose bytes came through the media gate."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from janasetu.catalogue.fields import bounds
from janasetu.catalogue.fields.base import Answer, FieldKind, Given, Problem
from janasetu.lib import bn
from janasetu.lib.words import Lang

if TYPE_CHECKING:
    from janasetu.catalogue.schema import Field

MOST = 5  # files, where a definition says nothing else
LARGEST = 10
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)


class FilesKind(FieldKind):
    """One or more files, kept as a list of the ids of received files; later ones are added."""

    takes = frozenset({"least", "most"})

    def read(
        self, field: "Field", given: Given, *, today: dt.date, earlier: Answer = None
    ) -> Answer | Problem:
        accepted = {"accepts": self.accepted(field)}
        ids = ids_of(given)
        if not ids:
            return Problem(f"{self.code}_needed", accepted)
        if given.media not in self.accepted(field):
            return Problem(f"{self.code}_wrong_kind", accepted)
        most = _bounds(field)[1]
        kept = list(dict.fromkeys([*(earlier or []), *ids]))
        return kept if len(kept) <= most else Problem(f"{self.code}_too_many", {"most": most})

    def show(self, field: "Field", answer: Answer, lang: Lang) -> str:
        """How many: «১টি»; what was sent is seen beside it."""
        return f"{bn.number(len(answer), lang)}{'টি' if lang == 'bn' else ''}"

    def again(self, field: "Field", answer: Answer) -> tuple[Given, ...]:
        return (Given(files=tuple(answer), media=self.accepted(field)[0]),)

    def lacking(self, field: "Field", answer: Answer) -> str | None:
        return f"{self.code}_more" if len(answer) < _bounds(field)[0] else None

    def files(self, answer: Answer) -> tuple[str, ...]:
        return tuple(answer or ())

    def without_file(self, answer: Answer, file: str) -> Answer:
        return [one for one in answer or () if one != file] or None

    def problems(self, field: "Field") -> Iterator[str]:
        yield from super().problems(field)
        yield from bounds.problems(field, smallest=1, largest=LARGEST)

    def accepted(self, field: "Field") -> tuple[str, ...]:
        """The kinds of file that answer this field."""
        return tuple(sorted(self.media))


def ids_of(given: Given) -> list[str]:
    """The files that were given, by ids that can be ids."""
    return [one for one in given.files if _ID.fullmatch(one)]


def _bounds(field: "Field") -> tuple[int, int]:
    least, most = bounds.counts(field, least=1, most=MOST)
    return least, max(least, most)

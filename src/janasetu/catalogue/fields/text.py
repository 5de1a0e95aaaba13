"""Words of the person's own on one line: a remark, an address, a short description."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from janasetu.catalogue.fields import bounds, files, typed, wording
from janasetu.catalogue.fields.base import Answer, FieldKind, Given, Problem
from janasetu.lib.text import shorten
from janasetu.lib.words import Lang

if TYPE_CHECKING:
    from janasetu.catalogue.schema import Field

SHOWN = 200  # units of an answer shown on one line
VOICE = "audio"  # what a field may take beside words


class TextKind(FieldKind):
    """Free words, kept as written but for line breaks and marks no page can draw.

    `least` and `most` count characters. Where the field takes a voice too, an answer with one is a mapping of
    `text`, which may be empty, and `voice`, a list of ids; any other answer is the words.
    """

    code = "text"
    words = True
    takes = frozenset({"least", "most", "accepts"})
    longest = 1000  # characters; a paragraph

    def read(
        self, field: "Field", given: Given, *, today: dt.date, earlier: Answer = None
    ) -> Answer | Problem:
        if given.files and VOICE in field.accepts:
            return _with_voice(given, earlier)
        least, most = bounds.counts(field, least=1, most=self.longest)
        words = self._words(given.text)
        if typed.is_too_long(given.text, words, most):
            return Problem("text_too_long", {"most": most})
        if not typed.has_words(words):
            return Problem("text_needs_words")
        if len(words) < least:
            return Problem("text_too_short", {"least": least})
        return {"text": words, "voice": list(voice)} if (voice := self.files(earlier)) else words

    def show(self, field: "Field", answer: Answer, lang: Lang) -> str:
        return shorten(self.show_whole(field, answer, lang), SHOWN)

    def show_whole(self, field: "Field", answer: Answer, lang: Lang) -> str:
        return " ".join(in_full(answer, lang).split())

    def again(self, field: "Field", answer: Answer) -> tuple[Given, ...]:
        words, voice = words_in(answer), self.files(answer)
        typed_again = (Given(text=words),) if words else ()
        return (*typed_again, Given(files=voice, media=VOICE)) if voice else typed_again

    def media_for(self, field: "Field") -> frozenset[str]:
        return frozenset(field.accepts)

    def files(self, answer: Answer) -> tuple[str, ...]:
        return tuple(answer["voice"] or ()) if isinstance(answer, Mapping) else ()

    def without_file(self, answer: Answer, file: str) -> Answer:
        left = [one for one in self.files(answer) if one != file]
        return {"text": words_in(answer), "voice": left} if left else words_in(answer) or None

    def problems(self, field: "Field") -> Iterator[str]:
        yield from super().problems(field)
        yield from bounds.problems(field, smallest=1, largest=self.longest)
        if field.accepts not in ((), (VOICE,)):
            yield f"a {self.code} takes no file but a voice: `accepts: [{VOICE}]`"

    def _words(self, text: str) -> str:
        return typed.one_line(text)


def words_in(answer: Answer) -> str:
    """The words of an answer; empty where it is a voice alone."""
    return str(answer["text"]) if isinstance(answer, Mapping) else str(answer or "")


def in_full(answer: Answer, lang: Lang) -> str:
    """All that was written; where a voice was sent, that there is one."""
    has_voice = isinstance(answer, Mapping) and answer["voice"]
    told = (words_in(answer), wording.say("voice_beside", lang) if has_voice else "")
    return "\n".join(part for part in told if part)


def _with_voice(given: Given, earlier: Answer) -> Answer | Problem:
    """The words so far and one recording more."""
    ids = files.ids_of(given)
    if not ids or given.media != VOICE:
        return Problem("voice_wrong_kind" if ids else "voice_needed")
    before = (earlier["voice"] or ()) if isinstance(earlier, Mapping) else ()
    voice = list(dict.fromkeys([*before, *ids]))
    if len(voice) > files.MOST:
        return Problem("voice_too_many", {"most": files.MOST})
    return {"text": words_in(earlier), "voice": voice}

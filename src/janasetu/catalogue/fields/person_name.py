"""A person's name, in Bengali and in English letters as the person writes both; never transliterated."""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from janasetu.catalogue.fields import typed, wording, words
from janasetu.catalogue.fields.base import SKIP, Answer, FieldKind, Given, Offer, Problem
from janasetu.lib.fold import fold_words
from janasetu.lib.words import Lang

if TYPE_CHECKING:
    from janasetu.catalogue.schema import Field

LEAST, MOST = 2, 120  # characters
_HYPHENS = "-\u2010\u2011"
_APOSTROPHES = "'’‘\u02bc"
_MARKS = rf"\{_HYPHENS}{_APOSTROPHES}.:\u200c\u200d\u0300-\u036f"  # মোঃ is often typed মো:
_NOT_FIRST, _NOT_LAST = f" .:{_HYPHENS}{_APOSTROPHES}", f" :{_HYPHENS}"
_SCRIPTS: dict[Lang, str] = {
    "bn": "\u0980-\u09e3\u09f0\u09f1\u09fa\u09fc\u09fe",  # no digits and no signs of money
    "en": "A-Za-z\xc0-\xd6\xd8-\xf6\xf8-\u024f\u1e00-\u1eff",
    "hi": "\u0900-\u0963\u0970-\u097f",
}
_LETTERS = {script: re.compile(f"[{letters}{_MARKS}]+") for script, letters in _SCRIPTS.items()}
_ANY_LETTER = re.compile(f"[{''.join(_SCRIPTS.values())}{_MARKS}]")
_ONLY_MARKS = re.compile(f"[{_MARKS}]+")
_SEPARATOR = re.compile(r"[/|,;()\[\]{}«»“”\"=–—।॥]|(?<=\s)[-:](?=\s)")
_FULL_STOP = re.compile(r"(?<=[A-Za-z]{4})\.$")
_LINK = re.compile(r"https?:|www\.|@|\.(?:com|net|org|in|info)\b", re.IGNORECASE)
# What people write before a name when they are asked for it.
_LEAD = re.compile(
    r"^(?:(?:(?:আমার|আবেদনকারীর)\s+)?নাম\s*(?:(?:হল|হলো|হচ্ছে)\s+|[:=-]\s*|\s+)"
    r"|(?:my\s+)?name\s*(?:is\s+|[:=-]\s*|\s+)|amar\s+naa?m\s*(?:holo?\s+|[:=-]\s*|\s+)"
    r"|(?:मेरा\s+)?नाम\s*(?:[:=-]\s*|\s+))+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Part:
    """Words of one script, side by side."""

    script: Lang
    name: str


class PersonNameKind(FieldKind):
    """A name by script: {"bn": ..., "en": ...}, and "hi" for one in Devanagari.

    A script that is not there is still asked for, unless the question is content with one; None is left out
    on purpose.
    """

    code = "person_name"
    words = True
    takes = frozenset({"scripts"})

    def read(
        self, field: "Field", given: Given, *, today: dt.date, earlier: Answer = None
    ) -> Answer | Problem:
        unfinished = earlier if self.lacking(field, earlier) else None
        if unfinished and given.code == SKIP:
            return self.without(field, unfinished)
        names = names_in(given.text)
        if isinstance(names, Problem):
            return names
        if unfinished and _is_another(names, unfinished):
            return _still_lacking(unfinished)
        return _in_order({**(unfinished or {}), **names})

    def show(self, field: "Field", answer: Answer, lang: Lang) -> str:
        """The name in the reader's script, and in the others behind it: all will stand on papers."""
        written = dict.fromkeys(answer[script] for script in (lang, *_SCRIPTS) if answer.get(script))
        first, *others = written or ("",)
        return f"{first} ({', '.join(others)})" if others else first

    def show_whole(self, field: "Field", answer: Answer, lang: Lang) -> str:
        """In the script of this language alone, where the name was given in it: a paper has both beside."""
        return next((str(answer[script]) for script in (lang, *_SCRIPTS) if answer.get(script)), "")

    def again(self, field: "Field", answer: Answer) -> tuple[Given, ...]:
        names = tuple(answer[script] for script in ("bn", "hi", "en") if answer.get(script))
        if field.scripts == "one":
            return (Given(text=" ".join(names)),)
        said = tuple(Given(text=name) for name in names)
        return (*said, Given(code=SKIP)) if None in answer.values() else said

    def lacking(self, field: "Field", answer: Answer) -> str | None:
        """The script to ask for next; who writes Devanagari is not asked for Bengali."""
        if not answer or field.scripts == "one":
            return None
        if "bn" not in answer and "hi" not in answer:
            return "person_name_bn"
        return None if "en" in answer else "person_name_en"

    def offers(self, field: "Field", answer: Answer = None) -> tuple[Offer, ...]:
        return (Offer(SKIP, wording.titles("leave_out")),) if self.lacking(field, answer) else ()

    def without(self, field: "Field", answer: Answer) -> Answer:
        return _in_order({"bn": None, "en": None, **answer})


def names_in(text: str) -> dict[str, str] | Problem:
    """The name by script, where the words are a name in one script, or in two of them one after another."""
    told = _LEAD.sub("", typed.short(text))
    if len(text) > typed.MOST_SHORT:
        return Problem("person_name_too_long", {"most": MOST})
    if not typed.has_words(told) or _is_an_answer(told):
        return Problem("person_name_needed")
    if _LINK.search(told):
        return Problem("person_name_signs")
    parts = _parts(told)
    return parts if isinstance(parts, Problem) else _checked(parts)


def _checked(parts: list[_Part]) -> dict[str, str] | Problem:
    """Each script's name, where each has one and it is long enough."""
    names = {part.script: _bare(part.name) for part in parts}
    if len(names) < len(parts):
        return Problem("person_name_mixed" if len(names) > 1 else "person_name_signs")
    for name in names.values():
        if all(words.means(word, "before_names") for word in name.split()):
            return Problem("person_name_mixed" if len(names) > 1 else "person_name_needed")
        if _is_an_answer(name):
            return Problem("person_name_needed")
        if not LEAST <= len(name) <= MOST:
            return _wrong_length(name)
    return {str(script): name for script, name in names.items()}


def _is_an_answer(name: str) -> bool:
    """Whether it is an answer or a command and no more: «জানি না», «না না», "ok"."""
    return words.means(name, "no_names") or all(words.means(word, "no_names") for word in name.split())


def _wrong_length(name: str) -> Problem:
    if len(name) < LEAST:
        return Problem("person_name_too_short")
    return Problem("person_name_too_long", {"most": MOST})


def _bare(name: str) -> str:
    """Without what people write before a name when they are asked for it, and a full stop after it."""
    bare = ""
    while bare != name:
        bare, name = name, _LEAD.sub("", _FULL_STOP.sub("", name)).lstrip(_NOT_FIRST).rstrip(_NOT_LAST)
    return bare


def _parts(told: str) -> list[_Part] | Problem:
    """The words in runs of one script, parted also by brackets, commas and slashes."""
    parts: list[_Part] = []
    for segment in _SEPARATOR.split(told):
        begun = len(parts)
        for word in segment.split():
            script = _script(word)
            if isinstance(script, Problem):
                return script
            goes_on = len(parts) > begun and script in (None, parts[-1].script)
            if goes_on:
                parts[-1] = _Part(parts[-1].script, f"{parts[-1].name} {word}")
            elif script:
                parts.append(_Part(script, word))
    return parts


def _script(word: str) -> Lang | Problem | None:
    """The script of a word; None where it is but a hyphen or a dot."""
    if not any(unicodedata.category(letter)[0] == "L" for letter in word):
        return None if _ONLY_MARKS.fullmatch(word) else Problem("person_name_signs")
    script = next((script for script, letters in _LETTERS.items() if letters.fullmatch(word)), None)
    if script:
        return script
    if not all(_ANY_LETTER.match(letter) for letter in word if unicodedata.category(letter)[0] == "L"):
        return Problem("person_name_script")
    has_signs = any(not _ANY_LETTER.match(letter) for letter in word)
    return Problem("person_name_signs" if has_signs else "person_name_mixed")


def _is_another(names: Answer, unfinished: Answer) -> bool:
    """Whether it is somebody else's name in a script that is there already, and not the same spelt better:
    people answer the question after this one before it is asked.
    """
    return all(
        unfinished.get(script) and fold_words(name)[:1] != fold_words(unfinished[script])[:1]
        for script, name in names.items()
    )


def _still_lacking(unfinished: Answer) -> Problem:
    """What is written already, and the script that is wanted."""
    script = "en" if "en" in unfinished else "bn" if "bn" in unfinished else "hi"
    return Problem(f"person_name_has_{script}", {"name": unfinished[script]})


def _in_order(names: Answer) -> Answer:
    return {script: names[script] for script in ("bn", "en", "hi") if script in names}

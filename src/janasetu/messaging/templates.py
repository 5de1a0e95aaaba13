"""Our sentences as templates: what a provider approves beforehand, and what fills it later. Pure.

A template is what a line carries when nobody has written for a day. It is made from the very sentence that
the phrase file has, so that both say the same; its name carries a hash of its words, so that a sentence that
changes is another template and one that is under way still finds its own.

What a template may not be (Cloud API reference, 2026): begin or end with a variable, have two side by side,
be filled with a line break or with nothing.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from janasetu.lib.phrases import LANGS, Phrases
from janasetu.lib.text import shorten
from janasetu.lib.words import Lang

CATEGORY = "UTILITY"  # what every template of ours is declared as: it tells of somebody's own matter
MOST_BODY, MOST_FILLING = 1024, 700
NOTHING = "–"
_SAYS: dict[Lang, str] = {"bn": "জনসেতু:", "en": "Janasetu:", "hi": "जनसेतु:"}
_THANKS: dict[Lang, str] = {"bn": "ধন্যবাদ।", "en": "Thank you.", "hi": "धन्यवाद।"}
_SPACES = re.compile(r"\s+")
_EXAMPLE = "…"


@dataclass(frozen=True, slots=True)
class Template:
    """What is given to the provider for approval. `buttons`: titles of quick replies.

    `spans`: how many values of the sentence each variable takes; those that only a space or a line parts
    are one variable.
    """

    name: str
    lang: Lang
    body: str
    spans: tuple[int, ...]
    buttons: tuple[str, ...] = ()

    @property
    def examples(self) -> list[str]:
        """A filling for each variable, as the provider wants one."""
        return [_EXAMPLE] * len(self.spans)


def template_of(
    phrases: Phrases, key: str, lang: Lang, *, prefix: str, buttons: Sequence[str] = ()
) -> Template:
    """The sentence of this key as a template; its language is the one in which the sentence is written."""
    spoken = phrases.spoken(key, lang)
    body, spans = _body(phrases.pieces(key, spoken), spoken)
    words = "\n".join([body, *buttons])
    stamp = hashlib.sha256(words.encode()).hexdigest()[:8]
    return Template(f"{prefix}_{key}_{stamp}", spoken, body, spans, tuple(buttons))


def filled(template: Template, fillings: Sequence[str]) -> dict[str, Any]:
    """What a message carries of it: the name, the language and what fills the variables."""
    values = iter(fillings)
    params = [_filling(" ".join(islice(values, span))) for span in template.spans]
    return {"name": template.name, "lang": template.lang, "params": params}


def in_every_language(
    phrases: Phrases, key: str, *, prefix: str, buttons: Sequence[str] = ()
) -> Iterator[Template]:
    """The templates of a sentence; `buttons` are keys of the same file."""
    langs = dict.fromkeys(phrases.spoken(key, lang) for lang in LANGS)
    for lang in langs:
        titles = [phrases.say(button, lang) for button in buttons]
        yield template_of(phrases, key, lang, prefix=prefix, buttons=titles)


def _body(pieces: Sequence[str | None], lang: Lang) -> tuple[str, tuple[int, ...]]:
    """The words with {{1}}, {{2}} in place of what is filled in; how many values each takes."""
    said, words = "", " "
    spans: list[int] = []
    for piece in pieces:
        if piece is not None:
            words += piece
        elif spans and not words.strip():
            spans[-1] += 1
            words = ""
        else:
            spans.append(1)
            said, words = said + words + "{{" + str(len(spans)) + "}}", ""
    said = (said + words).strip()
    if said.startswith("{{"):
        said = f"{_SAYS[lang]} {said}"
    if said.endswith("}}"):
        said = f"{said}\n{_THANKS[lang]}"
    return said, tuple(spans)


def _filling(text: str) -> str:
    """On one line, and never nothing."""
    return shorten(_SPACES.sub(" ", text).strip(), MOST_FILLING) or NOTHING

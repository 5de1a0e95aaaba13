"""A text in the languages of the people: Bengali first, then English, then Hindi."""

from collections.abc import Mapping
from typing import get_args

from janasetu.lib.words import Lang

LANGUAGES: tuple[Lang, ...] = get_args(Lang)
FALLBACK: Lang = "bn"


def as_lang(code: str | None) -> Lang:
    """The language of this code, from a column or a request; Bengali where it is none of ours."""
    return next((lang for lang in LANGUAGES if lang == code), FALLBACK)


def in_language(texts: Mapping[str, str], lang: str) -> str:
    """The text in `lang`, else in Bengali; empty where even that is missing."""
    return texts.get(lang) or texts.get(FALLBACK) or ""

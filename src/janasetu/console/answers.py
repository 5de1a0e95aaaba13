"""The answers of a case's form as its page shows them: a renderer for each kind of field."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from janasetu.cases.models import Case
from janasetu.catalogue.fields import KINDS
from janasetu.catalogue.schema import Field
from janasetu.lib import bn
from janasetu.lib.words import Lang

Renderer = Callable[[Field, Any, Lang], list[str]]


@dataclass(frozen=True, slots=True)
class Shown:
    """One answer: what was asked, and the lines of what was said."""

    label: str
    lines: list[str]


def answers_of(case: Case, lang: Lang) -> list[Shown]:
    """What the citizen answered, in the order of the form; photos have a place of their own on the page."""
    return list(_shown(case, lang))


def ward_words(ward: str, lang: Lang) -> str:
    """«ওয়ার্ড ১১»; empty where no ward is known."""
    return _("Ward %(ward)s") % {"ward": bn.digits(ward) if lang == "bn" else ward} if ward else ""


def _shown(case: Case, lang: Lang) -> Iterator[Shown]:
    for field in case.service.ask:
        answer = case.fields.get(field.field)
        if answer:
            lines = RENDERERS[field.kind](field, answer, lang)
            if lines:
                yield Shown(field.short.in_(lang), lines)


def _in_a_word(field: Field, answer: Any, lang: Lang) -> list[str]:
    return [KINDS[field.kind].show(field, answer, lang)]


def _in_full(field: Field, answer: Any, lang: Lang) -> list[str]:
    """Everything that was written: the officer must not miss the end of it."""
    return str(answer).splitlines()


def _place(field: Field, answer: Any, lang: Lang) -> list[str]:
    """The words, the ward, and the coordinates as plain text to copy."""
    ward = ward_words(str(answer.get("ward") or ""), lang)
    has_point = answer.get("lat") is not None and answer.get("lon") is not None
    point = f"{answer['lat']:.6f}, {answer['lon']:.6f}" if has_point else ""
    return [line for line in (answer.get("text") or "", ward, point) if line]


def _elsewhere(field: Field, answer: Any, lang: Lang) -> list[str]:
    return []


RENDERERS: dict[str, Renderer] = {
    "choice": _in_a_word,
    "text": _in_full,
    "place": _place,
    "photo": _elsewhere,
}

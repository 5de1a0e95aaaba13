"""Posters as the desk shows them: where each hangs, how often it was scanned; and their seal."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.contrib.staticfiles import finders
from django.utils.translation import gettext as _

from janasetu.bodies.models import LocalBody
from janasetu.lib import bn
from janasetu.lib.numerals import numerals
from janasetu.lib.words import Lang
from janasetu.posters.models import Poster
from janasetu.posters.phrases import PHRASES
from janasetu.posters.queries import Scans

_WORDS = ("<text", "<script", "<image")  # in a seal they cannot be printed


@dataclass(frozen=True, slots=True)
class PosterRow:
    """A poster in the list."""

    id: str
    ward: str
    place: str
    code: str
    today: str
    week: str
    all: str


def poster_rows(posters: Sequence[Poster], scans: Mapping[UUID, Scans], lang: Lang) -> list[PosterRow]:
    """A row for each; nothing is looked up."""
    return [_row(one, scans.get(one.id, Scans()), lang) for one in posters]


def _row(poster: Poster, scans: Scans, lang: Lang) -> PosterRow:
    return PosterRow(
        id=str(poster.id),
        ward=ward_name(poster.ward, lang),
        place=poster.place,
        code=poster.code,
        today=bn.number(scans.today, lang),
        week=bn.number(scans.week, lang),
        all=bn.number(scans.all, lang),
    )


def ward_name(ward: str, lang: Lang) -> str:
    """«ওয়ার্ড ৫»; of none the whole office."""
    return PHRASES.say("ward", lang, ward=numerals(ward, lang)) if ward else _("The whole office")


def ward_choices(wards: Sequence[str], lang: Lang) -> Iterator[tuple[str, str]]:
    """The wards to choose from; where there are none, the whole office."""
    return ((ward, ward_name(ward, lang)) for ward in wards or [""])


def seal_of(body: LocalBody) -> str:
    """The seal of the body as it can be printed: that of its facts, else of its pages; or nothing."""
    if own := str(body.facts.get("emblem") or ""):
        return own
    name = f"janasetu/themes/{body.code}.svg"
    found = finders.find(name) if body.code.replace("-", "").isalnum() else None
    if not isinstance(found, str):
        return ""
    svg = Path(found).read_text(encoding="utf-8")
    return "" if any(word in svg for word in _WORDS) else svg

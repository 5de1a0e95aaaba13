"""The map of an officer's wards as its page shows it: the drawing, its legend, and the table beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from janasetu.bodies import maps, queries, ward_map
from janasetu.bodies.choices import MapPart
from janasetu.bodies.models import Officer, Ward
from janasetu.bodies.shapes import Ground
from janasetu.bodies.ward_map import Drawing, Mark
from janasetu.cases.by_ward import COUNTED, WardCount, counts_by_ward
from janasetu.cases.lists import ListAsk
from janasetu.console.asked import address
from janasetu.lib import bn
from janasetu.lib.numerals import numerals
from janasetu.lib.words import Lang

MANY = 40  # wards that are too small for figures on a telephone
_NOTHING = WardCount()
_drawings: dict[UUID, tuple[Ground | None, tuple[str, ...], Drawing]] = {}  # by body, with what they are of


@dataclass(frozen=True, slots=True)
class Figure:
    """A count in figures and the list that it is of; empty where there is no such list."""

    told: str
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    """A ward in the table: its number in the reader's digits, its name, and its counts."""

    number: str
    name: str
    figures: Sequence[Figure]
    is_late: bool


@dataclass(frozen=True, slots=True)
class WardMap:
    """The page. `svg`: the drawing; `legend`: each shade by its class, and its counts; `sources`: whose map
    it is, with the language of it; `many`: so many wards that a telephone has no room for their figures.
    """

    svg: SafeString
    legend: Sequence[tuple[str, str]]
    rows: Sequence[Row]
    sources: Sequence[tuple[str, str]]
    many: bool


def ward_map_of(officer: Officer, view: str, *, lang: Lang, now: datetime) -> WardMap | None:
    """The wards of the officer's body, each by what the view counts in it; None where the body has none."""
    wards = queries.wards([officer.body_id], now)[officer.body_id]
    counts = counts_by_ward(officer, now=now)
    ground = maps.atlas(at=now).ground(officer.body_id)
    whose = [one.source for one in maps.sources(officer.body_id) if one.part == MapPart.WARDS and one.source]
    if not wards:
        return None
    marks = {ward.number: _mark(ward.number, counts, view, lang) for ward in wards}
    named = {ward.number: numerals(ward.number, lang) for ward in wards}
    drawn = drawing(officer.body_id, ground, tuple(named))
    return WardMap(
        svg=SafeString(ward_map.svg(drawn, marks, named)),
        legend=legend(marks, lang),
        rows=_rows(wards, counts, lang),
        sources=[(source, "en" if source.isascii() else lang) for source in whose],
        many=len(wards) > MANY,
    )


def drawing(body_id: UUID, ground: Ground | None, numbers: tuple[str, ...]) -> Drawing:
    """Drawn once for as long as the map stays as it is: the figures in it are another matter."""
    known = _drawings.get(body_id)
    if known is None or known[0] is not ground or known[1] != numbers:
        known = (ground, numbers, ward_map.draw(numbers, ground.wards if ground else {}))
        _drawings[body_id] = known
    return known[2]


def _mark(number: str, counts: Mapping[str, WardCount], view: str, lang: Lang) -> Mark:
    count = counts.get(number, _NOTHING).of(view)
    figure = bn.number(count, lang)
    title = _("Ward %(ward)s: %(count)s") % {"ward": numerals(number, lang), "count": figure}
    return Mark(count, figure, title, _list_of(number, view))


def _list_of(number: str, view: str) -> str:
    return address(ListAsk(view=view, ward=number))


def legend(marks: Mapping[str, Mark], lang: Lang) -> list[tuple[str, str]]:
    """Each shade by its class and its counts, from none on."""
    steps = ward_map.steps(mark.value for mark in marks.values())
    shades = [(f"n{place}", _range(step.first, step.last, lang)) for place, step in enumerate(steps, start=1)]
    return [("n0", bn.number(0, lang)), *shades]


def _range(first: int, last: int, lang: Lang) -> str:
    """«৫–৯»; one count alone."""
    return bn.number(first, lang) + (f"–{bn.number(last, lang)}" if last > first else "")


def _rows(wards: Sequence[Ward], counts: Mapping[str, WardCount], lang: Lang) -> list[Row]:
    """A row for each ward that has a case, one for all the others, and one for the cases in no ward."""
    busy = [ward for ward in wards if counts.get(ward.number)]
    rows = [_row(ward, counts[ward.number], lang) for ward in busy]
    if calm := len(wards) - len(busy):
        words = ngettext("%(count)s other ward", "%(count)s other wards", calm)
        rows.append(_row_of(words % {"count": bn.number(calm, lang)}, _NOTHING, lang))
    known = {ward.number for ward in wards}
    lost = [count for number, count in counts.items() if number not in known]
    if lost:
        in_all = WardCount(*(sum(count.of(view) for count in lost) for view in COUNTED))
        rows.append(_row_of(_("No ward is known"), in_all, lang))
    return rows


def _row_of(name: str, count: WardCount, lang: Lang) -> Row:
    """A row of no one ward; there is no list of it."""
    figures = [Figure(bn.number(count.of(view), lang), "") for view in COUNTED]
    return Row("", name, figures, is_late=count.overdue > 0)


def _row(ward: Ward, count: WardCount, lang: Lang) -> Row:
    figures = [
        Figure(bn.number(count.of(view), lang), _list_of(ward.number, view) if count.of(view) else "")
        for view in COUNTED
    ]
    return Row(numerals(ward.number, lang), ward.name_in(lang), figures, is_late=count.overdue > 0)

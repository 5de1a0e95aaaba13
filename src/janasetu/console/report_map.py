"""The wards by the figure of a report that is chosen."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from janasetu.bodies import maps, queries, ward_map
from janasetu.bodies.choices import MapPart
from janasetu.bodies.ward_map import Mark
from janasetu.cases.reporting import Report, Scope
from janasetu.console.report_asked import Asked, address
from janasetu.console.reports import FIGURES
from janasetu.console.ward_map import MANY, drawing, legend
from janasetu.lib import bn
from janasetu.lib.numerals import numerals
from janasetu.lib.words import Lang

SHADED = ("received", "open", "overdue", "reopened", "unconfirmed")  # figures by which wards are coloured


@dataclass(frozen=True, slots=True)
class ReportMap:
    """The wards. `tabs`: by what they can be coloured: name, address, whether they are now."""

    svg: SafeString
    legend: Sequence[tuple[str, str]]
    tabs: Sequence[tuple[str, str, bool]]
    sources: Sequence[tuple[str, str]]
    many: bool


def map_of(report: Report, scope: Scope, asked: Asked, lang: Lang, *, now: datetime) -> ReportMap | None:
    """The wards of one office as they are drawn today; None where it has none. Four queries."""
    wards = queries.wards([scope.body.id], now)[scope.body.id]
    if not wards:
        return None
    ground = maps.atlas(at=now).ground(scope.body.id)
    named = {ward.number: numerals(ward.number, lang) for ward in wards}
    marks = dict(_marks(report, named, asked, lang))
    whose = [one.source for one in maps.sources(scope.body.id) if one.part == MapPart.WARDS and one.source]
    return ReportMap(
        svg=SafeString(ward_map.svg(drawing(scope.body.id, ground, tuple(named)), marks, named)),
        legend=legend(marks, lang),
        tabs=[
            (str(FIGURES[name]), address(replace(asked, shade=name)), name == asked.shade) for name in SHADED
        ],
        sources=[(source, "en" if source.isascii() else lang) for source in whose],
        many=len(wards) > MANY,
    )


def _marks(report: Report, named: Mapping[str, str], asked: Asked, lang: Lang) -> Iterator[tuple[str, Mark]]:
    for number, words in named.items():
        found = report.groups.get((number,))
        count = found.counts[asked.shade] if found else 0
        figure = bn.number(count, lang)
        title = _("Ward %(ward)s: %(count)s") % {"ward": words, "count": figure}
        of_ward = replace(asked, figure=asked.shade, report=replace(asked.report, ward=number))
        yield number, Mark(count, figure, title, address(of_ward, "console:report_list") if count else "")

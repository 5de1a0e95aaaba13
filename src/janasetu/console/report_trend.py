"""The last twelve months of a report, as columns and as a table."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from janasetu.cases.periods import OWN
from janasetu.cases.trends import Month, highest
from janasetu.console.report_asked import Asked, address
from janasetu.lib import bn
from janasetu.lib.numerals import numerals
from janasetu.lib.words import MONTHS, Lang

_HEIGHT, _COLUMN, _GAP, _BELOW = 120, 18, 12, 22  # units of the drawing


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month in the table beside its columns; the addresses are empty where there is no case."""

    name: str
    received: str
    received_url: str
    done: str
    done_url: str


@dataclass(frozen=True, slots=True)
class Trend:
    """The drawing, and what it shows in figures."""

    svg: SafeString
    rows: Sequence[MonthRow]


def trend(months: Sequence[Month], asked: Asked, lang: Lang) -> Trend:
    """What came and what was done, month by month."""
    rows = [_month_row(one, asked, lang) for one in months]
    return Trend(SafeString(_columns(months, rows, lang)), rows)


def _month_row(month: Month, asked: Asked, lang: Lang) -> MonthRow:
    period = replace(month.period, code=OWN)
    of_month = replace(asked, report=replace(asked.report, period=period))

    def url(figure: str, count: int) -> str:
        return address(replace(of_month, figure=figure), "console:report_list") if count else ""

    first = month.period.first
    return MonthRow(
        f"{MONTHS[lang][first.month - 1]} {numerals(first.year, lang)}",
        bn.number(month.received, lang),
        url("received", month.received),
        bn.number(month.done, lang),
        url("done", month.done),
    )


def _columns(months: Sequence[Month], rows: Sequence[MonthRow], lang: Lang) -> str:
    """Two columns a month, the second one hatched: they differ without colour too."""
    width = len(months) * (2 * _COLUMN + _GAP)
    drawn = "".join(
        _month(place, *each, highest(months), lang)
        for place, each in enumerate(zip(months, rows, strict=True))
    )
    size = f'viewBox="0 0 {width} {_HEIGHT + _BELOW}" width="{width}" height="{_HEIGHT + _BELOW}"'
    title = escape(_("Received and reported done, month by month"))
    return (
        f'<svg class="months" {size} role="img" aria-labelledby="months-title">'
        f'<title id="months-title">{title}</title>{_HATCHED}{drawn}</svg>'
    )


_HATCHED = (
    '<defs><pattern id="hatched" width="6" height="6" patternUnits="userSpaceOnUse"'
    ' patternTransform="rotate(45)"><path d="M0 0v6"/></pattern></defs>'
)


def _month(place: int, month: Month, row: MonthRow, most: int, lang: Lang) -> str:
    left = place * (2 * _COLUMN + _GAP) + _GAP // 2
    middle, below = left + _COLUMN, _HEIGHT + _BELOW - 6
    heights = [round(_HEIGHT * count / most) for count in (month.received, month.done)]
    bars = "".join(
        f'<rect class="{kind}" x="{left + at * _COLUMN}" y="{_HEIGHT - high}"'
        f' width="{_COLUMN}" height="{high}"/>'
        for at, (kind, high) in enumerate(zip(("came", "went"), heights, strict=True))
    )
    said = _("%(month)s: %(received)s received, %(done)s done") % {
        "month": row.name,
        "received": row.received,
        "done": row.done,
    }
    label = numerals(month.period.first.month, lang)
    return f'<g><title>{escape(said)}</title>{bars}<text x="{middle}" y="{below}">{label}</text></g>'

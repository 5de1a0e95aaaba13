"""What messages cost, as the page and the file show it: in the reader's words and figures."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from janasetu.cases.costs import TEXT, UNTOLD, Costs, Spent
from janasetu.lib import bn
from janasetu.lib.amounts import rupees
from janasetu.lib.clock import KOLKATA, local
from janasetu.lib.dates import months_later
from janasetu.lib.words import Lang
from janasetu.messaging.choices import StandingKind
from janasetu.messaging.standings import Concern, Trouble

Period = Literal["this", "last"]
PERIODS = {"this": gettext_lazy("This month"), "last": gettext_lazy("Last month")}
# Meta's words for what a message is charged as, and what stands beside them; others are shown as they come.
CATEGORIES = {
    "service": gettext_lazy("In talks"),
    "utility": gettext_lazy("Notices"),
    "marketing": gettext_lazy("Advertising"),
    "authentication": gettext_lazy("Codes"),
    TEXT: gettext_lazy("Text messages"),
    UNTOLD: gettext_lazy("Not told yet"),
}
_TENTH, _PAISA = Decimal("0.1"), Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Month:
    """A calendar month of Kolkata, as far as it has gone. `until`: the first instant that is not of it."""

    period: Period
    since: datetime
    until: datetime
    days: str


def month_of(asked: str, *, lang: Lang, now: datetime) -> Month:
    """The month that is asked for; this one for whatever else is said."""
    first = local(now).date().replace(day=1)
    period: Period = "last" if asked == "last" else "this"
    begins = months_later(first, -1) if period == "last" else first
    last = first - timedelta(days=1) if period == "last" else local(now).date()
    days = _("%(first)s to %(last)s") % {"first": bn.date(begins, lang), "last": bn.date(last, lang)}
    return Month(period, _midnight(begins), _midnight(months_later(begins, 1)), days)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), tzinfo=KOLKATA)


@dataclass(frozen=True, slots=True)
class Row:
    """What one service has cost, or all of them, or the talks beside them. `each`: messages of one case;
    `kinds`: how many of each category; `rupees`: empty where there are no prices; `unpriced`: how many of
    what costs have none.
    """

    name: str
    finished: str
    each: str
    messages: str
    kinds: list[tuple[str, str]]
    billable: str
    parts: str
    rupees: str
    unpriced: str


def rows(costs: Costs, lang: Lang) -> list[Row]:
    """A row for each service that has ended a case; and one for all, where there are several."""
    found = [
        _row(one.service.name.in_(lang), one.finished, one.spent, lang, priced=costs.has_prices)
        for one in costs.services
    ]
    if len(found) < 2:
        return found
    return [*found, _row(_("All services"), costs.finished, costs.all, lang, priced=costs.has_prices)]


def row_of_talks(costs: Costs, lang: Lang) -> Row:
    """What was said that belongs to no case."""
    return _row("", 0, costs.talks, lang, priced=costs.has_prices)


def _row(name: str, finished: int, spent: Spent, lang: Lang, *, priced: bool) -> Row:
    return Row(
        name=name,
        finished=bn.number(finished, lang),
        each=bn.number(_each(finished, spent), lang),
        messages=bn.number(spent.messages, lang),
        kinds=[(kind, bn.number(count, lang)) for kind, count in kinds(spent)],
        billable=bn.number(spent.billable, lang),
        parts=bn.number(spent.parts, lang),
        rupees=rupees(_to_the_paisa(spent.rupees), lang) if priced else "",
        unpriced=bn.number(spent.unpriced, lang) if priced and spent.unpriced else "",
    )


def kinds(spent: Spent) -> Iterator[tuple[str, int]]:
    """The categories in words, those we know first, each with its number of messages."""
    known: Mapping[str, object] = CATEGORIES
    others = sorted(set(spent.by_category) - set(known))
    for category in (*known, *others):
        if count := spent.by_category[category]:
            yield str(known.get(category, category)), count


def _each(finished: int, spent: Spent) -> Decimal:
    return (Decimal(spent.messages) / max(finished, 1)).quantize(_TENTH, ROUND_HALF_UP)


def _to_the_paisa(amount: Decimal) -> Decimal:
    return amount.quantize(_PAISA, ROUND_HALF_UP)


# --- how the provider stands to our templates and numbers ---

TROUBLES = {
    Trouble.COSTS_MORE: gettext_lazy("Charged as advertising, which costs more"),
    Trouble.REFUSED: gettext_lazy("Refused by the provider"),
    Trouble.STOPPED: gettext_lazy("Stopped by the provider"),
    Trouble.BAD_QUALITY: gettext_lazy("People block it or complain"),
    Trouble.RESTRICTED: gettext_lazy("Restricted by the provider"),
}
MOST_TROUBLES = 10
_FILLED_IN = re.compile(r"{{[0-9]+}}")


@dataclass(frozen=True, slots=True)
class TroubleRow:
    """One thing to be looked at: a sentence of ours in its language, a number, or the account."""

    trouble: str
    said: str
    lang: str
    number: str


@dataclass(frozen=True, slots=True)
class Troubles:
    """The first of them, and how many more there are."""

    rows: list[TroubleRow]
    more: str


def troubles(found: Iterable[Concern], numbers: Iterable[str], lang: Lang) -> Troubles:
    """The alarms: of templates and the account, and of these numbers (digits) alone."""
    ours = set(numbers)
    alarms = [
        one
        for one in found
        if one.trouble in TROUBLES and (one.kind != StandingKind.NUMBER or one.name in ours)
    ]
    alarms.sort(key=lambda one: one.lang not in ("", lang))  # those that the reader can read go first
    more = len(alarms) - MOST_TROUBLES
    return Troubles(
        [
            TroubleRow(
                trouble=str(TROUBLES[one.trouble]),
                said=_FILLED_IN.sub("…", one.said),
                lang=one.lang,
                number=f"+{one.name}" if one.kind == StandingKind.NUMBER else "",
            )
            for one in alarms[:MOST_TROUBLES]
        ],
        bn.number(more, lang) if more > 0 else "",
    )


# --- the file ---


def columns() -> list[str]:
    """The headings of the file, in the language of the moment."""
    return [
        _("Service"),
        _("Ended cases"),
        _("Messages"),
        *(str(name) for name in CATEGORIES.values()),
        _("Other"),
        _("Charged for"),
        _("Parts of text messages"),
        _("Rupees before tax"),
        _("Without a price"),
    ]


def lines(costs: Costs, lang: Lang) -> list[list[str]]:
    """A line for each service, and one for what belongs to no case; figures to count with."""
    of_services = [
        _line(one.service.name.in_(lang), one.finished, one.spent, priced=costs.has_prices)
        for one in costs.services
    ]
    return [*of_services, _line(_("No case"), 0, costs.talks, priced=costs.has_prices)]


def _line(name: str, finished: int, spent: Spent, *, priced: bool) -> list[str]:
    known = [spent.by_category[category] for category in CATEGORIES]
    counts = [finished, spent.messages, *known, spent.messages - sum(known), spent.billable, spent.parts]
    paid = [str(_to_the_paisa(spent.rupees)), str(spent.unpriced)] if priced else ["", ""]
    return [name, *map(str, counts), *paid]

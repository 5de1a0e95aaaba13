"""What is taken for what, and how often a message was understood rightly, as rows of a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from janasetu.cases.confusions import Pair, Rates
from janasetu.cases.periods import Period
from janasetu.console.reports import percent
from janasetu.lib import bn
from janasetu.lib.words import Lang
from janasetu.understanding.confusions import Confusion

_LANGUAGES = {
    "bn": gettext_lazy("Bengali"),
    "bn-Latn": gettext_lazy("Bengali in Latin letters"),
    "mixed": gettext_lazy("Bengali with English words"),
    "en": gettext_lazy("English"),
    "hi": gettext_lazy("Hindi"),
    "": gettext_lazy("Not known"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A share of the cases that began with free words: percent, and how many of how many."""

    says: str
    share: str
    count: str
    of: str


@dataclass(frozen=True, slots=True)
class RateRow:
    """The figures of the messages in one language."""

    name: str
    figures: Sequence[Figure]


@dataclass(frozen=True, slots=True)
class PairRow:
    """What was understood, what it is, in how many cases, and where these are listed."""

    understood: str
    stands_as: str
    count: str
    silent: str = ""
    url: str = ""


def figures(rates: Rates, lang: Lang) -> list[Figure]:
    """What is told of the messages that were read."""
    told = (
        (_("Opened rightly after at most one question"), rates.within_one, rates.read),
        (_("Taken without a question"), rates.accepted, rates.read),
        (_("Of these put right later by the office"), rates.misrouted, rates.accepted),
        (_("Asked to choose among a few"), rates.asked, rates.read),
        (_("Not understood: found in the lists"), rates.unknown, rates.read),
    )
    return [
        Figure(says, percent(part, whole, lang), bn.number(part, lang), bn.number(whole, lang))
        for says, part, whole in told
    ]


def rate_rows(by_language: Mapping[str, Rates], lang: Lang) -> list[RateRow]:
    """A row for each language in which people wrote, the most frequent first; none of only one."""
    if len(by_language) < 2:
        return []
    ordered = sorted(by_language.items(), key=lambda item: -item[1].read)
    return [RateRow(str(_LANGUAGES.get(code, code)), figures(rates, lang)) for code, rates in ordered]


def pair_rows(pairs: Sequence[Pair], names: Mapping[str, str], period: Period, lang: Lang) -> list[PairRow]:
    """A row for each, with the way to its cases."""
    return [
        PairRow(
            names.get(one.understood, one.understood),
            names.get(one.stands_as, one.stands_as),
            bn.number(one.count, lang),
            bn.number(one.silent, lang),
            f"{reverse('console:confused_cases')}?{_line(one, period)}",
        )
        for one in pairs
    ]


def _line(pair: Pair, period: Period) -> str:
    return urlencode({"period": period.code, "was": pair.understood, "is": pair.stands_as})


def model_rows(confusions: Sequence[Confusion], names: Mapping[str, str], lang: Lang) -> list[PairRow]:
    """What the model itself confuses among the phrases that it has learnt from."""
    return [
        PairRow(
            names.get(one.predicted, one.predicted),
            names.get(one.label, one.label),
            bn.number(one.count, lang),
        )
        for one in confusions
    ]

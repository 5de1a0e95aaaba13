"""What a list can be narrowed by: the choices there are, and those that were made, each with a way out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from janasetu.bodies.models import Officer
from janasetu.bodies.queries import departments, holders, present
from janasetu.cases.choices import Status
from janasetu.cases.giving import hands_in
from janasetu.cases.lists import Known, ListAsk
from janasetu.cases.notices import PHRASES
from janasetu.catalogue import queries as catalogue
from janasetu.console.answers import ward_words
from janasetu.console.asked import DAYS, FILTERS, address, without
from janasetu.console.rows import CHANNELS
from janasetu.lib import bn
from janasetu.lib.sorting import sort_key
from janasetu.lib.text import shorten
from janasetu.lib.words import Lang

_MOST_SHOWN = 40  # letters of what makes no sense


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that can be chosen."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Filter:
    """One question about a list. `said`: what was chosen, in words; `off`: the list without it; `unread`:
    what was asked for and makes no sense, so that it narrows nothing.
    """

    name: str
    label: str
    options: list[Option]
    value: str
    said: str
    off: str
    unread: str = ""

    @property
    def is_day(self) -> bool:
        return self.name in DAYS


def filters_of(known: Known, ask: ListAsk, said: Mapping[str, str], *, lang: Lang) -> list[Filter]:
    """Every filter that could change this list, has, or was meant to; at most three queries. `said`: what the
    address says.
    """
    offered = _options(known, lang)
    chosen = [
        _filter(name, ask, said.get(name, ""), offered[name], lang) for name in FILTERS if name not in DAYS
    ]
    choices = [one for one in chosen if len(one.options) > 1 or one.value or one.unread]
    return [*choices, *(_day(name, ask, said.get(name, ""), lang) for name in DAYS)]


def _filter(name: str, ask: ListAsk, said: str, options: Sequence[Option], lang: Lang) -> Filter:
    chosen = getattr(ask, name)
    value = "" if chosen is None else str(chosen)
    words = next((option.label for option in options if option.value == value), value)
    unknown = [Option(value, value)] if value and words == value else []
    off, unread = address(without(ask, name)), "" if value else shorten(said.strip(), _MOST_SHOWN)
    return Filter(name, _labels()[name], [*options, *unknown], value, words, off, unread)


def _day(name: str, ask: ListAsk, said: str, lang: Lang) -> Filter:
    day: date | None = getattr(ask, name)
    if day is None:
        return Filter(name, _labels()[name], [], "", "", address(ask), unread=said)
    figures = f"{day:%d-%m-%Y}"
    value = bn.digits(figures) if lang == "bn" else figures
    return Filter(name, _labels()[name], [], value, bn.date(day, lang), address(without(ask, name)))


def _labels() -> dict[str, str]:
    return {
        "department": _("Department"),
        "ward": _("Ward"),
        "service": _("Service"),
        "category": _("Subject"),
        "channel": _("How it came"),
        "status": _("Status"),
        "officer": _("With"),
        "level": _("Level"),
        "since": _("Opened from"),
        "until": _("Opened until"),
    }


def _options(known: Known, lang: Lang) -> dict[str, list[Option]]:
    services = catalogue.services({version for version, _ in known.categories})
    return {
        "department": _sorted(
            Option(one.code, one.name_in(lang))
            for one in departments(known.bodies).values()
            if one.id in known.departments
        ),
        "ward": [Option(ward, ward_words(ward, lang)) for ward in sorted(known.wards, key=sort_key) if ward],
        "service": _sorted(Option(one.code, one.name.in_(lang)) for one in services.values()),
        "category": _sorted(
            Option(category, services[version].title({services[version].titled_by or "": category}, lang))
            for version, category in known.categories
            if category
        ),
        "channel": [Option(channel, str(CHANNELS.get(channel, channel))) for channel in known.channels],
        "status": [Option(status, PHRASES.say(f"status_{status}", lang)) for status in Status],
        "officer": _sorted(Option(str(one.id), one.name_in(lang)) for one in _officers(known)),
        "level": [Option(str(level), _level(level, lang)) for level in known.levels],
    }


def _officers(known: Known) -> Iterable[Officer]:
    return Officer.objects.filter(id__in=known.officers)


def _level(level: int, lang: Lang) -> str:
    return _("Level %(level)s") % {"level": bn.number(level + 1, lang)}


def _sorted(options: Iterable[Option]) -> list[Option]:
    """Each value once, by its words."""
    return sorted({option.value: option for option in options}.values(), key=lambda one: sort_key(one.label))


def takers(officer: Officer, known: Known, *, now: datetime) -> list[Officer]:
    """To whom cases of one's own body may be given: whoever answers for a level of its services, and whoever
    does the work.
    """
    services = catalogue.services({version for version, _ in known.categories})
    roles = {role for one in services.values() for role in one.levels_in(officer.body.kind)}
    found = holders([officer.body_id], roles | hands_in(officer.body.kind), at=now)
    there = present(one for of_role in found.values() for one in of_role)
    return sorted((one for one in there if one.id != officer.id), key=lambda one: one.post)

"""What a list can be narrowed by: the choices there are, and those that were made, each with a way out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from janasetu.bodies.models import Officer
from janasetu.bodies.queries import departments, holders
from janasetu.cases.choices import Status
from janasetu.cases.lists import Known, ListAsk
from janasetu.cases.notices import PHRASES
from janasetu.catalogue import queries as catalogue
from janasetu.console.answers import ward_words
from janasetu.console.asked import FILTERS, address, without
from janasetu.console.rows import CHANNELS
from janasetu.lib import bn
from janasetu.lib.sorting import sort_key
from janasetu.lib.words import Lang


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that can be chosen."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Filter:
    """One question about a list. `said`: what was chosen, in words; `off`: the list without it."""

    name: str
    label: str
    options: list[Option]
    value: str
    said: str
    off: str

    @property
    def is_day(self) -> bool:
        return self.name in {"since", "until"}


def filters_of(officer: Officer, known: Known, ask: ListAsk, *, lang: Lang) -> list[Filter]:
    """Every filter that could change this list, or has; at most three queries."""
    offered = _options(known, lang)
    return [
        one
        for name in FILTERS
        if len((one := _filter(name, ask, offered.get(name, []), lang)).options) > 1
        or one.value
        or one.is_day
    ]


def _filter(name: str, ask: ListAsk, options: Sequence[Option], lang: Lang) -> Filter:
    chosen = getattr(ask, name)
    value = "" if chosen is None else str(chosen)
    said = next((option.label for option in options if option.value == value), value)
    if isinstance(chosen, date):
        said = bn.date(chosen, lang)
    unknown = [Option(value, value)] if value and said == value else []
    return Filter(name, _labels()[name], [*options, *unknown], value, said, address(without(ask, name)))


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
    """To whom cases of one's own body may be given: whoever answers for a level of its services."""
    services = catalogue.services({version for version, _ in known.categories})
    roles = {role for one in services.values() for role in one.levels_in(officer.body.kind)}
    found = holders([officer.body_id], roles, at=now)
    named = {one.id: one for of_role in found.values() for one in of_role if one.id != officer.id}
    return sorted(named.values(), key=lambda one: one.post)

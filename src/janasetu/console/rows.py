"""Cases as rows of a list."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from janasetu.bodies.queries import titles
from janasetu.cases.choices import Lane
from janasetu.cases.models import Case
from janasetu.cases.notices import PHRASES
from janasetu.catalogue.fields import KINDS
from janasetu.console.answers import ward_words
from janasetu.console.due import Due, due_of
from janasetu.lib.words import Lang


@dataclass(frozen=True, slots=True)
class Row:
    """What a list says of one case."""

    ref: str
    number: str
    url: str
    title: str
    place: str
    department: str
    status: str
    due: Due
    urgent: bool
    holder: str


def rows_of(cases: Iterable[Case], *, lang: Lang, now: datetime) -> list[Row]:
    """A row for each case; one query for all of them."""
    listed = list(cases)
    named = titles({case.body_id for case in listed}, {case.level_role for case in listed})
    return [
        Row(
            ref=case.ref,
            number=case.grouped_ref,
            url=reverse("console:case", args=[case.ref]),
            title=case.title_in(lang),
            place=place_of(case, lang),
            department=department_of(case, lang),
            status=status_of(case, lang),
            due=due_of(case, lang=lang, now=now),
            urgent=case.lane != Lane.NORMAL,
            holder=named.name(case.body_id, case.level_role, lang, at=now),
        )
        for case in listed
    ]


def status_of(case: Case, lang: Lang) -> str:
    return PHRASES.say(f"status_{case.status}", lang)


def department_of(case: Case, lang: Lang) -> str:
    return case.department.name_in(lang) if case.department else PHRASES.say("no_department", lang)


def place_of(case: Case, lang: Lang) -> str:
    """The ward, or else the place in its own words, or else its coordinates."""
    return ward_words(case.ward, lang) or next(_places(case, lang), "")


def _places(case: Case, lang: Lang) -> Iterator[str]:
    for asked in case.service.fields():
        if asked.kind == "place" and case.fields.get(asked.field):
            yield KINDS[asked.kind].show(asked, case.fields[asked.field], lang)
